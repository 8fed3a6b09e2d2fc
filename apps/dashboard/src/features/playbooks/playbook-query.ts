import type { PlaybookView } from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

export type WrittenStep = PlaybookView['steps'][number];

/** In the language of the account; it changes when the service is started again. */
export const writtenPlaybookQuery = (language: string) =>
  queryOptions({
    queryKey: ['playbook', 'written', language],
    queryFn: ({ signal }) => request<PlaybookView>('GET', '/playbook', { signal }),
    staleTime: 5 * 60_000,
  });
