import { ConnectorError, type ConnectorErrorKind } from '@earshot/domain';

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Bytes after decompression; more is a `ConnectorError('unreadable')`. Default 10 MiB. */
  readonly maxBytes?: number;
  /** For the whole exchange with all redirects, DNS and body included. Milliseconds, default 30 000. */
  readonly timeoutMs?: number;
  /** `false`: an answer that redirects is returned as it is, and nothing is sent elsewhere. Default true. */
  readonly followRedirects?: boolean;
  /** `false`: only status and headers count; the body, which may never end, is not read. Default true. */
  readonly readBody?: boolean;
  /**
   * `true`: the path is a key, as in the addresses to which chats are posted; error messages name the host alone. Default
   * false: they name the path too.
   */
  readonly pathIsSecret?: boolean;
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
 * @throws ConnectorError `unreachable` (DNS, connect, TLS, reset, time-out, 408, 425, 5xx), `rate_limited` (429, 403 and
 * 503 with Retry-After), `credentials_rejected` (401, 403), `misconfigured` (other 4xx, refused address, too many
 * redirects), `unreadable` (body too large, broken encoding). An answer with such a status is an `HttpStatusError`, whose
 * body a connector may read to judge better. 304 and other 2xx/3xx without Location are returned. When `signal` aborts,
 * its reason is thrown.
 */
export interface HttpClient {
  request(url: string, request?: HttpRequest): Promise<HttpResponse>;
}

/** A status that is not a success, with the whole answer: some services tell the real reason in the body. */
export class HttpStatusError extends ConnectorError {
  constructor(
    kind: ConnectorErrorKind,
    message: string,
    readonly response: HttpResponse,
    options: { retryAt?: Date; advice?: string } = {},
  ) {
    super(kind, message, options);
  }
}
