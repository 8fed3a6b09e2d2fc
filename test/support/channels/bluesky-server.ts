import type { ServerResponse } from 'node:http';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { json, queryOf } from './answering.js';

export interface FakeSkeet {
  /** Also the order: higher is newer. */
  readonly key: number;
  readonly handle: string;
  readonly text: string;
  readonly at: string;
  readonly reason?: string;
  readonly parent?: string;
  readonly cid?: string;
  readonly record?: Record<string, unknown>;
}

export const OUR_DID = 'did:plc:shop';
const DID = (handle: string): string => (handle === 'shop.example' ? OUR_DID : `did:plc:${handle.split('.')[0]}`);
export const uriOf = (handle: string, key: number): string => `at://${DID(handle)}/app.bsky.feed.post/k${key}`;

const jwt = (exp: number, mark: string): string =>
  ['head', Buffer.from(JSON.stringify({ sub: OUR_DID, exp, mark })).toString('base64url'), 'sig'].join('.');

/** Behaves as a PDS: sessions with tokens that end, lists with opaque cursors, errors in the body, records by their key. */
export class BlueskyServer {
  readonly posts: FakeSkeet[] = [];
  readonly records = new Map<string, Record<string, unknown>>();
  logins = 0;
  refreshes = 0;
  valid = new Set<string>();
  cursorsAreKnown = true;

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<BlueskyServer> {
    const server = new BlueskyServer(await HttpServer.start());
    const on = (method: string, answer: (request: SeenRequest, response: ServerResponse) => void) =>
      server.http.on(`/xrpc/${method}`, answer);
    on('com.atproto.server.createSession', (request, response) => server.login(request, response));
    on('com.atproto.server.refreshSession', (request, response) => server.refresh(request, response));
    on('app.bsky.notification.listNotifications', (request, response) =>
      server.list(
        request,
        response,
        'notifications',
        server.newest().filter(({ reason }) => reason !== undefined),
        (post) => ({ ...server.view(post), reason: post.reason }),
      ),
    );
    on('app.bsky.feed.searchPosts', (request, response) => {
      const words = queryOf(request).get('q')!.toLowerCase();
      const found = server.newest().filter(({ text }) => text.toLowerCase().includes(words));
      server.list(request, response, 'posts', found, (post) => server.view(post));
    });
    on('app.bsky.feed.getAuthorFeed', (request, response) => {
      const own = server.newest().filter(({ handle }) => handle === 'shop.example');
      server.list(request, response, 'feed', own, (post) => ({ post: server.view(post) }));
    });
    on('app.bsky.feed.getPosts', (request, response) => {
      const uris = queryOf(request).getAll('uris');
      const posts = server.posts.filter(({ handle, key }) => uris.includes(uriOf(handle, key)));
      json(response, { posts: posts.map((post) => server.view(post)) });
    });
    on('com.atproto.repo.createRecord', (request, response) => {
      const body = JSON.parse(request.body) as { rkey: string; record: Record<string, unknown> };
      server.records.set(body.rkey, body.record);
      json(response, { uri: `at://${OUR_DID}/app.bsky.feed.post/${body.rkey}`, cid: 'new' });
    });
    on('com.atproto.repo.getRecord', (request, response) => {
      const key = queryOf(request).get('rkey')!;
      const value = server.records.get(key);
      if (value === undefined)
        return json(response, { error: 'RecordNotFound', message: 'Could not locate record' }, {}, 400);
      json(response, { uri: `at://${OUR_DID}/app.bsky.feed.post/${key}`, value });
    });
    return server;
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private newest(): FakeSkeet[] {
    return [...this.posts].sort((a, b) => b.key - a.key);
  }

  private view({ key, handle, text, at, parent, cid, record }: FakeSkeet) {
    const ref = parent === undefined ? null : { uri: parent, cid: 'c' };
    return {
      uri: uriOf(handle, key),
      cid: cid ?? `c${key}`,
      author: { did: DID(handle), handle, displayName: handle.split('.')[0] },
      record: {
        $type: 'app.bsky.feed.post',
        text,
        createdAt: at,
        langs: ['en'],
        ...(ref && { reply: { root: ref, parent: ref } }),
        ...record,
      },
      indexedAt: at,
    };
  }

  private list(
    request: SeenRequest,
    response: ServerResponse,
    field: string,
    all: FakeSkeet[],
    show: (post: FakeSkeet) => unknown,
  ): void {
    if (!this.valid.has(String(request.headers['authorization'])))
      return json(response, { error: 'ExpiredToken', message: 'Token has expired' }, {}, 400);
    const query = queryOf(request);
    const [cursor, limit] = [query.get('cursor'), Number(query.get('limit') ?? 50)];
    if (cursor !== null && !this.cursorsAreKnown)
      return json(response, { error: 'InvalidRequest', message: 'Malformed cursor' }, {}, 400);
    const older = cursor === null ? all : all.filter(({ key }) => key < Number(cursor.slice(2)));
    const page = older.slice(0, limit);
    json(response, { [field]: page.map(show), ...(page.length > 0 && { cursor: `c:${page.at(-1)!.key}` }) });
  }

  private login(request: SeenRequest, response: ServerResponse): void {
    const { identifier, password } = JSON.parse(request.body) as Record<string, string>;
    if (identifier !== 'shop.example' || password !== 'app-password')
      return json(response, { error: 'AuthenticationRequired', message: 'Invalid identifier or password' }, {}, 401);
    this.logins += 1;
    this.issue(response);
  }

  private refresh(request: SeenRequest, response: ServerResponse): void {
    if (!this.valid.has(String(request.headers['authorization'])))
      return json(response, { error: 'ExpiredToken', message: 'Token has been revoked' }, {}, 400);
    if (request.headers['content-type'] !== undefined)
      return json(response, { error: 'InvalidRequest', message: 'Request encoding provided' }, {}, 400);
    this.refreshes += 1;
    this.issue(response);
  }

  private issue(response: ServerResponse): void {
    const [hour, mark] = [Math.floor(Date.now() / 1000) + 3600, `${this.logins}.${this.refreshes}`];
    const tokens = { accessJwt: jwt(hour, `a${mark}`), refreshJwt: jwt(hour * 2, `r${mark}`), did: OUR_DID };
    this.valid.add(`Bearer ${tokens.accessJwt}`).add(`Bearer ${tokens.refreshJwt}`);
    json(response, tokens);
  }
}
