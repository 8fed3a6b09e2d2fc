import type { BucketFigures, DigestEdition, DigestFacts } from '@earshot/domain';
import { DateTime } from 'luxon';
import { comparedSpans } from './digest-time.js';

/** Fewer earlier spans than this are no custom. */
const FEWEST_SPANS = 3;
/** A share or a median of fewer than these says nothing. */
const FEWEST_COMPARED = 5;
/** A digest of a day draws a fortnight. */
const DAYS_DRAWN = 14;
/** What is compared with less than a fortnight does not rise yet. */
const FEWEST_DAYS = 14;
/** A rise is at least so many, by half more than usual, and more than chance would have it (two standard deviations). */
const RISE = { least: 5, factor: 1.5, deviations: 2 } as const;

/** A figure beside what is usual; `null` where there is nothing to tell or to compare with. */
export interface Compared {
  readonly value: number | null;
  readonly usual: number | null;
}

export interface ComparedFigures {
  readonly received: Compared;
  readonly unhappy: Compared;
  /** 0..1 */
  readonly keptShare: Compared;
  /** Minutes of opening hours. */
  readonly median: Compared;
}

export interface Bar {
  /** The first of its days, `YYYY-MM-DD`. */
  readonly day: string;
  readonly value: number;
}

export interface Rise {
  readonly key: string;
  readonly count: number;
  readonly usual: number;
}

/** The figures of the span beside the median of the same weekdays, weeks or months before. */
export function comparedFigures(facts: DigestFacts, edition: DigestEdition): ComparedFigures {
  const { total } = facts.span;
  const spans = earlierSpans(facts, edition);
  const usual = (of: (day: BucketFigures) => number | null) =>
    spans.length < FEWEST_SPANS ? null : medianOf(spans.map((days) => sum(days, of)));
  return {
    received: { value: total.received, usual: usual((day) => day.received) },
    unhappy: { value: total.unhappy, usual: usual((day) => day.unhappy) },
    keptShare: { value: total.promised === 0 ? null : total.kept / total.promised, usual: usualShare(spans) },
    median: { value: total.workingMedian, usual: usualWait(spans) },
  };
}

/** The median of the shares kept in the earlier spans in which something was promised; `null` where too few had any. */
function usualShare(spans: readonly (readonly BucketFigures[])[]): number | null {
  const counted = spans
    .map((days) => ({ kept: sum(days, (day) => day.kept), promised: sum(days, (day) => day.promised) }))
    .filter(({ promised }) => promised > 0);
  if (counted.length < FEWEST_SPANS || counted.reduce((all, { promised }) => all + promised, 0) < FEWEST_COMPARED)
    return null;
  return medianOf(counted.map(({ kept, promised }) => kept / promised));
}

/**
 * The median of the days' median waits, over the earlier spans: what is known of a day is its median. `null` where too few
 * spans had an answer.
 */
function usualWait(spans: readonly (readonly BucketFigures[])[]): number | null {
  const answered = spans
    .map((days) => days.filter((day) => day.workingMedian !== null))
    .filter((days) => days.length > 0);
  if (answered.length < FEWEST_SPANS || answered.flat().reduce((all, day) => all + day.answered, 0) < FEWEST_COMPARED)
    return null;
  return medianOf(answered.flat().map((day) => day.workingMedian ?? 0));
}

/** Unhappy messages over time, the span of the digest last; empty when there were none, or where messages are not counted. */
export function unhappyBars(facts: DigestFacts, edition: DigestEdition): Bar[] {
  const groups =
    edition === 'daily'
      ? facts.days.slice(-DAYS_DRAWN).map((day) => [day])
      : [spanDays(facts), ...earlierSpans(facts, edition)].reverse();
  const bars = groups.flatMap((days): Bar[] => {
    const [first] = days;
    return first === undefined ? [] : [{ day: first.day, value: sum(days, (day) => day.unhappy) }];
  });
  return bars.length < 2 || bars.every(({ value }) => value === 0) ? [] : bars;
}

/** The topics of unhappy messages and the causes of cases that came up more often in the last week than in those before. */
export function rises(facts: DigestFacts): { readonly topics: readonly Rise[]; readonly causes: readonly Rise[] } {
  const known = daysKnown(facts);
  if (known < FEWEST_DAYS) return { topics: [], causes: [] };
  const scale = facts.week.buckets.length / known;
  const causeCounts = ({ causes }: DigestFacts['week']) =>
    [...new Set(causes.map(({ stage }) => stage))].map((key) => ({
      key,
      count: causes.filter(({ stage }) => stage === key).reduce((all, { cases }) => all + cases, 0),
    }));
  const topicCounts = ({ topics }: DigestFacts['week']) =>
    topics.filter(({ key }) => key !== 'other').map(({ key, unhappy }) => ({ key, count: unhappy }));
  return {
    topics: rising(topicCounts(facts.week), topicCounts(facts.before), scale),
    causes: rising(causeCounts(facts.week), causeCounts(facts.before), scale),
  };
}

interface Count {
  readonly key: string;
  readonly count: number;
}

function rising(now: readonly Count[], before: readonly Count[], scale: number): Rise[] {
  return now
    .map(({ key, count }) => ({ key, count, usual: (before.find((one) => one.key === key)?.count ?? 0) * scale }))
    .filter(
      ({ count, usual }) =>
        count >= RISE.least &&
        count >= RISE.factor * usual &&
        count - usual >= RISE.deviations * Math.sqrt(Math.max(usual, 1)),
    )
    .sort((a, b) => b.count - b.usual - (a.count - a.usual));
}

/** Days of earlier spans, without those from before anything was read: they were not quiet but unknown. */
function earlierSpans(facts: DigestFacts, edition: DigestEdition): BucketFigures[][] {
  const span = spanDays(facts);
  const [first, last] = [span[0]?.day, span.at(-1)?.day];
  const begins = firstDayKnown(facts);
  if (first === undefined || last === undefined || begins === null) return [];
  return comparedSpans(edition, DateTime.fromISO(first), DateTime.fromISO(last))
    .map((earlier) => [earlier.first.toISODate() ?? '', earlier.last.toISODate() ?? ''] as const)
    .filter(([from]) => from >= begins)
    .map(([from, to]) => facts.days.filter(({ day }) => day >= from && day <= to));
}

const spanDays = ({ span, days }: DigestFacts): readonly BucketFigures[] =>
  days.filter(({ day }) => span.buckets.some((bucket) => bucket.day === day));

const firstDayKnown = ({ days }: DigestFacts): string | null =>
  days.find(({ received, opened }) => (received ?? opened) > 0)?.day ?? null;

function daysKnown(facts: DigestFacts): number {
  const begins = firstDayKnown(facts);
  return begins === null ? 0 : facts.before.buckets.filter(({ day }) => day >= begins).length;
}

const sum = (days: readonly BucketFigures[], of: (day: BucketFigures) => number | null): number =>
  days.reduce((all, day) => all + (of(day) ?? 0), 0);

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
