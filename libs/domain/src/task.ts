import { InvalidTransition } from './errors.js';
import { unreachableStates } from './state-table.js';

/**
 * What a person must do: answer the customer, solve the matter, decide about a message the detector was not sure of, keep
 * a promise, check whether the solution holds, ask for an updated review, win a customer back, look at an early sign.
 */
export const TASK_KINDS = [
  'answer',
  'solve',
  'review',
  'promise',
  'recovery_check',
  'review_request',
  'win_back',
  'watch',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Of these a case has at most one that is open or paused; of the others any number. */
export const SINGLE_TASK_KINDS: readonly TaskKind[] = ['answer', 'solve', 'review', 'recovery_check', 'review_request'];

/** What follows a solution; when the matter is open again there is nothing of the kind to do. */
export const AFTERCARE_TASK_KINDS: readonly TaskKind[] = ['recovery_check', 'review_request'];

/** The kinds whose clock stands still while we wait for the customer. A promise runs on: it was given with its date. */
export const PAUSING_TASK_KINDS: readonly TaskKind[] = ['answer', 'solve', 'review'];

export const TASK_STATES = ['open', 'paused', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_ACTIONS = ['complete', 'cancel', 'reopen', 'pause', 'resume'] as const;
export type TaskAction = (typeof TASK_ACTIONS)[number];

export const TASK_TRANSITIONS: Readonly<Record<TaskState, Partial<Record<TaskAction, TaskState>>>> = {
  open: { complete: 'done', cancel: 'cancelled', pause: 'paused' },
  paused: { complete: 'done', cancel: 'cancelled', resume: 'open' },
  done: { reopen: 'open' },
  cancelled: { reopen: 'open' },
};

/** @throws InvalidTransition when the table has no such step. */
export function nextTaskState(from: TaskState, action: TaskAction): TaskState {
  const to = TASK_TRANSITIONS[from][action];
  if (to === undefined) throw new InvalidTransition('The task', from, action, Object.keys(TASK_TRANSITIONS[from]));
  return to;
}

/** The states of a task that no sequence of actions reaches from `open`: a fault of the table when there is any. */
export const unreachableTaskStates = (): TaskState[] => unreachableStates(TASK_TRANSITIONS, 'open');

export interface Task {
  readonly id: string;
  readonly caseId: string;
  readonly kind: TaskKind;
  readonly state: TaskState;
  /** The instant by which it must be done, from its commitment. */
  readonly dueAt: Date;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}
