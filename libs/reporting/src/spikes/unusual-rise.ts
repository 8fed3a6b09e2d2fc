import type { UnusualRise, WatchedSeries } from '@earshot/domain';

/** Weeks that a rhythm is learned from; with fewer nothing is called unusual. */
export const WEEKS = 8;
export const FEWEST_WEEKS = 3;
/** Fewer than this are never a rise: a person reads them faster than a warning. */
const LEAST = 5;
/** Nor is less than twice what is usual. */
const TIMES_USUAL = 2;
/**
 * How improbable a count must be by chance alone. With a look an hour and a window of six hours this is less than one false
 * alarm a year for each ten steady series (measured by the test of the same name); of words there are thousands.
 */
const CHANCE = { source: 1e-5, topic: 1e-5, word: 1e-8 } as const;
/** A week with an episode of its own must not hide the next: what is this far above the median counts as this. */
const CAP_DEVIATIONS = 3;

/**
 * Tells whether so many unhappy messages are more than the rhythm of the same hours of the same weekday explains: at least
 * five, at least twice as many as usual, and so many that chance would bring them in one of 100,000 looks. `null` when
 * they are not, or when too few weeks are known.
 *
 * Counts of messages scatter as a Poisson process whose rate is known only from a few weeks: what comes next is then
 * distributed as a negative binomial (the gamma-Poisson predictive, Gelman et al., Bayesian Data Analysis, 3rd ed.,
 * section 2.6). Where the weeks scatter more than that, the measured scatter is taken.
 */
export function unusualRise(series: WatchedSeries): UnusualRise | null {
  const { count, before, kind } = series;
  if (before.length < FEWEST_WEEKS || count < LEAST) return null;
  const capped = withoutOutliers(before);
  const usual = capped.reduce((sum, value) => sum + value, 0) / capped.length;
  if (count < TIMES_USUAL * usual) return null;
  return chanceOf(count, capped) < CHANCE[kind] ? { ...series, usual } : null;
}

/** The probability of `count` or more in a window like those before. */
export function chanceOf(count: number, before: readonly number[]): number {
  const weeks = before.length;
  const sum = before.reduce((all, value) => all + value, 0);
  const mean = sum / weeks;
  const scatter = before.reduce((all, value) => all + (value - mean) ** 2, 0) / Math.max(1, weeks - 1);
  // Jeffreys' prior of half a message keeps a silent series from being certain of its silence.
  const shape = sum + 0.5;
  const predicted = mean + mean / weeks;
  const extra = scatter > predicted && mean > 0 ? (mean * mean) / (scatter - mean) : Number.POSITIVE_INFINITY;
  const size = Math.min(shape, Math.max(extra, 0.5));
  return negativeBinomialTail(count, size, (sum + 0.5) / weeks);
}

/** P(X ≥ count) of a negative binomial with this size and mean, summed upwards from its logarithm: no count underflows. */
function negativeBinomialTail(count: number, size: number, mean: number): number {
  const failure = mean / (size + mean);
  const first =
    logGamma(count + size) -
    logGamma(size) -
    logGamma(count + 1) +
    size * Math.log1p(-failure) +
    count * Math.log(failure);
  let term = Math.exp(first);
  let tail = 0;
  for (let n = count; ; n += 1) {
    tail += term;
    if (n > mean && term <= tail * 1e-12) return Math.min(1, tail);
    term *= ((n + size) / (n + 1)) * failure;
  }
}

/** Stirling's series, exact to 10 digits from 7 on, below by recurrence (Abramowitz and Stegun, 6.1.15 and 6.1.41). */
function logGamma(x: number): number {
  if (x < 7) return logGamma(x + 1) - Math.log(x);
  const inverse = 1 / (x * x);
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + (1 / 12 - inverse * (1 / 360 - inverse / 1260)) / x;
}

function withoutOutliers(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median =
    sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  const cap = median + CAP_DEVIATIONS * Math.sqrt(median + 1);
  return values.map((value) => Math.min(value, cap));
}
