import {
  AFTERCARE_TASK_KINDS,
  Conflict,
  nextCaseState,
  stopClock,
  type ClosedTask,
  type PlaybookTask,
} from '@earshot/domain';
import { aftercareTasks } from './aftercare.js';
import { endedTask, runningTasks } from './close-task.js';
import { requireConfirmation, type Confirmation } from './confirm-promises.js';
import type { Deed } from './deed.js';

/**
 * The matter is solved. Opens the checks of the time after it, and stops the clock of the solution. Checks that another
 * case brought along count from this solution; attempts to win a customer back count from when they left, and go on.
 * @throws Conflict while the customer waits for an answer: a solution that nobody told is none; InvalidInput while a promise
 * is not kept, unless that is known
 */
export const solveCase: Deed<{ readonly customerLeft: boolean } & Confirmation> = (
  found,
  { customerLeft, ...confirmation },
  { actorId, at, playbook, calendar },
) => {
  const state = nextCaseState(found.state, 'solve');
  if (runningTasks(found, ['answer']).length > 0)
    throw new Conflict(`The customer of case ${found.id} waits for an answer: send it or log the call first`);
  const unkept = requireConfirmation(found, at, confirmation, 'solved');
  const closedTasks = [
    ...runningTasks(found, ['solve']).map((task) => solved(task, at, actorId)),
    ...runningTasks(found, ['review', 'watch']).map((task) => endedTask(task, 'done', at, 'solved')),
    ...runningTasks(found, AFTERCARE_TASK_KINDS).map((task) => endedTask(task, 'cancelled', at, 'solved-again')),
  ];
  const leaves = customerLeft && found.customer !== null && found.customer.leftAt === null;
  const after = {
    ...found,
    state,
    solvedAt: at,
    customer: leaves && found.customer !== null ? { ...found.customer, leftAt: at } : found.customer,
    tasks: found.tasks.filter((task) => !closedTasks.some(({ taskId }) => taskId === task.id)),
  };
  return {
    state,
    solvedAt: at,
    ...(leaves ? { leftAt: at } : {}),
    closedTasks,
    datedTasks: aftercareTasks(after, playbook, at, calendar),
    event: { type: 'solved', detail: { customerLeft, ...unkept } },
  };
};

function solved(task: PlaybookTask, at: Date, actorId: string): ClosedTask {
  return { ...endedTask(task, 'done', at, 'solved'), answer: stopClock(task, at, { kind: 'recorded', actorId }) };
}
