import type { ApiRefusal } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';

const refusalBody = z.object({ error: z.object({ errors: z.array(z.object({ reason: z.string() })).default([]) }) });

const USED_UP = new Set(['quotaExceeded', 'dailyLimitExceeded']);
const TOO_FAST = new Set(['rateLimitExceeded', 'userRateLimitExceeded']);
/** Where a service asks to go slower without saying for how long. */
const SLOW_DOWN_MS = 5 * 60_000;

/** What a refusal requires by its reason: https://developers.google.com/youtube/v3/docs/errors */
export function judgeRefusal({ body, byStatus }: ApiRefusal, now: Date): ConnectorError | null {
  const read = refusalBody.safeParse(body);
  const reason = read.success ? (read.data.error.errors[0]?.reason ?? '') : '';
  const options = { cause: byStatus };
  if (USED_UP.has(reason))
    return new ConnectorError('rate_limited', 'The quota of the Google project is used up for today', {
      ...options,
      retryAt: nextPacificMidnight(now),
    });
  if (TOO_FAST.has(reason))
    return new ConnectorError('rate_limited', 'YouTube is asked too fast', {
      ...options,
      retryAt: new Date(now.getTime() + SLOW_DOWN_MS),
    });
  if (reason === 'commentsDisabled')
    return new ConnectorError('misconfigured', 'Comments are switched off for the video or channel', options);
  if (reason === 'keyInvalid' || JSON.stringify(body ?? null).includes('API_KEY_INVALID'))
    return new ConnectorError('credentials_rejected', 'YouTube does not take the API key', {
      ...options,
      advice: 'Check the key and that the YouTube Data API v3 is enabled for its project.',
    });
  if (reason === 'invalidPageToken' || reason === 'processingFailure')
    return new ConnectorError('cursor_lost', 'YouTube does not know the position any more', options);
  return null;
}

/** Quotas begin anew at midnight Pacific Time. */
export function nextPacificMidnight(now: Date): Date {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/Los_Angeles',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const [hours = 0, minutes = 0, seconds = 0] = clock.format(now).split(':').map(Number);
  const elapsed = (hours * 60 + minutes) * 60 + seconds;
  // On the two days a year that are an hour longer or shorter this is an hour off, which the next refusal puts right.
  return new Date(Math.floor(now.getTime() / 1000) * 1000 + (24 * 3600 - elapsed) * 1000);
}
