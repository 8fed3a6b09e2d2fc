import { DateTime } from 'luxon';

/** Internet mail with dates before this is a clock that was never set. */
const EARLIEST = Date.UTC(1995, 0, 1);
/** Clocks run ahead and zones are mistaken by up to a day. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

/** RFC 5322 dates, leniently: comments, missing weekday, two-digit years, named zones. `null` when it is none. */
export function parseMailDate(value: string): Date | null {
  const clean = value
    .slice(0, 200)
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // A day and a year at least: the engine's own parser reads a date into almost any word.
  if (!/\d{1,2}\D.*\d{2}/.test(clean)) return null;
  const strict = DateTime.fromRFC2822(clean);
  if (strict.isValid) return strict.toJSDate();
  // Without a zone the instant would depend on where this runs; RFC 5322 3.3 reads `-0000` as UTC.
  const zoned = /(?:[+-]\d{2}:?\d{2}|Z|\b[A-Z]{3,4})$/.test(clean) ? clean : `${clean} +0000`;
  const lenient = new Date(zoned.replace(/^[^\d,]{2,12}, */, ''));
  return Number.isNaN(lenient.getTime()) ? null : lenient;
}

export interface MailDates {
  readonly date: string | null;
  /** Received headers from the newest to the oldest. */
  readonly received: readonly string[];
  readonly internalDate: Date | null;
  readonly now: Date;
}

/** The time of writing, and whether the mail's own date had to be replaced. */
export function sentAt({ date, received, internalDate, now }: MailDates): { at: Date | null; implausible: boolean } {
  const plausible = (at: Date | null) =>
    at !== null && at.getTime() >= EARLIEST && at.getTime() <= now.getTime() + AHEAD_MS;
  const declared = date === null ? null : parseMailDate(date);
  if (plausible(declared)) return { at: declared, implausible: false };
  const arrivals = received.map((value) => parseMailDate(value.slice(value.lastIndexOf(';') + 1)));
  const at = [...arrivals, internalDate].find((candidate) => plausible(candidate)) ?? null;
  return { at, implausible: true };
}
