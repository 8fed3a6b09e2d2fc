import { HttpStatusError } from '@earshot/connector-kit';
import {
  adviceFor,
  BudgetSpent,
  ConnectorError,
  type Source,
  type SourceOutcome,
  type SourceToPoll,
} from '@earshot/domain';
import { nextPace, nextReading } from './poll-interval.js';
import { sourceNotice } from './source-notice.js';

/** How a poll ended, as far as the source's state is concerned. */
export type PollEnd =
  | {
      readonly kind: 'read';
      readonly notBefore: Date | null;
      /** Messages that were new. */
      readonly stored: number;
      readonly credentialsExpireAt: Date | null;
    }
  /** A budget that we keep ourselves is spent: nothing was wrong, and the rest is read later. */
  | { readonly kind: 'postponed'; readonly error: BudgetSpent; readonly stored: number }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Asked to stop, or taken over by another worker: says nothing about the source. */
  | { readonly kind: 'interrupted' };

/** A source that fails this often in a row is failing, not just degraded. */
export const FAILING_AFTER = 5;
const LONGEST_BACKOFF_SECONDS = 3_600;
/** "Too many requests" is everyday, unless for so long nothing else was to be heard. */
const PATIENCE_MS = 6 * 3_600_000;
/** A service that names the time at which it may be asked again, and is not asked before, is not in trouble: quotas are of a day. */
const PATIENCE_WHEN_TOLD_MS = 36 * 3_600_000;
/** Sites that are rebuilt or misled for an hour answer "not found" or "forbidden", too. */
const REFUSALS_BEFORE_PAUSE = 3;
const GONE_BEFORE_PAUSE_MS = 24 * 3_600_000;

type Asked = Pick<
  SourceToPoll,
  | 'state'
  | 'stateReason'
  | 'stateSince'
  | 'stateAdvice'
  | 'cursor'
  | 'pollIntervalSeconds'
  | 'paceSeconds'
  | 'lastSuccessAt'
  | 'consecutiveFailures'
  | 'troubleTold'
  | 'secrets'
>;

/**
 * The state of a source and its next due time after a poll; every way out of a poll comes through here.
 * Errors are named by the response they require, see `ConnectorErrorKind`.
 *
 * @param jitter 0..1, see `nextReading`
 */
export function sourceOutcome(source: Asked, end: PollEnd, now: Date, jitter: number): SourceOutcome {
  const unchanged: SourceOutcome = {
    state: source.state,
    stateReason: source.stateReason,
    stateAdvice: source.stateAdvice,
    nextPollAt: now,
    paceSeconds: source.paceSeconds,
    consecutiveFailures: source.consecutiveFailures,
    succeeded: false,
    heard: false,
    forgetCursor: false,
    credentialsExpireAt: null,
    notice: null,
  };
  switch (end.kind) {
    case 'interrupted':
      return unchanged;
    case 'postponed':
      return { ...unchanged, heard: end.stored > 0, nextPollAt: nextReading(now, 0, end.error.retryAt, jitter) };
    case 'read': {
      const paceSeconds = nextPace(source, end.stored);
      return {
        ...unchanged,
        state: 'healthy',
        stateReason: null,
        stateAdvice: null,
        nextPollAt: nextReading(now, paceSeconds, end.notBefore, jitter),
        paceSeconds,
        consecutiveFailures: 0,
        succeeded: true,
        heard: end.stored > 0,
        credentialsExpireAt: end.credentialsExpireAt,
        notice: sourceNotice(source, 'healthy'),
      };
    }
    case 'failed': {
      const failed = failureOutcome(source, unchanged, end.error, now, jitter);
      // What was refused and is simply read anew is nobody's trouble.
      return failed.forgetCursor ? failed : { ...failed, notice: sourceNotice(source, failed.state) };
    }
  }
}

function failureOutcome(
  source: Asked,
  unchanged: SourceOutcome,
  error: unknown,
  now: Date,
  jitter: number,
): SourceOutcome {
  const consecutiveFailures = source.consecutiveFailures + 1;
  const interval = source.pollIntervalSeconds;
  const backoff = Math.min(
    interval * 2 ** Math.min(consecutiveFailures - 1, 12),
    Math.max(interval, LONGEST_BACKOFF_SECONDS),
  );
  const failed: SourceOutcome = {
    ...unchanged,
    ...failureParts(error),
    state: consecutiveFailures >= FAILING_AFTER ? 'failing' : 'degraded',
    nextPollAt: nextReading(now, backoff, null, jitter),
    consecutiveFailures,
  };
  if (!(error instanceof ConnectorError)) return failed;
  switch (error.kind) {
    case 'unreachable':
    case 'unreadable':
      return failed;
    case 'rate_limited': {
      const retryAt = error.retryAt ?? failed.nextPollAt;
      const isEveryday = isWithinPatience(source, now, error.retryAt);
      return { ...(isEveryday ? unchanged : failed), nextPollAt: nextReading(now, 0, retryAt, jitter) };
    }
    case 'credentials_rejected':
    case 'misconfigured':
      return mayPass(source, error, consecutiveFailures, now) ? failed : { ...failed, state: 'paused' };
    case 'cursor_lost':
      // Refused although there was none: reading again at once would go round in circles.
      if (source.cursor === null) return failed;
      return { ...failed, state: 'degraded', nextPollAt: now, forgetCursor: true };
  }
}

/** Whether a refusal may be over by itself: the source was read before, with the same options. */
function mayPass(
  { lastSuccessAt, secrets }: Pick<SourceToPoll, 'lastSuccessAt' | 'secrets'>,
  error: ConnectorError,
  consecutiveFailures: number,
  now: Date,
): boolean {
  if (lastSuccessAt === null || !(error instanceof HttpStatusError)) return false;
  const isFew = consecutiveFailures < REFUSALS_BEFORE_PAUSE;
  const { status } = error.response;
  if (status === 404 || status === 410) {
    return isFew || now.getTime() - lastSuccessAt.getTime() < GONE_BEFORE_PAUSE_MS;
  }
  return (status === 401 || status === 403) && secrets === null && isFew;
}

/** A source that was never read is as old as its state. */
function isWithinPatience(
  {
    lastSuccessAt,
    stateSince,
    pollIntervalSeconds,
  }: Pick<Source, 'lastSuccessAt' | 'stateSince' | 'pollIntervalSeconds'>,
  now: Date,
  retryAt: Date | null,
): boolean {
  const patience = Math.max(retryAt === null ? PATIENCE_MS : PATIENCE_WHEN_TOLD_MS, 2 * pollIntervalSeconds * 1_000);
  return now.getTime() - (lastSuccessAt ?? stateSince).getTime() < patience;
}

/** What happened and what to do; anything but a connector's error is our fault and says so. */
function failureParts(error: unknown): { readonly stateReason: string; readonly stateAdvice: string | null } {
  if (error instanceof ConnectorError) return { stateReason: error.message, stateAdvice: adviceFor(error) };
  return {
    stateReason: `An error inside Earshot (${error instanceof Error ? error.name : typeof error})`,
    stateAdvice: 'The log has the details. Please report it.',
  };
}

/** One sentence on what happened and one on what to do. */
export function describeFailure(error: unknown): string {
  const { stateReason, stateAdvice } = failureParts(error);
  return stateAdvice === null ? stateReason : `${stateReason}. ${stateAdvice}`;
}
