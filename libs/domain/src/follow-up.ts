import type { Severity } from './assessment.js';
import type { CaseState } from './case.js';
import type { TaskKind } from './task.js';

/** What stopped a clock. Ids are those of the row that proves it. */
export type AnswerEvidence =
  | { readonly kind: 'seen'; readonly replyId: string }
  | { readonly kind: 'sent'; readonly outgoingReplyId: string }
  | { readonly kind: 'call'; readonly callId: string }
  | { readonly kind: 'recorded'; readonly actorId: string };

/** How an answer written here has come along. `unsure`: the other side may have taken it, so it is never sent again by itself. */
export const OUTGOING_REPLY_STATES = ['queued', 'sending', 'sent', 'failed', 'unsure', 'discarded'] as const;
export type OutgoingReplyState = (typeof OUTGOING_REPLY_STATES)[number];

/** Whether a cause could happen once or will happen again. */
export const CAUSE_KINDS = ['accident', 'systemic'] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];

/** Who is told at a step of an escalation: the case's owner, the leads, the managers, or everybody who may take the case. */
export const AUDIENCES = ['owner', 'lead', 'manager', 'team'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What of a case goes over to another one, by the ids of its rows. */
export interface MovedThings {
  readonly messageIds: readonly string[];
  readonly replyIds: readonly string[];
  readonly taskIds: readonly string[];
  readonly callIds: readonly string[];
  readonly optionIds: readonly string[];
  readonly compensationIds: readonly string[];
  readonly outgoingReplyIds: readonly string[];
  readonly draftIds: readonly string[];
  readonly watchEventIds: readonly string[];
}

/** What a merge or a split overwrites of a case, as it was before; instants are ISO 8601. */
export interface CaseBefore {
  readonly state: CaseState;
  readonly severity: Severity;
  readonly flaggedMessageId: string;
  readonly ownerId: string | null;
  readonly customerId: string | null;
  readonly subjectKey: string | null;
  readonly answeredAt: string | null;
  readonly solvedAt: string | null;
}

/** All that moved when cases were merged or split, and what else changed with it. */
export interface CaseMovementDetail extends MovedThings {
  readonly from: CaseBefore;
  readonly to: CaseBefore;
  /** The state and severity that the movement gave to the case that took over. */
  readonly toAfter: { readonly state: CaseState; readonly severity: Severity };
  /** Open tasks that gave way to an earlier one of the same kind, as they were. */
  readonly cancelledTasks: readonly {
    readonly id: string;
    readonly pausedAt: string | null;
    readonly minutesLeft: number | null;
  }[];
  /** Choices of the customer that gave way to a later one. */
  readonly setAsideChoices: readonly { readonly optionId: string; readonly chosenAt: string }[];
  /** The clocks that a split started, on either side; absent in records of the time before they were kept. */
  readonly openedTasks?: readonly { readonly kind: TaskKind; readonly messageId: string | null }[];
}
