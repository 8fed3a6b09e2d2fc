import type { OpenHoursView } from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/request';

/** When work is done, for weeks back and ahead; asked again when the policy changes, and once a day for the days to come. */
export const openHoursQuery = queryOptions({
  queryKey: ['policy', 'open-hours'],
  queryFn: ({ signal }) => request<OpenHoursView>('GET', '/open-hours', { signal }),
  staleTime: 24 * 60 * 60_000,
});
