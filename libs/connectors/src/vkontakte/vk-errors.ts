import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';

const errorBody = z.object({ error: z.object({ error_code: z.number() }) });

/** https://dev.vk.com/ru/reference/errors */
const CREDENTIALS = new Set([5, 15, 27, 28, 203]);
/** Milliseconds to wait by the number of the error: per second, flood, captcha, quota of the day. */
const PAUSES: ReadonlyMap<number, number> = new Map([
  [6, 1_000],
  [9, 10 * 60_000],
  [14, 60 * 60_000],
  [29, 60 * 60_000],
]);
const PASSING = new Set([1, 10, 13]);

/** Errors come with status 200. @throws ConnectorError by the number of the error in `body`, if it is one */
export function throwVkError(body: unknown, now: Date): void {
  const read = errorBody.safeParse(body);
  if (!read.success) return;
  const { error_code: code } = read.data.error;
  const message = `VKontakte refuses the request (error ${code})`;
  const pause = PAUSES.get(code);
  if (pause !== undefined)
    throw new ConnectorError('rate_limited', message, { retryAt: new Date(now.getTime() + pause) });
  if (PASSING.has(code)) throw new ConnectorError('unreachable', message);
  if (CREDENTIALS.has(code))
    throw new ConnectorError('credentials_rejected', message, {
      advice: 'Comments need a token of a user or a service token; a token of a community reads none.',
    });
  throw new ConnectorError('misconfigured', message, { advice: 'Check the number of the community and its settings.' });
}
