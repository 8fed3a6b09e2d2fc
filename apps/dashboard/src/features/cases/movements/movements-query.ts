import type { MergeRequest, MovementAnswer, MovementList, SplitRequest, UndoMovementRequest } from '@earshot/contracts';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../shared/api/request';

/** What was merged and split, and whether it can be taken back; under the case's key, so that both are read again. */
export const movementsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'movements'],
    queryFn: ({ signal }) => request<MovementList>('GET', `/cases/${caseId}/movements`, { signal }),
  });

export const merge = (caseId: string, body: MergeRequest): Promise<MovementAnswer> =>
  request<MovementAnswer>('POST', `/cases/${caseId}/merge`, { body });

export const split = (caseId: string, body: SplitRequest): Promise<MovementAnswer> =>
  request<MovementAnswer>('POST', `/cases/${caseId}/split`, { body });

export const undoMovement = (caseId: string, movementId: string, body: UndoMovementRequest): Promise<MovementAnswer> =>
  request<MovementAnswer>('POST', `/cases/${caseId}/movements/${movementId}/undo`, { body });

/** After something moved, no case is what it was. */
export function useReadAllAgain(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () => Promise.all(['case', 'alerts', 'customer'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}
