/**
 * The longest that a feed's own wish holds back the next reading. Asking is cheap (a conditional request), and a
 * complaint should be seen within the hour. Milliseconds.
 */
export const MAX_FRESHNESS_MS = 3600 * 1000;

/**
 * The instant until which the other side calls its answer fresh: the larger of `Cache-Control: max-age` (less `Age`;
 * RFC 9111 §4.2) and RSS `ttl`, at most an hour from `now`.
 *
 * @returns `null` when neither is given
 */
export function freshUntil(
  headers: Readonly<Record<string, string>>,
  ttlMinutes: number | null,
  now: Date,
): Date | null {
  const control = headers['cache-control'] ?? '';
  const maxAge = /\bno-(?:cache|store)\b/i.test(control) ? undefined : /\bmax-age\s*=\s*"?(\d+)/i.exec(control)?.[1];
  const age = Number(headers['age'] ?? 0) || 0;
  const seconds = Math.max(Number(maxAge ?? 0) - age, (ttlMinutes ?? 0) * 60);
  return seconds > 0 ? new Date(now.getTime() + Math.min(seconds * 1000, MAX_FRESHNESS_MS)) : null;
}
