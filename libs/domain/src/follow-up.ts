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

/** All that moved when cases were merged or split. */
export interface CaseMovementDetail {
  readonly messageIds: readonly string[];
  readonly replyIds: readonly string[];
  readonly taskIds: readonly string[];
  /** Open tasks that gave way to an earlier one of the same kind in the case that took over. */
  readonly cancelledTaskIds: readonly string[];
  /** The state of the case that was left, as it was before. */
  readonly fromState: string;
  readonly fromFlaggedMessageId: string;
  readonly toFlaggedMessageId: string;
}
