import { parseCivilDay, type DigestBounds, type DigestReader, type WorkingCalendar } from '@earshot/domain';
import { DateTime } from 'luxon';

/** A digest that is later than this is no morning mail any more: it is left out, and the next one tells everything. Hours. */
const LATEST_HOURS = 10;

/**
 * What is due for a reader whose time has come: the local day to report on, or `null` on a day off (the house's calendar
 * decides) or when the moment was missed by too much; and when to look again. After any downtime at most one digest comes.
 *
 * The local time that a change of clocks skips is moved on to the first one that exists (luxon's rule).
 */
export function digestDue(
  reader: Pick<DigestReader, 'zone' | 'localTime'>,
  now: Date,
  calendar: WorkingCalendar,
): { period: string | null; nextAt: Date } {
  const local = DateTime.fromJSDate(now, { zone: reader.zone });
  const planned = atLocalTime(local, reader.localTime);
  const nextAt = nextDigestAt(reader, now);
  const late = local.diff(planned, 'hours').hours;
  const punctual = late >= 0 && late <= LATEST_HOURS;
  return { period: punctual && isWorkingDay(local, calendar) ? local.toISODate() : null, nextAt };
}

/** The next time of day of the reader after `now`, working day or not. */
export function nextDigestAt(reader: Pick<DigestReader, 'zone' | 'localTime'>, now: Date): Date {
  const local = DateTime.fromJSDate(now, { zone: reader.zone });
  const today = atLocalTime(local, reader.localTime);
  return (today > local ? today : atLocalTime(local.plus({ days: 1 }), reader.localTime)).toJSDate();
}

/** What the account of a day covers: since the same time on the previous working day. */
export function digestBounds(
  reader: Pick<DigestReader, 'zone' | 'localTime'>,
  now: Date,
  calendar: WorkingCalendar,
): DigestBounds {
  const local = DateTime.fromJSDate(now, { zone: reader.zone });
  let day = local.minus({ days: 1 });
  // Two weeks bound the search: no house is closed for longer, and a digest that reached back further would tell nothing.
  for (let back = 1; back < 14 && !isWorkingDay(day, calendar); back += 1) day = day.minus({ days: 1 });
  return {
    from: atLocalTime(day, reader.localTime).toJSDate(),
    to: now,
    endOfToday: local.endOf('day').toJSDate(),
  };
}

function isWorkingDay(local: DateTime, calendar: WorkingCalendar): boolean {
  const day = parseCivilDay(local.toFormat('yyyy-MM-dd'));
  return day !== null && calendar.day(day).shifts.length > 0;
}

function atLocalTime(day: DateTime, localTime: string): DateTime {
  const [hour, minute] = localTime.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}
