import type { QueryClient } from '@tanstack/react-query';
import type { AppRouter } from './router';
import { sessionQuery } from '../shared/session/session';

/** The session is over: asks to sign in, and comes back to the same place afterwards. */
export function signInAgain(queries: QueryClient, router: AppRouter): void {
  const { location } = router.state;
  if (location.pathname === '/sign-in') return;
  // Forgotten once the screen is gone that still shows whose session it was: drawn anew without one, it would fail.
  void router
    .navigate({ to: '/sign-in', search: { next: location.href } })
    .finally(() => queries.removeQueries({ queryKey: sessionQuery.queryKey }));
}
