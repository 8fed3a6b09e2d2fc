import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/api-error';
import { RULES_KEY } from './rules-query';

/** Does something to channels or rules, and has the page show what the server made of it. */
export function useSaving<Result, What = void>(
  deed: (what: What) => Promise<Result>,
  onDone: (result: Result) => void = () => undefined,
) {
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: deed,
    onSuccess: async (result) => {
      onDone(result);
      await queries.invalidateQueries({ queryKey: RULES_KEY });
    },
  });
  return { saving, fault: (field: string) => faultsAt(saving.error, field) };
}

/** What a refusal says of a field and of what it holds; `undefined` when nothing. */
export function faultsAt(error: unknown, field: string): string | undefined {
  const faults = error instanceof ApiError ? (error.problem.faults ?? []) : [];
  const told = faults.filter(({ path }) => path === field || path.startsWith(`${field}.`));
  return told.length === 0 ? undefined : told.map(({ message }) => message).join('. ');
}
