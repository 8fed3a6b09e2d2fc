/** What a browser says about where a request was made; other clients leave all of it out. */
export interface RequestOrigin {
  readonly method: string;
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  /** The `Host` header. */
  readonly host: string | undefined;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export const changesNothing = (method: string): boolean => SAFE_METHODS.has(method);

/**
 * Whether a request that changes something was made by our own pages, or by a client that is no browser. Browsers cannot
 * be made to lie in either header (Fetch Metadata; RFC 6454). The host is compared as well as the public address, because
 * `localhost` and `127.0.0.1` are the same installation.
 */
export function isFromOwnPages(request: RequestOrigin, publicUrl: string): boolean {
  if (request.secFetchSite !== undefined && request.secFetchSite !== 'same-origin') return false;
  if (request.origin === undefined) return true;
  if (request.origin === new URL(publicUrl).origin) return true;
  return URL.canParse(request.origin) && new URL(request.origin).host === request.host;
}
