import type { QueryClient } from '@tanstack/react-query';
import type { AppRouter } from './router';
import { sessionQuery } from '../shared/session/session';

/** The session is over: asks to sign in, and comes back to the same place afterwards. */
export function signInAgain(queries: QueryClient, router: AppRouter): void {
  const { location } = router.state;
  if (location.pathname === '/sign-in') return;
  queries.removeQueries({ queryKey: sessionQuery.queryKey });
  void router.navigate({ to: '/sign-in', search: { next: location.href } });
}
