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
  const usual = usualDate(clean);
  if (usual !== null) return usual;
  const strict = DateTime.fromRFC2822(clean);
  if (strict.isValid) return strict.toJSDate();
  // Without a zone the instant would depend on where this runs; RFC 5322 3.3 reads `-0000` as UTC.
  const zoned = /(?:[+-]\d{2}:?\d{2}|Z|\b[A-Z]{3,4})$/.test(clean) ? clean : `${clean} +0000`;
  const lenient = new Date(zoned.replace(/^[^\d,]{2,12}, */, ''));
  return Number.isNaN(lenient.getTime()) ? null : lenient;
}

/** As nearly every program writes it (RFC 5322 3.3). */
const USUAL =
  /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat), (\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([12]\d{3}) (\d\d):(\d\d):(\d\d) ([+-])(0\d|1[0-4])([0-5]\d)$/;
const DAYS = 'SunMonTueWedThuFriSat';
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/**
 * The usual form, read without the general parser, which takes as long as all other headers together. `null` leaves it
 * to that parser: another form, a day that is not in the calendar, a weekday that is not the day's.
 */
function usualDate(value: string): Date | null {
  const match = USUAL.exec(value);
  if (match === null) return null;
  const [, weekday = '', day, month = '', year, hour, minute, second, sign, zoneHours, zoneMinutes] = match;
  const local = new Date(
    Date.UTC(
      ...([Number(year), MONTHS.indexOf(month) / 3, Number(day)] as const),
      ...([Number(hour), Number(minute), Number(second)] as const),
    ),
  );
  // What is out of range was carried over into the next unit.
  const carried =
    local.getUTCDay() !== DAYS.indexOf(weekday) / 3 ||
    local.getUTCDate() !== Number(day) ||
    local.getUTCHours() !== Number(hour) ||
    local.getUTCMinutes() !== Number(minute) ||
    local.getUTCSeconds() !== Number(second);
  if (carried) return null;
  const ahead = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
  return new Date(local.getTime() + (sign === '+' ? -ahead : ahead));
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
