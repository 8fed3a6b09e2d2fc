import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/api-error';
import { RULES_KEY } from './rules-query';

/** Does something to channels or rules, and has the page show what the server made of it. */
export function useSaving<Result>(deed: () => Promise<Result>, onDone: (result: Result) => void = () => undefined) {
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: deed,
    onSuccess: async (result) => {
      onDone(result);
      await queries.invalidateQueries({ queryKey: RULES_KEY });
    },
  });
  const faults = saving.error instanceof ApiError ? (saving.error.problem.faults ?? []) : [];
  return { saving, fault: (field: string) => faults.find(({ path }) => path.startsWith(field))?.message };
}
