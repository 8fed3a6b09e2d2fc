import { EntryKind, type Lexicon, type Match } from '../lexicon/lexicon.js';
import type { Reading } from '../text/reading.js';
import type { LanguageClassifier } from './fasttext-classifier.js';

export interface IdentifiedLanguage {
  /** BCP 47, or `und` below the threshold. */
  readonly language: string;
  /** 0..1 */
  readonly confidence: number;
}

/** Below this the answer is `und`: a wrong language misleads more than none. */
const LEAST_CONFIDENCE = 0.3;
/** The classifier costs half a microsecond a letter and has made up its mind long before. */
const CLASSIFIED_LENGTH = 160;
/** This many small words of one language, and three times as many as of any other, settle it without the classifier. */
const DECISIVE_WORDS = 3;
const DECISIVE_RATIO = 3;
/** A channel's declared language is believed unless the classifier contradicts it this clearly. */
const CONTRADICTION = 0.8;
const CONTRADICTION_WORDS = 5;

/** Languages that the classifier confuses in short texts; small words decide between them. */
const FAMILIES: readonly (readonly string[])[] = [
  ['hr', 'sr', 'bs', 'sh'],
  ['no', 'da', 'nn'],
  ['id', 'ms'],
  ['cs', 'sk'],
];
/** The classifier's codes for what Earshot knows by another name. */
const RENAMED: Readonly<Record<string, string>> = { sh: 'hr', nn: 'no', nb: 'no', ms: 'id' };

const UNKNOWN: IdentifiedLanguage = { language: 'und', confidence: 0 };

/**
 * Names the language of a reading: by its small words where they are plain (fast, and right in texts without diacritics),
 * else by the classifier, with the channel's hint weighed in. Transliterated Russian is `ru-Latn`.
 */
export class LanguageIdentifier {
  private readonly votes: Float64Array;
  private readonly transliterated: Float64Array;

  constructor(
    private readonly classifier: LanguageClassifier,
    private readonly lexicon: Lexicon,
  ) {
    this.votes = new Float64Array(lexicon.languages.length);
    this.transliterated = new Float64Array(lexicon.languages.length);
  }

  identify(reading: Reading, matches: readonly Match[], hint: string | null): IdentifiedLanguage {
    if (reading.words === 0) return hint === null ? UNKNOWN : { language: hint, confidence: 0.5 };
    this.count(matches);
    const decided = this.bySmallWords(reading.words);
    const hinted = hint === null ? null : primary(hint);
    if (decided !== null && (hinted === null || hinted === primary(decided.language))) return decided;
    const found = decided ?? this.byClassifier(reading.text);
    if (hinted === null || hint === null)
      return found.confidence < LEAST_CONFIDENCE ? { ...UNKNOWN, confidence: found.confidence } : found;
    const isContradicted =
      found.confidence >= CONTRADICTION &&
      reading.words >= CONTRADICTION_WORDS &&
      groupOf(found.language) !== groupOf(hinted);
    return isContradicted ? found : { language: hint, confidence: Math.max(0.9, found.confidence) };
  }

  private count(matches: readonly Match[]): void {
    this.votes.fill(0);
    this.transliterated.fill(0);
    for (const { entry } of matches) {
      if (entry.kind === EntryKind.FunctionWord) this.vote(this.votes, entry.language, 1);
      else if (entry.kind === EntryKind.Transliterated) this.vote(this.transliterated, entry.language, 1);
      else if (entry.kind === EntryKind.Concept && entry.letters >= 10) this.vote(this.votes, entry.language, 0.5);
    }
  }

  private vote(votes: Float64Array, language: number, weight: number): void {
    votes[language] = (votes[language] as number) + weight;
  }

  private bySmallWords(words: number): IdentifiedLanguage | null {
    const { best, first, second } = topTwo(this.votes);
    const latin = topTwo(this.transliterated);
    if (latin.first >= 2 && latin.first > first) {
      return {
        language: `${this.lexicon.languages[latin.best]}-Latn`,
        confidence: Math.min(0.95, latin.first / Math.min(words, 4)),
      };
    }
    if (first < DECISIVE_WORDS || first < second * DECISIVE_RATIO) return null;
    return {
      language: this.lexicon.languages[best] as string,
      confidence: Math.min(0.99, 1 - second / first / 2 - 0.1 / first),
    };
  }

  private byClassifier(text: string): IdentifiedLanguage {
    const guesses = this.classifier.classify(text.slice(0, CLASSIFIED_LENGTH).replace(/\s+/g, ' '));
    const top = guesses[0];
    if (top === undefined) return UNKNOWN;
    const group = groupOf(top.language);
    const confidence = guesses.reduce(
      (sum, guess) => sum + (groupOf(guess.language) === group ? guess.probability : 0),
      0,
    );
    return { language: this.memberOf(top.language, familyOf(top.language)), confidence: Math.min(1, confidence) };
  }

  /** Within a family the small words decide, when they speak at all. */
  private memberOf(guessed: string, family: readonly string[] | null): string {
    const renamed = RENAMED[guessed] ?? guessed;
    if (family === null) return renamed;
    let best = renamed;
    let most = 0;
    for (const member of family) {
      const index = this.lexicon.languages.indexOf(member);
      const votes = index < 0 ? 0 : (this.votes[index] as number) + (member === renamed ? 0.25 : 0);
      if (votes > most) [best, most] = [member, votes];
    }
    return best;
  }
}

/** `en` of `en-GB`. */
export function primary(language: string): string {
  return (language.split(/[-_]/)[0] ?? language).toLowerCase();
}

function familyOf(language: string): readonly string[] | null {
  return FAMILIES.find((family) => family.includes(language)) ?? null;
}

/** Languages of one family count as one answer. */
function groupOf(language: string): string {
  return familyOf(language)?.[0] ?? language;
}

function topTwo(votes: Float64Array): { best: number; first: number; second: number } {
  let best = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < votes.length; i++) {
    const count = votes[i] as number;
    if (count > first) [second, first, best] = [first, count, i];
    else if (count > second) second = count;
  }
  return { best, first, second };
}
