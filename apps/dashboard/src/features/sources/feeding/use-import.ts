import type { ImportAnswer } from '@earshot/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../shared/api/request';

/** A hundred thousand rows are judged and stored while the request is open. */
const PATIENCE_MS = 30 * 60_000;

interface Sent {
  readonly form: FormData;
  readonly dryRun: boolean;
}

/** Tries a file out or imports it. Importing the same file again adds nothing, so one that was cut off is simply repeated. */
export function useImport(sourceId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ form }: Sent) => request<ImportAnswer>('POST', '/imports', { body: form, timeoutMs: PATIENCE_MS }),
    onSettled: (_answer, _error, { dryRun }) => {
      if (dryRun) return;
      for (const queryKey of [['sources'], ['source', sourceId], ['alerts'], ['messages']])
        void queries.invalidateQueries({ queryKey });
    },
  });
}
