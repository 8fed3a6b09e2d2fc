import type { SecondOpinion } from '@earshot/domain';
import { sideOf, type LabelMap } from './label-map.js';
import type { LabelScore } from './text-classifier.js';

/**
 * Translates a model's words. Several labels of one side add up (1 star and 2 stars), and what a model says that gives
 * each label a probability of its own is brought to a sum of 1.
 * @param sureFrom from which score, 0.5..1, on either side the opinion is not `uncertain`
 */
export function opinionOf(
  scores: readonly LabelScore[] | null,
  map: LabelMap,
  sureFrom: number,
): Pick<SecondOpinion, 'verdict' | 'score' | 'label'> {
  const [first, ...others] = scores ?? [];
  if (scores === null || first === undefined) return { verdict: 'uncertain', score: null, label: null };
  const total = scores.reduce((sum, { score }) => sum + score, 0);
  const dissatisfied = scores
    .filter(({ label }) => sideOf(label, map) === 'dissatisfied')
    .reduce((sum, { score }) => sum + score, 0);
  const score = total > 0 ? Math.min(1, dissatisfied / total) : 0.5;
  const { label } = others.reduce((best, one) => (one.score > best.score ? one : best), first);
  return { verdict: verdictOf(score, sureFrom), score, label };
}

function verdictOf(score: number, sureFrom: number): SecondOpinion['verdict'] {
  if (score >= sureFrom) return 'dissatisfied';
  return 1 - score >= sureFrom ? 'not_dissatisfied' : 'uncertain';
}
