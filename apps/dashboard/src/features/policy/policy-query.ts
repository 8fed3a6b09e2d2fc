import type { PolicyPreviewView, PolicyVersionPage, PolicyView } from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

export const policyQuery = queryOptions({
  queryKey: ['policy', 'current'],
  queryFn: ({ signal }) => request<PolicyView>('GET', '/policy', { signal }),
});

export const policyVersionsQuery = queryOptions({
  queryKey: ['policy', 'versions'],
  queryFn: ({ signal }) => request<PolicyVersionPage>('GET', '/policy/versions', { signal }),
});

/** Which promised deadlines follow the change. */
export const RETIMINGS = ['none', 'calendar', 'all'] as const;
export type Retiming = (typeof RETIMINGS)[number];

/** What the change would do; to show what `none` spares, the calendars are followed. */
export const previewPolicy = (document: object, retime: Retiming): Promise<PolicyPreviewView> =>
  request<PolicyPreviewView>('POST', '/policy/preview', {
    body: { document, retime: retime === 'none' ? 'calendar' : retime },
  });

/** @param seenId the version that the change was made on; another one in force is a 412 */
export const savePolicy = (document: object, retime: Retiming, note: string, seenId: string): Promise<PolicyView> =>
  request<PolicyView>('PUT', '/policy', {
    body: { document, retime, ...(note === '' ? {} : { note }) },
    headers: { 'If-Match': `"${seenId}"` },
  });

export const restorePolicy = (id: string, retime: Retiming, seenId: string): Promise<PolicyView> =>
  request<PolicyView>('POST', `/policy/versions/${id}/restore`, {
    body: { retime },
    headers: { 'If-Match': `"${seenId}"` },
  });
