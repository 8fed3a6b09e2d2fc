import { useEffect, useEffectEvent } from 'react';
import { useShortcutsEnabled } from '../preferences/preference';

/** Keys as `KeyboardEvent.key` names them, so that `?` is the key that types it on any layout. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Boxes that are ticked take no letters. */
const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"]';
const LAYERS = '[role="dialog"], [role="menu"], [role="listbox"]';
/** Escape closes these first (WCAG 2.2, 1.4.13); other keys do not mind them. */
const HINTS = '[role="tooltip"]';

/** Single keys that act on the page; they rest while somebody types or a dialog or menu is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const [enabled] = useShortcutsEnabled();

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof Element && event.target.closest(TYPING) !== null;
    const above = event.key === 'Escape' ? `${LAYERS}, ${HINTS}` : LAYERS;
    if (isTyping || document.querySelector(above) !== null) return;
    const act = shortcuts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  useEffect(() => {
    if (!enabled) return;
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    // Before the menu that Escape is meant for has closed and is no longer seen.
    document.addEventListener('keydown', listener, { capture: true });
    return () => document.removeEventListener('keydown', listener, { capture: true });
  }, [enabled]);
}
