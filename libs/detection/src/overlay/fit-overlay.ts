import { DENSE_NAMES } from '../features/evidence.js';
import type { StatisticalAssessor } from '../assess/statistical-assessor.js';
import { sigmoid } from '../training/calibration.js';
import { GrowingFloats, GrowingInts } from '../training/growing-array.js';
import { dotRow, fitLogistic, type SparseRows } from '../training/logistic-regression.js';
import { scoreSet } from '../training/metrics.js';
import type { FittedOverlay, Overlay, OverlayFigures, Verdict } from './overlay.js';

/**
 * How readily each kind of correction is believed (the standard deviation of its prior): where the threshold lies is
 * learned from few verdicts, what a single word means only from many.
 */
const SCALES = { intercept: 0.6, slope: 0.3, features: 0.5, ngrams: 1.5 } as const;
const NGRAM_BITS = 16;
/** An overlay of few verdicts is validated by ones of nearly as many; where there are many, fewer folds tell as much. */
const FOLDS = { few: 20, many: 5 } as const;
const MANY_VERDICTS = 1000;
const EPOCHS = 12;
const SEED = 1;
/** With fewer verdicts, or fewer of either kind, there is nothing to validate an overlay on. */
const FEWEST_VERDICTS = 10;
const FEWEST_OF_A_KIND = 3;

/** Log losses this close (a share of the base model's) are a draw. */
const DRAW = 0.05;

const INTERCEPT = 2 ** NGRAM_BITS;
const SLOPE = INTERCEPT + 1;
const FEATURES = SLOPE + 1;

/**
 * Fits an organisation's overlay: logistic regression on the base score, the named features and hashed n-grams, whose
 * prior is the base model itself. Takes about a second for 1,000 verdicts; the same verdicts give the same overlay.
 */
export function fitOverlay(base: StatisticalAssessor, verdicts: readonly Verdict[]): FittedOverlay {
  const problem = prepare(base, verdicts);
  const before = verdicts.map((_, row) => problem.scores[row] as number);
  const after = crossValidated(problem);
  const overlay = toOverlay(
    base.model,
    verdicts.length,
    learn(problem, () => true),
  );
  return {
    overlay,
    before: figuresOf(before, problem),
    after: figuresOf(after, problem),
    isBetter: isConvincing(before, after, problem),
  };
}

interface OverlayProblem {
  readonly rows: SparseRows;
  readonly labels: Int8Array;
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
    for (const { feature, value } of evidence) push(FEATURES + feature, SCALES.features * value);
    const unit = SCALES.ngrams / Math.sqrt(Math.max(1, ngrams.count));
    for (let i = 0; i < ngrams.count; i++) push((ngrams.buckets[i] as number) & (INTERCEPT - 1), unit);
    scores[row] = score;
    starts[row + 1] = columns.length;
  });
  return {
    rows: { starts, columns: columns.toArray(), values: values.toArray(), width: FEATURES + DENSE_NAMES.length },
    labels: Int8Array.from(verdicts, ({ dissatisfied }) => (dissatisfied ? 1 : -1)),
    scores,
  };
}

function learn({ rows, labels, scores }: OverlayProblem, isChosen: (row: number) => boolean): Float64Array {
  const chosen = Int32Array.from([...labels.keys()].filter(isChosen));
  return fitLogistic({
    rows,
    chosen,
    labels,
    penalties: classWeights(labels),
    offsets: scores,
    seed: SEED,
    epochs: EPOCHS,
  });
}

/** The score of each verdict by an overlay that had not seen it. Every so many rows are a fold; no chance is involved. */
function crossValidated(problem: OverlayProblem): number[] {
  const scores = Array.from(problem.scores);
  const folds = scores.length < MANY_VERDICTS ? FOLDS.few : FOLDS.many;
  for (let fold = 0; fold < folds; fold++) {
    const weights = learn(problem, (row) => row % folds !== fold);
    for (let row = fold; row < scores.length; row += folds)
      scores[row] = (scores[row] as number) + dotRow(weights, problem.rows, row);
  }
  return scores;
}

/** The rarer kind of verdict counts as much as the other: a team's corrections must not teach that nobody complains. */
function classWeights(labels: Int8Array): Float64Array {
  const dissatisfied = labels.reduce((sum, label) => sum + (label > 0 ? 1 : 0), 0);
  const other = labels.length - dissatisfied;
  if (dissatisfied === 0 || other === 0) return new Float64Array(labels.length).fill(1);
  return Float64Array.from(labels, (label) => labels.length / 2 / (label > 0 ? dissatisfied : other));
}

/**
 * Whether in cross-validation more is decided right (macro-F1), or log loss falls, both kinds of verdict weighing the same.
 * A draw counts for the overlay: the one put in force has learned from more verdicts than those that were validated.
 */
function isConvincing(before: readonly number[], after: readonly number[], problem: OverlayProblem): boolean {
  const { labels } = problem;
  const dissatisfied = labels.reduce((sum, label) => sum + (label > 0 ? 1 : 0), 0);
  const rarer = Math.min(dissatisfied, labels.length - dissatisfied);
  if (labels.length < FEWEST_VERDICTS || rarer < FEWEST_OF_A_KIND) return false;
  const weights = classWeights(labels);
  const loss = (scores: readonly number[]): number =>
    scores.reduce((sum, score, row) => sum + (weights[row] as number) * lossOf(score, labels[row] as number), 0);
  if (loss(after) < loss(before) * (1 + DRAW)) return true;
  return figuresOf(after, problem).macroF1 > figuresOf(before, problem).macroF1;
}

function lossOf(score: number, label: number): number {
  return -Math.log(Math.max(1e-12, sigmoid(label * score)));
}

function figuresOf(scores: readonly number[], { labels }: OverlayProblem): OverlayFigures {
  const truth = Array.from(labels, (label) => label > 0);
  const { macroF1, precision, recall } = scoreSet(scores.map(sigmoid), truth, { from: 0.5, to: 0.5 });
  const logLoss =
    scores.reduce((sum, score, row) => sum + lossOf(score, labels[row] as number), 0) / Math.max(1, scores.length);
  return { logLoss, macroF1, precision, recall };
}

function toOverlay(baseModel: string, verdicts: number, weights: Float64Array): Overlay {
  const ngrams = weights.subarray(0, INTERCEPT);
  const largest = ngrams.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const step = largest / 127 || 1;
  const features: Record<string, number> = {};
  DENSE_NAMES.forEach((name, i) => {
    const weight = (weights[FEATURES + i] as number) * SCALES.features;
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
