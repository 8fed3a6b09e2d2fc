import fc from 'fast-check';
import { writtenRating } from './written-rating.js';

const FIVE = { worst: 1, best: 5 };

describe('stars as pages write them', () => {
  it.each([
    ['4', FIVE, 4],
    ['4,6', FIVE, 5],
    ['3.4 stars', FIVE, 3],
    ['4/5', FIVE, 4],
    ['2 out of 10', FIVE, 1],
    ['8 / 10', FIVE, 4],
    ['5 von 5 Sternen', FIVE, 5],
    ['3 из 5', FIVE, 3],
    ['40 %', FIVE, 3],
    ['stars stars-2', FIVE, 2],
    ['0', { worst: 0, best: 10 }, 1],
    ['10', { worst: 1, best: 10 }, 5],
    ['6', FIVE, null],
    ['-1', FIVE, null],
    ['good', FIVE, null],
    ['3', { worst: 5, best: 5 }, null],
    [null, FIVE, null],
  ])('%j on %j is %j', (written, scale, stars) => expect(writtenRating(written, scale)).toBe(stars));

  it('is never outside of one to five, whatever stands there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), fc.double(), fc.double(), (written, worst, best) => {
        const stars = writtenRating(written, { worst, best });
        expect(stars === null || (Number.isInteger(stars) && stars >= 1 && stars <= 5)).toBe(true);
      }),
    );
  });
});
