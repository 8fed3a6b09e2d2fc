import type { ChannelKind, DeliveryOutcome } from '@earshot/domain';
import { ConnectorError } from '@earshot/domain';
import { HttpStatusError, type HttpResponse } from '@earshot/connector-kit';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses before the next attempts; the schedule that Standard Webhooks recommends, some three days in all. */
const PAUSES_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/** Up to this share longer, so that what failed together does not come back together. */
const JITTER = 0.2;
/** A service that asks to wait is not believed beyond this. */
const LONGEST_WAIT_MS = 24 * HOUR;
/** What only ever waits is given up at last. */
const OLDEST_MS = 4 * 24 * HOUR;
/** A receiver that is away is asked this often whether it is back, however many messages wait for it. */
const LONGEST_REST_MS = MINUTE;
/** When a service asks to wait and does not say how long. */
const WAIT_MS = MINUTE;

const GONE = 410;

export interface Attempt {
  readonly kind: ChannelKind;
  /** 1 for the first. */
  readonly attempt: number;
  readonly createdAt: Date;
  readonly test: boolean;
  readonly now: Date;
  /** At least 0, below 1. */
  readonly random: number;
}

/** What the other side's answer means for a message. */
export function outcomeOfAnswer(
  answer: Pick<HttpResponse, 'status' | 'headers' | 'body'>,
  attempt: Attempt,
): DeliveryOutcome {
  const refusal = refusalOf(answer, attempt.kind);
  return refusal === null ? { kind: 'sent' } : later(refusal, attempt);
}

/** What a failure means for a message: another attempt, waiting as asked, the end of the channel, or giving up. */
export function outcomeOfFailure(error: ConnectorError, attempt: Attempt): DeliveryOutcome {
  const { now, createdAt } = attempt;
  if (error instanceof HttpStatusError && error.response.status === GONE) {
    return { kind: 'ended', error: error.message, end: 'gone' };
  }
  if (error.kind === 'rate_limited') {
    if (now.getTime() - createdAt.getTime() > OLDEST_MS) return { kind: 'failed', error: error.message };
    const asked = error.retryAt?.getTime() ?? now.getTime() + WAIT_MS;
    const at = new Date(Math.min(asked, now.getTime() + LONGEST_WAIT_MS));
    // It asks for the channel, not for one message.
    return { kind: 'again', at, error: error.message, counted: false, channelRestsUntil: at };
  }
  return later(error.message, attempt, error.kind === 'unreachable');
}

/** @param away nobody answered, or only to say that it cannot: the next message would fare no better */
function later(error: string, { attempt, test, now, random }: Attempt, away = false): DeliveryOutcome {
  // Somebody looks at what comes of a test now, not tomorrow.
  if (test) return { kind: 'failed', error };
  const pause = PAUSES_MS[attempt - 1];
  if (pause === undefined) return { kind: 'ended', error, end: 'given_up' };
  const at = new Date(now.getTime() + Math.round(pause * (1 + JITTER * random)));
  const restEnds = new Date(Math.min(at.getTime(), now.getTime() + LONGEST_REST_MS));
  return { kind: 'again', at, error, counted: true, channelRestsUntil: away ? restEnds : null };
}

/**
 * Why an answer is no success. A webhook is done with any 2xx. A chat's own answers are known, so that the page of a
 * captive portal or of a sign-in is not taken for one.
 */
function refusalOf(
  { status, headers, body }: Pick<HttpResponse, 'status' | 'headers' | 'body'>,
  kind: ChannelKind,
): string | null {
  if (status >= 300) return `It redirects (${status}): enter the address that it leads to`;
  if (kind === 'webhook') return null;
  if (/^text\/html\b/i.test(headers['content-type'] ?? ''))
    return `It answered ${status} with a web page instead of a receipt`;
  if (kind !== 'slack' && kind !== 'mattermost') return null;
  return new TextDecoder().decode(body).trim() === 'ok' ? null : `It answered ${status} without its 'ok'`;
}
