import { DENSE_NAMES, DENSE_PRIORS, UNTRAINED } from '../features/evidence.js';
import type { NgramSpec } from '../features/ngrams.js';
import { CONCEPTS } from '../lexicon/concepts.js';
import type { Lexicon } from '../lexicon/lexicon.js';
import { signValence } from '../lexicon/wink-lexicon.js';
import type { ModelWeights, UncertainBand } from '../model/linear-model.js';
import { fitCalibration, sigmoid, type HeldOutScores } from './calibration.js';
import type { LabelledSet } from './corpus.js';
import { FeatureTableBuilder, type FeatureTable } from './feature-table.js';
import { dotRow, fitLogistic } from './logistic-regression.js';
import { RECIPE, sourceOf, type Source } from './recipe.js';

/** What a training run produced: the weights, and the scores of every source by a model that had not seen it. */
export interface TrainedModel {
  readonly weights: ModelWeights;
  readonly heldOut: readonly HeldOutScores[];
}

export interface TrainingOptions {
  readonly version: string;
  readonly seed: number;
  /** Default: the recipe's. */
  readonly ngrams?: NgramSpec;
  /** Told what is being done; a run takes minutes. */
  readonly report?: (message: string) => void;
}

/**
 * Trains the multilingual model: once for each group of sources with that group left out, which gives scores to calibrate
 * on as they will be in a new domain, and once on everything for the weights. Same sets, lexicon and seed: same weights.
 */
export function trainModel(sets: readonly LabelledSet[], lexicon: Lexicon, options: TrainingOptions): TrainedModel {
  const report = options.report ?? (() => undefined);
  const ngrams = options.ngrams ?? RECIPE.ngrams;
  const prepared = prepare(sets, lexicon, ngrams);
  report(`${prepared.labels.length} texts of ${sets.length} sources, ${prepared.table.rows.columns.length} features`);
  const groups = [...new Set(prepared.sources.map(({ group }) => group))].filter((group) => group !== null).sort();
  const heldOut = groups.flatMap((group) => {
    report(`without ${group}`);
    return scoresWithout(prepared, group, options.seed);
  });
  report('all sources');
  const learned = fit(prepared, null, options.seed);
  const { slope, intercept } = fitCalibration(heldOut, RECIPE.calibrationBalance);
  const width = prepared.table.ngramWidth;
  const quantised = quantise(
    learned
      .subarray(0, width)
      .map((weight, i) => weight * RECIPE.ngramScale * (prepared.table.ngramScales[i] as number)),
  );
  const weights: ModelWeights = {
    version: options.version,
    ngrams,
    ...quantised,
    denseWeights: Object.fromEntries(
      DENSE_NAMES.map((name, i) => [
        name,
        rounded(
          (DENSE_PRIORS[i] as number) +
            (UNTRAINED.has(name) ? 0 : (learned[width + i] as number) * (DENSE_SCALES[i] as number)),
        ),
      ]),
    ),
    bias: rounded(learned[width + DENSE_NAMES.length] as number),
    slope: rounded(slope),
    intercept: rounded(intercept),
    uncertain: uncertainBand(heldOut, slope, intercept),
  };
  return { weights, heldOut };
}

const BAND_STEP = 0.02;

/** How far data may move each dense feature. */
const DENSE_SCALES = Float64Array.from(DENSE_NAMES, (_, feature) =>
  feature < CONCEPTS.length ? RECIPE.denseScale : RECIPE.toneAndFormScale,
);

interface Prepared {
  readonly table: FeatureTable;
  readonly labels: Int8Array;
  readonly penalties: Float64Array;
  readonly sources: readonly Source[];
  /** Index into `sources` for each row. */
  readonly sourceOfRow: Int32Array;
}

function prepare(sets: readonly LabelledSet[], lexicon: Lexicon, ngrams: NgramSpec): Prepared {
  const sources = sets.map(sourceOf);
  const rows = sources.flatMap((source, index) =>
    source.examples.map((example) => ({ ...example, index, language: source.language })),
  );
  const table = new FeatureTableBuilder(lexicon, signValence, ngrams, {
    ngrams: RECIPE.ngramScale,
    dense: DENSE_SCALES,
  }).build(rows);
  return {
    table,
    labels: Int8Array.from(rows, ({ dissatisfied }) => (dissatisfied ? 1 : -1)),
    penalties: Float64Array.from(rows, (row) => (sources[row.index] as Source).penalty(row)),
    sources,
    sourceOfRow: Int32Array.from(rows, ({ index }) => index),
  };
}

/** @param without group to leave out; null leaves out none */
function fit(prepared: Prepared, without: string | null, seed: number): Float64Array {
  const chosen = Int32Array.from(
    [...prepared.sourceOfRow.keys()].filter((row) => without === null || sourceAt(prepared, row).group !== without),
  );
  return fitLogistic({
    rows: prepared.table.rows,
    chosen,
    labels: prepared.labels,
    penalties: prepared.penalties,
    offsets: prepared.table.priorScores,
    seed,
    epochs: RECIPE.epochs,
  });
}

function scoresWithout(prepared: Prepared, group: string, seed: number): HeldOutScores[] {
  const learned = fit(prepared, group, seed);
  const { table, labels, sources, sourceOfRow } = prepared;
  const judged = sources.flatMap((source, index) =>
    source.group === group && source.isJudged ? [{ source, index }] : [],
  );
  const scored = judged.map(({ source, index }) => {
    const rows = [...sourceOfRow.keys()].filter((row) => sourceOfRow[row] === index);
    const scores = rows.map((row) => dotRow(learned, table.rows, row) + (table.priorScores[row] as number));
    return { name: source.name, scores, labels: rows.map((row) => labels[row] === 1) };
  });
  const isParts = judged.every(({ source }) => source.isPart);
  return isParts ? [merged(`${group} (${scored.length} languages)`, scored)] : scored;
}

function merged(name: string, parts: readonly HeldOutScores[]): HeldOutScores {
  return { name, scores: parts.flatMap(({ scores }) => scores), labels: parts.flatMap(({ labels }) => labels) };
}

function sourceAt(prepared: Prepared, row: number): Source {
  return prepared.sources[prepared.sourceOfRow[row] as number] as Source;
}

/** One signed byte a bucket; the few weights beyond five standard deviations are clipped, the many small ones keep a digit. */
function quantise(learned: Float64Array): { ngramWeights: Int8Array; ngramScale: number } {
  const deviation = Math.sqrt(learned.reduce((sum, weight) => sum + weight * weight, 0) / learned.length);
  const largest = learned.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const ngramScale = rounded(Math.min(largest, 12 * deviation) / 127) || 1e-6;
  const ngramWeights = Int8Array.from(learned, (weight) =>
    Math.max(-127, Math.min(127, Math.round(weight / ngramScale))),
  );
  return { ngramWeights, ngramScale };
}

/**
 * The narrowest band around 0.5 outside which verdicts on sources not seen in training are right often enough: each of the
 * two verdicts with a precision of RECIPE.verdictPrecision over all sources, as far as the recipe's limits allow.
 */
export function uncertainBand(heldOut: readonly HeldOutScores[], slope: number, intercept: number): UncertainBand {
  const probabilities = heldOut.flatMap(({ scores, labels }) =>
    scores.map((score, i) => ({
      probability: sigmoid(slope * score + intercept),
      label: labels[i] === true,
      weight: 1 / scores.length,
    })),
  );
  const precision = (isJudged: (probability: number) => boolean, wanted: boolean): number => {
    let right = 0;
    let judged = 0;
    for (const { probability, label, weight } of probabilities) {
      if (!isJudged(probability)) continue;
      judged += weight;
      if (label === wanted) right += weight;
    }
    return judged === 0 ? 1 : right / judged;
  };
  let to = 0.5;
  while (to < RECIPE.highestThreshold && precision((p) => p >= to, true) < RECIPE.verdictPrecision) to += BAND_STEP;
  let from = 0.5;
  while (from > RECIPE.lowestThreshold && precision((p) => p < from, false) < RECIPE.verdictPrecision)
    from -= BAND_STEP;
  return { from: rounded(Math.max(from, RECIPE.lowestThreshold)), to: rounded(Math.min(to, RECIPE.highestThreshold)) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
