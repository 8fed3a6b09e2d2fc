import { InvalidTransition } from './errors.js';

/** What a person must do: answer the customer, or decide about a message the detector was not sure of. */
export const TASK_KINDS = ['answer', 'review'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATES = ['open', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_ACTIONS = ['complete', 'cancel', 'reopen'] as const;
export type TaskAction = (typeof TASK_ACTIONS)[number];

export const TASK_TRANSITIONS: Readonly<Record<TaskState, Partial<Record<TaskAction, TaskState>>>> = {
  open: { complete: 'done', cancel: 'cancelled' },
  done: { reopen: 'open' },
  cancelled: { reopen: 'open' },
};

/** @throws InvalidTransition when the table has no such step. */
export function nextTaskState(from: TaskState, action: TaskAction): TaskState {
  const to = TASK_TRANSITIONS[from][action];
  if (to === undefined) throw new InvalidTransition('The task', from, action, Object.keys(TASK_TRANSITIONS[from]));
  return to;
}

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
