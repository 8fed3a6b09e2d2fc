import type { NewSavedView, SavedView, SavedViewChange, SavedViewList } from '@earshot/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../shared/api/request';

/** One's own views and those that a lead shares. */
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => request<SavedViewList>('GET', '/views', { signal }),
  staleTime: 5 * 60_000,
});

export type ViewDeed =
  | { readonly do: 'keep'; readonly view: NewSavedView }
  | { readonly do: 'change'; readonly id: string; readonly change: SavedViewChange }
  | { readonly do: 'remove'; readonly id: string };

/** Keeps, changes or removes a view, and reads them again. */
export function useViewDeed() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (deed: ViewDeed): Promise<SavedView | void> => {
      if (deed.do === 'keep') return request<SavedView>('POST', '/views', { body: deed.view });
      const path = `/views/${deed.id}`;
      return deed.do === 'change'
        ? request<SavedView>('PATCH', path, { body: deed.change })
        : request<void>('DELETE', path);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
}
