import { Suspense, useState, useSyncExternalStore } from 'react';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import { undoLastOutcome } from '../../shared/states/toasts';
import { lazyPart } from '../../shared/lazy/lazy-part';

let opened = false;
const listeners = new Set<() => void>();

function setOpened(value: boolean): void {
  opened = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the help from wherever it is offered. */
export const openShortcutsHelp = (): void => setOpened(true);

const ShortcutsHelp = lazyPart(() => import('./shortcuts-help').then((module) => module.ShortcutsHelp));

/** Opens the help with its key. Its script is loaded the first time it is asked for, and then stays. */
export function ShortcutsHelpOpener() {
  const isOpen = useSyncExternalStore(subscribe, () => opened);
  const [isLoaded, setIsLoaded] = useState(false);
  if (isOpen && !isLoaded) setIsLoaded(true);
  useShortcuts({ '?': openShortcutsHelp, u: undoLastOutcome });
  return <Suspense>{isLoaded && <ShortcutsHelp opened={isOpen} onClose={() => setOpened(false)} />}</Suspense>;
}
