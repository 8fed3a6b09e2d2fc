import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** A choice that belongs to this browser, kept in its local storage; lost storage means the default. */
function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the default does.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** Whether single keys act (WCAG 2.2, 2.1.4: they can be turned off). */
export function useShortcutsEnabled(): [boolean, (enabled: boolean) => void] {
  const enabled = useSyncExternalStore(subscribe, () => read('earshot.shortcuts') !== 'off');
  return [enabled, (on) => write('earshot.shortcuts', on ? 'on' : 'off')];
}

/** The interface language chosen in this browser; `null` follows the account. */
export const chosenLanguage = (): string | null => read('earshot.language');
export const chooseLanguage = (language: string): void => write('earshot.language', language);
