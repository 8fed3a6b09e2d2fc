import { IANAZone } from 'luxon';
import { DAY_MS, type CivilDay } from './civil-day.js';

const MINUTE_MS = 60_000;

/** Offsets at the beginning of each UTC day that was asked for, by zone: the platform takes microseconds for each. */
const offsets = new Map<string, Map<number, number>>();

/** Minutes east of UTC at an instant (milliseconds since the epoch). */
function offsetAt(instant: number, zone: string): number {
  const day = Math.floor(instant / DAY_MS);
  const begins = offsetOfDay(day, zone);
  // No zone has ever changed its clocks there and back within one day.
  return begins === offsetOfDay(day + 1, zone) ? begins : IANAZone.create(zone).offset(instant);
}

function offsetOfDay(day: number, zone: string): number {
  let known = offsets.get(zone);
  if (known === undefined) offsets.set(zone, (known = new Map<number, number>()));
  let offset = known.get(day);
  if (offset === undefined) known.set(day, (offset = IANAZone.create(zone).offset(day * DAY_MS)));
  return offset;
}

export function isZone(zone: string): boolean {
  // `create` remembers its zones; `isValidZone` would build a formatter each time.
  return IANAZone.create(zone).isValid;
}

/** The wall clock of `zone` at an instant. `minute` counts from midnight, 0..1439. */
export function wallClock(instant: Date, zone: string): { day: CivilDay; minute: number } {
  const local = instant.getTime() + offsetAt(instant.getTime(), zone) * MINUTE_MS;
  const day = Math.floor(local / DAY_MS);
  return { day, minute: Math.floor((local - day * DAY_MS) / MINUTE_MS) };
}

/**
 * The instant at which the clocks of `zone` show `minute` of `day`; 1440 is the following midnight. A time that occurs
 * twice when clocks go back is its first occurrence, and a time that clocks going forward leave out is read with the
 * offset from before the change: RFC 5545, section 3.3.5.
 */
export function instantOf(day: CivilDay, minute: number, zone: string): Date {
  const wall = day * DAY_MS + minute * MINUTE_MS;
  const before = offsetAt(wall - DAY_MS, zone);
  const first = wall - before * MINUTE_MS;
  if (offsetAt(first, zone) === before) return new Date(first);
  const after = offsetAt(wall + DAY_MS, zone);
  const second = wall - after * MINUTE_MS;
  return new Date(offsetAt(second, zone) === after ? second : first);
}

/**
 * The instant at which a shift ends, `opens` and `closes` in minutes of `day`. A closing time that clocks going forward
 * leave out has come when they are put forward; a shift that is left out whole is read as `instantOf` reads it.
 */
export function closingInstantOf(
  day: CivilDay,
  { opens, closes }: { readonly opens: number; readonly closes: number },
  zone: string,
): Date {
  const closing = instantOf(day, closes, zone);
  const offset = offsetAt(closing.getTime(), zone);
  const skipped = offset - offsetAt(closing.getTime() - DAY_MS, zone);
  if (skipped <= 0) return closing;
  const wall = day * DAY_MS + closes * MINUTE_MS;
  if (closing.getTime() + offset * MINUTE_MS === wall) return closing;
  // As read, it lies after the change by as much as the closing time lies in what was left out.
  const opening = instantOf(day, opens, zone);
  for (let change = closing.getTime() - skipped * MINUTE_MS; ; change += MINUTE_MS) {
    if (offsetAt(change, zone) === offset) return change > opening.getTime() ? new Date(change) : closing;
  }
}

/** ISO 8601 with the offset of the zone, to the second: `2026-12-30T17:00:00+02:00`. */
export function spellInstant(instant: Date, zone: string): string {
  const offset = offsetAt(instant.getTime(), zone);
  const local = new Date(instant.getTime() + offset * MINUTE_MS).toISOString().slice(0, 19);
  const two = (part: number) => String(part).padStart(2, '0');
  const apart = Math.abs(offset);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(apart / 60))}:${two(Math.floor(apart % 60))}`;
}
