/** Where the list stands of what was not changed. */
export const FAILURES_ID = 'bulk-failures';

/** Brings the list of what was not changed into view, with the focus on it. */
export function leadToFailures(): void {
  const list = document.getElementById(FAILURES_ID);
  list?.scrollIntoView({ block: 'center' });
  list?.focus({ preventScroll: true });
}
