export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Bytes after decompression; more is a `ConnectorError('unreadable')`. */
  readonly maxBytes?: number;
  /** For the whole exchange with all redirects, DNS and body included. Milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined by ', '. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The address that answered, after redirects. */
  readonly url: string;
}

/**
 * The only way of the connectors to the outside over HTTP. Every hop is checked against private and reserved addresses,
 * size, time and redirects are bounded, compressed bodies are decoded.
 *
 * @throws ConnectorError `unreachable` (DNS, connect, reset, time-out, 5xx), `rate_limited` (429, 503 with Retry-After),
 * `credentials_rejected` (401, 403), `misconfigured` (404, 410, refused address, too many redirects), `unreadable`
 * (body too large, broken encoding). 304 and other 2xx/3xx without Location are returned.
 */
export interface HttpClient {
  request(url: string, request?: HttpRequest): Promise<HttpResponse>;
}
