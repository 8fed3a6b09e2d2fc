import type { InsightQuery } from '@earshot/contracts';
import { MOST_INSIGHT_BUCKETS, MOST_INSIGHT_DAYS } from '../../shared/domain/insight-limits';
import { daysBefore } from '../../shared/time/day-bounds';

/** First and last day, `2026-11-22`, both included; an empty one is still to be typed. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export type PeriodEnd = keyof Period;

/** What is wrong with a period, said at one of its ends. */
export type PeriodFault =
  | { readonly at: PeriodEnd; readonly reason: 'missing' }
  | {
      readonly at: PeriodEnd;
      readonly reason: 'order' | 'length' | 'early';
      /** The day that is still possible at that end: the last one for `order` at the beginning, and so on. */
      readonly limit: string;
    };

/** Nobody wrote to anybody before. A year below 100, which the server refuses, is one whose digits are still being typed. */
const EARLIEST_DAY = '1900-01-01';

/**
 * Why there are no figures of these days; `null` when there are.
 * @param changed the end that was typed last, at which it is said; without it, that which is more likely wrong
 */
export function periodFault({ from, to }: Period, changed: PeriodEnd | null = null): PeriodFault | null {
  if (from === '') return { at: 'from', reason: 'missing' };
  if (to === '') return { at: 'to', reason: 'missing' };
  if (from > to) {
    const at = changed ?? 'to';
    return { at, reason: 'order', limit: at === 'to' ? from : to };
  }
  if (to < EARLIEST_DAY) return { at: 'to', reason: 'early', limit: EARLIEST_DAY };
  const earliest = earliestOf(to, MOST_INSIGHT_DAYS);
  if (from < EARLIEST_DAY && earliest <= EARLIEST_DAY) return { at: 'from', reason: 'early', limit: EARLIEST_DAY };
  if (from >= earliest) return null;
  if (changed === 'to') return { at: 'to', reason: 'length', limit: daysBefore(from, 1 - MOST_INSIGHT_DAYS) };
  return { at: 'from', reason: 'length', limit: earliest };
}

/** The longest periods, in days, that a chart can show cut so. Weeks are those that may be touched: the last one by a day. */
const MOST_DAYS: Readonly<Record<InsightQuery['bucket'], number>> = {
  day: MOST_INSIGHT_BUCKETS,
  week: 7 * MOST_INSIGHT_BUCKETS - 6,
  month: MOST_INSIGHT_DAYS,
};

/** The first day from which on a period that ends on `to` can be shown in such buckets. */
export const earliestBy = (bucket: InsightQuery['bucket'], to: string): string => earliestOf(to, MOST_DAYS[bucket]);

const earliestOf = (to: string, days: number): string => daysBefore(to, days - 1);
