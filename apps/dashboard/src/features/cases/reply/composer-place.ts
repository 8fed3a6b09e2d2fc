/** The field in which the answer is written, or what says why none can be; there is one on a page. */
export const COMPOSER_ID = 'answer';

/** Puts the caret where the answer is written, and brings it into view; where none can be written, what says why. */
export function goToComposer(): void {
  const field = document.getElementById(COMPOSER_ID);
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
}
