import type { InsightQuery } from '@earshot/contracts';
import { daysBefore, localDay } from '../../shared/time/day-bounds';

/** What the address of the page says; `days` back from today unless both days are given. */
export interface InsightSearch {
  readonly days?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly bucket?: InsightQuery['bucket'] | undefined;
  readonly source?: string | undefined;
  readonly language?: string | undefined;
}

export const PERIODS = ['7', '30', '90', '365'] as const;
export const BUCKETS = ['day', 'week', 'month'] as const satisfies readonly InsightQuery['bucket'][];
const DEFAULT_DAYS = '30';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Reads the address; what does not fit is left out, because addresses are typed, cut and shared by people. */
export function insightSearch(raw: Readonly<Record<string, unknown>>): InsightSearch {
  const from = matching(raw['from'], DAY);
  const to = matching(raw['to'], DAY);
  const isPeriod = from !== undefined && to !== undefined && from <= to;
  return {
    days: PERIODS.find((days) => days === raw['days']),
    from: isPeriod ? from : undefined,
    to: isPeriod ? to : undefined,
    bucket: BUCKETS.find((bucket) => bucket === raw['bucket']),
    source: matching(raw['source'], /^[1-9]\d{0,17}$/),
    language: matching(raw['language'], /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/),
  };
}

/** The query for the server: days of the reader's zone, and buckets that make a chart people can read. */
export function insightQuery(search: InsightSearch, now: Date, zone: string): Partial<InsightQuery> {
  const to = search.to ?? localDay(now, zone);
  const days = Number(search.days ?? DEFAULT_DAYS);
  const from = search.from ?? daysBefore(to, days - 1);
  return {
    from,
    to,
    zone,
    bucket: search.bucket ?? fittingBucket(from, to),
    ...(search.source === undefined ? {} : { source: search.source }),
    ...(search.language === undefined ? {} : { language: search.language }),
  };
}

const DAY_MS = 86_400_000;

function fittingBucket(from: string, to: string): InsightQuery['bucket'] {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
  return days <= 45 ? 'day' : days <= 200 ? 'week' : 'month';
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
