import type { ColleagueList } from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/request';

/** Everybody a case can be handed to; people come and go rarely. */
export const colleaguesQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => request<ColleagueList>('GET', '/users', { signal }),
  staleTime: 5 * 60_000,
});
