import { DENSE_NAMES } from '../features/evidence.js';
import type { StatisticalAssessor } from '../assess/statistical-assessor.js';
import { dotRow, fitLogistic } from '../training/logistic-regression.js';
import type { FittedOverlay, Overlay, Verdict } from './overlay.js';
import {
  FEATURE_COLUMNS,
  INTERCEPT,
  NGRAM_BITS,
  overlayRows,
  SCALES,
  SLOPE,
  type OverlayRows,
} from './overlay-rows.js';
import type { OwnWording } from './own-wording.js';
import { figuresOf, isConvincing, trustIn } from './validation.js';

/**
 * An overlay of few verdicts is validated by ones of nearly as many; where there are many, fewer folds tell as much: as
 * many as have VALIDATION_ROWS verdicts in all, which takes half a second.
 */
const MOST_FOLDS = 20;
const FEWEST_FOLDS = 5;
const VALIDATION_ROWS = 4000;
const EPOCHS = 12;
const SEED = 1;

/**
 * Fits an organisation's overlay: logistic regression on the base score, the named features and hashed n-grams, whose
 * prior is the base model itself, applied as far as cross-validation believes in them. Takes about a second for 1,000
 * verdicts; the same verdicts give the same overlay.
 * @param own what the messages without verdicts teach (`ownWording`): verdicts are learned on top of it, and it is applied as
 * far as it stands the test with them
 */
export function fitOverlay(
  base: StatisticalAssessor,
  verdicts: readonly Verdict[],
  own: OwnWording | null = null,
): FittedOverlay {
  const problem = prepare(base, verdicts, own);
  const { labels, penalties: weights, scores: before } = problem;
  const untempered = crossValidated(problem);
  const trust = trustIn({ labels, weights, before, after: untempered });
  const after = before.map((score, row) => score + trust * ((untempered[row] as number) - score));
  const learned = learn(problem, () => true).map((weight, i) => (weight + (own?.weights[i] ?? 0)) * trust);
  return {
    overlay: toOverlay(base.model, verdicts.length, learned),
    before: figuresOf(before, labels),
    after: figuresOf(after, labels),
    isBetter: trust > 0 && isConvincing({ labels, weights, before, after }),
  };
}

interface OverlayProblem extends OverlayRows {
  readonly labels: Int8Array;
  readonly penalties: Float64Array;
  /** Log-odds on top of which verdicts are learned: the base model's and the house's own wording. */
  readonly offsets: Float64Array;
}

function prepare(base: StatisticalAssessor, verdicts: readonly Verdict[], own: OwnWording | null): OverlayProblem {
  const { rows, scores } = overlayRows(
    base,
    verdicts.map(({ input }) => input),
  );
  const labels = Int8Array.from(verdicts, ({ dissatisfied }) => (dissatisfied ? 1 : -1));
  const offsets = own === null ? scores : scores.map((score, row) => score + dotRow(own.weights, rows, row));
  return { rows, labels, penalties: classWeights(labels), scores, offsets };
}

function learn({ rows, labels, penalties, offsets }: OverlayProblem, isChosen: (row: number) => boolean): Float64Array {
  const chosen = Int32Array.from([...labels.keys()].filter(isChosen));
  return fitLogistic({
    rows,
    chosen,
    labels,
    penalties,
    offsets,
    seed: SEED,
    epochs: EPOCHS,
  });
}

/** The score of each verdict by an overlay that had not seen it. */
function crossValidated(problem: OverlayProblem): Float64Array {
  const { labels, rows } = problem;
  const scores = problem.offsets.slice();
  const wanted = Math.round(VALIDATION_ROWS / Math.max(1, labels.length));
  const folds = foldsOf(labels, Math.max(FEWEST_FOLDS, Math.min(MOST_FOLDS, wanted)));
  for (const fold of new Set(folds)) {
    const weights = learn(problem, (row) => folds[row] !== fold);
    folds.forEach((own, row) => {
      if (own === fold) scores[row] = (scores[row] as number) + dotRow(weights, rows, row);
    });
  }
  return scores;
}

/** Each kind of verdict is dealt out by itself, one from the first fold on and one from the last; no chance is involved. */
function foldsOf(labels: Int8Array, folds: number): Int32Array {
  let dissatisfied = 0;
  let other = 0;
  return Int32Array.from(labels, (label) => (label > 0 ? dissatisfied++ % folds : folds - 1 - (other++ % folds)));
}

/** The rarer kind of verdict counts as much as the other: a team's corrections must not teach that nobody complains. */
function classWeights(labels: Int8Array): Float64Array {
  const dissatisfied = labels.reduce((sum, label) => sum + (label > 0 ? 1 : 0), 0);
  const other = labels.length - dissatisfied;
  if (dissatisfied === 0 || other === 0) return new Float64Array(labels.length).fill(1);
  return Float64Array.from(labels, (label) => labels.length / 2 / (label > 0 ? dissatisfied : other));
}

function toOverlay(baseModel: string, verdicts: number, weights: Float64Array): Overlay {
  const ngrams = weights.subarray(0, INTERCEPT);
  const largest = ngrams.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const step = largest / 127 || 1;
  const features: Record<string, number> = {};
  DENSE_NAMES.forEach((name, i) => {
    const weight = (weights[FEATURE_COLUMNS[i] as number] as number) * SCALES.features;
    if (weight !== 0) features[name] = weight;
  });
  return {
    format: 1,
    baseModel,
    verdicts,
    slope: 1 + (weights[SLOPE] as number) * SCALES.slope,
    intercept: (weights[INTERCEPT] as number) * SCALES.intercept,
    features,
    ngramBits: NGRAM_BITS,
    ngramScale: step * SCALES.ngrams,
    ngrams: Buffer.from(Int8Array.from(ngrams, (weight) => Math.round(weight / step)).buffer).toString('base64'),
  };
}
