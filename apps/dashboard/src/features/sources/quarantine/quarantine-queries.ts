import type { QuarantinePage, RetryAnswer } from '@earshot/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../../shared/api/request';

export type QuarantineState = 'open' | 'closed';

const pathOf = (sourceId: string): string => `/sources/${encodeURIComponent(sourceId)}/quarantine`;

/** There may be thousands: they come page by page. */
export const quarantineQuery = (sourceId: string, state: QuarantineState) =>
  infiniteQueryOptions({
    queryKey: ['source', sourceId, 'quarantine', state],
    queryFn: ({ pageParam, signal }) =>
      request<QuarantinePage>('GET', pathOf(sourceId), {
        query: { state, limit: 50, ...(pageParam !== null && { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const retryItem = (sourceId: string, itemId: string): Promise<RetryAnswer> =>
  request<RetryAnswer>('POST', `${pathOf(sourceId)}/${itemId}/retry`);

export const dismissItem = (sourceId: string, itemId: string, reason: string): Promise<unknown> =>
  request('POST', `${pathOf(sourceId)}/${itemId}/dismiss`, { body: { reason } });
