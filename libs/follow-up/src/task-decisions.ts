import {
  nextTaskState,
  stopClock,
  type AnswerEvidence,
  type NewAnswer,
  type TaskAction,
  type TaskDecision,
  type TaskKind,
  type TaskUnderAction,
} from '@earshot/domain';

/** Why a task has ended: by a person's word that the customer was answered, or that there is nothing to answer. */
export const RECORDED_BY_PERSON = 'recorded-by-person';
export const DISMISSED = 'not-a-complaint';

export const isRunning = (task: Pick<TaskUnderAction, 'state'>): boolean =>
  task.state === 'open' || task.state === 'paused';

/** The tasks that come back with their case; checks and promises of the time after it stand for themselves. */
export const RESTORED_KINDS: readonly TaskKind[] = ['answer', 'solve', 'review'];

/** While one of them runs, also while it stands still, there is nothing to reopen. */
export const hindersReopening = (task: Pick<TaskUnderAction, 'kind' | 'state'>): boolean =>
  isRunning(task) && RESTORED_KINDS.includes(task.kind);

/**
 * A task after a step of its state table; `null` where only its deadline moves.
 * @throws InvalidTransition when the table has no such step
 */
export function changed(
  task: TaskUnderAction,
  action: TaskAction | null,
  change: Partial<Omit<TaskDecision, 'id' | 'state'>>,
): TaskDecision {
  return {
    id: task.id,
    state: action === null ? task.state : nextTaskState(task.state, action),
    dueAt: task.dueAt,
    closedAt: null,
    closedReason: null,
    pausedAt: null,
    minutesLeft: null,
    waitedMinutes: 0,
    commitment: null,
    derivation: null,
    answer: null,
    ...change,
  };
}

/** @throws InvalidTransition when the task has ended already */
export function closed(task: TaskUnderAction, action: 'complete' | 'cancel', at: Date, reason: string): TaskDecision {
  return changed(task, action, { closedAt: at, closedReason: reason });
}

/** The answer time of an answer task; `null` for other tasks, which an answer only makes needless. */
export function stoppedClock(
  task: Pick<TaskUnderAction, 'kind' | 'dueAt' | 'minutesLeft' | 'commitment'>,
  at: Date,
  evidence: AnswerEvidence,
): NewAnswer | null {
  return task.kind === 'answer' ? stopClock(task, at, evidence) : null;
}
