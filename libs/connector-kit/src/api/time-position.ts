import type { ApiItem } from './api-item.js';

/**
 * The next position in a stream that is asked for by time (inclusive, Unix seconds) instead of by page: the second of the
 * oldest item, which is asked for again because more may have been written in it; the second before where it is the one
 * that was asked for. `null` when nothing has a readable time.
 */
export function secondOfOldest(items: readonly ApiItem[], token: string | null): string | null {
  const oldest = items.findLast(({ at }) => at !== null)?.at ?? null;
  if (oldest === null) return null;
  const second = Math.floor(oldest.getTime() / 1000);
  return String(token !== null && second >= Number(token) ? Number(token) - 1 : second);
}
