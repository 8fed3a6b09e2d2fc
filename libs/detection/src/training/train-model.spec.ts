import { Lexicon } from '../lexicon/lexicon.js';
import { parsePhrasePack } from '../lexicon/phrase-pack.js';
import { readModel, writeModel } from '../model/model-file.js';
import { parseSet, type LabelledSet } from './corpus.js';
import { fitCalibration, sigmoid } from './calibration.js';
import { averagePrecision, scoreSet } from './metrics.js';
import { trainModel } from './train-model.js';

const lexicon = new Lexicon([parsePhrasePack('en.txt', 'language en\nbroken: broken\npraise: lovely')], []);

const OPTIONS = { version: 'test', seed: 1, ngrams: { bits: 12, shortest: 3, longest: 4 } };

/** Two sources whose unhappy customers share words. */
function sets(): LabelledSet[] {
  const texts = (place: string): { text: string; dissatisfied: boolean }[] =>
    Array.from({ length: 60 }, (_, i) =>
      i % 2 === 0
        ? { text: `the ${place} lift number ${i} is broken and awful`, dissatisfied: true }
        : { text: `the ${place} lift number ${i} is lovely and quick`, dissatisfied: false },
    );
  return ['en/hotel', 'de/house'].map((name) => ({ name, language: 'en', examples: texts(name.slice(3)) }));
}

describe('training', () => {
  it('gives the same weights, bit for bit, from the same texts and seed', () => {
    const train = (): Buffer => writeModel(trainModel(sets(), lexicon, OPTIONS).weights);
    expect(train().equals(train())).toBe(true);
  });

  it('judges a source that it has not seen', () => {
    const { heldOut, weights } = trainModel(sets(), lexicon, OPTIONS);
    for (const { scores, labels } of heldOut) {
      const probabilities = scores.map((score) => sigmoid(weights.slope * score + weights.intercept));
      expect(scoreSet(probabilities, labels, weights.uncertain).macroF1).toBeGreaterThan(0.9);
    }
  });

  it('writes a model that reads as it was', () => {
    const { weights } = trainModel(sets(), lexicon, OPTIONS);
    expect(readModel('test.model', writeModel(weights))).toEqual(weights);
  });

  it('refuses what is no model', () => {
    expect(() => readModel('x.model', Buffer.from('not a model'))).toThrow('x.model is not a model file');
    const { weights } = trainModel(sets(), lexicon, OPTIONS);
    expect(() => readModel('x.model', writeModel(weights).subarray(0, -1))).toThrow('x.model is not a model file');
  });

  it('names file and line of an unknown label', () => {
    expect(() => parseSet('fi/x.tsv', 'label\ttext\nangry\thei')).toThrow(
      expect.objectContaining({
        faults: [{ path: 'fi/x.tsv:2', message: "'angry' is not dissatisfied, neutral or satisfied" }],
      }) as Error,
    );
  });
});

describe('the figures', () => {
  it('count an uncertain message on its side of 0.5', () => {
    const { macroF1, abstention, verdictPrecision } = scoreSet([0.9, 0.55, 0.45, 0.1], [true, true, false, false], {
      from: 0.4,
      to: 0.6,
    });
    expect([macroF1, abstention, verdictPrecision]).toEqual([1, 0.5, 1]);
  });

  it('know perfect and reversed ranking', () => {
    expect(averagePrecision([0.9, 0.8, 0.1], [true, true, false])).toBe(1);
    expect(averagePrecision([0.9, 0.8, 0.1], [false, false, true])).toBeCloseTo(1 / 3);
  });

  it('calibrate scores that are twice too sure', () => {
    const labels = Array.from({ length: 1000 }, (_, i) => i % 10 < 7);
    const even = labels.map((_, i) => i % 2 === 0);
    const scores = labels.map((_, i) => (even[i] ? 2 : -2) * Math.log(7 / 3));
    const truth = labels.map((isLikely, i) => isLikely === even[i]);
    const { slope } = fitCalibration([{ name: 'x', scores, labels: truth }], 0);
    expect(slope).toBeCloseTo(0.5, 1);
  });
});
