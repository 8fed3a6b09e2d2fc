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

/** What came of reading all open items again. */
export interface RetriedAll {
  /** They are stored, or need not be. */
  readonly closed: number;
  /** They still cannot be read. */
  readonly left: number;
}

/**
 * Reads every open item again that can be, one after the other; others may go on meanwhile, and repeating it is harmless.
 * @throws ApiError with the first request that fails; what was read until then stays read
 */
export async function retryAll(sourceId: string): Promise<RetriedAll> {
  const counts = { closed: 0, left: 0 };
  for (let after: string | null = null, isMore = true; isMore;) {
    const page: QuarantinePage = await request('GET', pathOf(sourceId), {
      query: { state: 'open', limit: 200, ...(after !== null && { after }) },
    });
    for (const { id } of page.items.filter(({ canBeReread }) => canBeReread)) {
      const { outcome } = await retryItem(sourceId, id);
      counts[outcome === 'unreadable' || outcome === 'ask-source' ? 'left' : 'closed'] += 1;
    }
    after = page.next;
    isMore = after !== null;
  }
  return counts;
}

export const dismissItem = (sourceId: string, itemId: string, reason: string): Promise<unknown> =>
  request('POST', `${pathOf(sourceId)}/${itemId}/dismiss`, { body: { reason } });
