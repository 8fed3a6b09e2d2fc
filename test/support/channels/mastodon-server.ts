import { HttpServer, type SeenRequest } from '../http-server.js';
import type { ServerResponse } from 'node:http';
import { json, queryOf } from './answering.js';

export interface FakeStatus {
  readonly id: string;
  readonly acct: string;
  readonly content: string;
  readonly created_at: string;
  readonly edited_at?: string | null;
  readonly in_reply_to_id?: string | null;
  readonly tags?: readonly string[];
  readonly mentionsUs?: boolean;
  readonly [field: string]: unknown;
}

const OWN_ID = '1001';

/**
 * Behaves as Mastodon does: newest first, `max_id` and `limit`, a Link header with rel="next" while there is more, numeric
 * rate limit headers with an ISO reset, Idempotency-Key on posting.
 */
export class MastodonServer {
  readonly statuses: FakeStatus[] = [];
  readonly posted: { body: Record<string, unknown>; key: string | undefined }[] = [];
  remaining = 299;
  resetAt = new Date(Date.now() + 300_000);
  beforeAnswer: (request: SeenRequest) => void = () => undefined;

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<MastodonServer> {
    const server = new MastodonServer(await HttpServer.start());
    const { http } = server;
    http.on('/api/v1/accounts/verify_credentials', (request, response) =>
      server.asUs(request, response, () => server.json(response, { id: OWN_ID, acct: 'shop' })),
    );
    http.on('/api/v1/notifications', (request, response) =>
      server.asUs(request, response, () => server.list(request, response, server.mentions())),
    );
    http.on(`/api/v1/accounts/${OWN_ID}/statuses`, (request, response) =>
      server.list(
        request,
        response,
        server
          .newestFirst()
          .filter(({ acct }) => acct === 'shop')
          .map((s) => server.shown(s)),
      ),
    );
    http.on('/api/v1/statuses', (request, response) =>
      server.asUs(request, response, () => server.post(request, response)),
    );
    return server;
  }

  /** Opens a hashtag's timeline. */
  tag(name: string): this {
    this.http.on(`/api/v1/timelines/tag/${name}`, (request, response) => {
      const tagged = this.newestFirst().filter(({ tags }) => tags?.includes(name));
      this.list(
        request,
        response,
        tagged.map((status) => this.shown(status)),
      );
    });
    return this;
  }

  add(...statuses: FakeStatus[]): this {
    this.statuses.push(...statuses);
    return this;
  }

  edit(id: string, change: Partial<FakeStatus>): void {
    const index = this.statuses.findIndex((status) => status.id === id);
    this.statuses[index] = { ...this.statuses[index]!, ...change };
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private newestFirst(): FakeStatus[] {
    return [...this.statuses].sort((a, b) => Number(b.id) - Number(a.id));
  }

  private mentions(): { id: string }[] {
    return this.newestFirst()
      .filter(({ mentionsUs }) => mentionsUs)
      .map((status) => ({
        id: `9${status.id}`,
        type: 'mention',
        created_at: status.created_at,
        status: this.shown(status),
      }));
  }

  private shown({ acct, ...status }: FakeStatus): { id: string } {
    const [user, domain = 'shop.example'] = acct.split('@');
    const url = `https://${domain}/@${user}`;
    const shown = {
      uri: `${url}/${status.id}`,
      url: `${url}/${status.id}`,
      visibility: 'public',
      spoiler_text: '',
      language: 'en',
      edited_at: null,
      in_reply_to_id: null,
      reblog: null,
      account: { id: acct === 'shop' ? OWN_ID : `acct-${acct}`, acct, display_name: user, url, bot: false },
      ...status,
      mentions: [],
    };
    return shown;
  }

  private list(request: SeenRequest, response: ServerResponse, items: readonly { id: string }[]): void {
    this.beforeAnswer(request);
    const query = queryOf(request);
    const [maxId, limit] = [query.get('max_id'), Number(query.get('limit') ?? 20)];
    const older = maxId === null ? items : items.filter(({ id }) => Number(id) < Number(maxId));
    const page = older.slice(0, limit);
    const path = request.url.split('?')[0];
    const next = `<${this.http.origin}${path}?limit=${limit}&max_id=${page.at(-1)?.id}>; rel="next"`;
    this.json(
      response,
      page,
      older.length > limit ? { link: `${next}, <${this.http.origin}${path}?min_id=1>; rel="prev"` } : {},
    );
  }

  private post(request: SeenRequest, response: ServerResponse): void {
    const key = request.headers['idempotency-key'] as string | undefined;
    const body = JSON.parse(request.body) as Record<string, unknown>;
    const before = this.posted.findIndex((posted) => posted.key === key);
    if (before === -1) this.posted.push({ body, key });
    const id = String(500_000 + (before === -1 ? this.posted.length : before + 1));
    const status: FakeStatus = {
      id,
      acct: 'shop',
      content: `<p>${String(body['status'])}</p>`,
      created_at: new Date().toISOString(),
      in_reply_to_id: String(body['in_reply_to_id']),
    };
    if (before === -1) this.add(status);
    this.json(response, this.shown(status));
  }

  private asUs(request: SeenRequest, response: ServerResponse, answer: () => void): void {
    if (request.headers['authorization'] === 'Bearer good-token') answer();
    else json(response, { error: 'The access token is invalid' }, {}, 401);
  }

  private json(response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void {
    json(response, body, {
      'x-ratelimit-limit': '300',
      'x-ratelimit-remaining': String(this.remaining),
      'x-ratelimit-reset': this.resetAt.toISOString(),
      ...headers,
    });
  }
}
