import { CAUSE_KINDS, INSIGHT_BUCKETS, INSIGHT_CASE_SETS, SEVERITIES, TOPICS } from '@earshot/domain';
import { z } from 'zod';
import { Id, Instant, pageOf } from './common.js';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-01-31');
const Count = z.int().nonnegative();
const Minutes = z.number().nullable();

const filter = {
  /** First and last local day, both included. */
  from: Day,
  to: Day,
  /** Whose days; the reader's own when left out. */
  zone: z.string().min(1).max(60).optional(),
  source: Id.optional(),
  language: z.string().min(1).max(35).optional(),
  /** Unhappy messages and cases of this severity. */
  severity: z.enum(SEVERITIES).optional(),
  topic: z.enum(TOPICS).optional(),
  /** A user's id, `me` or `nobody`. */
  owner: z.union([z.enum(['me', 'nobody']), Id]).optional(),
};

export const InsightQuery = z.strictObject({ ...filter, bucket: z.enum(INSIGHT_BUCKETS).default('day') });
export type InsightQuery = z.infer<typeof InsightQuery>;

/** Which cases stand behind a figure; `stage` belongs to the set `cause`. */
export const InsightCasesQuery = z.strictObject({
  ...filter,
  set: z.enum(INSIGHT_CASE_SETS),
  stage: z.string().min(1).max(40).optional(),
  after: Id.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});
export type InsightCasesQuery = z.infer<typeof InsightCasesQuery>;

export const INSIGHT_EXPORTS = ['cases', 'buckets'] as const;
export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;

export const InsightExportQuery = z.strictObject({
  ...filter,
  bucket: z.enum(INSIGHT_BUCKETS).default('day'),
  /** A line a case that was opened in the period, or a line a bucket. */
  what: z.enum(INSIGHT_EXPORTS).default('cases'),
  format: z.enum(EXPORT_FORMATS).default('csv'),
});
export type InsightExportQuery = z.infer<typeof InsightExportQuery>;

const SpanFigures = z.object({
  /** Messages that people wrote, by when they wrote; `null` under a filter by owner: a message has none. */
  received: Count.nullable(),
  unhappy: Count.nullable(),
  /** Promises of a first answer that were settled, by an answer in time or at their deadline, and those that were kept. */
  promised: Count,
  kept: Count,
  /** First answers, with their median and 90th percentile in minutes of opening hours and by the wall clock. */
  answered: Count,
  workingMedian: Minutes,
  workingP90: Minutes,
  wallMedian: Minutes,
  wallP90: Minutes,
  /** Cases opened, and those of customers who had had another in the year before. */
  opened: Count,
  repeated: Count,
  /** Customers asked after the solution, and those for whom it held. */
  checked: Count,
  recovered: Count,
});

const Part = z.object({ key: z.string(), name: z.string(), received: Count, unhappy: Count });

export const InsightsView = z.object({
  /** Everything but `standing` counts what was known then; `null` before anything was counted. */
  asOf: Instant.nullable(),
  period: z.object({ from: Day, to: Day, zone: z.string(), bucket: z.enum(INSIGHT_BUCKETS) }),
  total: SpanFigures,
  /** In order, also those in which nothing happened; the first and the last are cut to the period. */
  buckets: z.array(SpanFigures.extend({ day: Day })),
  /** Found causes of the cases opened in the period, the most frequent first. */
  causes: z.array(z.object({ stage: z.string(), kind: z.enum(CAUSE_KINDS).nullable(), cases: Count })),
  topics: z.array(Part.extend({ key: z.enum(TOPICS) })),
  languages: z.array(Part),
  sources: z.array(Part),
  /** At this moment, whatever the period. */
  standing: z.object({ open: Count, overdue: Count, unowned: Count }),
  /** The cases behind each figure: the query of GET /insights/cases, to which `after` and `limit` may be added. */
  cases: z.record(z.enum(INSIGHT_CASE_SETS), z.string()),
});
export type InsightsView = z.infer<typeof InsightsView>;

export const InsightCasesPage = pageOf(Id);
export type InsightCasesPage = z.infer<typeof InsightCasesPage>;
