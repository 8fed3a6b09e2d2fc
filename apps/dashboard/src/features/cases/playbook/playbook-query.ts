import type { CasePlaybookView, PlaybookView } from '@earshot/contracts';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../shared/api/request';

export type CasePlaybook = CasePlaybookView;

/** What was done in a case and what comes next; under the case's key, so that both are read again together. */
export const casePlaybookQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'playbook'],
    queryFn: ({ signal }) => request<CasePlaybook>('GET', `/cases/${encodeURIComponent(caseId)}/playbook`, { signal }),
  });

/** The playbook itself: stages of causes, how many options are asked for. */
export const playbookQuery = queryOptions({
  queryKey: ['playbook'],
  queryFn: ({ signal }) => request<PlaybookView>('GET', '/playbook', { signal }),
  staleTime: 5 * 60_000,
});

/** One deed of the playbook on the version of the case that its person saw. */
export const performDeed = (caseId: string, path: string, body: { readonly version: number }): Promise<CasePlaybook> =>
  request<CasePlaybook>('POST', `/cases/${caseId}/${path}`, { body });

/** Shows what a deed has led to at once, and reads the rest of the case again. */
export function useShowPlaybook(caseId: string): (after: CasePlaybook | null) => Promise<unknown> {
  const queries = useQueryClient();
  return (after) => {
    if (after !== null) queries.setQueryData(casePlaybookQuery(caseId).queryKey, after);
    return Promise.all([
      queries.invalidateQueries({ queryKey: ['case', caseId] }),
      queries.invalidateQueries({ queryKey: ['alerts'] }),
    ]);
  };
}
