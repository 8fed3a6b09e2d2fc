import fc from 'fast-check';
import { nextPace, nextReading, paceBounds } from './poll-interval.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const configured = fc.integer({ min: 5, max: 86_400 });
const jitter = fc.double({ min: 0, max: 1, noNaN: true });
const secondsAfter = (at: Date) => (at.getTime() - NOW.getTime()) / 1_000;

function paceAfter(interval: number, readings: readonly number[]): number {
  return readings.reduce<number>(
    (paceSeconds, stored) => nextPace({ pollIntervalSeconds: interval, paceSeconds }, stored),
    nextPace({ pollIntervalSeconds: interval, paceSeconds: null }, 1_000),
  );
}

describe('how soon a source is read again', () => {
  it('begins as configured, whatever the first reading brought', () => {
    expect(paceAfter(300, [])).toBe(300);
  });

  it('is sooner while it brings something and later while it does not, within bounds', () => {
    expect(paceAfter(300, [3])).toBe(150);
    expect(paceAfter(300, [3, 1, 7, 2, 1])).toBe(75);
    expect(paceAfter(300, [0])).toBe(375);
    expect(paceAfter(300, [0, 0, 0, 0, 0, 0])).toBe(600);
    expect(paceAfter(300, [0, 0, 0, 0, 5])).toBe(300);
  });

  it('does not hammer a source because it was configured to be read often', () => {
    expect(paceAfter(20, [1, 1, 1])).toBe(15);
    expect(paceAfter(10, [1, 1, 1])).toBe(10);
  });

  it('stays within its bounds whatever happens', () => {
    fc.assert(
      fc.property(configured, fc.array(fc.nat({ max: 3 }), { maxLength: 60 }), (interval, readings) => {
        const { soonest, latest } = paceBounds(interval);
        const pace = paceAfter(interval, readings);
        expect(pace).toBeGreaterThanOrEqual(Math.floor(soonest));
        expect(pace).toBeLessThanOrEqual(latest);
      }),
    );
  });

  it('finds back to the configured pace when activity is even', () => {
    fc.assert(
      fc.property(configured, (interval) => {
        const quiet = paceAfter(
          interval,
          Array.from({ length: 20 }, () => 0),
        );
        expect(quiet).toBe(interval * 2);
        expect(nextPace({ pollIntervalSeconds: interval, paceSeconds: quiet }, 1)).toBe(interval);
      }),
    );
  });

  it('is never sooner than the server asked for, and never a day and a tenth later than it would be', () => {
    const hint = fc.option(fc.date({ noInvalidDate: true }), { nil: null });
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 172_800 }), hint, jitter, (seconds, asked, spread) => {
        const after = secondsAfter(nextReading(NOW, seconds, asked, spread));
        expect(after).toBeGreaterThanOrEqual(seconds);
        if (asked !== null) expect(after).toBeGreaterThanOrEqual(Math.min(secondsAfter(asked), 86_400));
        expect(after).toBeLessThanOrEqual(Math.max(seconds, 86_400) + seconds * 0.1 + 0.001);
      }),
    );
  });

  it('is spread, also where many sources were told the same moment', () => {
    const told = new Date(NOW.getTime() + 900_000);
    const moments = [0, 0.25, 0.5, 0.75, 1].map((spread) => nextReading(NOW, 300, told, spread).getTime());
    expect(new Set(moments).size).toBe(5);
  });
});
