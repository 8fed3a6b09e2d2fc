/** The field in which the answer is written; there is one on a page. */
export const COMPOSER_ID = 'answer';

/** Puts the caret where the answer is written, and brings it into view; nothing happens where none can be written. */
export function goToComposer(): void {
  const field = document.getElementById(COMPOSER_ID);
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
}
