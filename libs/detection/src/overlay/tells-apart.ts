import type { OverlayFigures } from './overlay.js';

/**
 * Chance alone goes beyond one standard error once in six times. Two would turn away half of the overlays that 50 verdicts
 * make, nearly all of which help.
 */
const BEYOND_CHANCE = 1;

/**
 * Whether figures on `dissatisfied` and `other` verdicts are those of somebody who can tell the two apart. Verdicts that
 * contradict each other make every confident detector look bad, and one that shrugs look better: log loss falls, and
 * nothing is learned. The measure is balanced accuracy, whose chance level is 0.5 whatever the share of either kind.
 */
export function tellsApart(
  { precision, recall }: Pick<OverlayFigures, 'precision' | 'recall'>,
  dissatisfied: number,
  other: number,
): boolean {
  const found = recall * dissatisfied;
  if (found <= 0 || precision <= 0 || other === 0) return false;
  const falseAlarms = found / precision - found;
  const balancedAccuracy = (recall + 1 - falseAlarms / other) / 2;
  const standardError = Math.sqrt(0.25 / dissatisfied + 0.25 / other) / 2;
  return balancedAccuracy > 0.5 + BEYOND_CHANCE * standardError;
}
