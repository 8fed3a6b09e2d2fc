import type { ClosedTask, PlaybookCase, PlaybookTask } from '@earshot/domain';
import { isRunning } from '../../task-decisions.js';

export function endedTask(task: PlaybookTask, state: ClosedTask['state'], closedAt: Date, reason: string): ClosedTask {
  return { taskId: task.id, state, closedAt, reason, answer: null };
}

/** The running tasks of these kinds, the one that is due first before the others. */
export function runningTasks(found: PlaybookCase, kinds: readonly PlaybookTask['kind'][]): PlaybookTask[] {
  return found.tasks
    .filter((task) => isRunning(task) && kinds.includes(task.kind))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}
