/** A server that asks for longer than a day is asked again after a day: sources must not fall silent for a typing error. */
export const MAX_RETRY_AFTER_MS = 24 * 3600 * 1000;

/**
 * The instant before which a server does not want to be asked again.
 *
 * Reads `Retry-After` (RFC 9110 §10.2.3: seconds or an HTTP date) and else the reset headers of rate limits in their three
 * spellings: seconds from now, Unix seconds, ISO 8601. The result lies between `now` and `now` + one day.
 *
 * @param headers lower-case names
 * @returns `null` when the server named no time that can be read
 */
export function retryAfter(headers: Readonly<Record<string, string>>, now: Date): Date | null {
  for (const name of ['retry-after', 'x-ratelimit-reset', 'x-rate-limit-reset', 'ratelimit-reset']) {
    const value = headers[name]?.trim();
    const at = value === undefined ? null : instantOf(value, now);
    if (at !== null) return new Date(Math.min(Math.max(at, now.getTime()), now.getTime() + MAX_RETRY_AFTER_MS));
  }
  return null;
}

/** Seconds above this are a point in time (2001-09-09), not a span of 31 years. */
const FIRST_UNIX_SECOND = 1_000_000_000;

function instantOf(value: string, now: Date): number | null {
  if (/^\d+(\.\d+)?$/.test(value)) {
    const seconds = Number(value);
    return (seconds >= FIRST_UNIX_SECOND ? 0 : now.getTime()) + seconds * 1000;
  }
  const isDate = /^[A-Z][a-z]{2,8},? |^\d{4}-\d{2}-\d{2}T/.test(value);
  const at = isDate ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? null : at;
}
