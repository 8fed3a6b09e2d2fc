import { Suspense } from 'react';
import { mayTell } from '../../shared/notifications/may-tell';
import { useBackgroundTelling } from '../../shared/preferences/preference';
import { lazyPart } from '../../shared/lazy/lazy-part';

const BackgroundTelling = lazyPart(() =>
  import('../../features/notifications/background-telling').then((module) => module.BackgroundTelling),
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
