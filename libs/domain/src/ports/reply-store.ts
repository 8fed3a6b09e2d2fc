import type { OutgoingReplyState } from '../follow-up.js';
import type { IncomingMessage } from '../message.js';
import type { ReplyDeed } from '../reply.js';
import type { TransactionHandle } from './job-queue.js';

/** What a person wants to send. Attachments are those of their draft in this case. */
export interface ReplyToQueue {
  readonly caseId: string;
  readonly authorId: string;
  /** The version of the case that the author saw. */
  readonly seenVersion: number;
  readonly answersMessageId: string;
  readonly sourceId: string;
  /** The same on every attempt, and unique. */
  readonly externalId: string;
  readonly to: string;
  readonly subject: string | null;
  readonly text: string;
  readonly attachmentIds: readonly string[];
  /** The caller's name of the request: the same author's second request of this name makes no second reply. */
  readonly requestKey: string;
}

/** What the author may change of a reply that surely did not go out. */
export interface ReplyChanges {
  readonly to?: string;
  readonly subject?: string | null;
  readonly text?: string;
}

/** A reply with everything that its channel needs. */
export interface StoredOutgoingReply {
  readonly id: string;
  readonly caseId: string;
  readonly sourceId: string;
  readonly state: OutgoingReplyState;
  readonly externalId: string;
  readonly to: string;
  readonly subject: string | null;
  readonly text: string;
  /** The customer's language as judged, BCP 47; `null` when nobody knows. */
  readonly language: string | null;
  readonly createdAt: Date;
  readonly sendingAt: Date | null;
  /** Attempts begun so far. */
  readonly attempts: number;
  readonly answers: IncomingMessage;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly content: Uint8Array }[];
}

/** What became of an attempt, or of a look for a reply of which nobody knows. */
export type ReplyOutcome =
  | { readonly kind: 'accepted'; readonly receipt: StoredReceipt }
  | { readonly kind: 'postponed'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'unsure'; readonly reason: string };

export interface StoredReceipt {
  readonly externalId: string;
  readonly threadId: string | null;
  readonly sentAt: Date;
}

/** Done in the same transaction as what it follows from. */
export type Afterwards = (transaction: TransactionHandle, replyId: string) => Promise<void>;

/**
 * Replies that people write here, and how far they have come. Each method is a transaction of its own, committed when it
 * resolves: what a worker is about to do to the outside is on record before it does it.
 */
export abstract class ReplyStore {
  /**
   * Stores a reply as `queued` with its attachments, the case's event and `afterwards`, and removes the draft. The second
   * request of the same name changes nothing and resolves to the first one's reply.
   * @throws NotFound; Conflict when the case was changed meanwhile, or when the address has had too many replies lately;
   * InvalidInput for attachments that are not the draft's
   */
  abstract queue(reply: ReplyToQueue, at: Date, afterwards: Afterwards): Promise<string>;
  /**
   * A person's decision about a reply that was not sent. Repeating it changes nothing.
   * @throws NotFound; InvalidTransition; Conflict when it was seen in its channel meanwhile, or is on its way in other
   * words; InvalidInput when something is changed that may have gone out
   */
  abstract decide(
    caseId: string,
    replyId: string,
    deed: ReplyDeed,
    actorId: string,
    at: Date,
    changes: ReplyChanges,
    afterwards: Afterwards,
  ): Promise<void>;
  /** `null` when it is gone with its case. */
  abstract find(replyId: string): Promise<StoredOutgoingReply | null>;
  /** Marks a queued reply as being sent; false when it is not queued (any more). */
  abstract begin(replyId: string, at: Date): Promise<boolean>;
  /**
   * Records an outcome. Accepted, it is the answer: it stops the clocks, and its copy that is read later from the channel is
   * the same answer. An outcome that comes too late for the state the reply is in by then changes nothing.
   */
  abstract record(replyId: string, outcome: ReplyOutcome, at: Date, afterwards: Afterwards): Promise<void>;
  /** Our copy of it as it was read from its channel, if it was. */
  abstract seen(replyId: string): Promise<StoredReceipt | null>;
}
