import fc from 'fast-check';
import { LENGTH_COUNTS, replyLength } from './reply-limit.js';

const FAMILY = '👩‍👩‍👧';

describe('the length of a reply', () => {
  it.each([
    ['bytes', 'Tere 😡', 9],
    ['characters', 'Tere 😡', 6],
    ['units', 'Tere 😡', 7],
    ['graphemes', FAMILY, 1],
    ['characters', FAMILY, 5],
    ['weighted', FAMILY, 2],
    ['weighted', 'Прости', 6],
    ['weighted', 'すみません', 10],
    ['weighted', 'é', 1],
    ['weighted', 'See https://help.shop.example/a/very/long/path?that=goes&on=and', 27],
    ['links-as-23', 'See https://help.shop.example/a/very/long/path?that=goes&on=and', 27],
  ] as const)('in %s of %j is %s', (counted, text, length) => expect(replyLength(text, counted)).toBe(length));

  it('of no text is 0, and never shrinks when words are added', () => {
    for (const counted of LENGTH_COUNTS) expect(replyLength('', counted)).toBe(0);
    fc.assert(
      fc.property(fc.constantFrom(...LENGTH_COUNTS), fc.string(), fc.string(), (counted, a, b) => {
        const together = replyLength(`${a} ${b}`, counted);
        return (
          together >= replyLength(a, counted) && together <= replyLength(a, counted) + replyLength(b, counted) + 25
        );
      }),
    );
  });
});
