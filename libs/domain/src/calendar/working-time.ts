import { InvalidInput } from '../errors.js';
import { isoDay, type CivilDay } from './civil-day.js';
import { MAX_DAYS_OFF, type WorkingCalendar } from './working-calendar.js';
import { instantOf, wallClock } from './zoned-time.js';

const MINUTE_MS = 60_000;

/** A stretch of open time in milliseconds since the epoch; `to` is exclusive. */
interface OpenTime {
  readonly from: number;
  readonly to: number;
}

/** The open time of one day, as it really elapses: an hour shorter or longer when the clocks change within it. */
function openTimeOf(day: CivilDay, calendar: WorkingCalendar): OpenTime[] {
  return calendar
    .day(day)
    .shifts.map(({ opens, closes }) => ({
      from: instantOf(day, opens, calendar.zone).getTime(),
      to: instantOf(day, closes, calendar.zone).getTime(),
    }))
    .filter(({ from, to }) => to > from);
}

/** Open time between two instants, in minutes and parts of them; negative when `to` comes first. */
export function workingMinutesBetween(from: Date, to: Date, calendar: WorkingCalendar): number {
  if (to < from) return -workingMinutesBetween(to, from, calendar);
  const last = wallClock(to, calendar.zone).day;
  let open = 0;
  for (let day = wallClock(from, calendar.zone).day; day <= last; day++) {
    for (const stretch of openTimeOf(day, calendar)) {
      open += Math.max(0, Math.min(stretch.to, to.getTime()) - Math.max(stretch.from, from.getTime()));
    }
  }
  return open / MINUTE_MS;
}

/**
 * The earliest instant at which `minutes` of open time have passed since `start`; `start` itself for 0.
 * @throws InvalidInput for a negative number, or a calendar that has no open time for two years
 */
export function addWorkingTime(start: Date, minutes: number, calendar: WorkingCalendar): Date {
  return stepWorkingTime(start, minutes, calendar, 1);
}

/**
 * The latest instant from which `minutes` of open time are left until `end`; `end` itself for 0. Tells when to warn that
 * two working hours are left.
 * @throws InvalidInput for a negative number, or a calendar that has no open time for two years
 */
export function subtractWorkingTime(end: Date, minutes: number, calendar: WorkingCalendar): Date {
  return stepWorkingTime(end, minutes, calendar, -1);
}

function stepWorkingTime(start: Date, minutes: number, calendar: WorkingCalendar, direction: 1 | -1): Date {
  if (!(minutes >= 0 && Number.isFinite(minutes))) {
    throw new InvalidInput('minutes is out of range', [
      { path: 'minutes', message: `must be 0 or more, but is ${minutes}` },
    ]);
  }
  if (minutes === 0) return start;
  let left = minutes * MINUTE_MS;
  let daysOff = 0;
  for (let day = wallClock(start, calendar.zone).day; daysOff <= MAX_DAYS_OFF; day += direction) {
    const stretches = openTimeOf(day, calendar);
    daysOff = stretches.length > 0 ? 0 : daysOff + 1;
    for (const { from, to } of direction === 1 ? stretches : stretches.reverse()) {
      const begins = direction === 1 ? Math.max(from, start.getTime()) : from;
      const ends = direction === 1 ? to : Math.min(to, start.getTime());
      if (ends <= begins) continue;
      if (ends - begins >= left) return new Date(direction === 1 ? begins + left : ends - left);
      left -= ends - begins;
    }
  }
  const message = `has no open time in the two years around ${isoDay(wallClock(start, calendar.zone).day)}`;
  throw new InvalidInput(`The calendar '${calendar.name}' ${message}`, [{ path: 'calendar', message }]);
}

/**
 * Closing time of the `workingDays`-th working day before the day of `due`: with 1, when one working day is left.
 * @param workingDays 1 or more
 */
export function closingBefore(due: Date, workingDays: number, calendar: WorkingCalendar): Date {
  let left = workingDays;
  const from = wallClock(due, calendar.zone).day;
  for (let day = from - 1, off = 0; off <= MAX_DAYS_OFF; day--) {
    const candidate = calendar.day(day);
    const closing = calendar.closingOf(candidate);
    off = closing === null ? off + 1 : 0;
    if (closing !== null && --left === 0) return closing;
  }
  const message = `has no working day in the two years before ${isoDay(from)}`;
  throw new InvalidInput(`The calendar '${calendar.name}' ${message}`, [{ path: 'calendar', message }]);
}
