import { Conflict, nextCaseState } from '@earshot/domain';
import { clocksFromNow } from '../../reopen-case.js';
import { endedTask, runningTasks } from './close-task.js';
import { AFTERCARE, type Deed } from './deed.js';

export const RECOVERY_OUTCOMES = ['still_solved', 'unhappy'] as const;
export type RecoveryOutcome = (typeof RECOVERY_OUTCOMES)[number];

/**
 * What the customer said when they were asked. Unhappy: the case is open again, its customer is to be answered anew, and
 * nothing else is asked of them meanwhile.
 * @throws Conflict when no check is open
 */
export const checkRecovery: Deed<{ readonly outcome: RecoveryOutcome }> = (found, { outcome }, { at, clocks }) => {
  const [check] = runningTasks(found, ['recovery_check']);
  if (check === undefined) throw new Conflict(`Case ${found.id} has no open recovery check`);
  const event = { type: 'recovery_checked', detail: { outcome } };
  const checked = endedTask(check, 'done', at, outcome.replace('_', '-'));
  if (outcome === 'still_solved') return { closedTasks: [checked], event };
  const others = runningTasks(found, AFTERCARE).filter((task) => task !== check);
  return {
    state: nextCaseState(found.state, 'reopen'),
    solvedAt: null,
    // What was done about the cause did not hold: closing asks for it anew.
    cause: { ...found.cause, stage: null, kind: null, correctiveAction: null },
    closedTasks: [checked, ...others.map((task) => endedTask(task, 'cancelled', at, 'reopened'))],
    newTasks: runningTasks(found, ['answer']).length > 0 ? [] : clocksFromNow(found, at, clocks),
    event,
  };
};
