import { isoDay, isoWeekday, parseCivilDay, type CivilDay } from './calendar/civil-day.js';
import { instantOf, isZone } from './calendar/zoned-time.js';
import { InvalidInput, type Fault } from './errors.js';
import { MOST_INSIGHT_BUCKETS, MOST_INSIGHT_DAYS } from './insight-limits.js';

export const INSIGHT_BUCKETS = ['day', 'week', 'month'] as const;
export type InsightBucket = (typeof INSIGHT_BUCKETS)[number];

/** Local days of a zone, cut into buckets. Instants are where those days begin and end there. */
export interface InsightPeriod {
  readonly zone: string;
  readonly bucket: InsightBucket;
  /** First and last day, `YYYY-MM-DD`, both included. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  /** In order, without gaps; the first and the last are cut to the period. */
  readonly buckets: readonly InsightSpan[];
}

export interface InsightSpan {
  /** The first of its days, `YYYY-MM-DD`. */
  readonly day: string;
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
}

/**
 * @param given days as `YYYY-MM-DD`, both included; weeks begin on Monday (ISO 8601)
 * @throws InvalidInput naming every fault
 */
export function insightPeriod(given: {
  readonly zone: string;
  readonly bucket: InsightBucket;
  readonly firstDay: string;
  readonly lastDay: string;
}): InsightPeriod {
  const [first, last] = [parseCivilDay(given.firstDay), parseCivilDay(given.lastDay)];
  const faults: Fault[] = [];
  if (!isZone(given.zone)) faults.push({ path: 'zone', message: 'must be a time zone such as Europe/Helsinki' });
  if (first === null) faults.push({ path: 'from', message: 'must be a day such as 2026-01-31' });
  if (last === null) faults.push({ path: 'to', message: 'must be a day such as 2026-01-31' });
  if (first !== null && last !== null && (last < first || last - first >= MOST_INSIGHT_DAYS))
    faults.push({
      path: 'to',
      message: `must be a day from ${given.firstDay} on, at most ${MOST_INSIGHT_DAYS} days later`,
    });
  if (first === null || last === null || faults.length > 0) throw new InvalidInput('The period has faults', faults);
  const starts = bucketStarts(first, last, given.bucket);
  if (starts.length > MOST_INSIGHT_BUCKETS) {
    const message = `cuts the period into ${starts.length} pieces, at most ${MOST_INSIGHT_BUCKETS} are possible: take a longer one`;
    throw new InvalidInput('The period has faults', [{ path: 'bucket', message }]);
  }
  const buckets = starts.map((start, i) => daySpan(start, (starts[i + 1] ?? last + 1) - start, given.zone));
  return { ...given, from: startOfDay(first, given.zone), to: startOfDay(last + 1, given.zone), buckets };
}

/** The days of the period one by one. */
export function daysOf({
  firstDay,
  lastDay,
  zone,
}: Pick<InsightPeriod, 'firstDay' | 'lastDay' | 'zone'>): InsightSpan[] {
  const [first, last] = [parseCivilDay(firstDay), parseCivilDay(lastDay)];
  if (first === null || last === null) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => daySpan(first + i, 1, zone));
}

/** As many days as the period has, right before it. */
export function periodBefore(period: InsightPeriod): InsightPeriod {
  const [first, last] = [parseCivilDay(period.firstDay) ?? 0, parseCivilDay(period.lastDay) ?? 0];
  const { zone, bucket } = period;
  return insightPeriod({ zone, bucket, firstDay: isoDay(first - (last - first + 1)), lastDay: isoDay(first - 1) });
}

/**
 * The instant at which a day begins in a zone: midnight, or where the clocks leave midnight out, when they are put forward.
 */
export function startOfDay(day: CivilDay, zone: string): Date {
  return instantOf(day, 0, zone);
}

function daySpan(day: CivilDay, days: number, zone: string): InsightSpan {
  return { day: isoDay(day), from: startOfDay(day, zone), to: startOfDay(day + days, zone) };
}

function bucketStarts(first: CivilDay, last: CivilDay, bucket: InsightBucket): CivilDay[] {
  const starts: CivilDay[] = [];
  for (let day = first; day <= last; day++) if (day === first || beginsBucket(day, bucket)) starts.push(day);
  return starts;
}

function beginsBucket(day: CivilDay, bucket: InsightBucket): boolean {
  if (bucket === 'day') return true;
  return bucket === 'week' ? isoWeekday(day) === 1 : isoDay(day).endsWith('-01');
}
