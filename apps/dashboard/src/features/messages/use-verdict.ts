import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { deedFailure } from '../../shared/states/deed-failure';
import { showFailure, showOutcome } from '../../shared/states/toasts';
import { giveVerdict } from './messages-query';

interface Given {
  readonly message: { readonly id: string };
  readonly dissatisfied: boolean;
}

/** Keeps a person's word on a message and tells what follows from it. */
export function useVerdict(onKept?: (given: Given) => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: ({ message, dissatisfied }: Given) => giveVerdict(message.id, { dissatisfied }),
    onSuccess: ({ caseId }, given) => {
      onKept?.(given);
      showOutcome({
        text: t(given.dissatisfied ? 'messages.done.missed' : 'messages.done.fine'),
        ...(caseId === null
          ? {}
          : {
              action: {
                label: t('messages.done.open'),
                onClick: () => void router.navigate({ to: '/cases/$caseId', params: { caseId } }),
              },
            }),
      });
      return Promise.all(
        [['messages'], ['message', given.message.id], ['alerts']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
    onError: (error) => {
      const kind = failureKind(error);
      if (kind !== 'signed-out') showFailure({ title: t(`failure.${kind}.title`), text: deedFailure(t, kind) });
    },
  });
}
