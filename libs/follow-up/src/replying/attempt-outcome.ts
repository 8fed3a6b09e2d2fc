import { ConnectorError, ReplyError } from '@earshot/domain';

/** How an attempt to send that did not succeed goes on. */
export type FailedAttempt =
  | { readonly kind: 'postponed'; readonly reason: string; readonly until: Date }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'unsure'; readonly reason: string };

export interface RetrySchedule {
  /** Before the second attempt; doubled with each further one. Milliseconds. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** After so many attempts a person is told instead. */
  readonly attempts: number;
}

/** Some ten hours in all: a mail server that is away for a night is waited for, a day of silence is not. */
export const RETRY_SCHEDULE: RetrySchedule = { firstMs: 60_000, longestMs: 2 * 3_600_000, attempts: 12 };

/**
 * Errors are named by the response they require. What is surely not taken is tried again or told; anything else, our own
 * mistakes included, may have gone out and is never sent again by itself.
 *
 * @param attempt 1 for the first
 */
export function afterFailedAttempt(
  error: unknown,
  attempt: number,
  now: Date,
  schedule: RetrySchedule = RETRY_SCHEDULE,
): FailedAttempt {
  if (error instanceof ReplyError)
    return { kind: error.kind === 'refused' ? 'failed' : 'unsure', reason: inWords(error) };
  if (!(error instanceof ConnectorError))
    return { kind: 'unsure', reason: `An error inside Earshot (${nameOf(error)}): the log has the details` };
  switch (error.kind) {
    case 'credentials_rejected':
    case 'misconfigured':
      return { kind: 'failed', reason: inWords(error) };
    case 'unreachable':
    case 'rate_limited':
    case 'unreadable':
    case 'cursor_lost':
      if (attempt >= schedule.attempts) return { kind: 'failed', reason: `${inWords(error)} (tried ${attempt} times)` };
      return { kind: 'postponed', reason: inWords(error), until: nextAttempt(error, attempt, now, schedule) };
  }
}

function nextAttempt(error: ConnectorError, attempt: number, now: Date, schedule: RetrySchedule): Date {
  const pauseMs = Math.min(schedule.firstMs * 2 ** Math.min(attempt - 1, 20), schedule.longestMs);
  return new Date(Math.max(now.getTime() + pauseMs, error.retryAt?.getTime() ?? 0));
}

function inWords({ message, advice }: ConnectorError | ReplyError): string {
  return advice === null ? message : `${message}. ${advice}`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
