import type { Severity } from '../assessment.js';
import type { SourceState } from '../source.js';
import type { TransactionHandle } from './job-queue.js';

/** Somebody who gets a digest, and when in their own day. */
export interface DigestReader {
  readonly subscriptionId: string;
  readonly email: string;
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
  /** IANA zone. */
  readonly zone: string;
  /** `HH:MM` in that zone. */
  readonly localTime: string;
  readonly nextAt: Date;
}

export interface ClaimedDigest {
  readonly id: string;
  readonly reader: DigestReader;
  /** The reader's local day it is for, `YYYY-MM-DD`. */
  readonly period: string;
  /** The same on every attempt. */
  readonly messageId: string;
}

/** A case as a digest names it. */
export interface DigestCase {
  readonly caseId: string;
  readonly subject: string | null;
  readonly customer: string;
  readonly source: string;
  readonly severity: Severity;
  readonly owner: string | null;
  readonly dueAt: Date;
}

export interface DigestCases {
  readonly total: number;
  /** The most urgent, most delayed first. */
  readonly shown: readonly DigestCase[];
}

export interface DigestFacts {
  readonly overdue: DigestCases;
  readonly dueToday: DigestCases;
  /** Open, critical or high, and neither overdue nor due today. */
  readonly serious: DigestCases;
  readonly openTotal: number;
  readonly unowned: number;
  readonly doubtful: number;
  /** Between the bounds of the period. */
  readonly received: number;
  readonly unhappy: number;
  readonly answered: number;
  readonly answeredInTime: number;
  readonly troubledSources: readonly { name: string; state: SourceState; since: Date; reason: string | null }[];
  readonly quarantined: number;
  readonly sampleOnly: boolean;
}

export interface DigestBounds {
  /** The account covers what happened from here … */
  readonly from: Date;
  /** … to here, the time of writing. */
  readonly to: Date;
  /** The end of the reader's local day: what is due before it is due today. */
  readonly endOfToday: Date;
}

export abstract class DigestStore {
  /** Gives every manager without a subscription one; returns how many were added. */
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
  /** Locks the digest; `null` when it is sent already or gone. */
  abstract take(digestId: string, transaction: TransactionHandle): Promise<ClaimedDigest | null>;
  abstract markSent(digestId: string, at: Date, transaction: TransactionHandle): Promise<void>;
  /** Kept whatever becomes of the attempt's own transaction. */
  abstract noteFailure(digestId: string, error: string): Promise<void>;
  abstract facts(bounds: DigestBounds): Promise<DigestFacts>;
}
