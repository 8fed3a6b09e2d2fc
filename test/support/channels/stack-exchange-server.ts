import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { queryOf } from './answering.js';

export interface FakePost {
  readonly creation_date: number;
  readonly [field: string]: unknown;
}

/** Behaves as the API 2.3: always gzip, the common wrapper, `todate` and `fromdate` inclusive, `pagesize`, errors with 400. */
export class StackExchangeServer {
  readonly questions: FakePost[] = [];
  readonly answers: FakePost[] = [];
  readonly comments: FakePost[] = [];
  wrapper: Record<string, unknown> = {};
  maxPageSize = 100;

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<StackExchangeServer> {
    const server = new StackExchangeServer(await HttpServer.start());
    const list = (path: string, posts: FakePost[]) =>
      server.http.on(`/2.3/${path}`, (request, response) => server.list(request, response, posts));
    list('search/advanced', server.questions);
    list('users/42/answers', server.answers);
    list('users/42/comments', server.comments);
    return server;
  }

  /** From now on every request is refused so: with status 400, whatever the number of the error. */
  refuse(error_id: number, error_message: string): void {
    this.http.instead = (_request, response) =>
      this.send(response, { error_id, error_message, error_name: 'refused' }, 400);
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private list(request: SeenRequest, response: ServerResponse, posts: readonly FakePost[]): void {
    const query = queryOf(request);
    const [to, from] = [Number(query.get('todate') ?? Infinity), Number(query.get('fromdate') ?? 0)];
    const size = Math.min(Number(query.get('pagesize') ?? 30), this.maxPageSize);
    const found = posts
      .filter(({ creation_date }) => creation_date <= to && creation_date >= from)
      .sort((a, b) => b.creation_date - a.creation_date);
    const items = found.slice(0, size);
    this.send(response, {
      items,
      has_more: found.length > size,
      quota_max: 300,
      quota_remaining: 299,
      ...this.wrapper,
    });
  }

  private send(response: ServerResponse, body: unknown, status = 200): void {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'gzip' };
    response.writeHead(status, headers).end(gzipSync(JSON.stringify(body)));
  }
}
