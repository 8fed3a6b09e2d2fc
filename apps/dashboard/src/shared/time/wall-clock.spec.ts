import fc from 'fast-check';
import { instantOnWallClock, wallClockAt } from './wall-clock';

describe('a time that a person writes', () => {
  it.each([
    ['2026-11-22T09:30', 'Europe/Helsinki', '2026-11-22T07:30:00.000Z'],
    ['2026-07-01T00:00', 'Asia/Jakarta', '2026-06-30T17:00:00.000Z'],
  ])('%s in %s is the instant %s', (written, zone, instant) => {
    expect(instantOnWallClock(written, zone)?.toISOString()).toBe(instant);
    expect(wallClockAt(new Date(instant), zone)).toBe(written);
  });

  it.each(['', '2026-11-22', '2026-11-22T'])('that is not whole is none: “%s”', (written) => {
    expect(instantOnWallClock(written, 'UTC')).toBeNull();
  });

  it('is read as it was shown', () => {
    const instant = fc.integer({ min: 0, max: 40_000_000 }).map((minutes) => new Date(minutes * 60_000));
    fc.assert(
      fc.property(instant, (at) =>
        expect(instantOnWallClock(wallClockAt(at, 'Asia/Jakarta'), 'Asia/Jakarta')).toEqual(at),
      ),
    );
  });
});
