import type { ServerResponse } from 'node:http';
import { HttpServer, type SeenRequest } from '../http-server.js';
import { json, queryOf } from './answering.js';

/** How a service writes its lists; `token` is what it was asked for, `next` what it gives when there is more. */
export interface ListStyle {
  readonly path: string;
  /** The parameter that names a page, and the one that names the size, with the service's default. */
  readonly tokenName: string;
  readonly sizeName: string;
  readonly defaultSize: number;
  /** Pages are counted from 1 instead of named by a token. */
  readonly numbered?: boolean;
  mayRead(request: SeenRequest): boolean;
  body(items: readonly unknown[], next: string | null): unknown;
  readonly refusal?: unknown;
}

interface FakeItem {
  readonly at: number;
  readonly raw: unknown;
}

/** A service with one list of items, newest first. */
export class PagedListServer {
  readonly items: FakeItem[] = [];
  headers: Record<string, string> = {};
  /** Leaves out the last of each page, as services do that hide something after they have cut their pages. */
  hidesLast = false;

  private constructor(
    readonly http: HttpServer,
    private readonly style: ListStyle,
  ) {}

  static async start(style: ListStyle): Promise<PagedListServer> {
    const server = new PagedListServer(await HttpServer.start(), style);
    server.http.on(style.path, (request, response) => server.list(request, response));
    return server;
  }

  /** @param at the place in the order, higher is newer */
  add(at: number, raw: unknown): this {
    this.items.push({ at, raw });
    return this;
  }

  replace(at: number, raw: unknown): void {
    this.items[this.items.findIndex((item) => item.at === at)] = { at, raw };
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  private list(request: SeenRequest, response: ServerResponse): void {
    const { style } = this;
    if (!style.mayRead(request)) return json(response, style.refusal ?? {}, {}, 401);
    const query = queryOf(request);
    const size = Number(query.get(style.sizeName) ?? style.defaultSize);
    const token = query.get(style.tokenName);
    const start = style.numbered === true ? (Number(token ?? 1) - 1) * size : Number(token?.slice(2) ?? 0);
    const sorted = [...this.items].sort((a, b) => b.at - a.at);
    const next = start + size < sorted.length ? `t:${start + size}` : null;
    json(
      response,
      style.body(
        sorted.slice(start, start + size - (this.hidesLast ? 1 : 0)).map(({ raw }) => raw),
        next,
      ),
      this.headers,
    );
  }
}
