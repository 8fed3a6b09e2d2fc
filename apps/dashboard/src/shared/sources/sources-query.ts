import type { SourceList } from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/request';

/** All sources with their health; a handful to some hundreds, so they come in one piece. */
export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => request<SourceList>('GET', '/sources', { signal }),
});
