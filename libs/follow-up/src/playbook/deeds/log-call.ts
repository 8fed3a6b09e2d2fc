import {
  InvalidInput,
  nextCaseState,
  type ClosedByCall,
  type NewCall,
  type PlaybookTask,
  type Role,
} from '@earshot/domain';
import { stoppedClock } from '../../task-decisions.js';
import { runningTasks } from './close-task.js';
import type { Deed } from './deed.js';

/** `at`: when the call began. Without it, the call has just ended. */
export interface CallToLog extends Omit<NewCall, 'at'> {
  readonly at: Date | null;
}

/** Clocks of people differ by a little. */
const TOLERANCE_MS = 60_000;

/** Whose word makes a call that was written down after a deadline one that kept it: those who answer for the deadlines. */
const VOUCHING_ROLES: readonly Role[] = ['lead', 'manager', 'admin'];

/**
 * Writes a call or meeting into the case. One in which the customer was reached is an answer: it stops the clocks that
 * had started before it. A deadline is kept by a call that was also written down before it, or that one of
 * `VOUCHING_ROLES` writes down; the event says when it was written down too late.
 * @throws InvalidInput for a call that begins or ends in the future, or began before the case
 */
export const logCall: Deed<CallToLog> = (found, { at: given, ...call }, { at: now, role }) => {
  const at = given ?? now;
  refuseImpossibleTime(given, call.minutes, found.openedAt, now);
  const seen = { direction: call.direction, reached: call.reached, at: at.toISOString() };
  if (!call.reached) return { call: { ...call, at, closed: [] }, event: { type: 'call_logged', detail: seen } };
  const answered = runningTasks(found, ['answer', 'review', 'watch']).filter((task) => startOf(task) <= at);
  const vouched = VOUCHING_ROLES.includes(role);
  const isLate = answered.some((task) => isInTime(task, at) && !isInTime(task, now));
  return {
    state: nextCaseState(found.state, 'answer'),
    answeredAt: found.answeredAt !== null && found.answeredAt > at ? found.answeredAt : at,
    call: { ...call, at, closed: answered.map((task) => closedByCall(task, at, vouched ? at : now)) },
    event: { type: 'call_logged', detail: isLate ? { ...seen, recordedLate: true } : seen },
  };
};

function refuseImpossibleTime(began: Date | null, minutes: number | null, openedAt: Date, now: Date): void {
  if (began === null) return;
  const refuse = (path: string, message: string): never => {
    throw new InvalidInput('The call has faults', [{ path, message }]);
  };
  const latest = now.getTime() + TOLERANCE_MS;
  if (began.getTime() > latest) refuse('at', 'must not lie in the future');
  if (began < openedAt) refuse('at', `must not be before the case began, at ${openedAt.toISOString()}`);
  const passed = Math.ceil((latest - began.getTime()) / 60_000);
  if (minutes !== null && minutes > passed)
    refuse(
      'minutes',
      `must be at most ${passed}: the call began at ${began.toISOString()} and cannot end in the future`,
    );
}

const startOf = (task: PlaybookTask): Date => task.commitment?.receivedAt ?? task.openedAt;

// The store knows the call's id, which is the evidence.
const clockStopped = (task: PlaybookTask, at: Date) => stoppedClock(task, at, { kind: 'call', callId: '' });

const isInTime = (task: PlaybookTask, at: Date): boolean => clockStopped(task, at)?.inTime ?? false;

/** @param counted when the call was made or written down: that which decides about the deadline */
function closedByCall(task: PlaybookTask, at: Date, counted: Date): ClosedByCall {
  const stopped = clockStopped(task, at);
  const answer =
    stopped === null
      ? null
      : { clock: stopped.clock, at, seconds: stopped.seconds, inTime: stopped.inTime && isInTime(task, counted) };
  return { taskId: task.id, state: 'done', closedAt: at, reason: 'answered-by-call', answer };
}
