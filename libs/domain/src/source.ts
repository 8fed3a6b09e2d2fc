export const SOURCE_STATES = ['healthy', 'degraded', 'paused', 'failing'] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/** One configured mailbox, page, feed or account. Ids are decimal strings. */
export interface Source {
  readonly id: string;
  /** The connector that reads it: `mailbox`, `feed`, `folder` … */
  readonly kind: string;
  readonly name: string;
  /** Options as validated by the connector's schema, without secrets. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly state: SourceState;
  readonly stateSince: Date;
  /** What happened, in words; `null` when healthy. */
  readonly stateReason: string | null;
  /** What a person can do about it, where there is something. */
  readonly stateAdvice: string | null;
  /** Opaque resume point; `null` before the first page is stored. */
  readonly cursor: unknown;
  readonly pollIntervalSeconds: number;
  readonly nextPollAt: Date;
  readonly lastSuccessAt: Date | null;
  readonly consecutiveFailures: number;
  /** Sample sources are marked in the dashboard and can be removed with their messages. */
  readonly sample: boolean;
}

/**
 * A person pauses on purpose and starts the count of failures anew; a poll pauses only by failing. What is pushed to a source
 * that merely cannot be polled is taken all the same.
 */
export function isPausedByPerson({
  state,
  consecutiveFailures,
}: Pick<Source, 'state' | 'consecutiveFailures'>): boolean {
  return state === 'paused' && consecutiveFailures === 0;
}

/**
 * The account of one poll: seen = stored + duplicate + skipped + quarantined, which the database checks.
 * `replies` are the company's own answers, counted under skipped as `own-reply`.
 */
export interface PollLedger {
  readonly seen: number;
  readonly stored: number;
  readonly duplicate: number;
  /** Count by reason, for example `{ "own-reply": 3 }`. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly quarantined: number;
}

export type PollOutcome = 'running' | 'succeeded' | 'failed' | 'interrupted';

/** Early signs that are looked for in a source before anybody complains; what is absent is off. Working days, 1..250. */
export interface WatchSettings {
  /** The customer has not replied to our answer for so long. */
  readonly noReplyDays?: number;
  /** A message that was not flagged has had no answer for so long. */
  readonly unansweredDays?: number;
}
