import { explainWorkingTime } from './calendar/due-after-working-time.js';
import type { Due } from './calendar/due-at.js';
import type { WorkingCalendar } from './calendar/working-calendar.js';
import { addWorkingTime, subtractWorkingTime, workingMinutesBetween } from './calendar/working-time.js';
import { isoDay } from './calendar/civil-day.js';
import { wallClock } from './calendar/zoned-time.js';

/**
 * Stops a clock: the open time that was left at `at`, in minutes and parts of them. 0 when nobody was working between
 * then and the deadline, and negative when the deadline had passed: waiting does not make good what was missed. A clock
 * that had not started yet has all of its time left.
 */
export function pauseClock(
  clock: { readonly startedAt: Date; readonly dueAt: Date },
  at: Date,
  calendar: WorkingCalendar,
): number {
  return workingMinutesBetween(at < clock.startedAt ? clock.startedAt : at, clock.dueAt, calendar);
}

/**
 * Starts it again at `at` with what was left: the deadline is as much open time ahead, or behind when it had passed.
 * Counted in minutes also when the promise was made in working days.
 * @throws InvalidInput for a number that is none, or a calendar that has no open time for two years
 */
export function resumeClock(minutesLeft: number, at: Date, calendar: WorkingCalendar): Due {
  const { day, minute } = wallClock(at, calendar.zone);
  const resumed = { kind: 'resumed' as const, day: isoDay(day), minute, minutesLeft };
  const dueAt =
    minutesLeft < 0 ? subtractWorkingTime(at, -minutesLeft, calendar) : addWorkingTime(at, minutesLeft, calendar);
  return explainWorkingTime(at, dueAt, calendar, [resumed]);
}
