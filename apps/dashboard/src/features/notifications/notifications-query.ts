import type { MarkReadRequest, NotificationPage, NotificationView, UnreadCount } from '@earshot/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

/** How many things the reader was told and has not read. */
export const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread'],
  queryFn: async ({ signal }): Promise<number> => {
    const query = { unread: 'true', limit: 1 };
    return (await request<NotificationPage>('GET', '/notifications', { query, signal })).unread;
  },
});

/** The newest that are unread, newest first: what may be shown while nobody looks. */
export const newestQuery = queryOptions({
  queryKey: ['notifications', 'newest'],
  queryFn: async ({ signal }): Promise<readonly NotificationView[]> => {
    const query = { unread: 'true', limit: 10 };
    return (await request<NotificationPage>('GET', '/notifications', { query, signal })).items;
  },
});

const PAGE_SIZE = 30;

/** What the reader was told, newest first. */
export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications', 'list'],
  queryFn: ({ pageParam, signal }) =>
    request<NotificationPage>('GET', '/notifications', { query: { after: pageParam, limit: PAGE_SIZE }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next ?? undefined,
});

/** Repeating it changes nothing; a failure is made good by the next reading. */
export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: MarkReadRequest) => request<UnreadCount>('POST', '/notifications/read', { body }),
    onSuccess: ({ unread }) => queries.setQueryData(unreadQuery.queryKey, unread),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notifications'] }),
  });
}
