import type { LabelScore } from '@earshot/second-opinion';
import type { ModelDescription } from './transformers.js';

/** In the order of the model's outputs. Empty when it does not name them: then it classifies nothing. */
export function labelsOf({ id2label = {} }: ModelDescription): string[] {
  return Object.keys(id2label)
    .sort((a, b) => Number(a) - Number(b))
    .map((id) => id2label[id] as string);
}

/** A model's outputs as probabilities: of each label by itself where several may hold at once, else of one among all. */
export function labelProbabilities(description: ModelDescription, logits: ArrayLike<number>): LabelScore[] {
  const outputs = Array.from(logits);
  const isEachByItself = description.problem_type === 'multi_label_classification';
  // The greatest is taken off first, or the exponential of a large output is infinite.
  const greatest = Math.max(...outputs);
  const shares = outputs.map((output) => Math.exp(output - greatest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const scores = isEachByItself ? outputs.map((output) => 1 / (1 + Math.exp(-output))) : shares.map((s) => s / total);
  const labels = labelsOf(description);
  if (labels.length !== scores.length || scores.some((score) => !Number.isFinite(score)))
    throw new Error(`the model gave ${scores.join(', ')} for its ${labels.length} labels`);
  return labels.map((label, index) => ({ label, score: scores[index] as number }));
}
