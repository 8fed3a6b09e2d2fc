import { json } from './answering.js';
import { PagedListServer } from './paged-list-server.js';

/** The application that Reddit has approved, as the options of a source name it. */
export const REDDIT_APP = { approved: true, clientId: 'client-id-1', contact: 'care' };
export const REDDIT_SECRET = 'client-secret';

const LOGIN = `Basic ${Buffer.from(`${REDDIT_APP.clientId}:${REDDIT_SECRET}`).toString('base64')}`;

/** Behaves as Reddit with one listing at `path`: a login first, and a user agent that names who is responsible. */
export async function startReddit(path: string): Promise<PagedListServer> {
  const server = await PagedListServer.start({
    path,
    tokenName: 'after',
    sizeName: 'limit',
    defaultSize: 25,
    mayRead: ({ headers }) =>
      headers['authorization'] === 'Bearer good-token' && headers['user-agent'] === 'server:earshot:0.1 (by /u/care)',
    body: (children, after) => ({ kind: 'Listing', data: { children, after } }),
  });
  server.http.on('/api/v1/access_token', ({ headers }, response) =>
    headers['authorization'] === LOGIN
      ? json(response, { access_token: 'good-token', token_type: 'bearer', expires_in: 86400 })
      : json(response, { message: 'Unauthorized', error: 401 }, {}, 401),
  );
  return server;
}
