import type { Assessment, Severity } from '../assessment.js';
import type { CaseState } from '../case.js';
import type { Message } from '../message.js';
import type { TaskState } from '../task.js';
import type { Task } from '../task.js';
import type { CommitmentRow, NewAnswer, NewTask } from './stores.js';

export interface TaskUnderAction extends Task {
  /** Why it has ended; `null` while it runs. */
  readonly closedReason: string | null;
  /** Working minutes left when it was paused. */
  readonly minutesLeft: number | null;
  /** Open minutes by which waiting has moved its deadline so far. */
  readonly waitedMinutes: number;
  readonly commitment: Pick<CommitmentRow, 'clock' | 'calendar' | 'receivedAt'> | null;
}

/** A case as its person sees it before acting. */
export interface CaseUnderAction {
  readonly id: string;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly ownerId: string | null;
  readonly version: number;
  readonly mergedInto: string | null;
  /** The message whose flag a person confirms or refuses, with its judgement and its customer's group. */
  readonly flagged: { readonly message: Message; readonly assessment: Assessment; readonly group: string | null };
  readonly answeredAt: Date | null;
  /** Every task the case ever had, oldest first. */
  readonly tasks: readonly TaskUnderAction[];
  /** What the acting person has done to it before, when, and the version each deed was decided on. */
  readonly deeds: readonly { readonly type: string; readonly seenVersion: number; readonly at: Date }[];
}

/** Everything that one action changes. Tasks and verdict are empty where the action leaves them alone. */
export interface CaseDecision {
  readonly state: CaseState;
  readonly severity: Severity;
  readonly ownerId: string | null;
  readonly answeredAt: Date | null;
  readonly tasks: readonly TaskDecision[];
  readonly newTasks: readonly NewTask[];
  /** A person's correction of the flagged message. */
  readonly verdict: {
    readonly messageId: string;
    /** `null`: the slip of a moment ago is taken back, as if the person had never said it. */
    readonly dissatisfied: boolean | null;
    readonly severity: Severity | null;
  } | null;
  readonly event: { readonly type: string; readonly detail: Readonly<Record<string, unknown>> };
}

export interface TaskDecision {
  readonly id: string;
  readonly state: TaskState;
  readonly dueAt: Date;
  readonly closedAt: Date | null;
  readonly closedReason: string | null;
  readonly pausedAt: Date | null;
  readonly minutesLeft: number | null;
  /** Open minutes that waiting has won it now. */
  readonly waitedMinutes: number;
  /** The better promise, where the action made one. */
  readonly commitment: CommitmentRow | null;
  /** Why it is due then, where the action changed that. */
  readonly derivation: readonly string[] | null;
  /** The clock that the action stopped. */
  readonly answer: NewAnswer | null;
}

export abstract class CaseActionsStore {
  /**
   * Locks the case, asks `decide` and stores its decision with the next version, the event and the notification of open
   * dashboards, all in one transaction. `decide` returns `null` when there is nothing to do; what it throws undoes all.
   * @throws NotFound, also when a new owner is not an active user
   */
  abstract act(
    caseId: string,
    actorId: string,
    at: Date,
    decide: (found: CaseUnderAction) => CaseDecision | null,
  ): Promise<void>;
}
