import type { Severity } from './assessment.js';
import type { CaseState } from './case.js';
import type { BucketFigures, InsightFigures } from './insight-figures.js';
import type { InsightPeriod } from './insight-period.js';
import type { DigestScope } from './digest.js';
import type { SpikeKind } from './spike-kind.js';
import type { SourceState } from './source.js';
import type { TaskKind } from './task.js';

/** Why a case stands in a digest, the most urgent reason first: each case stands once, under its first. */
export const DIGEST_REASONS = ['overdue', 'due_today', 'critical', 'promise', 'unowned'] as const;
export type DigestReason = (typeof DIGEST_REASONS)[number];

/** A case as a digest names it. */
export interface DigestCase {
  readonly caseId: string;
  readonly subject: string | null;
  /** `null` when the customer gave no name. */
  readonly customer: string | null;
  readonly source: string;
  readonly severity: Severity;
  readonly state: CaseState;
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** What is due first. */
  readonly taskKind: TaskKind;
  readonly dueAt: Date;
}

export interface DigestCases {
  readonly total: number;
  /** How many of them are critical. */
  readonly critical: number;
  /** The gravest first, of those the most delayed. */
  readonly shown: readonly DigestCase[];
}

export interface DigestSpike {
  readonly kind: SpikeKind;
  /** The source's name, the topic, or the word. */
  readonly what: string;
  readonly hours: number;
  readonly count: number;
  readonly usual: number;
  /** What else rises with the same messages. */
  readonly also: readonly { readonly kind: SpikeKind; readonly what: string }[];
}

/** What a digest is written from: all of one moment. */
export interface DigestFacts {
  readonly cases: Readonly<Record<DigestReason, DigestCases>>;
  /** Of the time that the digest tells of. */
  readonly span: InsightFigures;
  /** Day by day, from the first day that is compared with to the last of the span. */
  readonly days: readonly BucketFigures[];
  /** Of the days before the span. */
  readonly before: InsightFigures;
  /** Of the last week of the span at least, for what rises. */
  readonly week: InsightFigures;
  /** All whose answer nobody owns, also those that stand under a more urgent reason: the length of the board's list. */
  readonly unowned: number;
  /** Calls to customers after a solution that are due today or late. */
  readonly checksDue: number;
  readonly doubtful: number;
  readonly spikes: readonly DigestSpike[];
  readonly troubledSources: readonly {
    readonly name: string;
    readonly state: SourceState;
    readonly since: Date;
    readonly reason: string | null;
  }[];
  readonly quarantined: number;
  /** People's corrections in the span, those that said otherwise than the detector, and what it learned from them. */
  readonly taught: {
    readonly verdicts: number;
    readonly changed: number;
    readonly precision: { readonly before: number; readonly after: number } | null;
  };
  readonly sampleOnly: boolean;
}

/** Which facts: of which time and for whom. */
export interface DigestAsk {
  readonly scope: DigestScope;
  readonly now: Date;
  /** The end of the reader's local day: what is due before it is due today. */
  readonly endOfToday: Date;
  /** The end of the next working day: a promise that is due before it is at risk. */
  readonly soon: Date;
  readonly span: InsightPeriod;
  /** In days, up to the last day of the span. */
  readonly history: InsightPeriod;
  /** The part of the history before the span. */
  readonly before: InsightPeriod;
  readonly week: InsightPeriod;
}
