import { daysBefore, instantAt, localDay } from '../time/day-bounds';

/** What of the house's calendar the presets need. */
export interface WorkingWeek {
  /** IANA */
  readonly zone: string;
  /** Opening and closing in minutes from midnight, by ISO weekday (1 Monday … 7 Sunday); absent on days off. */
  readonly days: Readonly<Partial<Record<number, { readonly opens: number; readonly closes: number }>>>;
  /** Days that differ from their weekday, `YYYY-MM-DD`: hours, or `null` when closed. */
  readonly exceptions: Readonly<Record<string, { readonly opens: number; readonly closes: number } | null>>;
}

export interface SnoozePreset {
  readonly name: 'afternoon' | 'tomorrow' | 'nextWeek';
  readonly until: Date;
}

const AFTERNOON = 13 * 60;
/** A snooze ends with so much of the day left that something can still be done in it. Minutes. */
const WORTHWHILE = 60;
/** A house that is closed for longer than this has no preset for it. Days. */
const LOOK_AHEAD = 30;

/** When somebody may want to be reminded again: always at an hour in which the house works. */
export function snoozePresets(now: Date, week: WorkingWeek): SnoozePreset[] {
  const today = localDay(now, week.zone);
  const presets: SnoozePreset[] = [];
  const hours = hoursOf(today, week);
  if (hours !== null) {
    const afternoon = instantAt(today, Math.max(AFTERNOON, hours.opens), week.zone);
    const isWorthwhile = hours.closes - Math.max(AFTERNOON, hours.opens) >= WORTHWHILE;
    if (isWorthwhile && afternoon > now) presets.push({ name: 'afternoon', until: afternoon });
  }
  const next = nextOpening(daysAfter(today, 1), week);
  if (next !== null) presets.push({ name: 'tomorrow', until: next });
  const monday = nextOpening(daysAfter(today, 8 - weekdayOf(today)), week);
  if (monday !== null && monday.getTime() !== next?.getTime()) presets.push({ name: 'nextWeek', until: monday });
  return presets;
}

/** `mon-fri` and `09:00-17:00` as calendars write them, or hours by days, as a week. Split shifts count from first to last. */
export function workingWeek(
  calendar: {
    readonly zone: string;
    readonly hours: string | Readonly<Record<string, string>>;
    readonly days: string;
  },
  exceptions: readonly { readonly day: string; readonly hours: string | null }[],
): WorkingWeek {
  const byDays = typeof calendar.hours === 'string' ? { [calendar.days]: calendar.hours } : calendar.hours;
  const days: Record<number, { opens: number; closes: number }> = {};
  for (const [names, hours] of Object.entries(byDays)) {
    const span = spanOf(hours);
    if (span !== null) for (const day of weekdaysIn(names)) days[day] = span;
  }
  return {
    zone: calendar.zone,
    days,
    exceptions: Object.fromEntries(exceptions.map(({ day, hours }) => [day, hours === null ? null : spanOf(hours)])),
  };
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function weekdaysIn(names: string): number[] {
  return names.split(',').flatMap((part) => {
    const [from, to] = part.split('-').map((name) => WEEKDAYS.indexOf(name.trim().toLowerCase()) + 1);
    if (from === undefined || from === 0) return [];
    const last = to === undefined || to === 0 ? from : to;
    return Array.from({ length: ((last - from + 7) % 7) + 1 }, (_, index) => ((from - 1 + index) % 7) + 1);
  });
}

function spanOf(hours: string): { opens: number; closes: number } | null {
  const times = [...hours.matchAll(/(\d{1,2}):(\d{2})/g)].map(([, hour, minute]) => Number(hour) * 60 + Number(minute));
  const [opens, closes] = [times[0], times.at(-1)];
  return opens === undefined || closes === undefined || closes <= opens ? null : { opens, closes };
}

function nextOpening(from: string, week: WorkingWeek): Date | null {
  for (let day = 0; day < LOOK_AHEAD; day += 1) {
    const hours = hoursOf(daysAfter(from, day), week);
    if (hours !== null) return instantAt(daysAfter(from, day), hours.opens, week.zone);
  }
  return null;
}

function hoursOf(day: string, { days, exceptions }: WorkingWeek): { opens: number; closes: number } | null {
  return day in exceptions ? (exceptions[day] ?? null) : (days[weekdayOf(day)] ?? null);
}

const daysAfter = (day: string, days: number): string => daysBefore(day, -days);

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
