import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { FirstSource } from '../../features/sources/first-source';
import { mayManagePeople } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';

/** Loaded for administrators only. */
const FirstSteps = lazy(() =>
  import('../../features/first-start/first-steps').then((module) => ({ default: module.FirstSteps })),
);

/** What a new house does first: the whole path over its administrator's board, elsewhere the way to a first source. */
export function FirstHints() {
  const { user } = useSession();
  const isBoard = useRouterState({ select: ({ location }) => location.pathname === '/alerts' });
  if (!mayManagePeople(user) || !isBoard) return <FirstSource />;
  return (
    <Suspense>
      <FirstSteps />
    </Suspense>
  );
}
