import {
  insightPeriod,
  parseCivilDay,
  type DigestAsk,
  type DigestTiming,
  type InsightPeriod,
  type StoredDigestSubscription,
  type WorkingCalendar,
} from '@earshot/domain';
import { DateTime } from 'luxon';

/**
 * Hours after its time until which a digest is still worth sending; later it is left out, and the next one tells
 * everything. A morning's is none in the evening; that of a week is still one two days later.
 */
const LATEST_HOURS = { daily: 10, weekly: 72, monthly: 168 } as const;

/** With how many earlier spans of the same kind a span is compared. */
const COMPARED = { daily: 8, weekly: 8, monthly: 6 } as const;

/** No house is closed for longer, and a digest that reached back further would tell nothing. */
const MOST_DAYS_BACK = 14;

/**
 * What is due for a reader whose time has come: the period to report on, or `null` on a day without a digest (the calendar
 * decides) or when the moment was missed by too much; and when to look again. After any downtime at most one comes.
 *
 * A local time that a change of clocks skips is moved on to the first one that exists, and of two the first is taken: the
 * period is the same at the second, and made once.
 */
export function digestDue(
  timing: DigestTiming,
  now: Date,
  calendar: WorkingCalendar,
): { period: string | null; nextAt: Date } {
  const local = DateTime.fromJSDate(now, { zone: timing.zone });
  const nextAt = nextDigestAt(timing, now);
  const sending = lastSending(timing, local, calendar);
  if (sending === null) return { period: null, nextAt };
  const punctual = local.diff(sending, 'hours').hours <= LATEST_HOURS[timing.edition];
  return { period: punctual ? sending.startOf(UNIT[timing.edition]).toISODate() : null, nextAt };
}

/** The day that it is in a zone, `YYYY-MM-DD`. */
export function localDay(at: Date, zone: string): string {
  return isoDate(DateTime.fromJSDate(at, { zone }));
}

/** When to look again whether one is due: the next time of day of the reader after `now`, whatever day it is. */
export function nextDigestAt({ zone, localTime }: Pick<DigestTiming, 'zone' | 'localTime'>, now: Date): Date {
  const local = DateTime.fromJSDate(now, { zone });
  const today = atLocalTime(local, localTime);
  return (today > local ? today : atLocalTime(local.plus({ days: 1 }), localTime)).toJSDate();
}

/** No edition is further away than the first working day of the month after next. Days. */
const MOST_DAYS_AHEAD = 62;

/** When the next edition comes after `now`; `null` when none does. */
export function nextEditionAt(timing: DigestTiming, now: Date, calendar: WorkingCalendar): Date | null {
  const local = DateTime.fromJSDate(now, { zone: timing.zone });
  for (let ahead = 0; ahead <= MOST_DAYS_AHEAD; ahead += 1) {
    const day = local.plus({ days: ahead });
    const at = atLocalTime(day, timing.localTime);
    if (at > local && sendingDay(timing, day, calendar)?.hasSame(day, 'day') === true) return at.toJSDate();
  }
  return null;
}

/** When a reader's next edition comes; `null` when none does, because it is switched off or paused. */
export function nextEditionOf(
  subscription: StoredDigestSubscription,
  now: Date,
  calendar: WorkingCalendar,
): Date | null {
  const { enabled, pausedAt, zone, readerZone } = subscription;
  if (!enabled || pausedAt !== null) return null;
  return nextEditionAt({ ...subscription, zone: zone ?? readerZone }, now, calendar);
}

/**
 * Which days a digest of now tells of, and which it compares them with; a daily one tells of the days since the last.
 *
 * A weekly one tells of the seven days before the first chosen day, whatever weekday that is: no day is left out or told
 * twice, and none is a week old. A monthly one tells of the calendar's month.
 *
 * @param made the day, or the first day of the week or month, that it was made for (`YYYY-MM-DD`), of which it tells however
 * late it is written; `null`: it is of now
 */
export function digestTimes(
  timing: DigestTiming,
  now: Date,
  calendar: WorkingCalendar,
  made: string | null = null,
): Omit<DigestAsk, 'scope'> {
  const local = DateTime.fromJSDate(now, { zone: timing.zone });
  const { first, last } = spanOf(
    timing,
    made === null ? madeNow(timing, local) : DateTime.fromISO(made, { zone: timing.zone }),
    calendar,
  );
  const earliest = comparedSpans(timing.edition, first, last).at(-1)?.first ?? first;
  const weekFirst = DateTime.min(first, last.minus({ days: 6 }));
  return {
    now,
    endOfToday: local.endOf('day').toJSDate(),
    soon: nextWorkingDay(local, calendar).endOf('day').toJSDate(),
    span: period(timing.zone, first, last),
    history: period(timing.zone, earliest, last),
    before: period(timing.zone, earliest, first.minus({ days: 1 })),
    week: period(timing.zone, weekFirst, last),
  };
}

/** The spans before with which one is compared, the latest first: the same weekdays, weeks, or months. */
export function comparedSpans(
  edition: DigestTiming['edition'],
  first: DateTime,
  last: DateTime,
): { first: DateTime; last: DateTime }[] {
  return Array.from({ length: COMPARED[edition] }, (_, i) => {
    if (edition === 'monthly') {
      const month = first.minus({ months: i + 1 });
      return { first: month, last: month.endOf('month').startOf('day') };
    }
    const shift = { days: 7 * (i + 1) };
    return { first: first.minus(shift), last: last.minus(shift) };
  });
}

const UNIT = { daily: 'day', weekly: 'week', monthly: 'month' } as const;

/** When the last digest should have come, at most one day, week or month before this one; `null` when none should have. */
function lastSending(timing: DigestTiming, local: DateTime, calendar: WorkingCalendar): DateTime | null {
  // Late past midnight, or past the end of a week, it is that of the day or week before.
  for (const before of [0, 1]) {
    const day = sendingDay(timing, local.minus({ [UNIT[timing.edition]]: before }), calendar);
    const at = day === null ? null : atLocalTime(day, timing.localTime);
    if (at !== null && at <= local) return at;
  }
  return null;
}

/** The day on which the digest of this day, week or month comes; `null` when it comes on none. */
function sendingDay(timing: DigestTiming, local: DateTime, calendar: WorkingCalendar): DateTime | null {
  if (timing.edition === 'daily') return isDigestDay(timing, local, calendar) ? local : null;
  const earliest = timing.edition === 'monthly' ? local.startOf('month') : chosenDay(timing, local);
  // Nobody who wants it on a Saturday, and on working days only, is to have it on a Saturday: the Monday after is next.
  const end = timing.edition === 'monthly' ? local.endOf('month') : earliest.plus({ days: 6 });
  for (let day = earliest; day <= end; day = day.plus({ days: 1 }))
    if (!timing.workingDaysOnly || isWorkingDay(day, calendar)) return day;
  // A house that is closed all along is told at the beginning all the same.
  return earliest;
}

/** What one that is written now is made for: in a week whose day has not come yet, the week before. */
function madeNow(timing: DigestTiming, local: DateTime): DateTime {
  return timing.edition === 'weekly' && chosenDay(timing, local) > local ? local.minus({ weeks: 1 }) : local;
}

/** The first chosen day of a week, whether or not the house works on it. */
function chosenDay({ days }: DigestTiming, local: DateTime): DateTime {
  return local.startOf('week').plus({ days: Math.min(...days) - 1 });
}

function spanOf(timing: DigestTiming, local: DateTime, calendar: WorkingCalendar): { first: DateTime; last: DateTime } {
  if (timing.edition === 'weekly') {
    const chosen = chosenDay(timing, local);
    return { first: chosen.minus({ days: 7 }), last: chosen.minus({ days: 1 }) };
  }
  if (timing.edition === 'monthly') {
    const last = local.startOf('month').minus({ days: 1 });
    return { first: last.startOf('month'), last };
  }
  const yesterday = local.startOf('day').minus({ days: 1 });
  let first = yesterday;
  for (let back = 1; back < MOST_DAYS_BACK && !isDigestDay(timing, first, calendar); back += 1)
    first = first.minus({ days: 1 });
  return { first, last: yesterday };
}

function isDigestDay({ days, workingDaysOnly }: DigestTiming, day: DateTime, calendar: WorkingCalendar): boolean {
  return days.includes(day.weekday) && (!workingDaysOnly || isWorkingDay(day, calendar));
}

function nextWorkingDay(local: DateTime, calendar: WorkingCalendar): DateTime {
  let day = local.plus({ days: 1 });
  for (let ahead = 1; ahead < MOST_DAYS_BACK && !isWorkingDay(day, calendar); ahead += 1) day = day.plus({ days: 1 });
  return day;
}

function isWorkingDay(local: DateTime, calendar: WorkingCalendar): boolean {
  const day = parseCivilDay(isoDate(local));
  return day !== null && calendar.day(day).shifts.length > 0;
}

function atLocalTime(day: DateTime, localTime: string): DateTime {
  const [hour, minute] = localTime.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}

function period(zone: string, first: DateTime, last: DateTime): InsightPeriod {
  return insightPeriod({ zone, bucket: 'day', firstDay: isoDate(first), lastDay: isoDate(last) });
}

const isoDate = (day: DateTime): string => day.toFormat('yyyy-MM-dd');
