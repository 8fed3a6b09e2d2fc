import { PagedListServer } from './paged-list-server.js';

export const CHANNEL = 'UCabcdefghijklmnopqrstuv';

/** Behaves as the YouTube Data API with the threads of comments of one channel. */
export function startYoutube(): Promise<PagedListServer> {
  return PagedListServer.start({
    path: '/youtube/v3/commentThreads',
    tokenName: 'pageToken',
    sizeName: 'maxResults',
    defaultSize: 20,
    mayRead: ({ headers }) => headers['x-goog-api-key'] === 'good-key',
    body: (items, next) => ({ kind: 'youtube#commentThreadListResponse', items, ...(next && { nextPageToken: next }) }),
  });
}
