import type { Fault } from '../errors.js';
import type { IsoWeekday } from './civil-day.js';

/** Minutes from midnight; `opens` 0..1439, `closes` up to 1440, always later than `opens`. */
export interface Shift {
  readonly opens: number;
  readonly closes: number;
}

/** The shifts of each weekday, in order and without overlap; a weekday off has none. */
export type WeeklyHours = Readonly<Record<IsoWeekday, readonly Shift[]>>;

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAYS_HELP = "right is for example 'mon-fri', 'mon,wed,fri' or 'sun-thu'";
const HOURS_HELP = "right is for example '09:00-17:00' or '09:00-12:00,13:00-17:00'";

/** Either the value, or what is wrong with the text, in words. */
type Reading<T> = { readonly value: T } | { readonly wrong: string };

/** Reads `mon-fri`, `mon,wed,fri`, `sun-thu`; a range may run over the end of the week. */
export function readDays(text: string): Reading<readonly IsoWeekday[]> {
  const days = new Set<IsoWeekday>();
  for (const part of text.toLowerCase().split(',')) {
    const ends = part.split('-').map((name) => WEEKDAYS.indexOf(name.trim()));
    const [from, to = from] = ends;
    if (from === undefined || to === undefined || ends.length > 2 || ends.includes(-1)) {
      return { wrong: `'${text}' names no days: ${DAYS_HELP}` };
    }
    for (let step = 0; step <= (to - from + 7) % 7; step++) days.add((((from + step) % 7) + 1) as IsoWeekday);
  }
  return { value: [...days].sort() };
}

/** As `readShifts` reads them: `09:00-12:00,13:00-17:00`; nothing on a day off. */
export function spellShifts(shifts: readonly Shift[]): string {
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return shifts.map(({ opens, closes }) => `${clock(opens)}-${clock(closes)}`).join(',');
}

/** Reads `09:00-17:00` and split shifts `09:00-12:00,13:00-17:00`; 24:00 may close a day. */
export function readShifts(text: string): Reading<readonly Shift[]> {
  const shifts: Shift[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/.exec(part);
    const [openHour, openMinute, closeHour, closeMinute] = (match ?? []).slice(1).map(Number);
    if (openHour === undefined || openMinute === undefined || closeHour === undefined || closeMinute === undefined) {
      return { wrong: `'${text}' is not a list of hours: ${HOURS_HELP}` };
    }
    const shift = { opens: openHour * 60 + openMinute, closes: closeHour * 60 + closeMinute };
    if (openMinute > 59 || closeMinute > 59 || shift.closes > 1440) {
      return { wrong: `'${text}' holds a time that no clock shows: times run from 00:00 to 24:00` };
    }
    if (shift.closes <= shift.opens) {
      return {
        wrong: `'${part.trim()}' closes before it opens: a night shift is written as two, '00:00-06:00,22:00-24:00'`,
      };
    }
    shifts.push(shift);
  }
  shifts.sort((a, b) => a.opens - b.opens);
  if (shifts.some((shift, i) => i > 0 && shift.opens < (shifts[i - 1]?.closes ?? 0))) {
    return { wrong: `'${text}' holds shifts that overlap: ${HOURS_HELP}` };
  }
  return { value: shifts };
}

/**
 * Hours that are the same on all working days (`hours` with `days`), or differ by day
 * (`{ "mon-thu": "09:00-17:00", fri: "09:00-15:00" }`, without `days`; each day once). Faults are added to `faults` under their path.
 */
export function readWeeklyHours(
  hours: string | Readonly<Record<string, string>>,
  days: string,
  faults: Fault[],
): WeeklyHours {
  const week: Record<IsoWeekday, readonly Shift[]> = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
  const namedBy = new Map<IsoWeekday, string>();
  const byDays = typeof hours === 'string' ? { [days]: hours } : hours;
  for (const [names, text] of Object.entries(byDays)) {
    const weekdays = readDays(names);
    const shifts = readShifts(text);
    if ('wrong' in weekdays)
      faults.push({ path: typeof hours === 'string' ? 'days' : 'hours', message: weekdays.wrong });
    if ('wrong' in shifts) {
      faults.push({ path: typeof hours === 'string' ? 'hours' : `hours.${names}`, message: shifts.wrong });
    }
    if ('wrong' in weekdays || 'wrong' in shifts) continue;
    for (const weekday of weekdays.value) {
      const earlier = namedBy.get(weekday);
      if (earlier !== undefined) {
        const day = WEEKDAYS[weekday - 1] ?? '';
        const message = `says again when ${day} is worked, which '${earlier}' says already: name each day once, its shifts in one text, such as { "${day}": "09:00-12:00,13:00-17:00" }`;
        faults.push({ path: `hours.${names}`, message });
      }
      namedBy.set(weekday, names);
      week[weekday] = shifts.value;
    }
  }
  return week;
}
