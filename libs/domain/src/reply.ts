import { InvalidTransition } from './errors.js';
import type { OutgoingReplyState } from './follow-up.js';

export const REPLY_ACTIONS = ['send', 'accept', 'postpone', 'refuse', 'lose', 'retry', 'mark_sent', 'discard'] as const;
export type ReplyAction = (typeof REPLY_ACTIONS)[number];

/**
 * The state table: from → action → to. From `unsure` only a person or the sight of the reply itself leads on.
 * - `queued`: waits to be sent; nothing has gone out;
 * - `sending`: a worker has begun to talk to the other side, so that it may have gone out from now on;
 * - `sent`: the other side has taken it, or it was seen in the channel, or a person says so;
 * - `failed`: surely not taken, and trying again by itself would not help: a person changes it, or the source;
 * - `unsure`: it may have been taken;
 * - `discarded`: a person gave it up.
 */
export const REPLY_TRANSITIONS: Readonly<Record<OutgoingReplyState, Partial<Record<ReplyAction, OutgoingReplyState>>>> =
  {
    queued: { send: 'sending', accept: 'sent', refuse: 'failed', discard: 'discarded' },
    sending: { accept: 'sent', postpone: 'queued', refuse: 'failed', lose: 'unsure' },
    sent: {},
    failed: { retry: 'queued', mark_sent: 'sent', discard: 'discarded' },
    unsure: { accept: 'sent', retry: 'queued', mark_sent: 'sent', discard: 'discarded' },
    discarded: {},
  };

/** What a person may do; the rest is the worker's. */
export const REPLY_DEEDS = ['retry', 'mark_sent', 'discard'] as const satisfies readonly ReplyAction[];
export type ReplyDeed = (typeof REPLY_DEEDS)[number];

/** @throws InvalidTransition when the table has no such step. */
export function nextReplyState(from: OutgoingReplyState, action: ReplyAction): OutgoingReplyState {
  const to = REPLY_TRANSITIONS[from][action];
  if (to === undefined) throw new InvalidTransition('The reply', from, action, Object.keys(REPLY_TRANSITIONS[from]));
  return to;
}

export function replyDeedsFrom(from: OutgoingReplyState): ReplyDeed[] {
  return REPLY_DEEDS.filter((deed) => REPLY_TRANSITIONS[from][deed] !== undefined);
}

/** All attachments of one reply together, before encoding. Mail servers commonly stop at 25 MB, encoded a third larger. */
export const MAX_REPLY_ATTACHMENT_BYTES = 20 * 1024 * 1024;
export const MAX_REPLY_ATTACHMENTS = 20;
/** Far longer than any letter. Characters. */
export const MAX_REPLY_TEXT = 20_000;

/**
 * Under which external id a reply of ours is seen again in its channel, where the channel carries our mark. Both ways of
 * learning that a reply went out, our own record and the reading of the channel, come to the same row by it.
 */
export function seenReplyIdOf(replyExternalId: string): string {
  return `earshot-reply:${replyExternalId}`;
}
