import { DENSE_NAMES, DENSE_PRIORS, type Evidence } from '../features/evidence.js';
import { Ngrams, type NgramSpec } from '../features/ngrams.js';

/** The probability band in which the detector abstains: [from, to). */
export interface UncertainBand {
  readonly from: number;
  readonly to: number;
}

/** Everything that judging needs. Log-odds of dissatisfaction = slope · (bias + Σ n-grams + Σ evidence) + intercept. */
export interface ModelWeights {
  readonly version: string;
  readonly ngrams: NgramSpec;
  /** One weight per bucket, times `ngramScale`. */
  readonly ngramWeights: Int8Array;
  readonly ngramScale: number;
  /** By name, so that a model outlives a change in the list of features. */
  readonly denseWeights: Readonly<Record<string, number>>;
  readonly bias: number;
  /** Affine calibration, fitted on sources that training did not see. */
  readonly slope: number;
  readonly intercept: number;
  readonly uncertain: UncertainBand;
}

/** The weights laid out for scoring. */
export class LinearModel {
  readonly version: string;
  readonly uncertain: UncertainBand;
  readonly ngrams: Ngrams;
  /** Calibrated weights of the dense features, in the order of DENSE_NAMES. */
  readonly dense: Float64Array;
  /** What every text starts from, calibrated. */
  readonly base: number;
  private readonly buckets: Int8Array;
  private readonly bucketScale: number;

  constructor(weights: ModelWeights) {
    this.version = weights.version;
    this.uncertain = weights.uncertain;
    this.ngrams = new Ngrams(weights.ngrams);
    this.buckets = weights.ngramWeights;
    this.bucketScale = weights.ngramScale * weights.slope;
    this.base = weights.bias * weights.slope + weights.intercept;
    this.dense = Float64Array.from(
      DENSE_NAMES,
      (name, i) => weights.slope * (weights.denseWeights[name] ?? (DENSE_PRIORS[i] as number)),
    );
  }

  /** The log-odds that each of `count` n-grams of `ngrams` adds, written to `shares` by token; returns their sum. */
  scoreNgrams(shares: Float64Array, tokens: number): number {
    shares.fill(0, 0, tokens);
    const { buckets, tokens: owners, spans, strengths, count } = this.ngrams;
    if (count === 0) return 0;
    const unit = this.bucketScale / Math.sqrt(count);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const weight = (this.buckets[buckets[i] as number] as number) * (strengths[i] as number);
      if (weight === 0) continue;
      const token = owners[i] as number;
      sum += weight;
      if (spans[i] === 1) shares[token] = (shares[token] as number) + weight * unit;
      else {
        shares[token] = (shares[token] as number) + (weight * unit) / 2;
        shares[token - 1] = (shares[token - 1] as number) + (weight * unit) / 2;
      }
    }
    return sum * unit;
  }

  scoreEvidence({ feature, value }: Evidence): number {
    return (this.dense[feature] as number) * value;
  }
}
