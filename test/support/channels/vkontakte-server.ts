import type { ServerResponse } from 'node:http';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { json, queryOf, slice } from './answering.js';

export interface FakeComment {
  readonly id: number;
  readonly from_id: number;
  readonly date: number;
  readonly text: unknown;
  readonly [field: string]: unknown;
}

export const COMMUNITY = 55;
const PROFILES = [{ id: 9, first_name: 'Вера', last_name: 'Иванова' }];

/** Behaves as the API: everything with status 200, errors by number, comments by offset with their answers inside. */
export class VkontakteServer {
  readonly comments: FakeComment[] = [];
  readonly found: FakeComment[] = [];
  readonly visitorPosts: FakeComment[] = [];
  /** Posts of the one discussion, number 4. */
  readonly discussion: FakeComment[] = [];
  /** The API may give fewer comments than it is asked for. */
  longestPage = 100;
  readonly guids = new Map<string, number>();

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<VkontakteServer> {
    const server = new VkontakteServer(await HttpServer.start());
    const on = (method: string, answer: (request: SeenRequest, response: ServerResponse) => void) =>
      server.http.on(`/method/${method}`, (request, response) =>
        request.headers['authorization'] === 'Bearer good-token' ? answer(request, response) : refuse(response, 5),
      );
    on('wall.get', (request, response) => {
      const own = [{ id: 7, owner_id: -COMMUNITY }];
      const items = queryOf(request).get('filter') === 'others' ? server.visitorPosts : own;
      json(response, { response: { count: items.length, items } });
    });
    on('board.getTopics', (_request, response) => json(response, { response: { count: 1, items: [{ id: 4 }] } }));
    on('board.getComments', (request, response) => {
      const query = queryOf(request);
      const newest = [...server.discussion].sort((a, b) => b.date - a.date);
      const items = slice(newest, Number(query.get('offset')), Number(query.get('count')));
      json(response, { response: { count: server.discussion.length, items, profiles: PROFILES, groups: [] } });
    });
    on('board.createComment', (request, response) => server.createPost(request, response));
    on('wall.getComments', (request, response) => server.listComments(request, response));
    on('newsfeed.search', (_request, response) =>
      json(response, { response: { items: server.found, total_count: 1 } }),
    );
    on('wall.createComment', (request, response) => server.create(request, response));
    return server;
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private listComments(request: SeenRequest, response: ServerResponse): void {
    const query = queryOf(request);
    const [offset, count] = [Number(query.get('offset')), Math.min(Number(query.get('count')), this.longestPage)];
    const asked = this.comments.filter(({ reply_to_comment }) => reply_to_comment === undefined);
    const items = asked
      .sort((a, b) => b.date - a.date)
      .slice(offset, offset + count)
      .map((comment) => ({ ...comment, thread: { count: 0, items: this.answersTo(comment.id) } }));
    const totals = { count: this.comments.length, current_level_count: asked.length };
    json(response, { response: { ...totals, items, profiles: PROFILES, groups: [] } });
  }

  private answersTo(id: number): FakeComment[] {
    return this.comments.filter(({ reply_to_comment }) => reply_to_comment === id);
  }

  private createPost(request: SeenRequest, response: ServerResponse): void {
    const form = new URLSearchParams(request.body);
    const guid = form.get('guid')!;
    if (!this.guids.has(guid)) {
      const id = 800 + this.guids.size;
      this.guids.set(guid, id);
      this.discussion.push({ id, from_id: -COMMUNITY, date: Math.floor(Date.now() / 1000), text: form.get('message') });
    }
    json(response, { response: this.guids.get(guid) });
  }

  private create(request: SeenRequest, response: ServerResponse): void {
    const form = new URLSearchParams(request.body);
    const guid = form.get('guid')!;
    if (!this.guids.has(guid)) {
      const id = 900 + this.guids.size;
      this.guids.set(guid, id);
      this.comments.push({
        id,
        from_id: -Number(form.get('from_group')),
        owner_id: Number(form.get('owner_id')),
        post_id: Number(form.get('post_id')),
        date: Math.floor(Date.now() / 1000),
        text: form.get('message'),
        reply_to_comment: Number(form.get('reply_to_comment')),
      });
    }
    json(response, { response: { comment_id: this.guids.get(guid) } });
  }
}

export function refuse(response: ServerResponse, error_code: number): void {
  json(response, { error: { error_code, error_msg: 'refused', request_params: [] } });
}
