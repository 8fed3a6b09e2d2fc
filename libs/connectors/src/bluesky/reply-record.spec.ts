import fc from 'fast-check';
import { recordKey } from './reply-record.js';

describe('the key of an answer', () => {
  it('is a TID, the same on every attempt, and orders answers by when they were written', () => {
    const time = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2100, 0) });
    fc.assert(
      fc.property(time, time, fc.string(), fc.string(), (a, b, one, other) => {
        const [first, second] = [
          recordKey({ externalId: one, writtenAt: new Date(a) }),
          recordKey({ externalId: other, writtenAt: new Date(b) }),
        ];
        expect(first).toMatch(/^[234567abcdefghij][234567a-z]{12}$/);
        expect(recordKey({ externalId: one, writtenAt: new Date(a) })).toBe(first);
        if (a < b) expect(first < second).toBe(true);
      }),
    );
  });
});
