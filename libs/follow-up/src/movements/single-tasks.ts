import { PAUSING_TASK_KINDS, SINGLE_TASK_KINDS, type HeldTask, type RetimedTask } from '@earshot/domain';
import type { ClockKeeper } from '../clock-keeper.js';

/** What must change so that the tasks of two cases can stand in one. */
export interface SettledTasks {
  readonly resumed: readonly RetimedTask[];
  readonly cancelled: readonly HeldTask[];
}

export const isRunning = (task: HeldTask): boolean => task.state === 'open' || task.state === 'paused';

/** A clock that stands still while we wait, or that runs, and belongs to the customer's waiting. */
export const isAnswerClock = (task: HeldTask): boolean => isRunning(task) && PAUSING_TASK_KINDS.includes(task.kind);

/** In a case that does not wait for its customer no clock stands still: it goes on at `at` with what was left. */
export function resumePaused(tasks: readonly HeldTask[], at: Date, clocks: ClockKeeper): RetimedTask[] {
  return tasks
    .filter((task) => task.state === 'paused' && task.minutesLeft !== null)
    .map(({ id, dueAt, minutesLeft, calendar }) => ({
      taskId: id,
      ...clocks.resume({ minutesLeft: minutesLeft ?? 0, dueAt }, at, calendar),
      commitment: null,
    }));
}

/**
 * Of each kind that a case may have only once the earlier deadline stays; where both stand still, the one with less time
 * left; a running one before one that stands still.
 */
export function surplusTasks(tasks: readonly HeldTask[], resumed: readonly RetimedTask[]): HeldTask[] {
  const resumedAt = new Map(resumed.map((task) => [task.taskId, task.dueAt]));
  const urgency = (task: HeldTask): readonly [number, number, number] => {
    const dueAt = task.state === 'open' ? task.dueAt : resumedAt.get(task.id);
    return dueAt === undefined ? [1, task.minutesLeft ?? 0, Number(task.id)] : [0, dueAt.getTime(), Number(task.id)];
  };
  return SINGLE_TASK_KINDS.flatMap((kind) =>
    tasks
      .filter((task) => task.kind === kind && isRunning(task))
      .sort((a, b) => compare(urgency(a), urgency(b)))
      .slice(1),
  );
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
