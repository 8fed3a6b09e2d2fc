import type { Severity } from './assessment.js';
import type { DerivationStep } from './calendar/derivation.js';
import { dueAfterWorkingTime } from './calendar/due-after-working-time.js';
import { dueAt } from './calendar/due-at.js';
import type { WorkingCalendar } from './calendar/working-calendar.js';
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
