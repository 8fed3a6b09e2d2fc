import { ConnectorError, ReplyError } from '@earshot/domain';
import { z } from 'zod';
import { errorCode } from '../error-code.js';
import { HttpStatusError, type HttpClient, type HttpRequest, type HttpResponse } from '../http/http-client.js';
import { shownUrl } from '../http/shown-url.js';
import { firstFault } from './api-item.js';

/** An answer that is no success, as the service's own rules may judge it. `body` is the parsed JSON, `null` if it is none. */
export interface ApiRefusal {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** What follows from the status alone. */
  readonly byStatus: HttpStatusError;
}

export interface ApiService {
  /** How a person calls it, for messages: `Mastodon`. */
  readonly name: string;
  readonly baseUrl: string;
  /** Sent with every request; made anew each time, because tokens expire. */
  headers?(): Readonly<Record<string, string>>;
  /** Judges a refusal better than its status can; `null` leaves it at the status. */
  judge?(refusal: ApiRefusal): Error | null;
  /** For services that tell errors with status 200: called with the parsed body, throws if it is one. */
  inspect?(body: unknown, answer: HttpResponse): void;
}

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

export interface Asked<Body> {
  readonly schema: z.ZodType<Body>;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** The query names a position that the service gave earlier: if it is refused, the cursor is lost. */
  readonly resumes?: boolean;
  readonly signal: AbortSignal;
}

export interface Told<Body> extends Asked<Body> {
  readonly method?: 'POST' | 'PUT';
  /** Sent as JSON; a `URLSearchParams` as a form. */
  readonly body: unknown;
  /** The service recognises a repetition, so that an attempt whose end is not known may simply be made again. */
  readonly repeatable: boolean;
}

export interface ApiAnswer<Body> {
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
}

const JSON_HEADERS = { accept: 'application/json' } as const;

/**
 * A JSON API over the guarded client. What the service answers is checked against a schema, and whatever can go wrong
 * becomes a ConnectorError: to the kinds that `HttpClient` names comes `unreadable` for an answer that is not JSON (also a
 * web page with status 200) or lacks what the schema asks for.
 */
export class JsonApi {
  constructor(
    private readonly http: HttpClient,
    private readonly service: ApiService,
  ) {}

  /** @throws ConnectorError */
  async get<Body>(path: string, asked: Asked<Body>): Promise<ApiAnswer<Body>> {
    return this.read(await this.exchange(path, asked, {}), asked.schema);
  }

  /**
   * For requests that write nothing a customer sees: logging in, searching by POST.
   * @throws ConnectorError
   */
  async call<Body>(path: string, told: Omit<Told<Body>, 'repeatable'>): Promise<ApiAnswer<Body>> {
    return this.read(await this.exchange(path, told, bodyOf(told)), told.schema);
  }

  /**
   * Posts what customers will see. See `Connector.reply` for the errors: a ConnectorError only when it was surely not
   * taken (or may be repeated), `refused` when it never will be, `uncertain` when the connection was lost or the service
   * failed after it had the request.
   *
   * @throws ConnectorError, ReplyError
   */
  async send<Body>(path: string, told: Told<Body>): Promise<ApiAnswer<Body>> {
    let answer: HttpResponse;
    try {
      answer = await this.exchange(path, told, bodyOf(told));
    } catch (error) {
      throw told.signal.aborted ? error : this.ofSending(error, told.repeatable);
    }
    try {
      return this.read(answer, told.schema);
    } catch (error) {
      // Services that tell errors with status 200 refuse this reply, not the source.
      if (error instanceof ConnectorError && error.kind === 'misconfigured') throw this.refused(error.message, error);
      if (!(error instanceof ConnectorError) || error.kind !== 'unreadable') throw error;
      throw this.uncertain('took the reply, yet its receipt cannot be read', error);
    }
  }

  private async exchange(
    path: string,
    asked: Omit<Asked<unknown>, 'schema'>,
    rest: HttpRequest,
  ): Promise<HttpResponse> {
    const url = addressOf(this.service.baseUrl, path, asked.query ?? {});
    const headers = { ...JSON_HEADERS, ...this.service.headers?.(), ...rest.headers, ...asked.headers };
    try {
      return await this.http.request(url, { ...rest, headers, signal: asked.signal });
    } catch (error) {
      if (!(error instanceof HttpStatusError)) throw error;
      const { status, headers: answered, body } = error.response;
      const refusal = { status, headers: answered, body: jsonOrNull(body), byStatus: error };
      throw this.service.judge?.(refusal) ?? (asked.resumes === true ? lostPosition(refusal) : error);
    }
  }

  private read<Body>(answer: HttpResponse, schema: z.ZodType<Body>): ApiAnswer<Body> {
    const json = this.parsed(answer);
    this.service.inspect?.(json, answer);
    const read = schema.safeParse(json);
    if (read.success) return { body: read.data, headers: answer.headers };
    throw new ConnectorError(
      'unreadable',
      `${this.service.name} answered in another form than agreed (${shownUrl(answer.url)}, ${firstFault(read.error)})`,
      {
        advice: `It is tried again by itself. If it stays so, ${this.service.name} may have changed its API: look for a newer Earshot, or report it.`,
      },
    );
  }

  private parsed(answer: HttpResponse): unknown {
    const text = new TextDecoder().decode(answer.body).trim();
    try {
      return JSON.parse(text);
    } catch (cause) {
      const isPage = text.startsWith('<');
      const what = text === '' ? 'nothing' : isPage ? 'a web page' : 'what is no valid JSON';
      throw new ConnectorError('unreadable', `${shownUrl(answer.url)} answered with ${what} instead of JSON`, {
        cause,
        advice: isPage
          ? 'Open the address in a browser: a login page, a firewall or a notice may stand there.'
          : `It is tried again by itself. If it stays so, check that the address is that of the API of ${this.service.name}.`,
      });
    }
  }

  private ofSending(error: unknown, repeatable: boolean): unknown {
    if (error instanceof HttpStatusError) return this.ofRefusedSending(error, repeatable);
    const lost = error instanceof ConnectorError && error.kind === 'unreachable' && !wasNotConnected(error);
    return lost && !repeatable ? this.uncertain('did not say whether it took the reply', error) : error;
  }

  private ofRefusedSending(error: HttpStatusError, repeatable: boolean): Error {
    const { status } = error.response;
    if (error.kind === 'misconfigured')
      return this.refused(`${this.service.name} does not take the reply (status ${status})`, error);
    // 503 is said before the work begins (RFC 9110 §15.6.4); other failures may come after it was done.
    if (error.kind === 'unreachable' && status !== 503 && !repeatable)
      return this.uncertain(`failed with status ${status} after it had the reply`, error);
    return error;
  }

  private refused(message: string, cause: unknown): ReplyError {
    return new ReplyError('refused', message, {
      cause,
      advice: 'The post may be gone, closed for answers, or the text too long: look at it where the customer wrote.',
    });
  }

  private uncertain(what: string, cause: unknown): ReplyError {
    return new ReplyError('uncertain', `${this.service.name} ${what}`, {
      cause,
      advice: 'Look where the customer wrote whether the answer stands there, before it is sent again.',
    });
  }
}

/** The address of an API's method: `path` below the base, with those parameters that have a value; lists are repeated. */
export function addressOf(baseUrl: string, path: string, query: Query): string {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`);
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined) continue;
    for (const one of typeof value === 'object' ? value : [value]) url.searchParams.append(name, String(one));
  }
  return url.href;
}

/** Services forget positions after some days, and refuse them with one of these. */
const POSITION_REFUSED = new Set([400, 410, 422]);

function lostPosition({ status, byStatus }: ApiRefusal): Error {
  if (!POSITION_REFUSED.has(status)) return byStatus;
  const where = shownUrl(byStatus.response.url);
  return new ConnectorError('cursor_lost', `${where} does not know the position any more (status ${status})`, {
    cause: byStatus,
  });
}

function bodyOf({ method, body }: Pick<Told<unknown>, 'method' | 'body'>): HttpRequest {
  // A type without a content is refused by strict servers.
  if (body === undefined) return { method: method ?? 'POST' };
  const isForm = body instanceof URLSearchParams;
  return {
    method: method ?? 'POST',
    headers: { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' },
    body: isForm ? body.toString() : JSON.stringify(body),
  };
}

function jsonOrNull(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}

/** The connection never stood, so nothing was sent. */
function wasNotConnected(error: ConnectorError): boolean {
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$|CERT|TLS|SSL/.test(
    errorCode(error.cause) ?? '',
  );
}
