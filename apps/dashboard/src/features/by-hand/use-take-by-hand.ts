import type { ByHandAnswer, ByHandRequest } from '@earshot/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/api-error';
import { request } from '../../shared/api/request';
import { useRequestName } from '../../shared/api/use-request-name';

/** Hands a call or a visit to the server, once, however often it is pressed. */
export function useTakeByHand(onTaken: (answer: ByHandAnswer) => void) {
  const queries = useQueryClient();
  const { nameOf, forget } = useRequestName();
  return useMutation({
    mutationFn: (body: ByHandRequest) => {
      const headers = { 'Idempotency-Key': nameOf(JSON.stringify(body)) };
      return request<ByHandAnswer>('POST', '/messages/by-hand', { body, headers });
    },
    onSuccess: (answer) => {
      forget();
      onTaken(answer);
      for (const topic of ['messages', 'alerts', 'sources', 'source', 'customers'])
        void queries.invalidateQueries({ queryKey: [topic] });
    },
    onError: (error) => {
      // A refusal is remembered under its name: what is sent once the reason is gone needs another.
      if (error instanceof ApiError) forget();
    },
  });
}
