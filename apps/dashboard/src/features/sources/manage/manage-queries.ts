import type { BackfillAnswer, ConsentAnswer, SourceContentsView, SourceDetail } from '@earshot/contracts';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../shared/api/request';

export const backfillQuery = (sourceId: string) =>
  queryOptions({
    queryKey: ['source', sourceId, 'backfill'],
    queryFn: ({ signal }) =>
      request<BackfillAnswer>('GET', `/sources/${encodeURIComponent(sourceId)}/backfill`, { signal }),
  });

export const contentsQuery = (sourceId: string) =>
  queryOptions({
    queryKey: ['source', sourceId, 'contents'],
    queryFn: ({ signal }) => request<SourceContentsView>('GET', `/sources/${sourceId}/contents`, { signal }),
    staleTime: 0,
  });

export const pauseSource = (sourceId: string, reason: string): Promise<unknown> =>
  request('POST', `/sources/${sourceId}/actions/pause`, { body: reason === '' ? {} : { reason } });

export const cloneSource = (sourceId: string, name: string): Promise<SourceDetail> =>
  request<SourceDetail>('POST', `/sources/${sourceId}/clone`, { body: { name } });

/** @param from `YYYY-MM-DD` */
export const backfillSource = (sourceId: string, from: string): Promise<BackfillAnswer> =>
  request<BackfillAnswer>('POST', `/sources/${sourceId}/backfill`, { body: { from } });

export const removeSource = (sourceId: string, version: number, messages: 'keep' | 'remove'): Promise<unknown> =>
  request('DELETE', `/sources/${sourceId}`, { query: { messages }, headers: { 'If-Match': `"${version}"` } });

/** Where the person is sent to consent. */
export const beginConsent = (sourceId: string): Promise<ConsentAnswer> =>
  request<ConsentAnswer>('POST', `/sources/${sourceId}/consent`);

/** Where the configuration of one source, or of all, is downloaded. */
export const exportAddress = (sourceId?: string): string =>
  `/api/v1/source-export${sourceId === undefined ? '' : `?source=${sourceId}`}`;

/** Reads everything about a source again, and the list of them. */
export function useReadAgain(sourceId: string): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['sources'] }),
      queries.invalidateQueries({ queryKey: ['source', sourceId] }),
    ]);
}
