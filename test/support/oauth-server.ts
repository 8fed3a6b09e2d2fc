import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request to the token endpoint, as it came. */
export type TokenRequest = Readonly<Record<string, string>>;

export interface TokenAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An authorisation server on loopback: a token endpoint (RFC 6749) and token introspection (RFC 7662). */
export interface OAuthServer {
  readonly tokenUrl: string;
  readonly introspectionUrl: string;
  /** Token requests so far. */
  readonly requests: readonly TokenRequest[];
  /** Answers token requests from now on; by default each gets a new token for `user`, valid for an hour. */
  answerWith(answer: (request: TokenRequest) => TokenAnswer): void;
  /** A new access token that introspection knows. */
  issue(user: string): string;
  revoke(token: string): void;
  isValid(token: string): boolean;
  stop(): Promise<void>;
}

export async function startOAuthServer(user: string): Promise<OAuthServer> {
  const requests: TokenRequest[] = [];
  const valid = new Map<string, string>();
  let issued = 0;
  const issue = (owner: string): string => {
    const token = `token-${(issued += 1)}`;
    valid.set(token, owner);
    return token;
  };
  let answer = (_request: TokenRequest): TokenAnswer => ({ body: { access_token: issue(user), expires_in: 3600 } });
  const server = createServer((request, response) => {
    void form(request).then((fields) => {
      if (request.url === '/introspect') {
        const username = valid.get(fields['token'] ?? '');
        send(response, { body: username === undefined ? { active: false } : { active: true, username } });
        return;
      }
      requests.push(fields);
      send(response, answer(fields));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    tokenUrl: `${base}/token`,
    introspectionUrl: `${base}/introspect`,
    requests,
    answerWith: (next) => {
      answer = next;
    },
    issue,
    revoke: (token) => valid.delete(token),
    isValid: (token) => valid.has(token),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function form(request: IncomingMessage): Promise<Record<string, string>> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return Object.fromEntries(new URLSearchParams(body));
}

function send(response: ServerResponse, { status = 200, body = {}, headers = {} }: TokenAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
