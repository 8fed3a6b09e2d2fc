import { DENSE_LABELS, DENSE_NAMES } from '../features/evidence.js';
import type { StatisticalAssessor } from '../assess/statistical-assessor.js';
import { GrowingFloats, GrowingInts } from '../training/growing-array.js';
import { dotRow, fitLogistic, type SparseRows } from '../training/logistic-regression.js';
import type { FittedOverlay, Overlay, Verdict } from './overlay.js';
import { figuresOf, isConvincing, trustIn } from './validation.js';

/**
 * How readily each kind of correction is believed (the standard deviation of its prior): where the threshold lies is
 * learned from few verdicts, what a single word means only from many.
 */
const SCALES = { intercept: 0.6, slope: 0.3, features: 0.5, ngrams: 2.2 } as const;
const NGRAM_BITS = 16;
/**
 * An overlay of few verdicts is validated by ones of nearly as many; where there are many, fewer folds tell as much: as
 * many as have VALIDATION_ROWS verdicts in all, which takes half a second.
 */
const MOST_FOLDS = 20;
const FEWEST_FOLDS = 5;
const VALIDATION_ROWS = 4000;
const EPOCHS = 12;
const SEED = 1;
const INTERCEPT = 2 ** NGRAM_BITS;
const SLOPE = INTERCEPT + 1;
const FEATURES = SLOPE + 1;

/**
 * The column of each named feature. A word of tone means as much more or less to a team in a short text as in a long one,
 * so its features for texts of different length share a column; apart, each would learn from some of the verdicts only.
 */
const FEATURE_COLUMNS = Int32Array.from(DENSE_LABELS, (label) => FEATURES + DENSE_LABELS.indexOf(label));

/**
 * Fits an organisation's overlay: logistic regression on the base score, the named features and hashed n-grams, whose
 * prior is the base model itself, applied as far as cross-validation believes in them. Takes about a second for 1,000
 * verdicts; the same verdicts give the same overlay.
 */
export function fitOverlay(base: StatisticalAssessor, verdicts: readonly Verdict[]): FittedOverlay {
  const problem = prepare(base, verdicts);
  const { labels, penalties: weights, scores: before } = problem;
  const untempered = crossValidated(problem);
  const trust = trustIn({ labels, weights, before, after: untempered });
  const after = before.map((score, row) => score + trust * ((untempered[row] as number) - score));
  const learned = learn(problem, () => true).map((weight) => weight * trust);
  return {
    overlay: toOverlay(base.model, verdicts.length, learned),
    before: figuresOf(before, labels),
    after: figuresOf(after, labels),
    isBetter: trust > 0 && isConvincing({ labels, weights, before, after }),
  };
}

interface OverlayProblem {
  readonly rows: SparseRows;
  readonly labels: Int8Array;
  readonly penalties: Float64Array;
  /** The base model's log-odds. */
  readonly scores: Float64Array;
}

function prepare(base: StatisticalAssessor, verdicts: readonly Verdict[]): OverlayProblem {
  const columns = new GrowingInts();
  const values = new GrowingFloats();
  const starts = new Int32Array(verdicts.length + 1);
  const scores = new Float64Array(verdicts.length);
  verdicts.forEach(({ input }, row) => {
    const { score, evidence, ngrams } = base.featuresOf(input);
    const push = (column: number, value: number): void => {
      columns.push(column);
      values.push(value);
    };
    push(INTERCEPT, SCALES.intercept);
    push(SLOPE, SCALES.slope * score);
    for (const { feature, value } of evidence) push(FEATURE_COLUMNS[feature] as number, SCALES.features * value);
    const unit = SCALES.ngrams / Math.sqrt(Math.max(1, ngrams.count));
    for (let i = 0; i < ngrams.count; i++) push((ngrams.buckets[i] as number) & (INTERCEPT - 1), unit);
    scores[row] = score;
    starts[row + 1] = columns.length;
  });
  const labels = Int8Array.from(verdicts, ({ dissatisfied }) => (dissatisfied ? 1 : -1));
  return {
    rows: { starts, columns: columns.toArray(), values: values.toArray(), width: FEATURES + DENSE_NAMES.length },
    labels,
    penalties: classWeights(labels),
    scores,
  };
}

function learn({ rows, labels, penalties, scores }: OverlayProblem, isChosen: (row: number) => boolean): Float64Array {
  const chosen = Int32Array.from([...labels.keys()].filter(isChosen));
  return fitLogistic({
    rows,
    chosen,
    labels,
    penalties,
    offsets: scores,
    seed: SEED,
    epochs: EPOCHS,
  });
}

/** The score of each verdict by an overlay that had not seen it. */
function crossValidated(problem: OverlayProblem): Float64Array {
  const { labels, rows } = problem;
  const scores = problem.scores.slice();
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
