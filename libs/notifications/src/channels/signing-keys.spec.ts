import fc from 'fast-check';
import { rotatedKeys, signingKeys, type Keys } from './signing-keys.js';

const NOON = new Date('2026-03-06T12:00:00Z');
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const after = (ms: number) => new Date(NOON.getTime() + ms);

describe('the keys that sign', () => {
  it('are the new one and every one before it whose time is not over, however often another is made', () => {
    const first: Keys = { key: 'whsec_first' };
    const second = rotatedKeys(first, null, NOON, DAY);
    const third = rotatedKeys(second, null, after(HOUR), DAY);
    expect(signingKeys(third, null, after(2 * HOUR))).toEqual([third.key, second.key, 'whsec_first']);
    expect(signingKeys(third, null, after(DAY))).toEqual([third.key, second.key]);
    expect(signingKeys(third, null, after(DAY + HOUR))).toEqual([third.key]);
  });

  it('are refused to become so many that one would be cut off', () => {
    let keys: Keys = { key: 'whsec_first' };
    for (let times = 0; times < 4; times += 1) keys = rotatedKeys(keys, null, after(times * HOUR), DAY);
    expect(() => rotatedKeys(keys, null, after(5 * HOUR), DAY)).toThrow('after 2026-03-07T12:00:00.000Z');
    expect(signingKeys(rotatedKeys(keys, null, after(DAY), DAY), null, after(DAY))).toHaveLength(5);
  });

  it('include the one that an older version kept, until its day is over', () => {
    const kept = { key: 'whsec_new', oldKey: 'whsec_old' };
    expect(signingKeys(kept, after(HOUR), NOON)).toEqual(['whsec_new', 'whsec_old']);
    expect(signingKeys(kept, after(-1), NOON)).toEqual(['whsec_new']);
    const rotated = rotatedKeys(kept, after(HOUR), NOON, DAY);
    expect(signingKeys(rotated, after(DAY), NOON)).toEqual([rotated.key, 'whsec_new', 'whsec_old']);
  });

  it('never lose one before its time, whenever another is made', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 * HOUR }), { maxLength: 12 }), (pauses) => {
        let keys: Keys = { key: 'whsec_first' };
        let now = 0;
        const owed = new Map<string, number>();
        for (const pause of pauses) {
          now += pause;
          try {
            const rotated = rotatedKeys(keys, null, after(now), DAY);
            owed.set(keys.key!, now + DAY);
            keys = rotated;
          } catch {
            // Refused: nothing may have changed.
          }
          const due = [...owed].filter(([, until]) => until > now).map(([key]) => key);
          expect(signingKeys(keys, null, after(now)).sort()).toEqual([keys.key, ...due].sort());
        }
      }),
    );
  });
});
