/** Figures of one set: probabilities of dissatisfaction against what people said. */
export interface Scores {
  readonly rows: number;
  readonly dissatisfied: number;
  readonly macroF1: number;
  readonly precision: number;
  readonly recall: number;
  readonly averagePrecision: number;
  readonly calibrationError: number;
  /** Share of rows on which the detector abstains. */
  readonly abstention: number;
  /** Precision of `dissatisfied` among the rows judged so. */
  readonly verdictPrecision: number;
  /** One point a decile of probability that has rows: mean probability and share that is dissatisfied. */
  readonly reliability: readonly { readonly predicted: number; readonly observed: number; readonly rows: number }[];
}

const BINS = 10;

/** @param band rows with a probability in [from, to) are abstained from; for macro-F1 they count as their side of 0.5 */
export function scoreSet(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<boolean>,
  band: { readonly from: number; readonly to: number },
): Scores {
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  let abstained = 0;
  let flagged = 0;
  let flaggedRight = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i] as number;
    const isRight = probability >= 0.5 === labels[i];
    if (probability >= 0.5) counts[isRight ? 'tp' : 'fp']++;
    else counts[isRight ? 'tn' : 'fn']++;
    if (probability >= band.from && probability < band.to) abstained++;
    if (probability >= band.to) {
      flagged++;
      if (labels[i]) flaggedRight++;
    }
  }
  const { tp, fp, fn, tn } = counts;
  const reliability = reliabilityOf(probabilities, labels);
  return {
    rows: probabilities.length,
    dissatisfied: tp + fn,
    macroF1: (f1(tp, fp, fn) + f1(tn, fn, fp)) / 2,
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    averagePrecision: averagePrecision(probabilities, labels),
    calibrationError: reliability.reduce(
      (sum, bin) => sum + (Math.abs(bin.predicted - bin.observed) * bin.rows) / probabilities.length,
      0,
    ),
    abstention: ratio(abstained, probabilities.length),
    verdictPrecision: ratio(flaggedRight, flagged),
    reliability,
  };
}

/** Mean precision at the rank of each dissatisfied row; ties are ranked as they come. */
export function averagePrecision(probabilities: ArrayLike<number>, labels: ArrayLike<boolean>): number {
  const order = Array.from({ length: probabilities.length }, (_, i) => i);
  order.sort((a, b) => (probabilities[b] as number) - (probabilities[a] as number) || a - b);
  let found = 0;
  let sum = 0;
  order.forEach((row, rank) => {
    if (labels[row]) sum += ++found / (rank + 1);
  });
  return ratio(sum, found);
}

function reliabilityOf(probabilities: ArrayLike<number>, labels: ArrayLike<boolean>): Scores['reliability'] {
  const bins = Array.from({ length: BINS }, () => ({ sum: 0, hits: 0, rows: 0 }));
  for (let i = 0; i < probabilities.length; i++) {
    const bin = bins[Math.min(BINS - 1, Math.floor((probabilities[i] as number) * BINS))] as (typeof bins)[number];
    bin.sum += probabilities[i] as number;
    bin.hits += labels[i] ? 1 : 0;
    bin.rows++;
  }
  return bins
    .filter(({ rows }) => rows > 0)
    .map(({ sum, hits, rows }) => ({ predicted: sum / rows, observed: hits / rows, rows }));
}

function f1(hits: number, wrong: number, missed: number): number {
  return ratio(2 * hits, 2 * hits + wrong + missed);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
