import type { CreatedToken, NewTokenRequest, TokenList } from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';

/** One's own, or everybody's for administrators. */
export type Whose = 'me' | 'all';

export const tokensQuery = (of: Whose) =>
  queryOptions({
    queryKey: ['tokens', of],
    queryFn: ({ signal }) => request<TokenList>('GET', '/tokens', { query: { of }, signal }),
  });

/** The key is told once, in the answer. */
export const createToken = (body: NewTokenRequest): Promise<CreatedToken> =>
  request<CreatedToken>('POST', '/tokens', { body });

export const revokeToken = (id: string): Promise<void> => request<void>('DELETE', `/tokens/${id}`);
