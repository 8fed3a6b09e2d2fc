import type { AlertPage } from '@earshot/contracts';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { request } from '../../shared/api/request';
import type { BoardSearch } from './board-search';

const PAGE_SIZE = 50;

/** One list of alerts, page by page; its key begins with `alerts`, by which all lists are read again after a change. */
export const alertsQuery = (search: BoardSearch) =>
  infiniteQueryOptions({
    queryKey: ['alerts', search],
    queryFn: ({ pageParam, signal }) =>
      request<AlertPage>('GET', '/alerts', {
        query: { ...search, limit: PAGE_SIZE, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // The tabs keep their counts while the next list is read; the rows themselves are shown as loading.
    placeholderData: keepPreviousData,
  });
