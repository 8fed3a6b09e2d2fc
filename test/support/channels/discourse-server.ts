import type { ServerResponse } from 'node:http';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { json, queryOf } from './answering.js';

export interface FakeForumPost {
  readonly id: number;
  readonly username: string;
  readonly cooked: string;
  readonly created_at: string;
  readonly [field: string]: unknown;
}

/**
 * Behaves as Discourse: the newest posts by id, a fixed number of them. `exclusive` versions give those before `before`;
 * older ones include it and show a window of ids, which may be empty.
 */
export class DiscourseServer {
  readonly posts: FakeForumPost[] = [];
  version: 'exclusive' | 'window' = 'exclusive';
  pageSize = 50;
  beforeAnswer: () => void = () => undefined;
  created: Record<string, unknown> | null = null;

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<DiscourseServer> {
    const server = new DiscourseServer(await HttpServer.start());
    server.http.on('/posts.json', (request, response) =>
      request.method === 'POST' ? server.create(request, response) : server.list(request, response),
    );
    return server;
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private list(request: SeenRequest, response: ServerResponse): void {
    this.beforeAnswer();
    const given = Number(queryOf(request).get('before') ?? 0);
    const highest = Math.max(0, ...this.posts.map(({ id }) => id));
    const before = given > 0 ? given : highest + 1;
    const isShown = ({ id }: FakeForumPost): boolean =>
      this.version === 'exclusive' ? id < before : id <= before && id > before - 50;
    const latest_posts = this.posts
      .filter(isShown)
      .sort((a, b) => b.id - a.id)
      .slice(0, this.pageSize);
    json(response, { latest_posts });
  }

  private create(request: SeenRequest, response: ServerResponse): void {
    if (request.headers['api-key'] !== 'good-key' || request.headers['api-username'] !== 'care')
      return json(response, { errors: ['You are not permitted'], error_type: 'invalid_access' }, {}, 403);
    this.created = JSON.parse(request.body) as Record<string, unknown>;
    const { topic_id, raw, reply_to_post_number } = this.created;
    if (String(raw).length < 20) return json(response, { errors: ['Body is too short'] }, {}, 422);
    if (raw === 'A reply that waits for a moderator') return json(response, { success: true, action: 'enqueued' });
    const post = {
      id: Math.max(...this.posts.map(({ id }) => id)) + 1,
      username: 'care',
      cooked: `<p>${String(raw)}</p>`,
      created_at: new Date().toISOString(),
      topic_id,
      post_number: 99,
      reply_to_post_number,
    };
    this.posts.push(post);
    json(response, post);
  }
}
