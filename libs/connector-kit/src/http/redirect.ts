import { ConnectorError } from '@earshot/domain';
import type { HttpRequest } from './http-client.js';

/** One request on its way through redirects. */
export interface Hop {
  readonly url: URL;
  readonly method: NonNullable<HttpRequest['method']>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * What another origin may see of a request. A list of what may pass, because secrets travel under many names
 * (Authorization, Cookie, Api-Key, X-…).
 */
const HARMLESS_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'if-modified-since',
  'if-none-match',
  'user-agent',
]);

/**
 * The request that follows from a redirect (RFC 9110 §15.4), or `null` when the answer is none.
 *
 * @throws ConnectorError `misconfigured` when the location is no HTTP address, or when a body would go to another origin.
 */
export function nextHop(hop: Hop, status: number, location: string | undefined): Hop | null {
  if (!isRedirect(status, location)) return null;
  const url = httpUrl(location, hop.url);
  const becomesGet = status === 303 || ((status === 301 || status === 302) && hop.method === 'POST');
  const sameOrigin = url.origin === hop.url.origin;
  const body = becomesGet ? null : hop.body;
  if (body !== null && !sameOrigin) {
    throw new ConnectorError(
      'misconfigured',
      `${hop.url.origin} redirects a ${hop.method} to ${url.origin}; content is not sent to another origin`,
    );
  }
  const headers = Object.entries(hop.headers).filter(
    ([name]) => (sameOrigin || HARMLESS_HEADERS.has(name)) && (body !== null || !name.startsWith('content-')),
  );
  return { url, method: becomesGet ? 'GET' : hop.method, headers: Object.fromEntries(headers), body };
}

/** 304 and other 3xx are answers of their own; so is a redirect that does not say where to. */
export function isRedirect(status: number, location: string | undefined): location is string {
  return REDIRECTS.has(status) && location !== undefined;
}

/**
 * Reads an address that may be requested.
 *
 * @throws ConnectorError `misconfigured` when it cannot be parsed, is neither http nor https, or carries a user name.
 */
export function httpUrl(address: string, base?: URL): URL {
  const url = URL.canParse(address, base?.href) ? new URL(address, base) : null;
  if (url === null) {
    throw new ConnectorError('misconfigured', 'The address cannot be read; right would be https://host/path');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ConnectorError(
      'misconfigured',
      `Addresses of the kind ${url.protocol} are not read, only http and https`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConnectorError('misconfigured', `The address of ${url.host} carries a user name or password`, {
      advice:
        'Remove them from the address and enter them as the credentials of the source, where they are kept encrypted.',
    });
  }
  return url;
}
