import { DENSE_LABELS, DENSE_NAMES } from '../features/evidence.js';
import type { AssessmentInput } from '@earshot/domain';
import type { StatisticalAssessor } from '../assess/statistical-assessor.js';
import { GrowingFloats, GrowingInts } from '../training/growing-array.js';
import type { SparseRows } from '../training/logistic-regression.js';

/**
 * How readily each kind of correction is believed (the standard deviation of its prior): where the threshold lies is
 * learned from few verdicts, what a single word means only from many.
 */
export const SCALES = { intercept: 0.6, slope: 0.3, features: 0.5, ngrams: 2.2 } as const;
export const NGRAM_BITS = 16;
/** N-gram buckets come first. */
export const INTERCEPT = 2 ** NGRAM_BITS;
export const SLOPE = INTERCEPT + 1;
const FEATURES = SLOPE + 1;
const WIDTH = FEATURES + DENSE_NAMES.length;

/**
 * The column of each named feature. A word of tone means as much more or less to a team in a short text as in a long one,
 * so its features for texts of different length share a column; apart, each would learn from some of the verdicts only.
 */
export const FEATURE_COLUMNS = Int32Array.from(DENSE_LABELS, (label) => FEATURES + DENSE_LABELS.indexOf(label));

/** Messages as an overlay sees them. */
export interface OverlayRows {
  readonly rows: SparseRows;
  /** The base model's log-odds of each. */
  readonly scores: Float64Array;
}

/** @param isWordingOnly leaves out slope and named features: only how the messages are worded counts */
export function overlayRows(
  base: StatisticalAssessor,
  inputs: readonly AssessmentInput[],
  isWordingOnly = false,
): OverlayRows {
  const columns = new GrowingInts();
  const values = new GrowingFloats();
  const starts = new Int32Array(inputs.length + 1);
  const scores = new Float64Array(inputs.length);
  inputs.forEach((input, row) => {
    const { score, evidence, ngrams } = base.featuresOf(input);
    const push = (column: number, value: number): void => {
      columns.push(column);
      values.push(value);
    };
    push(INTERCEPT, SCALES.intercept);
    if (!isWordingOnly) {
      push(SLOPE, SCALES.slope * score);
      for (const { feature, value } of evidence) push(FEATURE_COLUMNS[feature] as number, SCALES.features * value);
    }
    const unit = SCALES.ngrams / Math.sqrt(Math.max(1, ngrams.count));
    for (let i = 0; i < ngrams.count; i++) push((ngrams.buckets[i] as number) & (INTERCEPT - 1), unit);
    scores[row] = score;
    starts[row + 1] = columns.length;
  });
  return { rows: { starts, columns: columns.toArray(), values: values.toArray(), width: WIDTH }, scores };
}
