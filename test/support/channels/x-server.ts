import type { ServerResponse } from 'node:http';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { json, queryOf } from './answering.js';

export const US = '700100';
export const BEARER = 'AAAA-good-bearer';

export interface FakePost {
  readonly id: string;
  readonly text: string;
  readonly author_id: string;
  readonly created_at: string;
  readonly [field: string]: unknown;
}

const WEEK_MS = 7 * 24 * 3_600_000;
const EPOCH_MS = 1_288_834_974_657n;

/** The number of a post of that time; `more` tells those of one millisecond apart. */
export function idAt(time: Date, more = 0): string {
  return String(((BigInt(time.getTime()) - EPOCH_MS) << 22n) + BigInt(more));
}

/**
 * Behaves as the API of X: newest first, `since_id`, `until_id`, `start_time` and tokens of pages, at least five or ten
 * posts a page, a search that reaches back seven days and refuses more, authors beside the posts, limits by path in headers.
 */
export class XServer {
  readonly posts: FakePost[] = [];
  readonly written: { body: Record<string, unknown>; authorization: string }[] = [];
  /** Posts that were given, each of which is billed. */
  billed: string[] = [];
  errors: unknown[] = [];
  remaining = 400;
  resetAt = Math.floor(Date.now() / 1000) + 600;
  forgetsTokens = false;
  beforeAnswer: (query: URLSearchParams) => void = () => undefined;

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<XServer> {
    const server = new XServer(await HttpServer.start());
    const list = (
      path: string,
      is: (post: FakePost, query: URLSearchParams) => boolean,
      tokenName: string,
      least: number,
    ) => server.http.on(path, (request, response) => server.list(request, response, is, tokenName, least));
    list(`/2/users/${US}/mentions`, (post) => mentionsUs(post), 'pagination_token', 5);
    list(`/2/users/${US}/tweets`, ({ author_id }) => author_id === US, 'pagination_token', 5);
    list('/2/tweets/search/recent', (post, query) => isFound(post, query.get('query') ?? ''), 'next_token', 10);
    server.http.on('/2/tweets', (request, response) => server.write(request, response));
    return server;
  }

  add(...posts: FakePost[]): this {
    this.posts.push(...posts);
    return this;
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private list(
    request: SeenRequest,
    response: ServerResponse,
    is: (post: FakePost, query: URLSearchParams) => boolean,
    tokenName: string,
    least: number,
  ): void {
    if (request.headers['authorization'] !== `Bearer ${BEARER}`)
      return problem(response, 401, { title: 'Unauthorized', type: 'about:blank' });
    const query = queryOf(request);
    this.beforeAnswer(query);
    const size = Number(query.get('max_results') ?? 10);
    const [since, until, token] = [query.get('since_id'), query.get('until_id'), query.get(tokenName)];
    const start = Date.parse(query.get('start_time') ?? '1970-01-01');
    const isTooOld = least === 10 && ((since !== null && timeOf(since) < Date.now() - WEEK_MS) || tooEarly(query));
    if (size < least || size > 100 || isTooOld || (token !== null && this.forgetsTokens))
      return problem(response, 400, { title: 'Invalid Request', type: 'https://api.x.com/2/problems/invalid-request' });
    const below = token?.slice(2) ?? until;
    const found = this.posts
      .filter((post) => is(post, query) && Date.parse(post.created_at) >= start)
      .filter(
        ({ id }) => (since === null || BigInt(id) > BigInt(since)) && (below === null || BigInt(id) < BigInt(below)),
      )
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
    const data = found.slice(0, size);
    this.billed.push(...data.map(({ id }) => id));
    const users = [...new Set(data.map(({ author_id }) => author_id))].map((id) => ({
      id,
      name: 'Vera',
      username: `vera${id}`,
    }));
    const meta = {
      result_count: data.length,
      ...(data.length > 0 && { newest_id: data[0]!.id, oldest_id: data.at(-1)!.id }),
      ...(found.length > size && { next_token: `t:${data.at(-1)!.id}` }),
    };
    const errors = this.errors.length > 0 ? { errors: this.errors } : {};
    json(response, data.length === 0 ? { meta, ...errors } : { data, includes: { users }, meta, ...errors }, {
      'x-rate-limit-limit': '450',
      'x-rate-limit-remaining': String(this.remaining),
      'x-rate-limit-reset': String(this.resetAt),
    });
  }

  private write(request: SeenRequest, response: ServerResponse): void {
    const authorization = String(request.headers['authorization']);
    if (!authorization.startsWith('OAuth oauth_consumer_key="key"'))
      return problem(response, 401, { title: 'Unauthorized' });
    const body = JSON.parse(request.body) as Record<string, unknown>;
    this.written.push({ body, authorization });
    json(response, { data: { id: String(9_000_000 + this.written.length), text: body['text'] } }, {}, 201);
  }
}

export function problem(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  json(response, { status, detail: '', ...body }, headers, status);
}

function mentionsUs({ entities }: FakePost): boolean {
  const { mentions = [] } = (entities ?? {}) as { mentions?: { id: string }[] };
  return mentions.some(({ id }) => id === US);
}

/** Only what our own queries use: words in brackets, without reposts and own posts. */
function isFound({ text, author_id }: FakePost, query: string): boolean {
  const words = /^\((.+)\) -is:retweet/.exec(query)?.[1] ?? '';
  return text.toLowerCase().includes(words.toLowerCase()) && !query.includes(`-from:${author_id}`);
}

function tooEarly(query: URLSearchParams): boolean {
  const start = query.get('start_time');
  return start !== null && Date.parse(start) < Date.now() - WEEK_MS;
}

function timeOf(id: string): number {
  return Number((BigInt(id) >> 22n) + EPOCH_MS);
}
