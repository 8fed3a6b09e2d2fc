import type { CustomerView } from '@earshot/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import { customerQuery } from '../../../shared/customers/customer-query';
import { showFailure, showOutcome } from '../../../shared/states/toasts';
import { undoMerge } from '../customers-query';

/** Takes a merge apart; the customer afterwards is shown at once, the lists are read again. */
export function useUndoMerge() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({
      kept,
      mergeId,
    }: {
      readonly kept: Pick<CustomerView, 'id' | 'version'>;
      readonly mergeId: string;
    }) => undoMerge(kept, mergeId),
    onSuccess: (customer) => {
      queries.setQueryData(customerQuery(customer.id).queryKey, customer);
      showOutcome({ text: t('customers.merge.undone') });
    },
    onError: (error) => {
      const kind = failureKind(error);
      if (kind !== 'signed-out')
        showFailure({ title: t(`failure.${kind}.title`), text: t('customers.merge.notUndone') });
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['customer'] }),
        queries.invalidateQueries({ queryKey: ['customers'] }),
      ]),
  });
}

/** What follows a merge: the customer as they are now, and the way back. */
export function useMerged(): (after: CustomerView, from: CustomerView) => void {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const undo = useUndoMerge();
  return (after, from) => {
    queries.setQueryData(customerQuery(after.id).queryKey, after);
    void queries.invalidateQueries({ queryKey: ['customer', after.id, 'history'] });
    void queries.invalidateQueries({ queryKey: ['customers'] });
    const done = after.merges.find(({ customer, undoneAt }) => customer.id === from.id && undoneAt === null);
    showOutcome({
      text: t('customers.merge.done', { name: from.name }),
      ...(done === undefined
        ? {}
        : {
            action: { label: t('customers.merge.undo'), onClick: () => undo.mutate({ kept: after, mergeId: done.id }) },
          }),
    });
  };
}
