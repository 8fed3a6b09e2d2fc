import { PagedListServer } from './paged-list-server.js';

export const UNIT = '46d6a890000064000500e0c3';

/** Behaves as Trustpilot with the reviews of one business unit, on pages that are counted. */
export function startTrustpilot(): Promise<PagedListServer> {
  return PagedListServer.start({
    path: `/v1/business-units/${UNIT}/reviews`,
    tokenName: 'page',
    sizeName: 'perPage',
    defaultSize: 20,
    numbered: true,
    mayRead: ({ headers }) => headers['apikey'] === 'good-key',
    body: (reviews, next) => ({ links: next === null ? [] : [{ rel: 'next-page', method: 'GET' }], reviews }),
  });
}
