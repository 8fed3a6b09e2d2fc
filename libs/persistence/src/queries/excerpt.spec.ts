import fc from 'fast-check';
import { EXCERPT_LENGTH, excerptOf } from './excerpt.js';

describe('an excerpt', () => {
  it('is a beginning of the text without half characters, and its evidence stands in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 0, maxLength: 400 }),
        fc.nat(500),
        fc.nat(20),
        (text, at, n) => {
          const signal = { kind: 'lexicon', label: 'x', evidence: '', start: at, end: at + n, weight: 1 };
          const excerpt = excerptOf(text, [signal]);
          expect(text.startsWith(excerpt.text)).toBe(true);
          expect(excerpt.text.length).toBeLessThanOrEqual(EXCERPT_LENGTH);
          expect(excerpt.text.length).toBeGreaterThanOrEqual(Math.min(text.length, EXCERPT_LENGTH - 1));
          expect(excerpt.text.isWellFormed()).toBe(true);
          expect(excerpt.signals.length).toBe(n > 0 && at + n <= excerpt.text.length ? 1 : 0);
        },
      ),
    );
  });
});
