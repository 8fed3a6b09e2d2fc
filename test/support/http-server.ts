import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export type Handler = (request: SeenRequest, response: ServerResponse) => void;

/** A real HTTP server on a free loopback port whose routes a test sets; it remembers every request. */
export class HttpServer {
  readonly seen: SeenRequest[] = [];
  /** Answers every request while it is set, whatever the routes say. */
  instead: Handler | null = null;
  private readonly routes = new Map<string, Handler>();

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(address = '127.0.0.1'): Promise<HttpServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    const { port } = server.address() as AddressInfo;
    const started = new HttpServer(server, `http://${address.includes(':') ? `[${address}]` : address}:${port}`);
    server.on('request', (request, response) => started.answer(request, response));
    return started;
  }

  /** `127.0.0.1:PORT`, as it stands in an allow-list. */
  get host(): string {
    return new URL(this.origin).host;
  }

  /** Sets what `path` (without its query) answers from now on. */
  on(path: string, handler: Handler): this {
    this.routes.set(path, handler);
    return this;
  }

  /** Sets a fixed answer. */
  serve(path: string, body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): this {
    return this.on(path, (_request, response) => response.writeHead(status, headers).end(body));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = request.url ?? '/';
      const seen = {
        method: request.method ?? '',
        url,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      this.seen.push(seen);
      const handler = this.instead ?? this.routes.get(url.split('?')[0]!);
      if (handler === undefined) response.writeHead(404).end();
      else handler(seen, response);
    });
    request.on('error', () => undefined);
    response.on('error', () => undefined);
  }
}
