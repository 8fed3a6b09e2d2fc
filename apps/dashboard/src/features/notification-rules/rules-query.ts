import type {
  AddChannelRequest,
  ChangeChannelRequest,
  ChannelDeliveryPage,
  ChannelList,
  ChannelView,
  ChannelWithKey,
  ReplayAnswer,
  RuleList,
  RulePreview,
  RuleRequest,
  RuleView,
} from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

/** Everything here stands below the key that live updates of notifications make stale. */
export const RULES_KEY = ['notifications', 'rules'] as const;

export const channelsQuery = queryOptions({
  queryKey: [...RULES_KEY, 'channels'],
  queryFn: ({ signal }) => request<ChannelList>('GET', '/notification-channels', { signal }),
});

export const rulesQuery = queryOptions({
  queryKey: [...RULES_KEY, 'all'],
  queryFn: ({ signal }) => request<RuleList>('GET', '/notification-rules', { signal }),
});

/** The last messages to a channel, newest first. */
export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: [...RULES_KEY, 'deliveries', id],
    queryFn: ({ signal }) =>
      request<ChannelDeliveryPage>('GET', `/notification-channels/${id}/deliveries`, { query: { limit: 20 }, signal }),
  });

export const addChannel = (body: AddChannelRequest): Promise<ChannelWithKey> =>
  request<ChannelWithKey>('POST', '/notification-channels', { body });

export const changeChannel = (id: string, body: ChangeChannelRequest): Promise<ChannelView> =>
  request<ChannelView>('PUT', `/notification-channels/${id}`, { body });

export const removeChannel = (id: string): Promise<void> => request<void>('DELETE', `/notification-channels/${id}`);

export const testChannel = (id: string): Promise<void> => request<void>('POST', `/notification-channels/${id}/test`);

export const rotateKey = (id: string): Promise<ChannelWithKey> =>
  request<ChannelWithKey>('POST', `/notification-channels/${id}/key`, { body: {} });

export const replayDelivery = (channelId: string, id: string): Promise<ReplayAnswer> =>
  request<ReplayAnswer>('POST', `/notification-channels/${channelId}/replay`, { body: { id } });

/** Sends again all that failed and was made since then. */
export const replayDeliveries = (channelId: string, since: Date): Promise<ReplayAnswer> =>
  request<ReplayAnswer>('POST', `/notification-channels/${channelId}/replay`, {
    body: { since: since.toISOString() },
  });

/** @param id `null` adds it */
export const saveRule = (id: string | null, body: RuleRequest): Promise<RuleView> =>
  id === null
    ? request<RuleView>('POST', '/notification-rules', { body })
    : request<RuleView>('PUT', `/notification-rules/${id}`, { body });

export const removeRule = (id: string): Promise<void> => request<void>('DELETE', `/notification-rules/${id}`);

export const previewRule = (body: RuleRequest): Promise<RulePreview> =>
  request<RulePreview>('POST', '/notification-rules/preview', { body });
