import type { DigestAsk, DigestFacts } from '../digest-facts.js';
import type { DigestEdition, DigestFormat, DigestScope } from '../digest.js';
import type { HandOnMail } from './hand-on-mail.js';
import type { TransactionHandle } from './job-queue.js';

/** `failed` is tried again; `refused` (by the mail server, for good) and `bounced` (came back) are not. */
export const DIGEST_STATES = ['claimed', 'sent', 'failed', 'refused', 'bounced'] as const;
export type DigestState = (typeof DIGEST_STATES)[number];

/** What a link of a digest does when its reader says so. */
export const DIGEST_ACTIONS = ['acknowledge', 'assign-to-me'] as const;
export type DigestAction = (typeof DIGEST_ACTIONS)[number];

/** When a digest comes, in its reader's own day. */
export interface DigestTiming {
  readonly edition: DigestEdition;
  /** `HH:MM` */
  readonly localTime: string;
  /** IANA zone. */
  readonly zone: string;
  /** ISO weekdays on which it may come; the weekly edition comes on the first of them. */
  readonly days: readonly number[];
  readonly workingDaysOnly: boolean;
  /** The calendar that knows the working days; `null`: the house's. */
  readonly calendar: string | null;
}

/** Somebody who gets a digest. */
export interface DigestReader extends DigestTiming {
  readonly subscriptionId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
  readonly format: DigestFormat;
  readonly scope: DigestScope;
  /** Whether they get the daily edition, too: then only that one lists the cases. */
  readonly hasDaily: boolean;
}

export interface ClaimedDigest {
  readonly id: string;
  readonly reader: DigestReader;
  /** The local day, the Monday of the week or the first of the month it is for, `YYYY-MM-DD`. */
  readonly period: string;
  /** The same on every attempt. */
  readonly messageId: string;
}

/** A subscription as its reader sees and edits it; what is `null` is the reader's own or the house's. */
export interface DigestSubscription {
  readonly edition: DigestEdition;
  readonly enabled: boolean;
  readonly localTime: string;
  readonly days: readonly number[];
  readonly workingDaysOnly: boolean;
  readonly calendar: string | null;
  readonly zone: string | null;
  readonly language: string | null;
  readonly format: DigestFormat;
  readonly scope: DigestScope;
}

export interface StoredDigestSubscription extends DigestSubscription {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  /** Since when nothing is sent because it came back, and why. */
  readonly pausedAt: Date | null;
  readonly pauseReason: string | null;
  /** When to look again whether an edition is due; the edition itself may come days later. */
  readonly lookAt: Date;
  /** The reader's own, where the subscription names none. */
  readonly readerZone: string;
}

/** How a digest came along. */
export interface DigestDelivery {
  readonly id: string;
  readonly edition: DigestEdition;
  readonly period: string;
  /** Somebody wanted to see it. */
  readonly test: boolean;
  readonly state: DigestState;
  readonly attempts: number;
  readonly error: string | null;
  readonly claimedAt: Date;
  readonly sentAt: Date | null;
}

/** What came of an attempt to send a digest that somebody wanted to see. */
export interface TestedDigest {
  readonly subscriptionId: string;
  /** The reader's local day, `YYYY-MM-DD`. */
  readonly period: string;
  /** The same on every attempt. */
  readonly messageId: string;
  readonly state: Extract<DigestState, 'sent' | 'failed' | 'refused'>;
  readonly error: string | null;
  readonly at: Date;
}

export abstract class DigestStore {
  /** Gives every manager without any subscription the daily one; returns how many were added. */
  abstract subscribeManagers(localTime: string, nextAt: Date): Promise<number>;
  /**
   * Claims what is due: one transaction advances each due subscription to the time that `decide` names and, where it
   * names a period, makes that period's digest and calls `hand on` with it. A period is made once, whoever asks.
   */
  abstract claimDue(
    now: Date,
    decide: (reader: DigestReader) => { period: string | null; nextAt: Date },
    messageIdOf: (reader: DigestReader, period: string) => string,
    handOn: (digestId: string, transaction: TransactionHandle) => Promise<unknown>,
  ): Promise<number>;
  /** Locks the digest; `null` when it is sent already, given up or gone, or its reader may not sign in any more. */
  abstract take(digestId: string, transaction: TransactionHandle): Promise<ClaimedDigest | null>;
  abstract markSent(digestId: string, at: Date, transaction: TransactionHandle): Promise<void>;
  /** Kept whatever becomes of the attempt's own transaction. */
  abstract noteFailure(digestId: string, error: string): Promise<void>;
  /** Kept whatever becomes of the attempt's own transaction; a later attempt of the same test replaces it. */
  abstract noteTest(test: TestedDigest): Promise<void>;
  /** The server refused it for good: the subscription is paused and ops are told, by mail too, in this transaction. */
  abstract refuse(
    digestId: string,
    reason: string,
    at: Date,
    transaction: TransactionHandle,
    mail: HandOnMail,
  ): Promise<void>;
  /**
   * Finds digests that came back to a mailbox that is read, pauses their subscriptions and tells ops, by mail too. Resolves
   * to how many.
   */
  abstract takeBounces(at: Date, mail: HandOnMail): Promise<number>;
  /** @throws NotFound */
  abstract reader(subscriptionId: string): Promise<DigestReader>;
  abstract facts(ask: DigestAsk): Promise<DigestFacts>;
  /** Those of a reader, or of everybody who may have digests, by name and edition. */
  abstract subscriptions(userId: string | null): Promise<readonly StoredDigestSubscription[]>;
  /** Also ends a pause. @throws NotFound when there is no such reader, source or owner */
  abstract save(
    userId: string,
    subscription: DigestSubscription,
    nextAt: (timing: DigestTiming) => Date,
  ): Promise<StoredDigestSubscription>;
  /** Newest first. */
  abstract deliveries(userId: string, limit: number): Promise<readonly DigestDelivery[]>;
  /** Switched off by its own link; idempotent. */
  abstract unsubscribe(subscriptionId: string): Promise<void>;
  /** False when the link was used before. */
  abstract useLink(
    nonce: string,
    use: { userId: string; caseId: string; action: DigestAction; at: Date },
  ): Promise<boolean>;
  /** When the link acted; `null` when it has not. */
  abstract linkUsedAt(nonce: string): Promise<Date | null>;
  /** What the link was for did not happen: it may be used again. */
  abstract releaseLink(nonce: string): Promise<void>;
}
