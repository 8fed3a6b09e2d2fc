import type { Lesson, OverlayComparison } from '@earshot/domain';
import type { OverlayFitter } from './overlay-fitter.js';

/**
 * By how many standard errors the mean loss must fall. On a dozen verdicts chance makes anything look good, so one overlay
 * takes the place of a rival only beyond chance. A successor has learned all that its predecessor had, and more: it only must
 * not be worse beyond chance.
 */
export const CONVINCING = { rival: 1, successor: -1 } as const;

/** Two halves cost two fits, and what is learned from half of the new verdicts is a fair picture of all of them. */
const FOLDS = 2;

export interface JudgedLesson {
  readonly dissatisfied: boolean;
  readonly inForce: number;
  readonly candidate: number;
}

/**
 * Whether the candidate's probabilities fit the verdicts better than those in force, both kinds of verdict together weighing
 * the same, as they do when an overlay is fitted.
 * @param convincing standard errors, see CONVINCING
 */
export function compare(
  lessons: readonly JudgedLesson[],
  convincing: number = CONVINCING.rival,
): { comparison: OverlayComparison; isBetter: boolean } {
  const weights = kindWeights(lessons);
  const losses = lessons.map(({ dissatisfied, inForce, candidate }, row) => ({
    inForce: (weights[row] as number) * logLoss(inForce, dissatisfied),
    candidate: (weights[row] as number) * logLoss(candidate, dissatisfied),
  }));
  const gains = losses.map((loss) => loss.inForce - loss.candidate);
  const gain = mean(gains);
  const variance = gains.reduce((sum, one) => sum + (one - gain) ** 2, 0) / Math.max(1, gains.length - 1);
  return {
    comparison: {
      verdicts: lessons.length,
      logLossInForce: mean(losses.map((loss) => loss.inForce)),
      logLossCandidate: mean(losses.map((loss) => loss.candidate)),
    },
    isBetter: gain > convincing * Math.sqrt(variance / Math.max(1, gains.length)),
  };
}

/**
 * The probabilities of `lessons` by overlays that learned from `known` and from the other lessons, never from the one that
 * is judged: an overlay judged on what it has learned always looks better than it is.
 */
export async function heldOut(
  fitter: OverlayFitter,
  known: readonly Lesson[],
  lessons: readonly Lesson[],
): Promise<readonly number[]> {
  const folds = foldsOf(lessons);
  const probabilities = new Map<Lesson, number>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const { payload } = await fitter.fit([...known, ...lessons.filter((_, row) => folds[row] !== fold)]);
    const judged = lessons.filter((_, row) => folds[row] === fold);
    const given = await fitter.probabilities(
      payload,
      judged.map(({ input }) => input),
    );
    judged.forEach((lesson, i) => probabilities.set(lesson, given[i] as number));
  }
  return lessons.map((lesson) => probabilities.get(lesson) as number);
}

/** Each kind of verdict is dealt out by itself: people often give both kinds in turn. */
function foldsOf(lessons: readonly Lesson[]): number[] {
  const dealt = { unhappy: 0, other: 0 };
  return lessons.map(({ dissatisfied }) => dealt[dissatisfied ? 'unhappy' : 'other']++ % FOLDS);
}

function kindWeights(lessons: readonly JudgedLesson[]): number[] {
  const unhappy = lessons.filter(({ dissatisfied }) => dissatisfied).length;
  const other = lessons.length - unhappy;
  if (unhappy === 0 || other === 0) return lessons.map(() => 1);
  return lessons.map(({ dissatisfied }) => lessons.length / 2 / (dissatisfied ? unhappy : other));
}

function logLoss(probability: number, dissatisfied: boolean): number {
  return -Math.log(Math.max(1e-12, dissatisfied ? probability : 1 - probability));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
