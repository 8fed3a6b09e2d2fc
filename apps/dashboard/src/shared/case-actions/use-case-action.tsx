import type { Alert, CaseActionRequest, CaseView, CaseActionName } from '@earshot/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../api/api-error';
import { request } from '../api/request';
import { deedFailure } from '../states/deed-failure';
import { showFailure, showOutcome } from '../states/toasts';

export type CaseAction = ReturnType<typeof CaseActionName.parse>;

/** The case to act on, as the person sees it: `version` is what makes a simultaneous change a conflict. */
export interface ActedCase {
  readonly caseId: Alert['caseId'];
  readonly version: number;
  readonly customer: string;
}

/** What some actions need to be told: whom the case is handed to, which severity it has, what is waited for. */
export type ActParameters = Pick<CaseActionRequest, 'assignee' | 'severity' | 'note'>;

interface Act {
  readonly action: CaseAction;
  readonly on: ActedCase;
  readonly parameters?: ActParameters;
  /** The way back, where the action alone does not tell it. */
  readonly back?: { readonly action: CaseAction; readonly parameters?: ActParameters };
}

const perform = ({ action, on, parameters }: Act): Promise<CaseView> => {
  const body: CaseActionRequest = { version: on.version, ...parameters };
  return request<CaseView>('POST', `/cases/${on.caseId}/actions/${action}`, { body });
};

/** What can be taken back, and by which action. */
const UNDONE_BY: Partial<Record<CaseAction, CaseAction>> = {
  answered: 'reopen',
  'not-a-complaint': 'reopen',
  'assign-to-me': 'unassign',
};

interface UseCaseActionOptions {
  readonly onDone?: (act: Act) => void;
  readonly onUndone?: (act: Act) => void;
}

/**
 * Acts on a case and tells the outcome, with a way back. When somebody else was first, the case and the lists are read
 * again and the person is told, so that they decide on what is true now.
 */
export function useCaseAction(options: UseCaseActionOptions = {}) {
  const { t } = useTranslation();
  const queries = useQueryClient();

  const readAgain = (caseId: string): Promise<unknown> =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['alerts'] }),
      queries.invalidateQueries({ queryKey: ['case', caseId] }),
    ]);

  const failed = (error: unknown, { on }: Act): void => {
    const kind = failureKind(error);
    if (kind === 'signed-out') return;
    if (kind === 'conflict') void readAgain(on.caseId);
    showFailure({
      title: t(`failure.${kind}.title`),
      text: kind === 'conflict' ? t('case.conflict') : deedFailure(t, kind),
    });
  };

  const undo = useMutation({
    mutationFn: perform,
    onSuccess: (view, act) => {
      queries.setQueryData(['case', view.caseId], view);
      showOutcome({ text: t('case.undone', { customer: act.on.customer }) });
      options.onUndone?.(act);
      return readAgain(view.caseId);
    },
    onError: failed,
  });

  return useMutation({
    mutationFn: perform,
    onSuccess: (view, act) => {
      const plainBack = UNDONE_BY[act.action];
      const back = act.back ?? (plainBack === undefined ? undefined : { action: plainBack });
      queries.setQueryData(['case', view.caseId], view);
      showOutcome({
        text: t(`case.done.${act.action}`, { customer: act.on.customer }),
        ...(back === undefined
          ? {}
          : {
              action: {
                label: t('case.undo'),
                onClick: () => undo.mutate({ ...back, on: { ...act.on, version: view.version } }),
              },
            }),
      });
      options.onDone?.(act);
      return readAgain(view.caseId);
    },
    onError: failed,
  });
}
