import type { Lesson, OverlayVersion } from '@earshot/domain';
import { FEWEST_LESSONS, FEWEST_OF_A_SOURCE, isFittedAlready, newSince, scopesOf } from './what-to-fit.js';

const lessons = (count: number, sourceId = '1', from = 1): Lesson[] =>
  Array.from({ length: count }, (_, i) => ({
    verdictId: String(from + i),
    dissatisfied: true,
    input: { sourceId, text: '' },
  }));

describe('what is fitted', () => {
  it('is nothing while there is nothing to validate on', () => {
    expect(scopesOf(lessons(FEWEST_LESSONS - 1))).toEqual([]);
    expect(scopesOf(lessons(FEWEST_LESSONS))).toHaveLength(1);
  });

  it('is everything together, and each source that has enough of its own', () => {
    const all = [...lessons(FEWEST_OF_A_SOURCE, '1'), ...lessons(FEWEST_OF_A_SOURCE - 1, '2', 1000)];
    expect(scopesOf(all).map((scope) => [scope.sourceId, scope.lessons.length])).toEqual([
      [null, all.length],
      ['1', FEWEST_OF_A_SOURCE],
    ]);
  });

  it('is not one source by itself when there is no other', () => {
    expect(scopesOf(lessons(FEWEST_OF_A_SOURCE)).map((scope) => scope.sourceId)).toEqual([null]);
  });

  it('is not fitted twice from the same verdicts on the same model', () => {
    const scope = { sourceId: null, lessons: lessons(20) };
    const fitted = { baseModel: 'm1', verdicts: 20, lastVerdictId: '20' } as OverlayVersion;
    expect(isFittedAlready(scope, fitted, 'm1')).toBe(true);
    expect(isFittedAlready(scope, fitted, 'm2')).toBe(false);
    expect(isFittedAlready(scope, { ...fitted, verdicts: 21 }, 'm1')).toBe(false);
    expect(isFittedAlready(scope, { ...fitted, lastVerdictId: '9' }, 'm1')).toBe(false);
    expect(isFittedAlready(scope, null, 'm1')).toBe(false);
    expect(newSince({ ...fitted, lastVerdictId: '9' }, scope.lessons)).toHaveLength(11);
  });
});
