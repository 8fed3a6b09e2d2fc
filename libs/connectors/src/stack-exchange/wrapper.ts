import { MAX_RETRY_AFTER_MS, type ApiRefusal } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';

/** The common wrapper: https://api.stackexchange.com/docs/wrapper */
export const wrapper = z.object({
  items: z.array(z.unknown()),
  has_more: z.boolean(),
  backoff: z.number().nullish(),
  quota_remaining: z.number().nullish(),
});
export type Wrapper = z.output<typeof wrapper>;

const refusalBody = z.object({ error_id: z.number(), error_message: z.string().nullish() });

/** https://api.stackexchange.com/docs/error-handling: errors come with status 400, their numbers say what they are. */
const ACCESS = new Set([401, 402, 403, 405, 406]);
const PASSING = new Set([500, 503]);
const THROTTLE_VIOLATION = 502;
/** Where a throttle does not say how long: the network bans for some minutes at first. */
const THROTTLE_PAUSE_MS = 10 * 60 * 1000;

/** What a refusal requires, by the service's own number of the error; `null` where it has none. */
export function judgeRefusal({ body, byStatus }: ApiRefusal, now: Date): ConnectorError | null {
  const read = refusalBody.safeParse(body);
  if (!read.success) return null;
  const { error_id: id, error_message: words } = read.data;
  const message = `Stack Exchange refuses the request (error ${id})`;
  if (id === THROTTLE_VIOLATION)
    return new ConnectorError('rate_limited', message, { cause: byStatus, retryAt: endOfThrottle(words ?? '', now) });
  if (ACCESS.has(id))
    return new ConnectorError('credentials_rejected', message, {
      cause: byStatus,
      advice: 'Check the key of this source; it is shown at stackapps.com beside your application.',
    });
  return PASSING.has(id) ? new ConnectorError('unreachable', message, { cause: byStatus }) : null;
}

/** "too many requests from this IP, more requests available in 2345 seconds" */
function endOfThrottle(words: string, now: Date): Date {
  const seconds = /available in (\d{1,7}) seconds/.exec(words)?.[1];
  const pause = seconds === undefined ? THROTTLE_PAUSE_MS : Number(seconds) * 1000;
  return new Date(now.getTime() + Math.min(pause, MAX_RETRY_AFTER_MS));
}

/**
 * Until when the service wants to be left alone: `backoff` seconds for the same method, or the next midnight (UTC) when the
 * day's quota is used up. https://api.stackexchange.com/docs/throttle
 */
export function pauseAskedFor({ backoff, quota_remaining }: Wrapper, now: Date): Date | null {
  if (quota_remaining !== null && quota_remaining !== undefined && quota_remaining <= 0)
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  if (!backoff || backoff <= 0) return null;
  return new Date(now.getTime() + Math.min(backoff * 1000, MAX_RETRY_AFTER_MS));
}
