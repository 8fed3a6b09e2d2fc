import type { InsightQuery } from '@earshot/contracts';
import { SEVERITIES_TO_CHOOSE, type Severity } from '../../shared/labels/severities';
import { TOPICS_TO_CHOOSE, type Topic } from '../../shared/labels/topics';
import { daysBefore, localDay } from '../../shared/time/day-bounds';
import { earliestBy, periodFault, type Period } from './period-fault';

/** What the address of the page says; `days` back from today unless two days make a period. */
export interface InsightSearch {
  readonly days?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly bucket?: InsightQuery['bucket'] | undefined;
  readonly source?: string | undefined;
  readonly language?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly topic?: Topic | undefined;
  /** A user's id, `me` or `nobody`. */
  readonly owner?: string | undefined;
}

type Filter = 'source' | 'language' | 'severity' | 'topic' | 'owner';

/** Everything that narrows the figures beside the period, taken back. */
export const NO_INSIGHT_FILTERS: Readonly<Record<Filter, undefined>> = {
  source: undefined,
  language: undefined,
  severity: undefined,
  topic: undefined,
  owner: undefined,
};

/** Whether anything but the period is chosen. */
export const isFiltered = (search: InsightSearch): boolean =>
  Object.keys(NO_INSIGHT_FILTERS).some((name) => search[name as Filter] !== undefined);

export const PERIODS = ['7', '30', '90', '365'] as const;
export const BUCKETS = ['day', 'week', 'month'] as const satisfies readonly InsightQuery['bucket'][];
const DEFAULT_DAYS = '30';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Reads the address; what does not fit is left out, because addresses are typed, cut and shared by people. Two days that
 * make no period stay, for the page says what is wrong with them.
 */
export function insightSearch(raw: Readonly<Record<string, unknown>>): InsightSearch {
  const [from, to] = [raw['from'], raw['to']];
  const own = isDay(from) && isDay(to) ? { from, to } : { from: undefined, to: undefined };
  return {
    days: PERIODS.find((days) => days === raw['days']),
    ...own,
    bucket: BUCKETS.find((bucket) => bucket === raw['bucket']),
    source: matching(raw['source'], /^[1-9]\d{0,17}$/),
    language: matching(raw['language'], /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/),
    severity: SEVERITIES_TO_CHOOSE.find((severity) => severity === raw['severity']),
    topic: TOPICS_TO_CHOOSE.find((topic) => topic === raw['topic']),
    owner: matching(raw['owner'], /^(me|nobody|[1-9]\d{0,17})$/),
  };
}

/** What the server is asked for: always a period that it takes. */
export type InsightsAsked = Period & Partial<InsightQuery> & Pick<InsightQuery, 'bucket'>;

/**
 * The query for the server: days of the reader's zone, and buckets that make a chart people can read. What the server would
 * refuse is left aside, so that there are figures.
 */
export function insightQuery(search: InsightSearch, now: Date, zone: string): InsightsAsked {
  const { from, to } = ownPeriod(search) ?? daysUntil(localDay(now, zone), search.days ?? DEFAULT_DAYS);
  const { bucket } = search;
  return {
    from,
    to,
    zone,
    bucket: bucket !== undefined && from >= earliestBy(bucket, to) ? bucket : fittingBucket(from, to),
    ...filtersOf(search),
  };
}

const filtersOf = ({ source, language, severity, topic, owner }: InsightSearch): Pick<InsightsAsked, Filter> => ({
  ...(source === undefined ? {} : { source }),
  ...(language === undefined ? {} : { language }),
  ...(severity === undefined ? {} : { severity }),
  ...(topic === undefined ? {} : { topic }),
  ...(owner === undefined ? {} : { owner }),
});

/** The two days of the address; `null` when there are none, or when they make no period. */
export function ownPeriod({ from, to }: InsightSearch): Period | null {
  if (from === undefined || to === undefined || periodFault({ from, to }) !== null) return null;
  return { from, to };
}

const daysUntil = (to: string, days: string): Period => ({ from: daysBefore(to, Number(days) - 1), to });

const DAY_MS = 86_400_000;

function fittingBucket(from: string, to: string): InsightQuery['bucket'] {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
  return days <= 45 ? 'day' : days <= 200 ? 'week' : 'month';
}

/** Some engines take 31 February for a day of March. */
function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const midnight = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(value);
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
