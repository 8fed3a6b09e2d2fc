import { IANAZone } from 'luxon';
import { DAY_MS, type CivilDay } from './civil-day.js';

const MINUTE_MS = 60_000;

/** Minutes east of UTC at an instant (milliseconds since the epoch). */
function offsetAt(instant: number, zone: string): number {
  return IANAZone.create(zone).offset(instant);
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
