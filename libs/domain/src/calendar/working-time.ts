import { InvalidInput } from '../errors.js';
import { isoDay, type CivilDay } from './civil-day.js';
import { MAX_DAYS_OFF, type WorkingCalendar } from './working-calendar.js';
import { closingInstantOf, instantOf, wallClock } from './zoned-time.js';

const MINUTE_MS = 60_000;

/** A stretch of open time in milliseconds since the epoch; `to` is exclusive. */
interface OpenTime {
  readonly from: number;
  readonly to: number;
}

/** The open time of one day, as it really elapses: an hour shorter or longer when the clocks change within it. */
export function openTimeOf(day: CivilDay, calendar: WorkingCalendar): OpenTime[] {
  return calendar
    .day(day)
    .shifts.map((shift) => ({
      from: instantOf(day, shift.opens, calendar.zone).getTime(),
      to: closingInstantOf(day, shift, calendar.zone).getTime(),
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
  // Whole milliseconds: parts of a minute must not be lost to rounding when time is taken out and put back.
  let left = Math.round(minutes * MINUTE_MS);
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
 * The earliest instant, not before `at`, at which somebody works: `at` itself while it is open. Closing time is not open.
 * @throws InvalidInput for a calendar that has no open time for two years
 */
export function nextOpenMoment(at: Date, calendar: WorkingCalendar): Date {
  const first = wallClock(at, calendar.zone).day;
  for (let day = first; day <= first + MAX_DAYS_OFF; day++) {
    const stretch = openTimeOf(day, calendar).find(({ to }) => to > at.getTime());
    if (stretch !== undefined) return new Date(Math.max(stretch.from, at.getTime()));
  }
  const message = `has no open time in the two years after ${isoDay(first)}`;
  throw new InvalidInput(`The calendar '${calendar.name}' ${message}`, [{ path: 'calendar', message }]);
}

/**
 * The same time of day on the `days`-th working day after `at` (before it when negative); closing time of that day when
 * `at` is closing time, because that is what a deadline in working days is.
 * @param days a whole number, not 0
 */
export function shiftWorkingDays(at: Date, days: number, calendar: WorkingCalendar): Date {
  // The millisecond before decides, so that closing at 24:00 belongs to the day that it closes.
  const own = calendar.dayAt(new Date(at.getTime() - 1));
  const isClosing = calendar.closingOf(own)?.getTime() === at.getTime();
  const from = isClosing ? own.day : wallClock(at, calendar.zone).day;
  let left = Math.abs(days);
  for (let day = from + Math.sign(days), off = 0; off <= MAX_DAYS_OFF; day += Math.sign(days)) {
    const closing = calendar.closingOf(calendar.day(day));
    off = closing === null ? off + 1 : 0;
    if (closing === null || --left > 0) continue;
    return isClosing ? closing : instantOf(day, wallClock(at, calendar.zone).minute, calendar.zone);
  }
  const message = `has no working day in the two years around ${isoDay(from)}`;
  throw new InvalidInput(`The calendar '${calendar.name}' ${message}`, [{ path: 'calendar', message }]);
}
