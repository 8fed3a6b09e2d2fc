import { useEffect, useEffectEvent } from 'react';
import { useShortcutsEnabled } from '../preferences/preference';

/** Keys as `KeyboardEvent.key` names them, so that `?` is the key that types it on any layout. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const TYPING = 'input, textarea, select, [contenteditable="true"]';
const LAYERS = '[role="dialog"], [role="menu"], [role="listbox"]';

/** Single keys that act on the page; they rest while somebody types or a dialog or menu is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const [enabled] = useShortcutsEnabled();

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof Element && event.target.closest(TYPING) !== null;
    if (isTyping || document.querySelector(LAYERS) !== null) return;
    const act = shortcuts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  useEffect(() => {
    if (!enabled) return;
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, [enabled]);
}
