/**
 * A calendar day without a zone, counted in days since 1970-01-01. A plain number, because deadlines step over many
 * days and only the first and the last of them need a zone.
 */
export type CivilDay = number;

export const DAY_MS = 86_400_000;

/** Monday is 1 and Sunday 7, as in ISO 8601. */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const WEEKDAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `month` 1..12. */
export function civilDay(year: number, month: number, day: number): CivilDay {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** Reads `2026-12-24`; `null` for anything else, also for days that no calendar has, such as 30 February. */
export function parseCivilDay(text: string): CivilDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const day = civilDay(Number(match[1]), Number(match[2]), Number(match[3]));
  return isoDay(day) === text ? day : null;
}

/** Remembered, because every step of every derivation names its day. */
const spelt = new Map<CivilDay, string>();

/** `2026-12-24` */
export function isoDay(day: CivilDay): string {
  let text = spelt.get(day);
  if (text === undefined) spelt.set(day, (text = new Date(day * DAY_MS).toISOString().slice(0, 10)));
  return text;
}

export function yearOf(day: CivilDay): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

export function isoWeekday(day: CivilDay): IsoWeekday {
  // 1970-01-01 was a Thursday; the second modulo keeps days before it positive.
  return (((((day + 3) % 7) + 7) % 7) + 1) as IsoWeekday;
}

/** `Thu 24 Dec`, with the year when it is not `knownYear`. */
export function spellDay(day: CivilDay, knownYear: number): string {
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  const spelt = `${WEEKDAY_NAMES[isoWeekday(day) - 1]} ${date.getUTCDate()} ${MONTH_NAMES[date.getUTCMonth()]}`;
  return year === knownYear ? spelt : `${spelt} ${year}`;
}
