import type { BudgetWindow } from './rate-budget.js';

/**
 * When the window ends that `now` lies in. Spans in seconds begin at their multiples since 1970 in UTC, so that workers
 * whose windows began at different moments agree on it.
 */
export function windowEnd(window: BudgetWindow, now: Date): Date {
  if (window === 'day') return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  if (window === 'month') return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  const spanMs = Math.max(1, window) * 1_000;
  return new Date((Math.floor(now.getTime() / spanMs) + 1) * spanMs);
}

/** `60 requests a minute`, for people. */
export function budgetWords(amount: number, name: string, window: BudgetWindow): string {
  return `${amount} ${name} ${typeof window === 'string' ? `a ${window}` : spanWords(window)}`;
}

const SPANS: readonly (readonly [seconds: number, word: string])[] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

function spanWords(seconds: number): string {
  const [unit, word] = SPANS.find(([span]) => seconds % span === 0) ?? [1, 'second'];
  const count = seconds / unit;
  return count === 1 ? `${word === 'hour' ? 'an' : 'a'} ${word}` : `in ${count} ${word}s`;
}
