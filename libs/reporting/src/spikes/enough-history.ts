import { WINDOW_HOURS } from './spike-desk.js';
import { FEWEST_WEEKS } from './unusual-rise.js';

const HOUR_MS = 3_600_000;

/**
 * When so many weeks are known that a rise can be told from what is usual; `null` when they are. Before that nothing is
 * called unusual, and that is no sign of calm.
 *
 * @param firstMessageAt when the oldest message was written
 */
export function enoughHistoryAt(firstMessageAt: Date, now: Date): Date | null {
  const at = new Date(firstMessageAt.getTime() + (FEWEST_WEEKS * 7 * 24 + WINDOW_HOURS) * HOUR_MS);
  return at <= now ? null : at;
}
