import type {
  DigestPreview,
  DigestsView,
  DigestSubscriptionsView,
  DigestTestAnswer,
  DigestView,
  SaveDigestRequest,
} from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

/** Whose: `undefined` is one's own. */
type Reader = string | undefined;
type Edition = DigestView['edition'];

export const digestsQuery = (user: Reader) =>
  queryOptions({
    queryKey: ['digests', 'of', user ?? null],
    queryFn: ({ signal }) => request<DigestsView>('GET', '/digests', { query: { user }, signal }),
  });

/** Everybody's, for administrators. */
export const readersQuery = queryOptions({
  queryKey: ['digests', 'readers'],
  queryFn: ({ signal }) => request<DigestSubscriptionsView>('GET', '/digests/readers', { signal }),
});

/** As it would be sent now; written anew whenever it is opened. */
export const previewQuery = (user: Reader, edition: Edition) =>
  queryOptions({
    queryKey: ['digests', 'preview', user ?? null, edition],
    queryFn: ({ signal }) => request<DigestPreview>('GET', `/digests/${edition}/preview`, { query: { user }, signal }),
    gcTime: 0,
  });

/** What is paused goes on once it is saved. */
export const saveDigest = (user: Reader, edition: Edition, body: SaveDigestRequest): Promise<DigestView> =>
  request<DigestView>('PUT', `/digests/${edition}`, { query: { user }, body });

/** @returns to which address it goes */
export const sendTestDigest = (user: Reader, edition: Edition): Promise<DigestTestAnswer> =>
  request<DigestTestAnswer>('POST', `/digests/${edition}/test`, { query: { user } });

/** What of a subscription is the reader's choice: without what the server adds. */
export function choicesOf(view: DigestView): SaveDigestRequest {
  const { enabled, localTime, days, workingDaysOnly, calendar, zone, language, format, scope } = view;
  return { enabled, localTime, days, workingDaysOnly, calendar, zone, language, format, scope };
}
