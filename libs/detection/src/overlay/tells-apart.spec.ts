import { tellsApart } from './tells-apart.js';

const figures = (precision: number, recall: number) => ({ precision, recall });

describe('telling two kinds of verdict apart', () => {
  it.each([
    ['a dozen, all right', figures(1, 1), 6, 6, true],
    ['a coin, tossed often', figures(0.5, 0.5), 500, 500, false],
    ['a little better than a coin, on few', figures(0.55, 0.55), 25, 25, false],
    ['the same on many', figures(0.55, 0.55), 500, 500, true],
    ['everything called unhappy where most are', figures(0.9, 1), 90, 10, false],
    ['nothing called unhappy', figures(0, 0), 50, 50, false],
    ['one kind only', figures(1, 1), 50, 0, false],
  ])('%s', (_name, given, dissatisfied, other, expected) => {
    expect(tellsApart(given, dissatisfied, other)).toBe(expected);
  });
});
