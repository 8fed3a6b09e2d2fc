/** As the server has it (NIST SP 800-63B, 3.1.1.2); it decides again. */
export const SHORTEST_PASSWORD = 15;

export interface PasswordProblem {
  /** Where it is put right; `null` when no field is to blame. */
  readonly field: 'old' | 'next' | 'repeated' | null;
  readonly kind:
    'missing' | 'short' | 'same' | 'different' | 'wrong' | 'refused' | 'tooMany' | 'unreachable' | 'failed';
}

/** What can be told of a new password before it is sent; `null` when nothing is wrong with it. */
export function refusedPassword(typed: {
  readonly old: string;
  readonly next: string;
  readonly repeated: string;
}): PasswordProblem | null {
  if (typed.old === '') return { field: 'old', kind: 'missing' };
  if (typed.next.length < SHORTEST_PASSWORD) return { field: 'next', kind: 'short' };
  if (typed.next === typed.old) return { field: 'next', kind: 'same' };
  return typed.next === typed.repeated ? null : { field: 'repeated', kind: 'different' };
}
