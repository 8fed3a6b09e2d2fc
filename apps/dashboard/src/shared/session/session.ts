import type { Session, SignIn } from '@earshot/contracts';
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { rememberCsrfToken, request } from '../api/request';

const readSession = async (signal: AbortSignal): Promise<Session> => {
  const session = await request<Session>('GET', '/session', { signal });
  rememberCsrfToken(session);
  return session;
};

/** Who is signed in. Read once; it changes only through signing in and out. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => readSession(signal),
  staleTime: Infinity,
  gcTime: Infinity,
});

/** The session of the person who is signed in; only below the route that has loaded it. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: SignIn) => request<Session>('POST', '/session', { body: credentials }),
    onSuccess: (session) => {
      rememberCsrfToken(session);
      queries.setQueryData(sessionQuery.queryKey, session);
    },
  });
}

/** Ends the session and forgets everything that was read in it: the next person at this desk sees nothing of it. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => request<void>('DELETE', '/session'),
    onSuccess: () => {
      rememberCsrfToken(null);
      queries.clear();
    },
  });
}
