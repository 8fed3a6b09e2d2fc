import { explainWorkingTime } from './calendar/due-after-working-time.js';
import type { Due } from './calendar/due-at.js';
import type { WorkingCalendar } from './calendar/working-calendar.js';
import { addWorkingTime, workingMinutesBetween } from './calendar/working-time.js';
import { isoDay } from './calendar/civil-day.js';
import { wallClock } from './calendar/zoned-time.js';

const MINUTE_MS = 60_000;

/** A clock that stands still. */
export interface PausedClock {
  /** What `pauseClock` gave. */
  readonly minutesLeft: number;
  /** The deadline that it had. */
  readonly dueAt: Date;
}

/**
 * Stops a clock: the open time that was left at `at`, in minutes and parts of them; 0 when nobody was working between
 * then and the deadline. Negative when the deadline had passed: by open time, and by real time when nobody has worked
 * since. A clock that had not started yet has all of its time left.
 */
export function pauseClock(
  clock: { readonly startedAt: Date; readonly dueAt: Date },
  at: Date,
  calendar: WorkingCalendar,
): number {
  const left = workingMinutesBetween(at < clock.startedAt ? clock.startedAt : at, clock.dueAt, calendar);
  if (clock.dueAt >= at || left < 0) return left;
  return (clock.dueAt.getTime() - at.getTime()) / MINUTE_MS;
}

/**
 * Starts it again at `at` with what was left: the deadline is as much open time ahead, and never earlier than it was, also
 * where it lay outside the opening hours. One that had passed stays where it was: waiting does not make good what was
 * missed. Counted in minutes also when the promise was made in working days.
 * @throws InvalidInput for a number that is none, or a calendar that has no open time for two years
 */
export function resumeClock({ minutesLeft, dueAt }: PausedClock, at: Date, calendar: WorkingCalendar): Due {
  const { day, minute } = wallClock(at, calendar.zone);
  const resumed = { kind: 'resumed' as const, day: isoDay(day), minute, minutesLeft };
  const counted = minutesLeft < 0 ? dueAt : addWorkingTime(at, minutesLeft, calendar);
  return explainWorkingTime(at, counted > dueAt ? counted : dueAt, calendar, [resumed]);
}
