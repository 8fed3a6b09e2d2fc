/** A source that brings something is asked up to this much more often … */
const SOONEST = 0.25;
/** … but not more often than this, unless it was configured so. */
const SOONEST_SECONDS = 15;
/** A quiet one is asked up to half as often, so that a complaint waits at most one interval longer. */
const LATEST = 2;
const QUICKEN = 0.5;
const SLACKEN = 1.25;
/** Sources of one interval, or told to wait until the same moment, are spread over this part of it. */
const JITTER = 0.1;
/** A server that asks for longer is asked again after a day: sources must not fall silent for a typing error. */
const LONGEST_HINT_SECONDS = 24 * 3_600;

export interface Pace {
  /** As configured. */
  readonly pollIntervalSeconds: number;
  /** As activity has left it; `null` before the first reading. */
  readonly paceSeconds: number | null;
}

/** The bounds that activity moves an interval in. Seconds. */
export function paceBounds(configured: number): { readonly soonest: number; readonly latest: number } {
  return {
    soonest: Math.min(configured, Math.max(SOONEST_SECONDS, configured * SOONEST)),
    latest: configured * LATEST,
  };
}

/**
 * The interval after a reading: half of it after one that brought something new, a quarter more after one that did not,
 * within a quarter and twice of what is configured. The first reading says nothing, because it brings all there ever was.
 *
 * @param stored how many messages were new
 * @returns whole seconds
 */
export function nextPace({ pollIntervalSeconds: configured, paceSeconds }: Pace, stored: number): number {
  if (paceSeconds === null) return configured;
  const { soonest, latest } = paceBounds(configured);
  const changed = paceSeconds * (stored > 0 ? QUICKEN : SLACKEN);
  return Math.round(Math.min(Math.max(changed, soonest), latest));
}

/**
 * When to read next: after `seconds`, and not before the time that the server asked for (Retry-After, `ttl`, Cache-Control,
 * a budget that is whole again then), each spread so that sources do not come all at once.
 *
 * @param jitter 0..1
 */
export function nextReading(now: Date, seconds: number, hint: Date | null, jitter: number): Date {
  const byPace = now.getTime() + seconds * (1 + jitter * JITTER) * 1_000;
  if (hint === null || hint.getTime() <= now.getTime()) return new Date(byPace);
  const longest = now.getTime() + LONGEST_HINT_SECONDS * 1_000;
  const byHint = Math.min(hint.getTime(), longest) + seconds * jitter * JITTER * 1_000;
  return new Date(Math.max(byPace, byHint));
}
