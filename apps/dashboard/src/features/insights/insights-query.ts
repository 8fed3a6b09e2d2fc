import type { CaseListPage, InsightCasesPage, InsightQuery, InsightsView, SpikePage } from '@earshot/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

/** The figures are rolled up every few minutes; looking more often shows nothing new. */
const FRESH_MS = 60_000;

export const insightsQuery = (query: Partial<InsightQuery>) =>
  queryOptions({
    queryKey: ['insights', query],
    queryFn: ({ signal }) => request<InsightsView>('GET', '/insights', { query, signal }),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });

const CASES_AT_ONCE = 50;

/** The cases behind a figure, by the query that came with it. */
export const insightCasesQuery = (query: string) =>
  infiniteQueryOptions({
    queryKey: ['insights', 'cases', query],
    queryFn: async ({ pageParam, signal }) => {
      const asked = Object.fromEntries(new URLSearchParams(query));
      const after = pageParam === null ? {} : { after: pageParam };
      const { items, next } = await request<InsightCasesPage>('GET', '/insights/cases', {
        query: { ...asked, ...after, limit: CASES_AT_ONCE },
        signal,
      });
      if (items.length === 0) return { items: [], next };
      const cases = await request<CaseListPage>('GET', '/cases', {
        query: { ids: items.join(','), limit: CASES_AT_ONCE },
        signal,
      });
      return { items: cases.items, next };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const spikesQuery = queryOptions({
  queryKey: ['spikes'],
  queryFn: ({ signal }) => request<SpikePage>('GET', '/spikes', { signal }),
});
