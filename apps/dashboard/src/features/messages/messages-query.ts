import type { MessageDetail, MessageListPage, VerdictAnswer, VerdictRequest } from '@earshot/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request, type RequestQuery } from '../../shared/api/request';
import { dayEnd, dayStart } from '../../shared/time/day-bounds';
import type { MessageSearch } from './message-search';

const PAGE_SIZE = 50;

/** As the API takes it: days of the reader's zone become instants. */
export const messageFilter = ({ from, to, ...search }: MessageSearch, zone: string): RequestQuery => ({
  ...search,
  sentAfter: from === undefined ? undefined : dayStart(from, zone).toISOString(),
  sentBefore: to === undefined ? undefined : dayEnd(to, zone).toISOString(),
});

/** Everything that was read, page by page, the newest first. */
export const messagesQuery = (search: MessageSearch, zone: string) =>
  infiniteQueryOptions({
    queryKey: ['messages', { ...search, zone }],
    queryFn: ({ pageParam, signal }) =>
      request<MessageListPage>('GET', '/messages', {
        query: {
          ...messageFilter(search, zone),
          limit: PAGE_SIZE,
          ...(pageParam === null ? {} : { after: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['message', id],
    queryFn: ({ signal }) => request<MessageDetail>('GET', `/messages/${encodeURIComponent(id)}`, { signal }),
  });

/** A person's word on a message: it is obeyed and learned from. */
export const giveVerdict = (id: string, verdict: VerdictRequest): Promise<VerdictAnswer> =>
  request<VerdictAnswer>('POST', `/messages/${encodeURIComponent(id)}/verdict`, { body: verdict });
