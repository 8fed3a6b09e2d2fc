import { labelProbabilities, labelsOf } from './label-probabilities.js';

const id2label = { 0: 'negative', 1: 'neutral', 2: 'positive' };

describe('the outputs of a model', () => {
  it('are shares of one when one label holds, even if they are huge', () => {
    const scores = labelProbabilities({ id2label }, [1000, 1000, -1000]);
    expect(scores).toEqual([
      { label: 'negative', score: 0.5 },
      { label: 'neutral', score: 0.5 },
      { label: 'positive', score: 0 },
    ]);
  });

  it('stand for themselves when several labels may hold', () => {
    const scores = labelProbabilities({ id2label, problem_type: 'multi_label_classification' }, [0, 800, -800]);
    expect(scores.map(({ score }) => score)).toEqual([0.5, 1, 0]);
  });

  it.each([[[1, 2]], [[1, 2, 3, 4]], [[1, NaN, 3]]])('are refused when they do not fit the labels: %j', (outputs) => {
    expect(() => labelProbabilities({ id2label }, outputs)).toThrow('for its 3 labels');
  });

  it('are named in their own order, however they are listed', () => {
    expect(labelsOf({ id2label: { 10: 'k', 2: 'c', 0: 'a' } })).toEqual(['a', 'c', 'k']);
    expect(labelsOf({})).toEqual([]);
  });
});
