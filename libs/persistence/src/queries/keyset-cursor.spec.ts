import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './keyset-cursor.js';

const position = fc.record({
  at: fc
    .tuple(fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), fc.nat(999))
    .map(([date, micros]) => date.toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`)),
  id: fc.bigInt({ min: 1n, max: 999_999_999_999_999_999n }).map(String),
});

describe('a cursor', () => {
  it('brings back the exact place, for its own list only', () => {
    fc.assert(
      fc.property(position, (place) => {
        expect(decodeCursor('review', encodeCursor('review', place))).toEqual(place);
        expect(() => decodeCursor('answered', encodeCursor('review', place))).toThrow();
      }),
    );
  });

  it('that somebody made up is refused, never a crash', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (text) => {
        expect(() => decodeCursor('review', text)).toThrow('The request has a fault');
      }),
    );
  });
});
