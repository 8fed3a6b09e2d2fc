import { lazy, Suspense } from 'react';
import { mayTell } from '../../shared/notifications/may-tell';
import { useBackgroundTelling } from '../../shared/preferences/preference';

const BackgroundTelling = lazy(() =>
  import('../../features/notifications/background-telling').then((module) => ({ default: module.BackgroundTelling })),
);

/** Loaded only by who has asked to be told while the dashboard is in the background. */
export function BackgroundTeller() {
  const [telling] = useBackgroundTelling();
  if (telling === 'off' || mayTell() !== 'granted') return null;
  return (
    <Suspense>
      <BackgroundTelling />
    </Suspense>
  );
}
