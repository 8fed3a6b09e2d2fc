import type { PresenceRequest, PresenceView } from '@earshot/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { request } from '../../../shared/api/request';

/** The server forgets who has not been heard of for 45 s: one sign of life may be lost. */
const HEARTBEAT_MS = 20_000;

/** Shows colleagues that the case is open here, and tells who else has it open. A hidden window gives no sign of life. */
export function usePresence(caseId: string, mode: PresenceRequest['mode']): PresenceView['others'] {
  const { data } = useQuery({
    queryKey: ['presence', caseId, mode],
    queryFn: ({ signal }) =>
      request<PresenceView>('POST', `/cases/${caseId}/presence`, { body: { mode } satisfies PresenceRequest, signal }),
    refetchInterval: HEARTBEAT_MS,
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
  useEffect(
    () => () => {
      // Forgotten anyway after 45 s.
      request('DELETE', `/cases/${caseId}/presence`).catch(() => undefined);
    },
    [caseId],
  );
  return data?.others ?? [];
}
