import fc from 'fast-check';
import { labelFault } from './label-map.js';
import { opinionOf } from './opinion-of-scores.js';

const STARS = { dissatisfied: ['1 star', '2 stars'], notDissatisfied: ['3 stars', '4 stars', '5 stars'] };

describe('what another model says', () => {
  it('is taken together by the side that its labels stand on', () => {
    const scores = [
      { label: '1 star', score: 0.5 },
      { label: '2 stars', score: 0.4 },
      { label: '3 stars', score: 0.1 },
    ];
    const { score, ...said } = opinionOf(scores, STARS, 0.8);
    expect(said).toEqual({ verdict: 'dissatisfied', label: '1 star' });
    expect(score).toBeCloseTo(0.9);
  });

  it.each([
    [0.95, 'dissatisfied'],
    [0.5, 'uncertain'],
    [0.05, 'not_dissatisfied'],
  ])('at %d is %s', (score, verdict) => {
    const map = { dissatisfied: ['negative'], notDissatisfied: ['positive'] };
    const scores = [
      { label: 'POSITIVE', score: 1 - score },
      { label: 'NEGATIVE', score },
    ];
    expect(opinionOf(scores, map, 0.9).verdict).toBe(verdict);
  });

  it('is no opinion when it could not read the text', () => {
    expect(opinionOf(null, STARS, 0.8)).toEqual({ verdict: 'uncertain', score: null, label: null });
  });

  it('is a share from 0 to 1, whatever the labels score', () => {
    const scores = fc.array(
      fc.record({
        label: fc.constantFrom(...STARS.dissatisfied, ...STARS.notDissatisfied),
        score: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(scores, (given) => {
        const { score } = opinionOf(given, STARS, 0.8);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the labels of a model', () => {
  it('are understood whatever their case, and when the lists name more', () => {
    expect(labelFault(['1 Star', '5 STARS'], STARS)).toBeNull();
  });

  it('are all told when one is not named', () => {
    expect(labelFault(['1 star', 'LABEL_1', '5 stars'], STARS)).toBe(
      'the model has the labels 1 star, LABEL_1, 5 stars, of which LABEL_1 must be named in labels.dissatisfied or labels.notDissatisfied',
    );
  });

  it('must stand on both sides', () => {
    expect(labelFault(['4 stars', '5 stars'], STARS)).toBe(
      'the model has the labels 4 stars, 5 stars, and labels.dissatisfied names none of them',
    );
  });
});
