import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';
import type { ApiRefusal } from '../api/json-api.js';
import { graphUsagePause } from './graph-usage.js';

const refusalBody = z.object({ error: z.object({ code: z.number(), error_subcode: z.number().nullish() }) });

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
const TOKEN = new Set([102, 190]);
/** Of the application, the user, the page, a custom limit, and the limits of business use cases. */
const THROTTLED = new Set([4, 17, 32, 341, 613]);
const FIRST_BUSINESS_LIMIT = 80_000;
const LAST_BUSINESS_LIMIT = 80_014;
const PASSING = new Set([1, 2]);
/** The limits count the last hour, so waiting a part of it lets requests through again. */
const DEFAULT_PAUSE_MS = 15 * 60_000;

/** What a refusal of the Graph API requires, by its code; `null` where the status says it as well. */
export function judgeGraphRefusal({ body, headers, byStatus }: ApiRefusal, now: Date): ConnectorError | null {
  const read = refusalBody.safeParse(body);
  if (!read.success) return null;
  const { code } = read.data.error;
  const options = { cause: byStatus };
  if (TOKEN.has(code))
    return new ConnectorError('credentials_rejected', `Meta does not take the access token (error ${code})`, {
      ...options,
      advice: 'Make a new token: it ends when a password changes, an administrator leaves or after 60 days.',
    });
  if (THROTTLED.has(code) || (code >= FIRST_BUSINESS_LIMIT && code <= LAST_BUSINESS_LIMIT))
    return new ConnectorError('rate_limited', `Meta is asked too often (error ${code})`, {
      ...options,
      retryAt: graphUsagePause(headers, now) ?? new Date(now.getTime() + DEFAULT_PAUSE_MS),
    });
  if (code === 10 || (code >= 200 && code < 300))
    return new ConnectorError('credentials_rejected', `The access token lacks a permission (error ${code})`, {
      ...options,
      advice: 'The README of this channel names the permissions; grant them and make a new token.',
    });
  return PASSING.has(code) ? new ConnectorError('unreachable', `Meta is in trouble (error ${code})`, options) : null;
}
