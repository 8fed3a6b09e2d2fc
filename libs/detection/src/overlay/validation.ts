import { sigmoid } from '../training/calibration.js';
import { scoreSet } from '../training/metrics.js';
import type { OverlayFigures } from './overlay.js';
import { tellsApart } from './tells-apart.js';

/** Verdicts with the log-odds that the base model gives each, and those of an overlay that had not seen it. */
export interface ValidatedVerdicts {
  /** +1 dissatisfied, -1 not. */
  readonly labels: Int8Array;
  /** What a row counts: both kinds of verdict together weigh the same. */
  readonly weights: Float64Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/** An overlay whose folds lose by this many standard errors is not believed at all, one that wins is believed wholly. */
const DISBELIEF = 3;
/** With fewer verdicts, or fewer of either kind, there is nothing to validate an overlay on. */
const FEWEST_VERDICTS = 10;
const FEWEST_OF_A_KIND = 3;
/** Log losses this close (a share of the base model's) are a draw. */
const DRAW = 0.05;

/**
 * How far an overlay is to be believed, 0 to 1: the share of its corrections that is applied. In between when chance may
 * have decided between it and the base model: most overlays help (docs/detection.md), and half a correction of the right
 * sign is worth more than half of a whole one, and harms less than half when it is wrong.
 */
export function trustIn({ labels, weights, before, after }: ValidatedVerdicts): number {
  const gains = before.map(
    (score, row) =>
      (weights[row] as number) *
      (lossOf(score, labels[row] as number) - lossOf(after[row] as number, labels[row] as number)),
  );
  const mean = sum(gains) / gains.length;
  const variance = sum(gains.map((gain) => (gain - mean) ** 2)) / Math.max(1, gains.length - 1);
  const error = Math.sqrt(variance / gains.length);
  if (!(error > 0)) return mean > 0 ? 1 : 0;
  return Math.max(0, Math.min(1, 1 + mean / error / DISBELIEF));
}

/**
 * Whether the overlay should take the place of the base model: it can tell the two kinds apart, and more is decided right
 * (macro-F1) or log loss does not rise. A draw counts for the overlay, which has learned from more verdicts than those that
 * were validated.
 */
export function isConvincing(verdicts: ValidatedVerdicts): boolean {
  const { labels, before, after } = verdicts;
  const dissatisfied = labels.reduce((count, label) => count + (label > 0 ? 1 : 0), 0);
  const other = labels.length - dissatisfied;
  if (labels.length < FEWEST_VERDICTS || Math.min(dissatisfied, other) < FEWEST_OF_A_KIND) return false;
  const figures = figuresOf(after, labels);
  if (!tellsApart(figures, dissatisfied, other)) return false;
  const loss = (scores: Float64Array): number =>
    sum(scores.map((score, row) => (verdicts.weights[row] as number) * lossOf(score, labels[row] as number)));
  return loss(after) < loss(before) * (1 + DRAW) || figures.macroF1 > figuresOf(before, labels).macroF1;
}

/** @param scores log-odds @param labels +1 or -1 for each */
export function figuresOf(scores: Float64Array, labels: Int8Array): OverlayFigures {
  const truth = Array.from(labels, (label) => label > 0);
  const { macroF1, precision, recall } = scoreSet(scores.map(sigmoid), truth, { from: 0.5, to: 0.5 });
  const logLoss = sum(scores.map((score, row) => lossOf(score, labels[row] as number))) / Math.max(1, scores.length);
  return { logLoss, macroF1, precision, recall };
}

function lossOf(score: number, label: number): number {
  return -Math.log(Math.max(1e-12, sigmoid(label * score)));
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
