import { DENSE_NAMES, DENSE_PRIORS, UNTRAINED } from '../features/evidence.js';
import { EvidenceReader } from '../features/evidence-reader.js';
import { Ngrams, type NgramSpec } from '../features/ngrams.js';
import type { Lexicon } from '../lexicon/lexicon.js';
import { Reading } from '../text/reading.js';
import { GrowingFloats, GrowingInts } from './growing-array.js';
import { inverseFrequencies } from './inverse-frequency.js';
import type { SparseRows } from './logistic-regression.js';

/** A text to turn into features, in a known language (null: unknown). */
export interface TableText {
  readonly text: string;
  readonly language: string | null;
}

/** Features of many texts: n-gram buckets first, then the dense features, then the bias. */
export interface FeatureTable {
  readonly rows: SparseRows;
  /** What the prior weights say about each row. */
  readonly priorScores: Float64Array;
  readonly ngramWidth: number;
  /** What the values of each n-gram bucket were multiplied with. */
  readonly ngramScales: Float32Array;
}

export class FeatureTableBuilder {
  private readonly reading = new Reading();
  private readonly evidence: EvidenceReader;
  private readonly ngrams: Ngrams;

  constructor(
    private readonly lexicon: Lexicon,
    signValence: (sign: string) => number,
    private readonly spec: NgramSpec,
    /** How far data may move n-grams and each dense feature: the standard deviations of their priors. */
    private readonly scales: { readonly ngrams: number; readonly dense: Float64Array },
  ) {
    this.evidence = new EvidenceReader(lexicon, signValence);
    this.ngrams = new Ngrams(spec);
  }

  build(texts: readonly TableText[]): FeatureTable {
    const width = 2 ** this.spec.bits;
    const starts = new Int32Array(texts.length + 1);
    const priorScores = new Float64Array(texts.length);
    const columns = new GrowingInts();
    const values = new GrowingFloats();
    texts.forEach(({ text, language }, row) => {
      this.reading.read(text);
      const matches = this.lexicon.match(this.reading);
      const languageIndex = language === null ? -1 : this.lexicon.languages.indexOf(language);
      let prior = 0;
      for (const { feature, value } of this.evidence.read(this.reading, matches, languageIndex)) {
        prior += (DENSE_PRIORS[feature] as number) * value;
        if (UNTRAINED.has(DENSE_NAMES[feature] as string)) continue;
        columns.push(width + feature);
        values.push(value * (this.scales.dense[feature] as number));
      }
      this.ngrams.read(this.reading, this.evidence.isIdiom);
      const unit = this.scales.ngrams / Math.sqrt(Math.max(1, this.ngrams.count));
      for (let i = 0; i < this.ngrams.count; i++) {
        columns.push(this.ngrams.buckets[i] as number);
        values.push(unit * (this.ngrams.strengths[i] as number));
      }
      columns.push(width + DENSE_NAMES.length);
      values.push(1);
      priorScores[row] = prior;
      starts[row + 1] = columns.length;
    });
    const rows = {
      starts,
      columns: columns.toArray(),
      values: values.toArray(),
      width: width + DENSE_NAMES.length + 1,
    };
    const ngramScales = inverseFrequencies(rows, width);
    rows.columns.forEach((column, i) => {
      if (column < width) rows.values[i] = (rows.values[i] as number) * (ngramScales[column] as number);
    });
    return { rows, priorScores, ngramWidth: width, ngramScales };
  }
}
