import { parsePattern } from './pattern.js';

describe('a phrase of a pack', () => {
  it('multiplies its alternatives', () => {
    expect(parsePattern('ei/en ole vastat*')).toHaveLength(2);
  });

  it.each([
    ['', 'the phrase is empty'],
    ['(a+)+$', 'is not a word, a stem*, a/b, #, _ or ..'],
    ['ab*', 'is shorter than 3 letters'],
    ['.. answer', 'must begin with a word, a stem* or #'],
    ['answer ..', 'ends with .., which matches nothing more'],
    ['# _', 'has no word in it'],
    ['a/b/c/d/e/f/g a/b/c/d/e/f/g a/b/c/d/e/f/g', 'stands for more than 256 phrases'],
    ['a b c d e f g h i j k', 'has 11 words, at most 10'],
  ])('%p is refused: %s', (source, message) => {
    expect(() => parsePattern(source)).toThrow(message);
  });
});
