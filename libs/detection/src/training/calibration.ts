/** Scores of one source that training did not see, with what people said. */
export interface HeldOutScores {
  readonly name: string;
  readonly scores: readonly number[];
  readonly labels: readonly boolean[];
}

export interface AffineCalibration {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Platt scaling: the affine map of scores to log-odds with the least log loss over all sources, each source and within it
 * each class weighing the same. Newton's method on two numbers; affine, so that shares of a score stay shares.
 *
 * The classes weigh the same because the share of unhappy customers in a source says nothing about the next source; a
 * threshold of 0.5 then lies where the evidence is even.
 */
export function fitCalibration(sources: readonly HeldOutScores[], balance = 1): AffineCalibration {
  let slope = 1;
  let intercept = 0;
  for (let step = 0; step < 100; step++) {
    let gradientSlope = 0;
    let gradientIntercept = 0;
    let hSlope = 1e-6;
    let hMixed = 0;
    let hIntercept = 1e-6;
    for (const { scores, labels } of sources) {
      const weights = classWeights(labels, balance);
      scores.forEach((score, i) => {
        const probability = sigmoid(slope * score + intercept);
        const weight = labels[i] ? weights.dissatisfied : weights.other;
        const error = weight * (probability - (labels[i] ? 1 : 0));
        const curve = weight * probability * (1 - probability);
        gradientSlope += error * score;
        gradientIntercept += error;
        hSlope += curve * score * score;
        hMixed += curve * score;
        hIntercept += curve;
      });
    }
    const determinant = hSlope * hIntercept - hMixed * hMixed;
    const moveSlope = (hIntercept * gradientSlope - hMixed * gradientIntercept) / determinant;
    const moveIntercept = (hSlope * gradientIntercept - hMixed * gradientSlope) / determinant;
    // Newton's method far from the goal may leap out of the world; a bounded step only takes longer.
    slope -= bounded(moveSlope);
    intercept -= bounded(moveIntercept);
    if (Math.abs(moveSlope) + Math.abs(moveIntercept) < 1e-9) break;
  }
  return { slope, intercept };
}

/** Weights that sum to 1 over a source; `balance` 0 leaves classes as they are, 1 gives each the same. */
function classWeights(labels: readonly boolean[], balance: number): { dissatisfied: number; other: number } {
  const dissatisfied = labels.reduce((sum, label) => sum + (label ? 1 : 0), 0);
  const share = (count: number): number => (count === 0 ? 0 : (1 - balance) / labels.length + (balance * 0.5) / count);
  return { dissatisfied: share(dissatisfied), other: share(labels.length - dissatisfied) };
}

const LONGEST_STEP = 0.5;

function bounded(step: number): number {
  return Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
}

export function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
