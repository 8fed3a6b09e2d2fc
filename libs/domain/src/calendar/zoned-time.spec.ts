import fc from 'fast-check';
import { DateTime } from 'luxon';
import { instantOf, spellInstant, wallClock } from './zoned-time.js';

const ZONES = Intl.supportedValuesOf('timeZone');
const instants = fc.date({ min: new Date('1970-01-02'), max: new Date('2199-12-31'), noInvalidDate: true });

describe('the clock on the wall', () => {
  it('is that of the zone, in every zone at any time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (zone, instant) => {
        const local = DateTime.fromJSDate(instant, { zone });
        expect(spellInstant(instant, zone)).toBe(local.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ"));
        expect(wallClock(instant, zone).minute).toBe(local.hour * 60 + local.minute);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read back, within the hours around a change of the clocks too', () => {
    const changes = fc.constantFrom('2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-04-05T03:00Z', '2026-09-06T04:00Z');
    const zones = fc.constantFrom('Europe/Helsinki', 'America/Santiago', 'Australia/Lord_Howe', 'Pacific/Easter');
    fc.assert(
      fc.property(zones, changes, fc.integer({ min: -1_440, max: 1_440 }), (zone, change, minutes) => {
        const instant = new Date(Date.parse(change) + minutes * 60_000);
        const { day, minute } = wallClock(instant, zone);
        const back = instantOf(day, minute, zone);
        // The same instant, or the first of two at which the wall shows the same.
        expect(back.getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(wallClock(back, zone)).toEqual({ day, minute });
      }),
    );
  });
});
