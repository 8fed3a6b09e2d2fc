import { readStandards, standardsSchema } from './response-standard.js';
import { unusedStandards } from './unused-standards.js';

const unused = (...standards: object[]) =>
  unusedStandards(
    readStandards(standardsSchema.parse({ standards: [{ name: 'all', firstAnswer: 3 }, ...standards] })),
  ).map(({ path, message }) => `${path}: ${message}`);

const only = (name: string, match: object, firstAnswer: number, more: object = {}) => ({
  name,
  match,
  firstAnswer,
  ...more,
});

describe('a standard that is never used', () => {
  it.each([
    [
      'the same conditions, later',
      [only('slow', { channels: ['review'] }, 2), only('quick', { channels: ['review'] }, 1)],
    ],
    [
      'part of the conditions of one that asks for more',
      [only('slow', { channels: ['review'] }, 2), only('quick', { channels: ['review', 'social'] }, 1)],
    ],
    [
      'covered by two together',
      [
        only('slow', { channels: ['review', 'social'] }, 2),
        only('quick', { channels: ['review'] }, 1),
        only('quicker', { channels: ['social'] }, 0),
      ],
    ],
    ['equal to one above it', [only('quick', { languages: ['fi'] }, 1), only('slow', { languages: ['fi'] }, 1)]],
  ])('is told with those that come before it: %s', (_, standards) => {
    const told = unused(...standards);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^standards\[\d\]\.match: 'slow' is never used: 'quick'.* always comes before it/);
  });

  it.each([
    ['another language', [only('a', { languages: ['fi'] }, 1), only('b', { languages: ['lv'] }, 1)]],
    [
      'fewer conditions',
      [only('a', { channels: ['review'] }, 2), only('b', { channels: ['review'], languages: ['fi'] }, 1)],
    ],
    [
      'sooner for one severity',
      [
        only('a', { channels: ['review'] }, 2, { bySeverity: { critical: { firstAnswer: 0 } } }),
        only('b', { channels: ['review'] }, 1),
      ],
    ],
    ['one language more', [only('a', { languages: ['fi', 'sv'] }, 2), only('b', { languages: ['fi'] }, 1)]],
  ])('is not one that differs: %s', (_, standards) => {
    expect(unused(...standards)).toEqual([]);
  });
});
