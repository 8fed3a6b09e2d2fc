import { isoWeekday, spellInstant, wallClock } from '@earshot/domain';

/** Messages that were written in one hour. */
export interface HourCount {
  /** Its beginning. */
  readonly hour: Date;
  readonly messages: number;
}

export interface Silence {
  /** The end of the hour in which the last message was written. */
  readonly since: Date;
  /** In words: what was to be expected, and how that compares with other pauses. */
  readonly reason: string;
}

const HOUR_MS = 3_600_000;
/** As far back as a rhythm is learnt: long enough for every hour of the week to occur eight times. */
export const RHYTHM_DAYS = 56;
/** Less than this says nothing about the hours of a week. */
const LEAST_DAYS = 14;
const LEAST_MESSAGES = 40;
/** With fewer messages outstanding a pause is chance: a source that brings one a day may well miss a week. */
const LEAST_EXPECTED = 8;
/** A pause is unusual when it is worth half as much again as any but the longest one so far. */
const UNUSUAL = 1.5;
/** One stormy hour must not make ordinary ones look quiet: an hour counts at most this many times the mean. */
const STORM = 10;

/**
 * Whether a source is silent beyond its own habits. Its rhythm is the mean number of messages in each hour of the week, so
 * that a quiet night or Sunday is worth nothing and a quiet Monday morning much; pauses are compared by how many messages
 * would usually have come in them. The longest pause of the past is left out of the comparison, because it may have been an
 * outage itself.
 *
 * @param counts any order, hours without messages left out; those older than `RHYTHM_DAYS` are not looked at
 * @param zone whose weekdays and hours they are
 * @returns `null` while nothing is unusual, or too little is known
 */
export function silenceOf(counts: readonly HourCount[], zone: string, now: Date): Silence | null {
  const from = now.getTime() - RHYTHM_DAYS * 24 * HOUR_MS;
  const past = counts
    .filter(({ hour, messages }) => messages > 0 && hour.getTime() >= from && hour.getTime() < now.getTime())
    .sort((a, b) => a.hour.getTime() - b.hour.getTime());
  const [first, last] = [past[0], past.at(-1)];
  const total = past.reduce((sum, { messages }) => sum + messages, 0);
  if (first === undefined || last === undefined || total < LEAST_MESSAGES) return null;
  if (last.hour.getTime() - first.hour.getTime() < LEAST_DAYS * 24 * HOUR_MS) return null;

  const rhythm = Rhythm.of(past, zone);
  const since = new Date(last.hour.getTime() + HOUR_MS);
  const expected = rhythm.expected(since, now);
  const pauses = past
    .slice(1)
    .map(({ hour }, index) => rhythm.expected(new Date((past[index]?.hour.getTime() ?? 0) + HOUR_MS), hour))
    .sort((a, b) => b - a);
  const usual = pauses[1] ?? pauses[0] ?? 0;
  if (expected < Math.max(LEAST_EXPECTED, usual * UNUSUAL)) return null;
  return { since, reason: reasonOf(since, expected, usual, zone) };
}

/** The mean number of messages in each of the 168 hours of a week. */
class Rhythm {
  private constructor(
    private readonly means: readonly number[],
    private readonly zone: string,
  ) {}

  static of(past: readonly HourCount[], zone: string): Rhythm {
    const sums = new Array<number>(168).fill(0);
    const occurred = new Array<number>(168).fill(0);
    const mean = past.reduce((sum, { messages }) => sum + messages, 0) / past.length;
    for (const { hour, messages } of past) {
      const slot = slotOf(hour, zone);
      sums[slot] = (sums[slot] ?? 0) + Math.min(messages, mean * STORM);
    }
    const end = past.at(-1)?.hour.getTime() ?? 0;
    for (let at = past[0]?.hour.getTime() ?? 0; at <= end; at += HOUR_MS) {
      const slot = slotOf(new Date(at), zone);
      occurred[slot] = (occurred[slot] ?? 0) + 1;
    }
    return new Rhythm(
      sums.map((sum, slot) => sum / Math.max(1, occurred[slot] ?? 0)),
      zone,
    );
  }

  /** How many messages usually come from one instant to another. */
  expected(from: Date, to: Date): number {
    let sum = 0;
    for (let at = from.getTime(); at < to.getTime(); at += HOUR_MS) {
      const part = Math.min(1, (to.getTime() - at) / HOUR_MS);
      sum += (this.means[slotOf(new Date(at), this.zone)] ?? 0) * part;
    }
    return sum;
  }
}

function slotOf(at: Date, zone: string): number {
  const { day, minute } = wallClock(at, zone);
  return (isoWeekday(day) - 1) * 24 + Math.floor(minute / 60);
}

function reasonOf(since: Date, expected: number, usual: number, zone: string): string {
  const when = spellInstant(since, zone).slice(0, 16).replace('T', ' ');
  return (
    `Nothing has come since ${when} (${zone}), although at these hours and weekdays about ${Math.round(expected)} messages ` +
    `usually do; in the last ${RHYTHM_DAYS / 7} weeks hardly any pause was worth more than ${Math.max(1, Math.ceil(usual))}`
  );
}
