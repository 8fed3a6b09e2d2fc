import type { ToldRest } from '@earshot/domain';
import { retryAfter } from '../http/retry-after.js';

type Headers = Readonly<Record<string, string>>;

/** Meta counts over a rolling hour and does not say when it ends; a part of it is free again after this long. */
const ROLLING_PAUSE_MS = 10 * 60_000;
/** Meta throttles at 100 %; what others are using at the same moment fits between. */
const NEARLY_ALL_PERCENT = 95;
/** A server that forgets to name its window is believed for this long. */
const UNNAMED_WINDOW_MS = 60_000;

/**
 * Reads what services say of their budgets in the headers of any answer:
 * - `X-RateLimit-Limit`, `-Remaining`, `-Reset` in their spellings (GitHub, Mastodon, X, Reddit, the IETF draft);
 * - `X-Rate-Limit: user-hour-lim:3600;user-hour-rem:12;` (App Store Connect);
 * - `X-App-Usage` and `X-Business-Use-Case-Usage` (Meta Graph API): percentages of a rolling hour, and the minutes until
 *   access is regained.
 *
 * @param headers lower-case names
 * @returns `null` when they say nothing that can be read
 */
export function toldBudget(headers: Headers, now: Date): ToldRest | null {
  return metaBudget(headers, now) ?? appStoreBudget(headers, now) ?? remainingBudget(headers, now);
}

function remainingBudget(headers: Headers, now: Date): ToldRest | null {
  const named = (what: string): number | null =>
    numberOf(headers[`x-ratelimit-${what}`] ?? headers[`x-rate-limit-${what}`] ?? headers[`ratelimit-${what}`]);
  const left = named('remaining');
  if (left === null) return null;
  const reset = Object.fromEntries(Object.entries(headers).filter(([name]) => name.endsWith('-reset')));
  const resetsAt = retryAfter(reset, now) ?? new Date(now.getTime() + UNNAMED_WINDOW_MS);
  // Some services count in fractions; less than one request is none.
  return { allowed: named('limit'), left: Math.floor(left), resetsAt };
}

function appStoreBudget(headers: Headers, now: Date): ToldRest | null {
  const [, allowed, left] = /user-hour-lim:(\d+);\s*user-hour-rem:(\d+)/i.exec(headers['x-rate-limit'] ?? '') ?? [];
  if (allowed === undefined || left === undefined) return null;
  const pause = new Date(now.getTime() + ROLLING_PAUSE_MS);
  return { allowed: Number(allowed), left: Number(left), resetsAt: pause };
}

function metaBudget(headers: Headers, now: Date): ToldRest | null {
  const usages = [...usagesIn(headers['x-app-usage']), ...usagesIn(headers['x-business-use-case-usage'])];
  if (usages.length === 0) return null;
  const percent = Math.max(...usages.flatMap((usage) => PERCENTAGES.map((name) => numberOf(usage[name]) ?? 0)));
  const minutes = Math.max(...usages.map((usage) => numberOf(usage['estimated_time_to_regain_access']) ?? 0));
  const pauseMs = Math.min(Math.max(minutes * 60_000, ROLLING_PAUSE_MS), 24 * 3_600_000);
  const isSpent = minutes > 0 || percent >= NEARLY_ALL_PERCENT;
  return {
    allowed: 100,
    left: isSpent ? 0 : Math.floor(100 - percent),
    resetsAt: new Date(now.getTime() + pauseMs),
  };
}

const PERCENTAGES = ['call_count', 'total_time', 'total_cputime'] as const;

/** One record, or lists of them by business. */
function usagesIn(header: string | undefined): Record<string, unknown>[] {
  const records = (value: unknown): Record<string, unknown>[] => {
    if (typeof value !== 'object' || value === null) return [];
    if (Array.isArray(value)) return value.flatMap(records);
    const record = value as Record<string, unknown>;
    return 'call_count' in record ? [record] : Object.values(record).flatMap(records);
  };
  try {
    return header === undefined ? [] : records(JSON.parse(header));
  } catch {
    return [];
  }
}

/** Of `40, 10;w=1` the first number, as the draft of the IETF writes several windows. */
function numberOf(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const digits = /^\d{1,12}(\.\d+)?/.exec(text)?.[0];
  return digits === undefined ? null : Number(digits);
}
