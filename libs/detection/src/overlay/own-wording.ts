import type { AssessmentInput } from '@earshot/domain';
import type { StatisticalAssessor } from '../assess/statistical-assessor.js';
import { sigmoid } from '../training/calibration.js';
import { fitLogistic } from '../training/logistic-regression.js';
import { overlayRows } from './overlay-rows.js';

/** What the wording of a house's own messages adds to the base model, by the columns of an overlay. */
export interface OwnWording {
  readonly messages: number;
  readonly weights: Float64Array;
}

/** With fewer messages there is no wording of the house to speak of. */
const FEWEST_MESSAGES = 100;
/** More teach nothing that these do not, and take longer. */
export const MOST_OWN_MESSAGES = 2000;
/** What an error on a message costs that the base model is wholly sure of; a verdict costs 1, and is no guess. */
const PENALTY = 0.3;
/** How far what was learned is believed: it comes from the base model's own opinion. */
const BELIEF = 0.8;
const EPOCHS = 12;
const SEED = 1;

/**
 * Learns from messages without verdicts which words of this house go with unhappiness: the base model judges them, and a
 * model of their wording alone learns what it said, the sure ones most. A word that the base model does not know, but that
 * stands beside what it knows to be bad, is then bad in itself (self-training).
 *
 * Returns null where there are too few messages, or where the base model finds only one kind.
 * @param messages at most MOST_OWN_MESSAGES are used, evenly over the list
 */
export function ownWording(base: StatisticalAssessor, messages: readonly AssessmentInput[]): OwnWording | null {
  const used = evenly(messages, MOST_OWN_MESSAGES);
  if (used.length < FEWEST_MESSAGES) return null;
  const { rows, scores } = overlayRows(base, used, true);
  const sureness = scores.map((score) => PENALTY * Math.abs(2 * sigmoid(score) - 1));
  const total = (isUnhappy: boolean): number =>
    sureness.reduce((sum, one, row) => sum + ((scores[row] as number) >= 0 === isUnhappy ? one : 0), 0);
  const unhappy = total(true);
  const other = total(false);
  if (unhappy === 0 || other === 0) return null;
  // Both kinds weigh alike: how many are unhappy is what the base model knows least of a new house.
  const half = (unhappy + other) / 2;
  const weights = fitLogistic({
    rows,
    chosen: Int32Array.from(used.keys()),
    labels: Int8Array.from(scores, (score) => (score >= 0 ? 1 : -1)),
    penalties: sureness.map((one, row) => (one * half) / ((scores[row] as number) >= 0 ? unhappy : other)),
    offsets: new Float64Array(used.length),
    seed: SEED,
    epochs: EPOCHS,
  });
  return { messages: used.length, weights: weights.map((weight) => weight * BELIEF) };
}

function evenly<T>(items: readonly T[], most: number): readonly T[] {
  const step = items.length / most;
  return step <= 1 ? items : Array.from({ length: most }, (_, i) => items[Math.floor(i * step)] as T);
}
