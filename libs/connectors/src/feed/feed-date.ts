/**
 * Reads the dates that feeds carry: RFC 3339 and other ISO 8601 forms, RFC 822 with two- or four-digit years and named
 * zones, `Mar 2, 2026 9:13 PM`, `02.03.2026 21:13`, Unix seconds and milliseconds. A time without a zone is UTC.
 * `02/03/2026` is not guessed at.
 *
 * @returns `null` for what is none of these or no real date (31 February)
 */
export function feedDate(written: string | null): Date | null {
  const text = (written ?? '').trim().replace(/\s+/g, ' ');
  if (text === '' || text.length > 60) return null;
  return unixTime(text) ?? isoDate(text) ?? dayFirst(text) ?? monthFirst(text);
}

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([AaPp])\.?[Mm]\.?)?`;
const ZONE = String.raw`(?: ?(Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{2}|[A-Za-z]{1,5})(?: ?\([^)]*\))?)?`;
const ISO = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]${TIME}${ZONE})?$`, 'i');
const DAY_FIRST = new RegExp(
  String.raw`^(?:[\p{L}]+\.?,? ?)?(\d{1,2})(?:\. ?|[ -])(\d{1,2}|\p{L}{3,12})\.?,?[. -](\d{4}|\d{2})(?:,? ${TIME}${ZONE})?$`,
  'u',
);
const MONTH_FIRST = new RegExp(
  String.raw`^(?:\p{L}+\.?,? )?(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? (?:at )?${TIME}${ZONE})?$`,
  'u',
);

/** Minutes east of UTC (RFC 822 §5, and the zones that European feeds name). Other letters are read as UTC. */
const ZONES: Readonly<Record<string, number>> = {
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  WIB: 420,
  JST: 540,
};

/** By the first three letters; English, and the languages whose short names differ from it. */
const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  nov: 11,
  dec: 12,
  mär: 3,
  mrz: 3,
  mai: 5,
  maj: 5,
  mei: 5,
  okt: 10,
  dez: 12,
  des: 12,
  avg: 8,
  agu: 8,
  янв: 1,
  фев: 2,
  мар: 3,
  апр: 4,
  мая: 5,
  май: 5,
  июн: 6,
  июл: 7,
  авг: 8,
  сен: 9,
  окт: 10,
  ноя: 11,
  дек: 12,
};

type Parts = readonly (string | undefined)[];

function unixTime(text: string): Date | null {
  if (/^\d{10}$/.test(text)) return new Date(Number(text) * 1000);
  return /^\d{13}$/.test(text) ? new Date(Number(text)) : null;
}

function isoDate(text: string): Date | null {
  const match = ISO.exec(text);
  return match === null ? null : instant(match[1], Number(match[2]), match[3], match.slice(4));
}

function dayFirst(text: string): Date | null {
  const match = DAY_FIRST.exec(text);
  return match === null ? null : instant(fullYear(match[3]!), monthOf(match[2]!), match[1], match.slice(4));
}

function monthFirst(text: string): Date | null {
  const match = MONTH_FIRST.exec(text);
  return match === null ? null : instant(match[3], monthOf(match[1]!), match[2], match.slice(4));
}

function instant(year: string | undefined, month: number, day: string | undefined, time: Parts): Date | null {
  const [hour, minute, second, fraction, half, zone] = time;
  const date = [Number(year), month, Number(day)] as const;
  const hours = half === undefined ? Number(hour ?? 0) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  const offset = offsetMinutes(zone);
  // 24:00 and leap seconds are written; other hours and minutes beyond their range are faults.
  if (month < 1 || hours > 24 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 60 || Math.abs(offset) > 14 * 60)
    return null;
  const midnight = new Date(0);
  midnight.setUTCFullYear(date[0], date[1] - 1, date[2]);
  if (midnight.getUTCMonth() !== date[1] - 1 || midnight.getUTCDate() !== date[2]) return null;
  const ofDay = ((hours * 60 + Number(minute ?? 0) - offset) * 60 + Number(second ?? 0)) * 1000 + milliseconds;
  return new Date(midnight.getTime() + ofDay);
}

function offsetMinutes(zone: string | undefined): number {
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone ?? '');
  if (match === null) return ZONES[(zone ?? '').toUpperCase()] ?? 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

/** RFC 2822 §4.3: 00–49 are this century, 50–99 the last. */
function fullYear(year: string): string {
  if (year.length === 4) return year;
  return Number(year) < 50 ? `20${year}` : `19${year}`;
}

/** 1..12, or 0 when it is no month. */
function monthOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written) <= 12 ? Number(written) : 0;
  return MONTHS[written.toLowerCase().slice(0, 3)] ?? 0;
}
