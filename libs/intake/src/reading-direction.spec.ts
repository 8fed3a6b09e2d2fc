import fc from 'fast-check';
import { withoutTurnedReading } from './reading-direction.js';

describe('the reading direction of a text', () => {
  it.each([
    ['an override to the end', 'My order \u202e1234', 'My order 1234'],
    ['an embedding with its end', 'a \u202babc\u202c b', 'a abc b'],
    ['an isolate without an end', 'a \u2067abc', 'a abc'],
    ['an end without a beginning', 'a\u2069 b', 'a b'],
    ['an isolate that is closed in the next line only', 'a \u2067b\nc\u2069', 'a b\nc'],
    ['the outer one of two isolates with one end', '\u2067a \u2066b\u2069', 'a \u2066b\u2069'],
  ])('is not turned by %s', (_, written, read) => {
    expect(withoutTurnedReading(written)).toBe(read);
  });

  it.each(['\u2067שלום\u2069, order 5', 'مرحبا \u200fabc\u200e', 'a 👨‍👩‍👧 b', 'lone \ud800 half'])(
    'stays as it was written in %j',
    (text) => {
      expect(withoutTurnedReading(text)).toBe(text);
    },
  );

  it('is right at once, loses nothing but marks, and every isolate that stays is closed in its line', () => {
    const part = fc.constantFrom('a', ' ', '\n', 'ש', '\u202a', '\u202c', '\u202e', '\u2066', '\u2068', '\u2069');
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join('')),
        (written) => {
          const read = withoutTurnedReading(written);
          expect(withoutTurnedReading(read)).toBe(read);
          expect(read.replace(/[\u2066-\u2069]/gu, '')).toBe(written.replace(/[\u202a-\u202e\u2066-\u2069]/gu, ''));
          for (const line of read.split('\n'))
            expect(line.match(/[\u2066-\u2068]/gu)?.length).toBe(line.match(/\u2069/gu)?.length);
        },
      ),
    );
  });
});
