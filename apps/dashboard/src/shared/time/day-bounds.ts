/** The first instant of a day (`2026-11-22`) in an IANA zone; where clocks skip midnight, the first one that there is. */
export const dayStart = (day: string, zone: string): Date => instantAt(day, 0, zone);

/**
 * What the clock of an IANA zone shows as an instant; an hour that a change of the clocks leaves out becomes the one after it.
 * @param minutes from midnight
 */
export function instantAt(day: string, minutes: number, zone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  // The offset is asked for at a first guess and again where that leads: they differ beside a change of the clocks.
  const guess = wall - offsetAt(wall, zone);
  return new Date(wall - offsetAt(guess, zone));
}

/** The first instant after a day; a day is not always 24 hours long. */
export function dayEnd(day: string, zone: string): Date {
  return dayStart(daysBefore(day, -1), zone);
}

/** Which day it is in an IANA zone; `sv` writes a day as ISO 8601 does. */
export const localDay = (now: Date, zone: string): string =>
  new Intl.DateTimeFormat('sv', { timeZone: zone }).format(now);

/** The day that many days before a day; after it when negative. */
export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);

const DAY_MS = 86_400_000;

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const clock = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}
