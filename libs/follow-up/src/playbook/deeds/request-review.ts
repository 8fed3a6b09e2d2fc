import { Conflict } from '@earshot/domain';
import { endedTask, runningTasks } from './close-task.js';
import type { Deed } from './deed.js';

/** Asked once for an updated review, or better not asked. @throws Conflict when no such task is open */
export const requestReview: Deed<{ readonly asked: boolean }> = (found, { asked }, { at }) => {
  const [task] = runningTasks(found, ['review_request']);
  if (task === undefined) throw new Conflict(`Case ${found.id} has no open request for an updated review`);
  const closed = asked ? endedTask(task, 'done', at, 'asked') : endedTask(task, 'cancelled', at, 'not-asked');
  return { closedTasks: [closed], event: { type: 'review_requested', detail: { asked } } };
};
