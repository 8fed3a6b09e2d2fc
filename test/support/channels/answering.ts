import type { ServerResponse } from 'node:http';
import type { HttpServer, SeenRequest } from '../http-server.js';

export function json(
  response: ServerResponse,
  body: unknown,
  headers: Record<string, string> = {},
  status = 200,
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body));
}

/** The parameters of a request's address. */
export function queryOf({ url }: SeenRequest): URLSearchParams {
  return new URL(url, 'http://localhost').searchParams;
}

/** From now on every request is answered so. */
export function always(server: HttpServer, status: number, body: unknown, headers: Record<string, string> = {}): void {
  server.instead = (_request, response) => json(response, body, headers, status);
}

/** The items from `start`, `size` of them. */
export function slice<Item>(items: readonly Item[], start: number, size: number): Item[] {
  return items.slice(start, start + size);
}
