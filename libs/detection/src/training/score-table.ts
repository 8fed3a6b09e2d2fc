import { sigmoid, type AffineCalibration, type HeldOutScores } from './calibration.js';
import { scoreSet, type Scores } from './metrics.js';
import type { UncertainBand } from '../model/linear-model.js';

export interface ScoredSet {
  readonly name: string;
  readonly scores: Scores;
}

export interface HeadlineScores {
  readonly macroF1: number;
  readonly averagePrecision: number;
  readonly calibrationError: number;
  /** Calibration error over all sets together, each weighing the same: what a probability means without knowing the set. */
  readonly pooledCalibrationError: number;
}

/** Scores of sources left out of training, as calibrated log-odds. */
export function scoreHeldOut(
  heldOut: readonly HeldOutScores[],
  model: AffineCalibration & { readonly uncertain: UncertainBand },
): ScoredSet[] {
  return heldOut.map(({ name, scores, labels }) => {
    const probabilities = scores.map((score) => sigmoid(model.slope * score + model.intercept));
    return { name, scores: scoreSet(probabilities, labels, model.uncertain) };
  });
}

/** Means over sets, each weighing the same. */
export function headline(sets: readonly ScoredSet[]): HeadlineScores {
  // A file with a header line and nothing else says nothing of the detector.
  const told = sets.filter(({ scores }) => scores.rows > 0);
  const mean = (of: (scores: Scores) => number): number =>
    told.reduce((sum, { scores }) => sum + of(scores), 0) / Math.max(1, told.length);
  return {
    macroF1: mean((scores) => scores.macroF1),
    averagePrecision: mean((scores) => scores.averagePrecision),
    calibrationError: mean((scores) => scores.calibrationError),
    pooledCalibrationError: pooledCalibrationError(told),
  };
}

/** A Markdown table of sets, with the means below. */
export function formatScores(sets: readonly ScoredSet[]): string {
  const head = [
    'set',
    'rows',
    'dissatisfied',
    'macro-F1',
    'precision',
    'recall',
    'AP',
    'ECE',
    'abstains',
    'verdict precision',
  ];
  const rows = sets.map(({ name, scores }) => [
    name,
    String(scores.rows),
    percent(scores.dissatisfied / Math.max(1, scores.rows)),
    ...[scores.macroF1, scores.precision, scores.recall, scores.averagePrecision, scores.calibrationError].map(figure),
    percent(scores.abstention),
    figure(scores.verdictPrecision),
  ]);
  const means = headline(sets);
  const last = [
    '**mean**',
    '',
    '',
    figure(means.macroF1),
    '',
    '',
    figure(means.averagePrecision),
    figure(means.calibrationError),
    '',
    '',
  ];
  return [
    ...[head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows, last].map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `Calibration error over all sets together: ${figure(means.pooledCalibrationError)}`,
  ].join('\n');
}

export function scoreTable(
  heldOut: readonly HeldOutScores[],
  model: AffineCalibration & { readonly uncertain: UncertainBand },
): string {
  return formatScores(scoreHeldOut(heldOut, model));
}

function pooledCalibrationError(sets: readonly ScoredSet[]): number {
  const bins = new Map<number, { predicted: number; observed: number; weight: number }>();
  for (const { scores } of sets) {
    for (const { predicted, observed, rows } of scores.reliability) {
      const key = Math.min(9, Math.floor(predicted * 10));
      const bin = bins.get(key) ?? { predicted: 0, observed: 0, weight: 0 };
      const weight = rows / scores.rows / sets.length;
      bins.set(key, {
        predicted: bin.predicted + predicted * weight,
        observed: bin.observed + observed * weight,
        weight: bin.weight + weight,
      });
    }
  }
  return [...bins.values()].reduce((sum, bin) => sum + Math.abs(bin.predicted - bin.observed), 0);
}

function figure(value: number): string {
  return value.toFixed(3);
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}
