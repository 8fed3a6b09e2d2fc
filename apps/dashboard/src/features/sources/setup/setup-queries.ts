import type {
  AddSourceRequest,
  CheckSavedSourceRequest,
  CheckSourceRequest,
  EditSourceRequest,
  SavedSource,
  SourceCheckView,
  SourceConfiguration,
  SourceKindList,
} from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../../shared/api/request';

/** Kinds change with a release only. */
export const kindsQuery = queryOptions({
  queryKey: ['source-kinds'],
  queryFn: ({ signal }) => request<SourceKindList>('GET', '/source-kinds', { signal }),
  staleTime: Infinity,
});

export const configurationQuery = (sourceId: string) =>
  queryOptions({
    queryKey: ['source', sourceId, 'configuration'],
    queryFn: ({ signal }) =>
      request<SourceConfiguration>('GET', `/sources/${encodeURIComponent(sourceId)}/configuration`, { signal }),
    // What is typed must not be replaced under the hands of whoever types it.
    refetchOnWindowFocus: false,
  });

export const checkDraft = (draft: CheckSourceRequest): Promise<SourceCheckView> =>
  request<SourceCheckView>('POST', '/sources/check', { body: draft });

export const checkSaved = (sourceId: string, edit: CheckSavedSourceRequest): Promise<SourceCheckView> =>
  request<SourceCheckView>('POST', `/sources/${sourceId}/check`, { body: edit });

export const addSource = (source: AddSourceRequest): Promise<SavedSource> =>
  request<SavedSource>('POST', '/sources', { body: source });

/** @param version the one that was seen; another one in force is a 412 */
export const editSource = (sourceId: string, version: number, edit: EditSourceRequest): Promise<SavedSource> =>
  request<SavedSource>('PATCH', `/sources/${sourceId}`, { body: edit, headers: { 'If-Match': `"${version}"` } });
