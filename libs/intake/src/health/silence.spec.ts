import fc from 'fast-check';
import { silenceOf, type HourCount } from './silence.js';

const ZONE = 'Europe/Helsinki';
/** A Monday; Helsinki is two hours ahead. */
const START = Date.UTC(2026, 0, 5);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (day: number, hour = 0): Date => new Date(START + day * DAY + hour * HOUR);

/** Messages on weekdays from 8 to 16 UTC (10 to 18 in Helsinki), as many an hour as `perHour` says. */
function office(days: number, perHour: (n: number) => number): HourCount[] {
  return Array.from({ length: days * 24 }, (_, n) => ({ hour: new Date(START + n * HOUR), n })).flatMap(
    ({ hour, n }) => {
      const weekday = (Math.floor(n / 24) % 7) + 1;
      const open = weekday <= 5 && n % 24 >= 8 && n % 24 < 16;
      const messages = open ? perHour(n) : 0;
      return messages > 0 ? [{ hour, messages }] : [];
    },
  );
}

describe('an unexpected silence', () => {
  const steady = office(42, () => 2);

  it('is none over a night or a weekend that is always quiet', () => {
    // The last of six weeks ends with Sunday; Monday opens at 8.
    expect(silenceOf(steady, ZONE, at(42, 7))).toBeNull();
    expect(silenceOf(steady, ZONE, at(42, 10))).toBeNull();
  });

  it('is told within the morning on which nothing comes, in words that can be checked', () => {
    expect(silenceOf(steady, ZONE, at(42, 13))).toEqual({
      since: at(39, 16),
      reason: expect.stringMatching(
        /^Nothing has come since 2026-02-13 18:00 \(Europe\/Helsinki\), although .* about 10 messages usually do;/,
      ) as string,
    });
  });

  it('ends with the next message', () => {
    const heard = [...steady, { hour: at(42, 12), messages: 1 }];
    expect(silenceOf(heard, ZONE, at(42, 13.5))).toBeNull();
  });

  it('is not learnt from too little', () => {
    expect(
      silenceOf(
        office(10, () => 5),
        ZONE,
        at(30),
      ),
    ).toBeNull();
    expect(silenceOf([], ZONE, at(30))).toBeNull();
    const rare = Array.from({ length: 8 }, (_, week) => ({ hour: at(week * 7, 9), messages: 1 }));
    expect(silenceOf(rare, ZONE, at(80))).toBeNull();
  });

  it('takes longer to tell of a source that is used to pauses', () => {
    const mondaysAndTuesdays = office(42, (n) => (Math.floor(n / 24) % 7 < 2 ? 8 : 0));
    const without = (...days: number[]): HourCount[] =>
      mondaysAndTuesdays.filter(({ hour }) => !days.some((day) => hour >= at(day) && hour < at(day + 1)));
    expect(silenceOf(without(36), ZONE, at(37))).not.toBeNull();
    expect(silenceOf(without(36, 29, 22), ZONE, at(37))).toBeNull();
  });

  it('is not hidden by one storm, nor by one outage of the past', () => {
    const storm = steady.map((count, index) => (index === 50 ? { ...count, messages: 5_000 } : count));
    expect(silenceOf(storm, ZONE, at(42, 14))).not.toBeNull();
    const outage = steady.filter(({ hour }) => hour < at(14) || hour >= at(17));
    expect(silenceOf(outage, ZONE, at(42, 15))).not.toBeNull();
  });

  it('never begins while messages come as they always did, whatever the rhythm', () => {
    const week = fc.array(fc.nat({ max: 3 }), { minLength: 168, maxLength: 168 });
    fc.assert(
      fc.property(week, fc.integer({ min: 0, max: 167 }), (perHour, hour) => {
        const counts = Array.from({ length: 6 * 168 + hour }, (_, n) => ({
          hour: new Date(START + n * HOUR),
          messages: perHour[n % 168] ?? 0,
        }));
        expect(silenceOf(counts, 'UTC', at(42, hour))).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('always begins when a source that was never quiet for long falls silent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 15, max: 55 }), (perHour, days) => {
        const counts = office(days, () => perHour);
        expect(silenceOf(counts, ZONE, at(days + 7))).not.toBeNull();
      }),
      { numRuns: 50 },
    );
  });
});
