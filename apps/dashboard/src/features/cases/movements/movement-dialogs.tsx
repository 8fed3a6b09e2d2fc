import type { CaseView } from '@earshot/contracts';
import { Suspense } from 'react';
import type { useMovement } from './use-movement';
import { lazyPart } from '../../../shared/lazy/lazy-part';

const MergeDialog = lazyPart(() => import('./merge-dialog').then((module) => module.MergeDialog));
const SplitDialog = lazyPart(() => import('./split-dialog').then((module) => module.SplitDialog));

interface MovementDialogsProps {
  readonly view: CaseView;
  readonly movement: ReturnType<typeof useMovement>;
}

/** Where a movement is prepared; loaded when it is first asked for. */
export function MovementDialogs({ view, movement: { asked, opened, close } }: MovementDialogsProps) {
  return (
    <Suspense>
      {asked === 'merge' && <MergeDialog view={view} opened={opened} onClose={close} />}
      {asked === 'split' && <SplitDialog view={view} opened={opened} onClose={close} />}
    </Suspense>
  );
}
