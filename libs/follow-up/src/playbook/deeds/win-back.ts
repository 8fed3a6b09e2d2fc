import { Conflict } from '@earshot/domain';
import { aftercareTasks } from './aftercare.js';
import { endedTask, runningTasks } from './close-task.js';
import { AFTERCARE, type Deed } from './deed.js';

/** The attempt that is due first was made. A customer who came back is asked no more. @throws Conflict when none is open */
export const tryWinBack: Deed<{ readonly returned: boolean }> = (found, { returned }, { at }) => {
  const [attempt, ...later] = runningTasks(found, ['win_back']);
  if (attempt === undefined) throw new Conflict(`Case ${found.id} has no open attempt to win its customer back`);
  const closedTasks = [endedTask(attempt, 'done', at, returned ? 'returned' : 'no-return')];
  const event = { type: 'win_back_tried', detail: { returned } };
  if (!returned) return { closedTasks, event };
  return {
    closedTasks: [...closedTasks, ...later.map((task) => endedTask(task, 'cancelled', at, 'returned'))],
    leftAt: null,
    event,
  };
};

/**
 * The customer left, or came back by themselves. Whoever left is asked nothing but, after months, to come back.
 * @throws Conflict when it is so already, or nobody knows who they are
 */
export const customerLeaves: Deed<{ readonly left: boolean }> = (found, { left }, { at, playbook, calendar }) => {
  const { customer } = found;
  if (customer === null) throw new Conflict(`Nobody knows who the customer of case ${found.id} is`);
  if ((customer.leftAt !== null) === left)
    throw new Conflict(`The customer of case ${found.id} has ${left ? 'left' : 'come back'} already`);
  const closedTasks = runningTasks(found, AFTERCARE).map((task) =>
    endedTask(task, 'cancelled', at, left ? 'customer-left' : 'returned'),
  );
  const isSettled = found.state === 'solved' || found.state === 'closed';
  const after = { ...found, customer: { ...customer, leftAt: left ? at : null }, tasks: [] };
  return {
    leftAt: left ? at : null,
    closedTasks,
    datedTasks: left && isSettled ? aftercareTasks(after, playbook, at, calendar) : [],
    event: { type: left ? 'customer_left' : 'customer_returned', detail: {} },
  };
};
