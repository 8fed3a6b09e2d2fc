import type { CaseView, SnoozeView } from '@earshot/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import { request } from '../../../shared/api/request';
import { deedFailure } from '../../../shared/states/deed-failure';
import { showFailure, showOutcome } from '../../../shared/states/toasts';
import { formatInstant } from '../../../shared/time/format';
import { useTimeStyle } from '../../../shared/time/use-time';

/** Leaves a case in peace until then (`null`: warns again), and tells the outcome with a way back. */
export function useSnooze(view: CaseView) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const style = useTimeStyle();
  const { caseId } = view;
  const readAgain = (): Promise<unknown> =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['alerts'] }),
      queries.invalidateQueries({ queryKey: ['case', caseId] }),
    ]);
  const mutation = useMutation({
    mutationFn: ({ until, version }: { readonly until: Date | null; readonly version: number }) =>
      until === null
        ? request<SnoozeView>('POST', `/cases/${caseId}/unsnooze`, { body: { version } })
        : request<SnoozeView>('POST', `/cases/${caseId}/snooze`, { body: { version, until: until.toISOString() } }),
    onSuccess: async ({ version, snoozedUntil }, { until }) => {
      queries.setQueryData<CaseView>(['case', caseId], (seen) => seen && { ...seen, version, snoozedUntil });
      showOutcome(
        until === null
          ? { text: t('snooze.over') }
          : {
              text: t('snooze.done', { until: formatInstant(until, new Date(), style) }),
              action: { label: t('case.undo'), onClick: () => mutation.mutate({ until: null, version }) },
            },
      );
      await readAgain();
    },
    onError: (error) => {
      const kind = failureKind(error);
      if (kind === 'signed-out') return;
      if (kind === 'conflict') void readAgain();
      const text = kind === 'conflict' ? t('case.conflict') : kind === 'invalid' ? t('snooze.invalid') : null;
      showFailure({ title: t(`failure.${kind}.title`), text: text ?? deedFailure(t, kind) });
    },
  });
  return mutation;
}
