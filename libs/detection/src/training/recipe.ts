import type { NgramSpec } from '../features/ngrams.js';
import type { Example, LabelledSet } from './corpus.js';

/** Every choice of the training run; docs/detection.md tells what was tried and what it was worth. */
export const RECIPE = {
  ngrams: { bits: 21, shortest: 3, longest: 5 } satisfies NgramSpec,
  epochs: 6,
  /** Penalty of an error (LIBLINEAR's C) before a source's weight. */
  penalty: 1.5,
  /** Concepts stay nearer to their priors than n-grams to nothing: tweets are not messages to a company. */
  denseScale: 0.25,
  /** Tone and form mean the same everywhere, so data may move them further. */
  toneAndFormScale: 0.51,
  /** How far data may move an n-gram's weight; more is better where a source is known, less in a new domain. */
  ngramScale: 1.2,
  /** Film subtitles teach words of feeling in languages that have nothing else, but it is not how customers write. */
  subtitleWeight: 0.1,
  subtitleRows: 1500,
  /** The messages written for Earshot: few, but in every language and of the right kind. */
  authoredWeight: 0.4,
  /** Where a set draws the line between neutral and unhappy is its own; who is content is content everywhere. */
  neutralWeight: 0.7,
  /** 1 weighs both classes alike when probabilities are calibrated, 0 as they occur. */
  calibrationBalance: 0.7,
  verdictPrecision: 0.85,
  /** The band of abstention is not widened beyond these: a queue of everything is no help either. */
  lowestThreshold: 0.4,
  highestThreshold: 0.6,
} as const;

/** A labelled set as training sees it. */
export interface Source {
  readonly name: string;
  readonly language: string | null;
  readonly examples: readonly Example[];
  /** Sources left out together; null for those that are never left out, because they are nobody's domain. */
  readonly group: string | null;
  /** Whether its scores are told together with those of its group: it is too small for figures of its own. */
  readonly isPart: boolean;
  /** Whether its scores, when left out, count for calibration: both classes, and messages rather than subtitles. */
  readonly isJudged: boolean;
  /** What an error on one of its examples costs. */
  penalty(example: Example): number;
}

/** Names of sources that tell their kind. */
const SUBTITLES = /xed_subtitles/;
/** Messages written for Earshot: a folder for each kind, in it a file for each language. */
const AUTHORED = /^(authored\/[^/]+)\/[^/]+$/;

export function sourceOf(set: LabelledSet): Source {
  const isSubtitles = SUBTITLES.test(set.name);
  const examples = isSubtitles ? evenly(set.examples, RECIPE.subtitleRows) : set.examples;
  const total = (isDissatisfied: boolean): number =>
    examples.reduce((sum, one) => sum + (one.dissatisfied === isDissatisfied ? shareOf(one) : 0), 0);
  const dissatisfied = total(true);
  const other = total(false);
  const kind = isSubtitles ? RECIPE.subtitleWeight : AUTHORED.test(set.name) ? RECIPE.authoredWeight : 1;
  // Sources weigh as the root of their size, classes alike within a source.
  const each = (RECIPE.penalty * kind * SCALE) / Math.sqrt(examples.length);
  const hasBoth = dissatisfied > 0 && other > 0;
  return {
    name: set.name,
    language: set.language,
    examples,
    group: groupOf(set.name),
    isPart: AUTHORED.test(set.name),
    isJudged: hasBoth && !isSubtitles,
    penalty: (example) =>
      hasBoth
        ? (each * shareOf(example) * examples.length) / 2 / (example.dissatisfied ? dissatisfied : other)
        : each * ONE_SIDED_WEIGHT,
  };
}

/** How much an example counts beside the others of its class. */
function shareOf({ isNeutral }: Example): number {
  return isNeutral === true ? RECIPE.neutralWeight : 1;
}

/** A source that holds only one class teaches less: it may be told by its domain alone. */
const ONE_SIDED_WEIGHT = 0.7;

/** Makes the penalty of a row in a source of 900 rows equal to RECIPE.penalty. */
const SCALE = 30;

/** Sources of one origin share texts, writers or annotators, so they are left out together. */
function groupOf(name: string): string | null {
  if (SUBTITLES.test(name)) return null;
  const authored = AUTHORED.exec(name)?.[1];
  if (authored !== undefined) return authored;
  if (/xlmt|tweeteval/.test(name)) return 'general tweets';
  if (/uci_/.test(name)) return 'review sentences';
  // The folder that the file lies in, however deep: what is above it tells where the data is kept, not where it is from.
  return name.split('/').at(-2) ?? name;
}

/** At most `most` examples, evenly over the set. */
function evenly(examples: readonly Example[], most: number): readonly Example[] {
  const step = Math.ceil(examples.length / most);
  return step <= 1 ? examples : examples.filter((_, index) => index % step === 0);
}
