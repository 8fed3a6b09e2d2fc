import type { WordingWarnings } from '@earshot/contracts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../../../shared/api/request';

/** After a pause in typing, not with every key. */
const PAUSE_MS = 600;

export type WordingWarning = WordingWarnings['warnings'][number];

/** Wording in a text that inflames, with advice in the reader's language. Advice that cannot be had stops nobody. */
export function useWording(text: string, language: string): readonly WordingWarning[] {
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const isEmpty = settled.trim() === '';
  const { data } = useQuery({
    queryKey: ['wording', language, settled],
    queryFn: ({ signal }) =>
      request<WordingWarnings>('POST', '/wording', { body: { text: settled, language }, signal }),
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  return isEmpty ? [] : (data?.warnings ?? []);
}
