import { ConnectorError } from '@earshot/domain';
import type { Readable } from 'node:stream';
import { Agent, buildConnector } from 'undici';
import { errorCode } from '../error-code.js';
import type { AddressGuard } from './address-guard.js';
import { ACCEPTED_ENCODINGS, readDecodedBody } from './decoded-body.js';
import { connectionFailure } from './connection-failure.js';
import type { HttpClient, HttpRequest, HttpResponse } from './http-client.js';
import { errorOfStatus } from './http-status.js';
import { httpUrl, isRedirect, nextHop, type Hop } from './redirect.js';
import { settledOrAborted } from './settled-or-aborted.js';
import { shownHost, shownUrl } from './shown-url.js';

const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 30_000;
/** Error answers are read this far: enough for a service's reason, too little for a page of decoration. */
const MAX_ERROR_BYTES = 64 * 1024;
/** Enough for http → https → www → path; more is a loop. */
const MAX_REDIRECTS = 5;
/** Connections to one origin at a time: politeness towards the other side. */
const MAX_CONNECTIONS_PER_ORIGIN = 6;

export interface GuardedHttpClientOptions {
  /** Tells the other side who reads; some services refuse requests without a name they can look up. */
  readonly userAgent?: string;
  readonly now?: () => Date;
}

/**
 * The HTTP client of the connectors. Connections are opened only to addresses that the guard has checked, on every hop;
 * one deadline covers DNS, connect, TLS, redirects and body. Idle connections do not keep the process alive.
 */
export class GuardedHttpClient implements HttpClient {
  private readonly agent: Agent;
  private readonly userAgent: string;
  private readonly now: () => Date;

  constructor(guard: AddressGuard, options: GuardedHttpClientOptions = {}) {
    this.agent = guardedAgent(guard);
    this.userAgent = options.userAgent ?? 'Earshot/0.1 (customer feedback reader)';
    this.now = options.now ?? (() => new Date());
  }

  async request(url: string, request: HttpRequest = {}): Promise<HttpResponse> {
    const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline]);
    request.signal?.throwIfAborted();
    const shown = request.pathIsSecret === true ? shownHost : shownUrl;
    let hop = this.firstHop(url, request);
    try {
      for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
        const answer = await this.exchange(hop, reading(request, shown), signal);
        const next = request.followRedirects === false ? null : nextHop(hop, answer.status, answer.headers['location']);
        if (next === null) return accepted(answer, this.now(), shown(answer.url));
        hop = next;
      }
    } catch (error) {
      request.signal?.throwIfAborted();
      throw classified(error, shown(hop.url.href), hop.url.host, deadline.aborted ? timeoutMs : null);
    }
    throw new ConnectorError('misconfigured', `${shown(url)} redirects more than ${MAX_REDIRECTS} times`);
  }

  /** Ends every connection, also those in use. Idempotent. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private firstHop(url: string, request: HttpRequest): Hop {
    const given = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
    return {
      url: httpUrl(url),
      method: request.method ?? 'GET',
      headers: {
        accept: '*/*',
        'user-agent': this.userAgent,
        'accept-encoding': ACCEPTED_ENCODINGS,
        ...Object.fromEntries(given),
      },
      body: request.body ?? null,
    };
  }

  private async exchange(hop: Hop, { maxBytes, readBody, shown }: Reading, signal: AbortSignal): Promise<HttpResponse> {
    const answering = this.agent.request({
      origin: hop.url.origin,
      path: `${hop.url.pathname}${hop.url.search}`,
      method: hop.method,
      headers: { ...hop.headers },
      body: hop.body,
      signal,
    });
    // A request that still waits for its connection does not see the signal.
    const answer = await settledOrAborted(answering, signal);
    const headers = joinedHeaders(answer.headers);
    const { statusCode: status, body: stream } = answer;
    const where = shown(hop.url.href);
    let body: Uint8Array = new Uint8Array();
    if (!readBody || isRedirect(status, headers['location'])) stream.on('error', () => undefined).destroy();
    else if (status >= 400) body = await readErrorBody(stream, headers, where);
    else if (status === 204 || status === 304) await stream.dump();
    else body = await readDecodedBody(stream, headers, maxBytes, where);
    return { status, headers, body, url: hop.url.href };
  }
}

/** How much of an answer's body is wanted. */
interface Reading {
  readonly maxBytes: number;
  readonly readBody: boolean;
  /** How messages name an address. */
  readonly shown: (url: string) => string;
}

const reading = ({ maxBytes = DEFAULT_MAX_BYTES, readBody = true }: HttpRequest, shown: Reading['shown']): Reading => ({
  maxBytes,
  readBody,
  shown,
});

/** An agent whose connections are opened to checked addresses only; undici's own look-up lets IP literals through. */
function guardedAgent(guard: AddressGuard): Agent {
  return new Agent({
    connections: MAX_CONNECTIONS_PER_ORIGIN,
    // The client's deadline covers these; a limit of undici's own would only blur the message.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) => {
      const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
      guard.resolveAll(options.hostname, undefined, port).then(
        (addresses) => {
          const connect = buildConnector({
            autoSelectFamily: true,
            lookup: (_host, _options, found) => found(null, [...addresses]),
          });
          connect(options, callback);
        },
        (error: Error) => callback(error, null),
      );
    },
  });
}

/** The status is the news; a body that is too large or damaged must not hide it. */
async function readErrorBody(
  stream: Readable,
  headers: Readonly<Record<string, string>>,
  where: string,
): Promise<Uint8Array> {
  try {
    return await readDecodedBody(stream, headers, MAX_ERROR_BYTES, where);
  } catch (error) {
    if (error instanceof ConnectorError) return new Uint8Array();
    throw error;
  }
}

function joinedHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return joined;
}

function accepted(answer: HttpResponse, now: Date, where: string): HttpResponse {
  const error = errorOfStatus(answer, now, where);
  if (error !== null) throw error;
  return answer;
}

function classified(error: unknown, where: string, host: string, expiredAfterMs: number | null): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (expiredAfterMs !== null) {
    return new ConnectorError('unreachable', `${where} did not answer completely within ${expiredAfterMs} ms`, {
      cause: error,
      advice:
        'It is tried again by itself. If it stays so, the service is overloaded or a firewall drops the connection.',
    });
  }
  const code = errorCode(error);
  if (code !== null && /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    return new ConnectorError('unreachable', `The certificate or encryption of ${host} cannot be trusted (${code})`, {
      cause: error,
      advice: 'Let the provider renew the certificate; for an authority of your own house set NODE_EXTRA_CA_CERTS.',
    });
  }
  const { what, advice } = connectionFailure(code);
  return new ConnectorError('unreachable', `${where} ${what}`, { cause: error, advice });
}
