import type { CustomerChangeRequest, CustomerView, NoteRequest } from '@earshot/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request';

export const customerQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['customer', customerId],
    queryFn: ({ signal }) => request<CustomerView>('GET', `/customers/${customerId}`, { signal }),
  });

type Change =
  | { readonly what: 'note'; readonly body: NoteRequest }
  | { readonly what: 'remove-note'; readonly noteId: string }
  | { readonly what: 'change'; readonly body: CustomerChangeRequest };

/** Notes and facts about a customer; the answer is the customer afterwards. */
export function useCustomerChange(customerId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => {
      const path = `/customers/${customerId}`;
      if (change.what === 'note') return request<CustomerView>('POST', `${path}/notes`, { body: change.body });
      if (change.what === 'change') return request<CustomerView>('PATCH', path, { body: change.body });
      return request<CustomerView>('DELETE', `${path}/notes/${change.noteId}`);
    },
    onSuccess: (customer) => queries.setQueryData(customerQuery(customerId).queryKey, customer),
    // Somebody else may have been faster: what they changed is shown, and what was typed is kept.
    onError: () => queries.invalidateQueries(customerQuery(customerId)),
  });
}
