import type { AssessmentInput } from '@earshot/domain';
import { CONCEPTS, conceptIndex } from '../lexicon/concepts.js';
import { FORM_NAMES } from './form.js';

/**
 * Words of tone weigh by how much else is said: alone they are the message, in a long text they are some of many. A text of
 * at most `words` words uses the features with this ending; to a reader they are all the same.
 */
const TONE_LENGTHS = [
  { words: 4, ending: '-terse' },
  { words: 8, ending: '-brief' },
  { words: 25, ending: '' },
  { words: Infinity, ending: '-long' },
] as const;
const NEGATIVE_TONE = 'tone-negative';
const POSITIVE_TONE = 'tone-positive';
const TONE_NAMES = [NEGATIVE_TONE, POSITIVE_TONE].flatMap((tone) =>
  TONE_LENGTHS.map(({ ending }) => `${tone}${ending}`),
);
/** What the phrases and words of tone say together: a linear model cannot tell silence from contradiction otherwise. */
export const BALANCE_NAMES = ['nothing-bad', 'nothing-good', 'good-and-bad'] as const;
const CONTEXT_NAMES = [
  'impatient-question',
  'joyful-exclamation',
  'rating-1',
  'rating-2',
  'rating-3',
  'rating-4',
  'rating-5',
  'unanswered-before',
  'thread',
] as const;

/** Names of the dense features in the order of their weights: concepts, form, tone, balance, context. */
export const DENSE_NAMES: readonly string[] = [
  ...CONCEPTS.map(({ name }) => name),
  ...FORM_NAMES,
  ...TONE_NAMES,
  ...BALANCE_NAMES,
  ...CONTEXT_NAMES,
];

/** Log-odds of dissatisfaction where no data says otherwise; concepts carry their own. */
const PRIORS: Readonly<Record<string, number>> = {
  'question-run': 0.2,
  'exclamation-run': 0.2,
  interrobang: 0.4,
  ellipsis: 0.2,
  shouting: 0.6,
  elongation: 0.1,
  'angry-sign': 1.2,
  'glad-sign': -0.8,
  frown: 1,
  smile: -0.7,
  [NEGATIVE_TONE]: 0.5,
  [POSITIVE_TONE]: -0.5,
  question: -0.2,
  'impatient-question': 1.8,
  'joyful-exclamation': -1,
  'rating-1': 2.4,
  'rating-2': 1.8,
  'rating-3': 0.4,
  'rating-4': -1.2,
  'rating-5': -2,
  'unanswered-before': 0.7,
  thread: 0.6,
};

/**
 * Features whose weights stay at the prior: what no training set carries, and question marks. In the tweets of the training
 * sets they are rhetorical or surprised; a message to a company asks with one, and is impatient with several.
 */
export const UNTRAINED: ReadonlySet<string> = new Set([
  'question',
  'question-run',
  'interrobang',
  'impatient-question',
  'rating-1',
  'rating-2',
  'rating-3',
  'rating-4',
  'rating-5',
  'unanswered-before',
  'thread',
  'automatic-reply',
  'application',
  'duration',
  'slip',
  'closing',
]);

export const DENSE_PRIORS = Float64Array.from(
  DENSE_NAMES,
  (name, index) => CONCEPTS[index]?.prior ?? PRIORS[toneOf(name) ?? name] ?? 0,
);

const DENSE_INDEX: ReadonlyMap<string, number> = new Map(DENSE_NAMES.map((name, index) => [name, index]));

export function denseIndex(name: string): number {
  return DENSE_INDEX.get(name) ?? conceptIndex(name);
}

/** What a reader is told of each dense feature: its name, without the length of the text that it was found in. */
export const DENSE_LABELS: readonly string[] = DENSE_NAMES.map((name) => toneOf(name) ?? name);

function toneOf(name: string): string | undefined {
  return [NEGATIVE_TONE, POSITIVE_TONE].find((tone) => name.startsWith(tone));
}

/** The two features of tone for a text of so many words. */
export function toneFeatures(words: number): { readonly negative: number; readonly positive: number } {
  const length = TONE_LENGTHS.findIndex((one) => words <= one.words);
  return { negative: FIRST_TONE + length, positive: FIRST_TONE + TONE_LENGTHS.length + length };
}

/** One feature that speaks, how strongly, and the tokens that make it speak (none for context). */
export interface Evidence {
  readonly feature: number;
  value: number;
  /** First and last token of each span, in pairs. */
  readonly spans: number[];
}

const SLIP = conceptIndex('slip');
/** So few stars say nothing when the text calls them a slip and has nothing bad to say. */
const FEW_STARS = 3;

/** Phrases about the message rather than about what happened. */
const UNFEELING: ReadonlySet<number> = new Set(
  ['inquiry', 'duration', 'wish', 'slip', 'closing', 'automatic-reply', 'application'].map(conceptIndex),
);
const FIRST_TONE = DENSE_NAMES.indexOf(TONE_NAMES[0] as string);
export const isNegativeTone = (feature: number): boolean => DENSE_LABELS[feature] === NEGATIVE_TONE;
export const isPositiveTone = (feature: number): boolean => DENSE_LABELS[feature] === POSITIVE_TONE;

/** A phrase that adds less than this says nothing bad yet: who asks when is not unhappy. */
const LEAST_BAD = 0.4;

/** A single mild word, the "sorry" of who asks to be forgiven a slip, is no complaint; one as plain as "bad" is. */
const PLAINLY_BAD_TONE = 0.6;

/** Whether a phrase or word says something bad. */
export function isBad({ feature }: Evidence): boolean {
  return isNegativeTone(feature) || (CONCEPTS[feature]?.prior ?? 0) >= LEAST_BAD;
}

function isPlainlyBad(one: Evidence): boolean {
  return isBad(one) && (!isNegativeTone(one.feature) || one.value >= PLAINLY_BAD_TONE);
}

/** Whether a phrase says nothing of how anybody feels. */
export const isUnfeeling = (feature: number): boolean => UNFEELING.has(feature);

/** Whether a phrase or word says something good. */
export function isGood({ feature }: Evidence): boolean {
  return isPositiveTone(feature) || ((CONCEPTS[feature]?.prior ?? 0) < 0 && !isUnfeeling(feature));
}

/** What the channel knows besides the text, as features. @param said what the text says */
export function contextEvidence(input: AssessmentInput, said: readonly Evidence[]): Evidence[] {
  const found: Evidence[] = [];
  const add = (name: string, value: number): void => void found.push({ feature: denseIndex(name), value, spans: [] });
  const stars = Math.round(input.rating ?? 0);
  const isWithdrawn = stars <= FEW_STARS && said.some(({ feature }) => feature === SLIP) && !said.some(isPlainlyBad);
  if (stars >= 1 && stars <= 5 && !isWithdrawn) add(`rating-${stars}`, 1);
  const unanswered = Math.min(3, Math.max(0, input.unansweredBefore ?? 0));
  if (unanswered > 0) add('unanswered-before', unanswered);
  const thread = input.threadProbability ?? 0;
  if (thread > 0.5) add('thread', Math.min(3, Math.log(thread / Math.max(1e-6, 1 - thread))));
  return found;
}
