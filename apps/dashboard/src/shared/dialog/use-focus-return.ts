import { useLayoutEffect } from 'react';

/** What the focus may go back to from the dialog that opened last, the dearest first; empty when none is open. */
let lastWay: readonly HTMLElement[] = [];

/** What had the focus last: a menu that closes with the click on its item is gone before the dialog stands there. */
let lastFocused: EventTarget | null = document.activeElement;
document.addEventListener('focusin', ({ target }) => {
  lastFocused = target;
});

/**
 * Gives the focus back when a dialog closes, also when it goes from the page at once: to what opened it, to the button
 * of the menu that it was chosen from, or to what opened the dialog before it; where none of these is left, to the
 * content of the page. A focus that was set elsewhere meanwhile stays there.
 * @param opened whether the dialog is open; what has the focus when this becomes true is what opened it
 */
export function useFocusReturn(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return;
    const way = wayBack();
    lastWay = way;
    return () => {
      const atClose = document.activeElement;
      // What closed the dialog has its say first: it may lead to another page, or to another dialog.
      requestAnimationFrame(() => {
        if (lastWay === way) lastWay = [];
        const focused = document.activeElement;
        if (focused === null || focused === document.body || focused === atClose) focusFirst(way);
      });
    };
  }, [opened]);
}

function wayBack(): readonly HTMLElement[] {
  const active = document.activeElement;
  const opener = active === null || active === document.body ? lastFocused : active;
  if (!(opener instanceof HTMLElement)) return lastWay;
  if (opener.closest('[role="dialog"]') !== null) return [opener, ...lastWay];
  const menuButton = opener.closest('[role="menu"]')?.getAttribute('aria-labelledby') ?? '';
  return [document.getElementById(menuButton) ?? opener];
}

function focusFirst(way: readonly HTMLElement[]): void {
  const content = document.getElementById('main');
  for (const element of content === null ? way : [...way, content]) {
    // A row that came anew is the same row to a reader.
    const standing = element.isConnected ? element : document.getElementById(element.id);
    standing?.focus({ preventScroll: true });
    if (standing !== null && standing === document.activeElement) return;
  }
}
