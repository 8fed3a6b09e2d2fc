import type { ConnectorErrorKind } from '@earshot/domain';
import { HttpStatusError, type HttpResponse } from './http-client.js';
import { retryAfter } from './retry-after.js';
import { shownUrl } from './shown-url.js';

const ADVICE: Partial<Record<ConnectorErrorKind, string>> = {
  credentials_rejected: 'Check the user name, password or token of this source.',
  unreachable: 'The service has trouble of its own; it is tried again by itself. If it stays so, ask whoever runs it.',
  rate_limited: 'It is asked again when the service allows it. If it stays so, read this source less often.',
  misconfigured: 'Check the address of this source; open it in a browser.',
};

/**
 * The error that an answer's status requires (see `HttpClient`), or `null` when the answer is to be used. Pure.
 *
 * @param where how messages name what answered
 */
export function errorOfStatus(
  response: HttpResponse,
  now: Date,
  where: string = shownUrl(response.url),
): HttpStatusError | null {
  if (response.status < 400) return null;
  const retryAt = retryAfter(response.headers, now) ?? undefined;
  const kind = kindOfStatus(response.status, response.headers['retry-after'] !== undefined);
  const advice = ADVICE[kind];
  return new HttpStatusError(kind, `${where} answered with status ${response.status}`, response, {
    ...(kind === 'rate_limited' && retryAt !== undefined && { retryAt }),
    ...(advice !== undefined && { advice }),
  });
}

function kindOfStatus(status: number, asksToWait: boolean): ConnectorErrorKind {
  if (status === 429 || ((status === 503 || status === 403) && asksToWait)) return 'rate_limited';
  if (status === 401 || status === 403 || status === 407) return 'credentials_rejected';
  if (status === 408 || status === 425 || status >= 500) return 'unreachable';
  return 'misconfigured';
}
