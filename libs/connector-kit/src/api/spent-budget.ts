import { retryAfter } from '../http/retry-after.js';

/**
 * Until when a service is to be left alone because its budget is spent, by the `X-RateLimit-Remaining` and `-Reset` headers
 * of an answer that still was a success; `null` while there is some left.
 *
 * @param headers lower-case names
 */
export function spentBudget(headers: Readonly<Record<string, string>>, now: Date): Date | null {
  const remaining =
    headers['x-ratelimit-remaining'] ?? headers['x-rate-limit-remaining'] ?? headers['ratelimit-remaining'];
  // Some services count in fractions; less than one request is none.
  return remaining !== undefined && remaining.trim() !== '' && Number(remaining) < 1 ? retryAfter(headers, now) : null;
}
