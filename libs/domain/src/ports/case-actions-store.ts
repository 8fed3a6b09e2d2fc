import type { CaseState } from '../case.js';
import type { Task, TaskState } from '../task.js';

/** A case as its person sees it before acting. */
export interface CaseUnderAction {
  readonly id: string;
  readonly state: CaseState;
  readonly ownerId: string | null;
  readonly version: number;
  /** The message whose flag a person confirms or refuses. */
  readonly flaggedMessageId: string;
  readonly answeredAt: Date | null;
  /** Every task the case ever had, oldest first. */
  readonly tasks: readonly Task[];
  /** What the acting person has done to it before, and the version each deed was decided on. */
  readonly deeds: readonly { readonly type: string; readonly seenVersion: number }[];
}

/** Everything that one action changes. Tasks and verdict are empty where the action leaves them alone. */
export interface CaseDecision {
  readonly state: CaseState;
  readonly ownerId: string | null;
  readonly answeredAt: Date | null;
  readonly tasks: readonly TaskDecision[];
  /** A person's correction of the flagged message. */
  readonly verdict: { readonly messageId: string; readonly dissatisfied: boolean } | null;
  readonly event: { readonly type: string; readonly detail: Readonly<Record<string, unknown>> };
}

export interface TaskDecision {
  readonly id: string;
  readonly state: TaskState;
  readonly closedAt: Date | null;
  readonly closedReason: string | null;
}

export abstract class CaseActionsStore {
  /**
   * Locks the case, asks `decide` and stores its decision with the next version, the event and the notification of open
   * dashboards, all in one transaction. `decide` returns `null` when there is nothing to do; what it throws undoes all.
   * @throws NotFound
   */
  abstract act(
    caseId: string,
    actorId: string,
    at: Date,
    decide: (found: CaseUnderAction) => CaseDecision | null,
  ): Promise<void>;
}
