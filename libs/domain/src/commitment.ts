import type { Severity } from './assessment.js';
import type { DerivationStep } from './calendar/derivation.js';
import { dueAfterWorkingTime } from './calendar/due-after-working-time.js';
import { Due, dueAt } from './calendar/due-at.js';
import type { WorkingCalendar } from './calendar/working-calendar.js';
import { addWorkingTime } from './calendar/working-time.js';
import { isoDay } from './calendar/civil-day.js';
import { wallClock } from './calendar/zoned-time.js';
import type { ClockName } from './clock-name.js';
import { targetFor, type ResponseStandard } from './response-standard.js';
import type { Target } from './response-standard-target.js';

/** The standard as applied to one task when it was opened. Later edits of the policy do not move it. */
export interface Commitment {
  readonly clock: ClockName;
  readonly target: Target;
  /** When the customer wrote. */
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly derivation: { readonly steps: readonly DerivationStep[]; readonly words: string };
  readonly standardName: string;
  readonly calendarName: string;
  /** The calendar's IANA zone. */
  readonly zone: string;
}

/** What starts a clock. */
export interface ClockStart {
  readonly clock: ClockName;
  readonly severity: Severity | null;
  readonly startedAt: Date;
}

/** Applies a standard: by when what started must be done, and why; `null` when the standard has no such clock. */
export function commitmentFor(
  standard: ResponseStandard,
  calendar: WorkingCalendar,
  { clock, severity, startedAt }: ClockStart,
): Commitment | null {
  const target = targetFor(standard, clock, severity);
  if (target === null) return null;
  return promiseOn(calendar, { clock, target, startedAt, standardName: standard.name });
}

/** A promise counted on a calendar: the same one again when it was made before. */
export function promiseOn(
  calendar: WorkingCalendar,
  promise: Pick<Commitment, 'clock' | 'target' | 'startedAt' | 'standardName'>,
): Commitment {
  const { unit, amount } = promise.target;
  const count = unit === 'working_days' ? dueAt : dueAfterWorkingTime;
  const due = count(promise.startedAt, amount, calendar);
  return {
    ...promise,
    dueAt: due.dueAt,
    derivation: due,
    calendarName: calendar.name,
    zone: calendar.zone,
  };
}

/**
 * The promise with the open time that waiting for the customer has won its clock.
 * @param minutes 0 or more, also parts of a minute
 * @throws InvalidInput for another number, or a calendar that has no open time for two years
 */
export function afterWaiting(promise: Commitment, minutes: number, calendar: WorkingCalendar): Commitment {
  if (minutes === 0) return promise;
  const due = addWorkingTime(promise.dueAt, minutes, calendar);
  const { day, minute } = wallClock(due, calendar.zone);
  const derivation = new Due(due, [
    ...promise.derivation.steps,
    { kind: 'waited', day: isoDay(wallClock(promise.dueAt, calendar.zone).day), minutes },
    { kind: 'due', day: isoDay(day), minute },
  ]);
  return { ...promise, dueAt: due, derivation };
}
