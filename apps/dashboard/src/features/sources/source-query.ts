import type { SourceActionName, SourceDetail } from '@earshot/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { request } from '../../shared/api/request';
import { deedFailure } from '../../shared/states/deed-failure';
import { showFailure, showOutcome } from '../../shared/states/toasts';

export type SourceAction = ReturnType<typeof SourceActionName.parse>;

export const sourceQuery = (sourceId: string) =>
  queryOptions({
    queryKey: ['source', sourceId],
    queryFn: ({ signal }) => request<SourceDetail>('GET', `/sources/${encodeURIComponent(sourceId)}`, { signal }),
  });

interface Act {
  readonly action: SourceAction;
  readonly source: { readonly id: string; readonly name: string };
}

/** Polls a source now, pauses or resumes it, and tells the outcome. */
export function useSourceAction() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const readAgain = (sourceId: string): Promise<unknown> =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['sources'] }),
      queries.invalidateQueries({ queryKey: ['source', sourceId] }),
    ]);
  return useMutation({
    mutationFn: ({ action, source }: Act) => request<unknown>('POST', `/sources/${source.id}/actions/${action}`),
    onSuccess: (_, { action, source }) => {
      showOutcome({ text: t(`source.done.${action}`, { source: source.name }) });
      return readAgain(source.id);
    },
    onError: (error, { source }) => {
      const kind = failureKind(error);
      if (kind === 'signed-out') return;
      showFailure({ title: t(`failure.${kind}.title`), text: deedFailure(t, kind) });
      void readAgain(source.id);
    },
  });
}

/** Where the raw form of a quarantined message can be downloaded. */
export const rawAddress = (sourceId: string, itemId: string): string =>
  `/api/v1/sources/${sourceId}/quarantine/${itemId}/raw`;
