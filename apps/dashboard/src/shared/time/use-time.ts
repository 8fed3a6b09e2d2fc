import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';
import { formattingLocale, knownZone, type TimeStyle } from './format';

/** Minutes are the smallest unit shown. */
const TICK_MS = 20_000;

let current = new Date();
let timer: number | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  current = new Date();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** The present, moving on every 20 seconds; one timer serves the whole page. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => current);
}

/** The locale and zone in which the person who is signed in reads dates. */
export function useTimeStyle(): TimeStyle {
  const { i18n } = useTranslation();
  const { zone } = useSession().user;
  return useMemo(
    () => ({ locale: formattingLocale(i18n.language, navigator.languages), zone: knownZone(zone) }),
    [i18n.language, zone],
  );
}
