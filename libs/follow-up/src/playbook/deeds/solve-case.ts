import { Conflict, nextCaseState, stopClock, type ClosedTask, type PlaybookTask } from '@earshot/domain';
import { aftercareTasks } from './aftercare.js';
import { endedTask, runningTasks } from './close-task.js';
import { AFTERCARE, type Deed } from './deed.js';

/**
 * The matter is solved. Opens the checks of the time after it, and stops the clock of the solution.
 * @throws Conflict while the customer waits for an answer: a solution that nobody told is none
 */
export const solveCase: Deed<{ readonly customerLeft: boolean }> = (
  found,
  { customerLeft },
  { actorId, at, playbook, calendar },
) => {
  const state = nextCaseState(found.state, 'solve');
  if (runningTasks(found, ['answer']).length > 0)
    throw new Conflict(`The customer of case ${found.id} waits for an answer: send it or log the call first`);
  const closedTasks = [
    ...runningTasks(found, ['solve']).map((task) => solved(task, at, actorId)),
    ...runningTasks(found, ['review', 'watch']).map((task) => endedTask(task, 'done', at, 'solved')),
    ...runningTasks(found, AFTERCARE).map((task) => endedTask(task, 'cancelled', at, 'solved-again')),
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
    event: { type: 'solved', detail: { customerLeft } },
  };
};

function solved(task: PlaybookTask, at: Date, actorId: string): ClosedTask {
  return { ...endedTask(task, 'done', at, 'solved'), answer: stopClock(task, at, { kind: 'recorded', actorId }) };
}
