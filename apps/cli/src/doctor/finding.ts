/** `attention` is worth knowing and no failure: mail that is not configured, a paused source. */
export type FindingState = 'ok' | 'attention' | 'failed';

/** What one check found. */
export interface Finding {
  readonly check: string;
  readonly state: FindingState;
  /** What was seen, without secrets. */
  readonly message: string;
  /** What to do about it; null when nothing is to be done. */
  readonly remedy: string | null;
}

export const ok = (check: string, message: string): Finding => ({ check, state: 'ok', message, remedy: null });
export const attention = (check: string, message: string, remedy: string): Finding => ({
  check,
  state: 'attention',
  message,
  remedy,
});
export const failed = (check: string, message: string, remedy: string): Finding => ({
  check,
  state: 'failed',
  message,
  remedy,
});

const MARKS: Readonly<Record<FindingState, string>> = { ok: '✔', attention: '!', failed: '✖' };

/** One line for a person. */
export function findingLine({ check, state, message, remedy }: Finding): string {
  return `${MARKS[state]} ${check}: ${message}${remedy === null ? '' : ` → ${remedy}`}`;
}
