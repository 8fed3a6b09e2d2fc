import { useRouterState } from '@tanstack/react-router';
import { Suspense } from 'react';
import { FirstSource } from '../../features/sources/first-source';
import { haveAllTexts } from '../../i18n/i18n';
import { mayManagePeople } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { lazyPart } from '../../shared/lazy/lazy-part';

/** Loaded for administrators only, with the texts that do not come with the board. */
const FirstSteps = lazyPart(async () => {
  const [module] = await Promise.all([import('../../features/first-start/first-steps'), haveAllTexts()]);
  return module.FirstSteps;
});

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
