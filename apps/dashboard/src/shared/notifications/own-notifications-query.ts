import type { MuteRequest, NotificationChoices, NotificationPreferencesView } from '@earshot/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request';

/** How the reader is told. */
export const ownNotificationsQuery = queryOptions({
  queryKey: ['notifications', 'own'],
  queryFn: ({ signal }) => request<NotificationPreferencesView>('GET', '/session/notifications', { signal }),
});

export function useChooseNotifications(onSaved: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NotificationChoices) =>
      request<NotificationPreferencesView>('PUT', '/session/notifications', { body }),
    onSuccess: (view) => {
      queries.setQueryData(ownNotificationsQuery.queryKey, view);
      onSaved();
    },
  });
}

export function useMute() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: MuteRequest) => request<NotificationPreferencesView>('PUT', '/session/mute', { body }),
    onSuccess: (view) => queries.setQueryData(ownNotificationsQuery.queryKey, view),
  });
}
