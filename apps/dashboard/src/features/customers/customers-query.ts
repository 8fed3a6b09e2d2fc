import type {
  CustomerHistoryPage,
  CustomerHoldings,
  CustomerPage,
  CustomerSummary,
  CustomerView,
  LikelySameList,
} from '@earshot/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';
import type { CustomerSearch } from './customer-search';

const PAGE_SIZE = 50;
const FIVE_MINUTES_MS = 5 * 60 * 1000;

/** Everybody who wrote, page by page, in the order that is asked for. */
export const customersQuery = ({ sort = 'recent', ...search }: CustomerSearch) =>
  infiniteQueryOptions({
    queryKey: ['customers', { ...search, sort }],
    queryFn: ({ pageParam, signal }) =>
      request<CustomerPage>('GET', '/customers', {
        query: { ...search, sort, limit: PAGE_SIZE, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

const MOST_FOUND = 10;

/** Those among whom somebody chooses one. */
export const foundCustomersQuery = (text: string) =>
  queryOptions({
    queryKey: ['customers', 'found', text],
    queryFn: ({ signal }) =>
      request<CustomerPage>('GET', '/customers', { query: { text, sort: 'recent', limit: MOST_FOUND }, signal }),
    enabled: text !== '',
  });

export const likelySameQuery = queryOptions({
  queryKey: ['customers', 'suggestions'],
  queryFn: ({ signal }) => request<LikelySameList>('GET', '/customers/suggestions', { signal }),
  // All customers are compared with each other, and twins are seldom born.
  staleTime: FIVE_MINUTES_MS,
});

/** What was said and done, the newest first; below the customer's key, so that it is renewed with them. */
export const historyQuery = (customerId: string) =>
  infiniteQueryOptions({
    queryKey: ['customer', customerId, 'history'],
    queryFn: ({ pageParam, signal }) =>
      request<CustomerHistoryPage>('GET', `/customers/${customerId}/history`, {
        query: { limit: PAGE_SIZE, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const holdingsQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['customer', customerId, 'holdings'],
    queryFn: ({ signal }) => request<CustomerHoldings>('GET', `/customers/${customerId}/holdings`, { signal }),
  });

/** `other` goes into `kept`; both are named as they were seen. */
export const mergeCustomers = (kept: Seen, other: Seen): Promise<CustomerView> =>
  request('POST', `/customers/${kept.id}/merge`, {
    body: { customerId: other.id, version: kept.version, otherVersion: other.version },
  });

export const undoMerge = (kept: Seen, mergeId: string): Promise<CustomerView> =>
  request('POST', `/customers/${kept.id}/merges/${mergeId}/undo`, { body: { version: kept.version } });

export const eraseCustomer = (id: string, version: number, name: string): Promise<CustomerHoldings> =>
  request('POST', `/customers/${id}/erase`, { body: { version, name } });

/** Where the browser fetches the file from by itself: it is as long as the customer's history. */
export const exportAddress = (id: string): string => `/api/v1/customers/${id}/export`;

type Seen = Pick<CustomerSummary, 'id' | 'version'>;
