import type { Severity, Topic } from './assessment.js';
import type { CauseKind } from './follow-up.js';

/** What the figures are about; an empty list is no restriction. */
export interface InsightFilter {
  readonly sourceIds: readonly string[];
  /** BCP 47, as judged. */
  readonly languages: readonly string[];
  readonly severities: readonly Severity[];
  readonly topics: readonly Topic[];
  /** Users' ids, or `nobody`. */
  readonly ownerIds: readonly string[];
}

export const EVERYTHING: InsightFilter = { sourceIds: [], languages: [], severities: [], topics: [], ownerIds: [] };

/** How long customers waited for their first answer; `null` where nobody was answered. */
export interface AnswerTimes {
  readonly answered: number;
  /** Minutes of opening hours. */
  readonly workingMedian: number | null;
  readonly workingP90: number | null;
  /** Minutes by the wall clock. */
  readonly wallMedian: number | null;
  readonly wallP90: number | null;
}

/** The figures of a span of time. Every share is of two counts that stand beside it. */
export interface SpanFigures extends AnswerTimes {
  /** Messages that people wrote; `null` under a filter by owner: a message has none. */
  readonly received: number | null;
  readonly unhappy: number | null;
  /** Promises of a first answer that were settled: by an answer in time, else at their deadline. */
  readonly promised: number;
  readonly kept: number;
  /** Cases that were opened, and those of them whose customer had had another within the year before. */
  readonly opened: number;
  readonly repeated: number;
  /** Customers who were asked after the solution, and those who said that it is still solved. */
  readonly checked: number;
  readonly recovered: number;
}

export interface BucketFigures extends SpanFigures {
  /** The first of its days, `YYYY-MM-DD`. */
  readonly day: string;
}

/** Of one source, language or topic. */
export interface PartFigures<Key extends string = string> {
  readonly key: Key;
  readonly received: number;
  readonly unhappy: number;
}

export interface CauseFigures {
  /** A stage of the playbook. */
  readonly stage: string;
  readonly kind: CauseKind | null;
  readonly cases: number;
}

/** How things stand at this moment, whatever the period. */
export interface InsightStanding {
  readonly open: number;
  readonly overdue: number;
  readonly unowned: number;
}

export interface InsightFigures {
  /** Everything but `standing` counts what was known then; `null` before anything was counted. */
  readonly asOf: Date | null;
  readonly total: SpanFigures;
  readonly buckets: readonly BucketFigures[];
  readonly causes: readonly CauseFigures[];
  readonly topics: readonly PartFigures<Topic>[];
  readonly languages: readonly PartFigures[];
  readonly sources: readonly PartFigures[];
  readonly standing: InsightStanding;
}

/** The sets of cases behind the figures. */
export const INSIGHT_CASE_SETS = [
  'unhappy',
  'opened',
  'repeated',
  'kept',
  'broken',
  'answered',
  'recovered',
  'not_recovered',
  'cause',
  'open',
  'overdue',
  'unowned',
] as const;
export type InsightCaseSet = (typeof INSIGHT_CASE_SETS)[number];
