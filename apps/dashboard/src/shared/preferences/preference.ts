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

/** Whether the rows of the board are low, so that many are seen at once; of each person who uses this browser. */
export function useDenseRows(userId: string): [boolean, (dense: boolean) => void] {
  const key = `earshot.dense.${userId}`;
  const dense = useSyncExternalStore(subscribe, () => read(key) === 'on');
  return [dense, (on) => write(key, on ? 'on' : 'off')];
}

/** The interface language chosen in this browser; `null` follows the account. */
export const chosenLanguage = (): string | null => read('earshot.language');
export const chooseLanguage = (language: string): void => write('earshot.language', language);

/** What this browser shows while the dashboard is in the background; `names` names the customers too. */
export type BackgroundTelling = 'off' | 'on' | 'names';

export function useBackgroundTelling(): [BackgroundTelling, (telling: BackgroundTelling) => void] {
  const telling = useSyncExternalStore(subscribe, () => tellingOf(read('earshot.telling')));
  return [telling, (chosen) => write('earshot.telling', chosen)];
}

const tellingOf = (kept: string | null): BackgroundTelling => (kept === 'on' || kept === 'names' ? kept : 'off');

/** The id of the last notification that a window of this browser has shown or had on its screen; `null` before any. */
export const toldUpTo = (userId: string): string | null => read(`earshot.told.${userId}`);
export const noteTold = (userId: string, id: string): void => write(`earshot.told.${userId}`, id);
