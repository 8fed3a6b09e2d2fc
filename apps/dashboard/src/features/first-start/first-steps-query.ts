import type { FirstSteps } from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

export const firstStepsQuery = queryOptions({
  queryKey: ['first-steps'],
  queryFn: ({ signal }) => request<FirstSteps>('GET', '/first-steps', { signal }),
});

export const finishFirstSteps = (): Promise<void> => request<void>('DELETE', '/first-steps');

/** With everything that it brought: its messages and the cases that hold nothing else. */
export const removeSample = ({ id, version }: NonNullable<FirstSteps['sample']>): Promise<void> =>
  request<void>('DELETE', `/sources/${id}`, {
    query: { messages: 'remove' },
    headers: { 'If-Match': `"${version}"` },
  });
