import { instantAt } from './day-bounds';

/** What a field of the kind `datetime-local` holds where the clocks of an IANA zone show this instant: `2026-11-22T09:30`. */
export function wallClockAt(instant: Date, zone: string): string {
  // `sv` writes a day as ISO 8601 does, and then the time.
  const written = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return written.format(instant).replace(' ', 'T');
}

/** The instant that a field of the kind `datetime-local` names on the clocks of an IANA zone; `null` while it is not whole. */
export function instantOnWallClock(written: string, zone: string): Date | null {
  const [day, time] = written.split('T');
  const [hours, minutes] = (time ?? '').split(':').map(Number);
  if (day === undefined || minutes === undefined) return null;
  return instantAt(day, (hours ?? 0) * 60 + minutes, zone);
}
