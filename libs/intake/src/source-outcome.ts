import { ConnectorError, type Source, type SourceOutcome } from '@earshot/domain';

/** How a poll ended, as far as the source's state is concerned. */
export type PollEnd =
  | { readonly kind: 'read'; readonly notBefore: Date | null }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Asked to stop, or taken over by another worker: says nothing about the source. */
  | { readonly kind: 'interrupted' };

/** A source that fails this often in a row is failing, not just degraded. */
export const FAILING_AFTER = 5;
const LONGEST_BACKOFF_SECONDS = 3_600;

/**
 * The state of a source and its next due time after a poll; every way out of a poll comes through here.
 * Errors are named by the response they require, see `ConnectorErrorKind`.
 *
 * @param jitter 0..1, spreads the sources of one interval over a tenth of it.
 */
export function sourceOutcome(source: Source, end: PollEnd, now: Date, jitter: number): SourceOutcome {
  const interval = source.pollIntervalSeconds * (1 + jitter * 0.1);
  const unchanged = { state: source.state, stateReason: source.stateReason, succeeded: false, forgetCursor: false };
  if (end.kind === 'interrupted') return { ...unchanged, nextPollAt: now };
  if (end.kind === 'read') {
    return {
      state: 'healthy',
      stateReason: null,
      nextPollAt: latest(after(now, interval), end.notBefore),
      succeeded: true,
      forgetCursor: false,
    };
  }
  return failureOutcome(source, end.error, now, interval);
}

function failureOutcome(source: Source, error: unknown, now: Date, interval: number): SourceOutcome {
  const failures = source.consecutiveFailures + 1;
  const backoff = after(
    now,
    Math.min(interval * 2 ** Math.min(failures - 1, 12), Math.max(interval, LONGEST_BACKOFF_SECONDS)),
  );
  const state = failures >= FAILING_AFTER ? ('failing' as const) : ('degraded' as const);
  const failed = {
    state,
    stateReason: describeFailure(error),
    nextPollAt: backoff,
    succeeded: false,
    forgetCursor: false,
  };
  if (!(error instanceof ConnectorError)) return failed;
  switch (error.kind) {
    case 'unreachable':
    case 'unreadable':
      return failed;
    case 'rate_limited':
      return { ...failed, nextPollAt: error.retryAt ?? backoff };
    case 'credentials_rejected':
    case 'misconfigured':
      return { ...failed, state: 'paused' };
    case 'cursor_lost':
      // Refused although there was none: reading again at once would go round in circles.
      if (source.cursor === null) return failed;
      return { ...failed, state: 'degraded', nextPollAt: now, forgetCursor: true };
  }
}

/** One sentence on what happened and one on what to do; anything but a connector's error is our fault and says so. */
export function describeFailure(error: unknown): string {
  if (error instanceof ConnectorError)
    return error.advice === null ? error.message : `${error.message}. ${error.advice}`;
  return `An error inside Earshot (${error instanceof Error ? error.name : typeof error}): the log has the details. Please report it.`;
}

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1_000);
}

function latest(a: Date, b: Date | null): Date {
  return b !== null && b > a ? b : a;
}
