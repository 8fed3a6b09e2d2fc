import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { json, queryOf } from './answering.js';

export const TOKEN = 'EAAG-good-token';
export const APP_SECRET = 'the secret of the application';

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * Behaves as the Graph API: edges of objects, newest first, with cursors behind the last item of a page and an address of
 * the next page that carries the token; errors by code with status 400; how much of the hour is spent in headers.
 */
export class GraphServer {
  /** By edge: `123/comments`. */
  readonly edges = new Map<string, Item[]>();
  readonly written: { path: string; message: string | null }[] = [];
  usage: Record<string, string> = {};
  beforeAnswer: (edge: string) => void = () => undefined;
  private lastId = 900;

  private constructor(readonly http: HttpServer) {}

  static async start(): Promise<GraphServer> {
    const server = new GraphServer(await HttpServer.start());
    return server;
  }

  /** Puts items at the top of an edge: the last is the newest. */
  add(edge: string, ...items: Item[]): this {
    const list = this.edges.get(edge) ?? [];
    if (!this.edges.has(edge)) this.http.on(`/${edge}`, (request, response) => this.answer(edge, request, response));
    this.edges.set(edge, [...items].reverse().concat(list));
    return this;
  }

  replace(edge: string, item: Item): void {
    this.edges.set(
      edge,
      (this.edges.get(edge) ?? []).map((one) => (one.id === item.id ? item : one)),
    );
  }

  remove(edge: string, id: string): void {
    this.edges.set(
      edge,
      (this.edges.get(edge) ?? []).filter((one) => one.id !== id),
    );
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private answer(edge: string, request: SeenRequest, response: ServerResponse): void {
    const proof = createHmac('sha256', APP_SECRET).update(TOKEN).digest('hex');
    const query = queryOf(request);
    const given = query.get('appsecret_proof');
    if (request.headers['authorization'] !== `Bearer ${TOKEN}` || (given !== null && given !== proof))
      return refuse(response, 190);
    if (request.method === 'POST') return this.write(edge, request, response);
    this.beforeAnswer(edge);
    this.list(this.edges.get(edge) ?? [], edge, query, response);
  }

  private list(items: readonly Item[], edge: string, query: URLSearchParams, response: ServerResponse): void {
    const [limit, after] = [Number(query.get('limit') ?? 25), query.get('after')];
    const start = after === null ? 0 : items.findIndex(({ id }) => `after:${id}` === after) + 1;
    if (after !== null && start === 0) return refuse(response, 100);
    const data = items.slice(start, start + limit);
    const cursors = { before: 'b', after: `after:${data.at(-1)?.id ?? ''}` };
    const next = `${this.http.origin}/${edge}?access_token=${TOKEN}&after=${cursors.after}`;
    const paging = { cursors, ...(start + limit < items.length && { next }) };
    json(response, data.length === 0 ? { data } : { data, paging }, this.usage);
  }

  private write(edge: string, request: SeenRequest, response: ServerResponse): void {
    const message = new URLSearchParams(request.body).get('message');
    this.written.push({ path: edge, message });
    json(response, { id: `written_${(this.lastId += 1)}` });
  }
}

export function refuse(response: ServerResponse, code: number, headers: Record<string, string> = {}): void {
  const error = { message: 'refused', type: 'OAuthException', code, fbtrace_id: 'x' };
  json(response, { error }, headers, code === 4 || code === 80_001 ? 403 : 400);
}
