/** Before this there were no such services; an earlier date is a default value (1970, 0001), not a time of writing. */
const FIRST_PLAUSIBLE = Date.UTC(1999, 0, 1);
/** Clocks differ; a little ahead is no fault. */
const CLOCK_SKEW_MS = 10 * 60 * 1000;
/** Numbers above this are milliseconds: as seconds they would lie beyond the year 5000. */
const FIRST_MILLISECONDS = 100_000_000_000;
const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?( ?Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads a date as APIs give it: ISO 8601 (RFC 3339; without a zone it is UTC), Unix seconds or milliseconds as a number or
 * in digits.
 *
 * @returns `null` for anything else, also for what is no real date
 */
export function apiDate(value: unknown): Date | null {
  if (typeof value === 'string' && /^\d{9,13}$/.test(value)) return apiDate(Number(value));
  if (typeof value === 'number') {
    const date = new Date(value < FIRST_MILLISECONDS ? value * 1000 : value);
    return Number.isNaN(date.getTime()) ? null : date;
  }
  if (typeof value !== 'string' || !ISO.test(value)) return null;
  const zoned = /[T ]/.test(value) && !/(Z|[+-]\d{2}:?\d{2})$/.test(value) ? `${value}Z` : value;
  const time = Date.parse(zoned.replace(' Z', 'Z').replace(' ', 'T'));
  return Number.isNaN(time) ? null : new Date(time);
}

/**
 * When something counts as written. A date that is missing or cannot be (`date-missing`, `date-implausible`) becomes the
 * time of reading, so that the response clock starts when the house could know.
 */
export function writtenAt(date: Date | null, now: Date): { readonly sentAt: Date; readonly tags: readonly string[] } {
  if (date === null) return { sentAt: now, tags: ['date-missing'] };
  const time = date.getTime();
  if (time < FIRST_PLAUSIBLE || time > now.getTime() + CLOCK_SKEW_MS)
    return { sentAt: now, tags: ['date-implausible'] };
  return { sentAt: new Date(Math.min(time, now.getTime())), tags: [] };
}
