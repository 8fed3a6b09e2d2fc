import type { AnswerEvidence } from './follow-up.js';
import type { CommitmentRow, NewAnswer } from './ports/stores.js';

/** A clock as it runs, or stands still with working minutes left. */
export interface StoppableClock {
  readonly dueAt: Date;
  readonly minutesLeft: number | null;
  readonly commitment: Pick<CommitmentRow, 'clock' | 'receivedAt'> | null;
}

/** How long a clock ran until `at` and whether that was in time; `null` for a task that no standard dated. */
export function stopClock(
  { dueAt, minutesLeft, commitment }: StoppableClock,
  at: Date,
  evidence: AnswerEvidence,
): NewAnswer | null {
  if (commitment === null) return null;
  return {
    clock: commitment.clock,
    at,
    seconds: Math.max(0, Math.round((at.getTime() - commitment.receivedAt.getTime()) / 1000)),
    // A clock that stands still cannot run out.
    inTime: minutesLeft === null ? at <= dueAt : minutesLeft >= 0,
    evidence,
  };
}
