import { CatchBoundary, type ErrorComponentProps } from '@tanstack/react-router';
import i18next from 'i18next';
import {
  cloneElement,
  Suspense,
  useLayoutEffect,
  useState,
  useTransition,
  type ComponentType,
  type ReactElement,
} from 'react';
import { failureKind } from '../api/api-error';
import { showFailure } from '../states/toasts';
import { isServerThere } from './load-part';

/** What opens beside its target. */
export interface OpensBeside {
  readonly target: ReactElement<object>;
  readonly opened: boolean;
  readonly onChange: (opened: boolean) => void;
}

interface OnDemandProps<Given extends object> {
  /** A button that takes any property of a button. */
  readonly target: ReactElement<object>;
  readonly kind: 'menu' | 'dialog';
  /** Loaded at the first click, by `lazyPart`. */
  readonly opens: ComponentType<OpensBeside & Given>;
  /** What it is given besides. */
  readonly given: Given;
}

/** A button whose menu or dialog is loaded when it is first wanted, so that the first page is not kept waiting for it. */
export function OnDemand<Given extends object = object>({ target, kind, opens: Opened, given }: OnDemandProps<Given>) {
  const [isAsked, setIsAsked] = useState(false);
  // The button alone stays where it is, with the focus on it, until what it opens has come.
  const [, startLoading] = useTransition();
  const [arrived, setArrived] = useState<HTMLElement | null>(null);
  const [isClosed, setIsClosed] = useState(false);
  const alone = (onClick: () => void): ReactElement =>
    cloneElement(target, { 'aria-haspopup': kind, 'aria-expanded': false, onClick } as object);
  // Opened from the button that has just taken the place of the first one, it gives the focus back to that one.
  useLayoutEffect(() => arrived?.focus(), [arrived]);
  if (!isAsked) return alone(() => startLoading(() => setIsAsked(true)));
  return (
    <CatchBoundary
      getResetKey={() => kind}
      onCatch={tellOutOfReach}
      errorComponent={({ error }: ErrorComponentProps) => {
        if (failureKind(error) !== 'unreachable') throw error;
        return alone(() => void askAgain());
      }}
    >
      <Suspense fallback={alone(() => undefined)}>
        <Opened
          target={cloneElement(target, { ref: setArrived } as object)}
          opened={arrived !== null && !isClosed}
          onChange={(opened) => setIsClosed(!opened)}
          {...given}
        />
      </Suspense>
    </CatchBoundary>
  );
}

function tellOutOfReach(): void {
  showFailure({ title: i18next.t('failure.unreachable.title'), text: i18next.t('failure.unreachable.deed') });
}

/** Browsers remember that a script did not come, and would not ask for it again on this page. */
async function askAgain(): Promise<void> {
  if (await isServerThere()) window.location.reload();
  else tellOutOfReach();
}
