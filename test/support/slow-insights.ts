import type { InsightBucket, InsightFilter, SpanFigures } from '@earshot/domain';
import { DateTime } from 'luxon';
import type { HistoryIds, ToldCase, ToldMessage } from './insight-history.js';

/**
 * The figures once more, counted by walking through a history message by message on the wall clock of the reader: slow,
 * obvious, and without a line of what the product counts with.
 */
export function slowInsights(
  messages: readonly ToldMessage[],
  cast: HistoryIds,
  asked: {
    readonly start: Date;
    readonly now: Date;
    readonly zone: string;
    readonly bucket: InsightBucket;
    readonly firstDay: string;
    readonly lastDay: string;
    readonly filter: InsightFilter;
  },
): { readonly total: SpanFigures; readonly buckets: ReadonlyMap<string, SpanFigures> } {
  const { start, now, zone, bucket, firstDay, lastDay, filter } = asked;
  const buckets = new Map<string, Tally>();
  const total = new Tally();
  const count = (minute: number, note: (tally: Tally) => void) => {
    const local = DateTime.fromJSDate(start, { zone }).plus({ milliseconds: minute * 60_000 });
    const day = local.toISODate() ?? '';
    if (day < firstDay || day > lastDay) return;
    const begins = local.startOf(bucket).toISODate() ?? '';
    const key = begins < firstDay ? firstDay : begins;
    const tally = buckets.get(key) ?? new Tally();
    buckets.set(key, tally);
    for (const each of [total, tally]) note(each);
  };
  const nowMinute = (now.getTime() - start.getTime()) / 60_000;
  for (const message of messages) {
    if (message.automatic || message.edited || !concerns(message, cast, filter, false)) continue;
    const unhappy = message.corrected ?? message.dissatisfied;
    const ofSeverity = filter.severities.length === 0 || filter.severities.includes(message.severity);
    count(message.at, (tally) => {
      tally.received += 1;
      if (unhappy && ofSeverity) tally.unhappy += 1;
    });
  }
  for (const message of messages) {
    const told = message.case;
    if (told === null || told.dismissed || !concerns(message, cast, filter, true)) continue;
    countCase(message, told, messages, nowMinute, count);
  }
  const hidden = filter.ownerIds.length > 0;
  return {
    total: total.figures(hidden),
    buckets: new Map([...buckets].map(([key, tally]) => [key, tally.figures(hidden)])),
  };
}

function countCase(
  message: ToldMessage,
  told: ToldCase,
  messages: readonly ToldMessage[],
  now: number,
  count: (minute: number, note: (tally: Tally) => void) => void,
): void {
  const index = messages.indexOf(message);
  const earlier = messages.some(
    (other, i) =>
      other.case !== null &&
      !other.case.dismissed &&
      other.case.customer === told.customer &&
      (other.at < message.at || (other.at === message.at && i < index)) &&
      other.at >= message.at - 365 * 1440,
  );
  if (message.at <= now)
    count(message.at, (tally) => {
      tally.opened += 1;
      if (earlier) tally.repeated += 1;
    });
  const due = message.at + told.dueAfter;
  const answered = told.answeredAfter === null || told.withdrawn ? null : message.at + told.answeredAfter;
  const kept = answered !== null && answered <= due;
  const settled = kept ? answered : due;
  if (!(answered === null && told.paused) && settled <= now)
    count(settled, (tally) => {
      tally.promised += 1;
      if (kept) tally.kept += 1;
    });
  if (answered !== null && answered <= now) count(answered, (tally) => tally.waits.push(told.answeredAfter as number));
  if (told.recovered !== null && message.at + 1440 <= now)
    count(message.at + 1440, (tally) => {
      tally.checked += 1;
      if (told.recovered === true) tally.recovered += 1;
    });
}

function concerns(message: ToldMessage, cast: HistoryIds, filter: InsightFilter, asCase: boolean): boolean {
  const within = (values: readonly string[], value: string | undefined) =>
    values.length === 0 || values.includes(value ?? '');
  if (!within(filter.sourceIds, cast.sourceIds[message.source]) || !within(filter.languages, message.language))
    return false;
  if (filter.topics.length > 0 && !filter.topics.some((topic) => message.topics.includes(topic))) return false;
  if (!asCase) return true;
  const owner = message.case?.owner ?? null;
  const ownerId = owner === null ? 'nobody' : cast.ownerIds[owner];
  return within(filter.severities, message.severity) && within(filter.ownerIds, ownerId);
}

class Tally {
  received = 0;
  unhappy = 0;
  promised = 0;
  kept = 0;
  opened = 0;
  repeated = 0;
  checked = 0;
  recovered = 0;
  /** Minutes. */
  readonly waits: number[] = [];

  figures(hidden: boolean): SpanFigures {
    const { received, unhappy, promised, kept, opened, repeated, checked, recovered, waits } = this;
    return {
      ...(hidden ? { received: null, unhappy: null } : { received, unhappy }),
      promised,
      kept,
      opened,
      repeated,
      checked,
      recovered,
      answered: waits.length,
      wallMedian: quantile(waits, 0.5),
      wallP90: quantile(waits, 0.9),
      // Working time is the calendar's, which has tests of its own.
      workingMedian: null,
      workingP90: null,
    };
  }
}

/** Between the two nearest values, as percentiles of few values are. */
function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at));
}
