import type { CaseView } from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId],
    queryFn: ({ signal }) => request<CaseView>('GET', `/cases/${encodeURIComponent(caseId)}`, { signal }),
  });
