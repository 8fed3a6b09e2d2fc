import type { Problem } from '@earshot/contracts';
import { ApiError, Unreachable } from './api-error';

/** Longer than any query is allowed to take on the server, shorter than a person's patience. */
const TIMEOUT_MS = 30_000;

const BASE = '/api/v1';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type RequestQuery = Readonly<Record<string, string | number | undefined>>;

interface RequestOptions {
  readonly query?: RequestQuery;
  /** Sent as JSON; a form (files) as the form that it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** How long an answer may take where that is known to be long; 30 s when left out. */
  readonly timeoutMs?: number;
}

let csrfToken: string | null = null;

/** Remembers the token of the session; it goes with every request that changes something. */
export function rememberCsrfToken(session: { readonly csrfToken: string } | null): void {
  csrfToken = session?.csrfToken ?? null;
}

/**
 * Asks the API and returns its JSON answer, `undefined` when the answer has no body.
 *
 * @throws ApiError when the server answers with an error
 * @throws Unreachable when no answer comes in time
 */
export async function request<Answer>(method: Method, path: string, options: RequestOptions = {}): Promise<Answer> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  const headers = new Headers({ Accept: 'application/json', ...options.headers });
  // The browser itself names the type of a form, with the boundary between its parts.
  const isForm = options.body instanceof FormData;
  if (options.body !== undefined && !isForm) headers.set('Content-Type', 'application/json');
  if (method !== 'GET' && csrfToken !== null) headers.set('X-CSRF-Token', csrfToken);

  let response: Response;
  let text: string;
  try {
    response = await fetch(apiAddress(path, options.query), {
      method,
      headers,
      signal,
      credentials: 'same-origin',
      ...(options.body === undefined ? {} : { body: isForm ? options.body : JSON.stringify(options.body) }),
    });
    text = await response.text();
  } catch (error) {
    // A request that the caller gave up on is not a failure; the query library expects the abort as it is.
    if (options.signal?.aborted === true) throw error;
    throw new Unreachable('The server did not answer', { cause: error });
  }
  if (!response.ok) throw new ApiError(response.status, problemFrom(response, text));
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** Where the API is asked; for a file, the browser may ask there by itself. */
export function apiAddress(path: string, query: RequestQuery = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return `${BASE}${path}${given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`}`;
}

/** A proxy in front of the server may answer in HTML; then the status line is all that is known. */
function problemFrom(response: Response, text: string): Problem {
  try {
    const body = JSON.parse(text) as Partial<Problem> | null;
    if (typeof body?.title === 'string')
      return { ...body, type: 'about:blank', title: body.title, status: response.status };
  } catch {
    // Not JSON: see above.
  }
  return { type: 'about:blank', title: response.statusText || `HTTP ${response.status}`, status: response.status };
}
