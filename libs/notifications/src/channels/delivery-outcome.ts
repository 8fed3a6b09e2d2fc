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
/** A receiver that is away is asked this often whether it is back, however many messages wait for it. */
const LONGEST_REST_MS = MINUTE;
/** When a service asks to wait and does not say how long. */
const WAIT_MS = MINUTE;

const GONE = 410;

export interface Attempt {
  readonly kind: ChannelKind;
  /** 1 for the first. */
  readonly attempt: number;
  readonly test: boolean;
  /** When it ended: pauses count from here, however long the other side took. */
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

/**
 * What a failure means for a message: another attempt, the end of the channel, or giving up. Being asked to wait
 * (`Retry-After`, RFC 9110, section 10.2.3) only ever lengthens a pause: a wait of nothing or a date that is past hurries
 * nothing, and is an attempt like any other.
 */
export function outcomeOfFailure(error: ConnectorError, attempt: Attempt): DeliveryOutcome {
  if (error instanceof HttpStatusError && error.response.status === GONE) {
    return { kind: 'ended', error: error.message, end: 'gone' };
  }
  if (error.kind === 'rate_limited') {
    return later(error.message, attempt, { away: true, askedMs: askedMs(error, attempt.now) });
  }
  return later(error.message, attempt, { away: error.kind === 'unreachable', askedMs: 0 });
}

interface Hindrance {
  /** Nobody answered, or only to say that it cannot: the next message would fare no better. */
  readonly away: boolean;
  /** How long the other side asks to be left alone, milliseconds. It asks for the channel, not for one message. */
  readonly askedMs: number;
}

const OF_THE_MESSAGE: Hindrance = { away: false, askedMs: 0 };

function later(
  error: string,
  { attempt, test, now, random }: Attempt,
  { away, askedMs }: Hindrance = OF_THE_MESSAGE,
): DeliveryOutcome {
  // Somebody looks at what comes of a test now, not tomorrow: it waits once, and only as long as a person does.
  if (test && (askedMs === 0 || askedMs > LONGEST_REST_MS || attempt > 1)) return { kind: 'failed', error };
  const pause = PAUSES_MS[attempt - 1];
  if (pause === undefined) return { kind: 'ended', error, end: 'given_up' };
  const waitMs = Math.max(Math.round(pause * (1 + JITTER * random)), askedMs);
  const restMs = Math.max(Math.min(waitMs, LONGEST_REST_MS), askedMs);
  const inMs = (ms: number): Date => new Date(now.getTime() + ms);
  return { kind: 'again', at: inMs(waitMs), error, channelRestsUntil: away ? inMs(restMs) : null };
}

function askedMs({ retryAt }: ConnectorError, now: Date): number {
  const asked = retryAt === null ? WAIT_MS : retryAt.getTime() - now.getTime();
  return Math.min(Math.max(asked, 0), LONGEST_WAIT_MS);
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
