import type { Severity } from '../assessment.js';
import type { User } from '../people.js';
import type { TaskKind } from '../task.js';

/** Something that a person has to do by a time. */
export interface DueTask {
  readonly taskId: string;
  readonly caseId: string;
  readonly kind: TaskKind;
  readonly severity: Severity;
  readonly dueAt: Date;
  /** Of the case: counts up with every change of it. */
  readonly version: number;
  readonly changedAt: Date;
}

/** The secret address at which a person's calendar program reads their deadlines; at most one a person. */
export abstract class CalendarFeedStore {
  /** Since when there is one; `null` when there is none. */
  abstract since(userId: string): Promise<Date | null>;
  /** Another address than any before, which end with it. */
  abstract replace(userId: string, tokenHash: Uint8Array, at: Date): Promise<void>;
  /** @returns whether there was one */
  abstract remove(userId: string): Promise<boolean>;
  /** Whose address it is; `null` when it is nobody's, or of somebody who may not sign in. */
  abstract ownerOf(tokenHash: Uint8Array): Promise<User | null>;
  /** The open tasks of the person's cases, the nearest first, at most `limit`. */
  abstract deadlines(userId: string, limit: number): Promise<readonly DueTask[]>;
}
