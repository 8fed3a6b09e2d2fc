import { InvalidInput, nextCaseState, type ClosedByCall, type NewCall, type PlaybookTask } from '@earshot/domain';
import { stoppedClock } from '../../task-decisions.js';
import { runningTasks } from './close-task.js';
import type { Deed } from './deed.js';

/** Without `at`, the call has just ended. */
export interface CallToLog extends Omit<NewCall, 'at'> {
  readonly at: Date | null;
}

/** Clocks of people differ by a little. */
const TOLERANCE_MS = 60_000;

/**
 * Writes a call or meeting into the case. One in which the customer was reached is an answer: it stops the clocks that
 * had started before it.
 * @throws InvalidInput for a call in the future or before the case began
 */
export const logCall: Deed<CallToLog> = (found, { at: given, ...call }, { at: now }) => {
  const at = given ?? now;
  if (at.getTime() > now.getTime() + TOLERANCE_MS)
    throw new InvalidInput('The call has faults', [{ path: 'at', message: 'must not lie in the future' }]);
  if (at < found.openedAt) {
    const message = `must not be before the case began, at ${found.openedAt.toISOString()}`;
    throw new InvalidInput('The call has faults', [{ path: 'at', message }]);
  }
  const event = {
    type: 'call_logged',
    detail: { direction: call.direction, reached: call.reached, at: at.toISOString() },
  };
  if (!call.reached) return { call: { ...call, at, closed: [] }, event };
  const answered = runningTasks(found, ['answer', 'review', 'watch']).filter((task) => startOf(task) <= at);
  return {
    state: nextCaseState(found.state, 'answer'),
    answeredAt: found.answeredAt !== null && found.answeredAt > at ? found.answeredAt : at,
    call: { ...call, at, closed: answered.map((task) => closedByCall(task, at)) },
    event,
  };
};

const startOf = (task: PlaybookTask): Date => task.commitment?.receivedAt ?? task.openedAt;

function closedByCall(task: PlaybookTask, at: Date): ClosedByCall {
  // The store knows the call's id, which is the evidence.
  const stopped = stoppedClock(task, at, { kind: 'call', callId: '' });
  const answer =
    stopped === null ? null : { clock: stopped.clock, at, seconds: stopped.seconds, inTime: stopped.inTime };
  return { taskId: task.id, state: 'done', closedAt: at, reason: 'answered-by-call', answer };
}
