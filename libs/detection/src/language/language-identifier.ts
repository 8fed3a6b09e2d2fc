import { EntryKind, type Lexicon, type Match } from '../lexicon/lexicon.js';
import type { Reading } from '../text/reading.js';
import { tellingLetters } from './telling-letters.js';
import type { LanguageClassifier } from './fasttext-classifier.js';

export interface IdentifiedLanguage {
  /** BCP 47, or `und` below the threshold. */
  readonly language: string;
  /** 0..1 */
  readonly confidence: number;
}

/** A vote counts as much as this probability by the classifier. */
const VOTE_CHANCE = 0.3;
/** Keeps a text of which little is known from being sure. */
const DOUBT = 0.05;
/** A phrase of so many letters speaks for its language. */
const LONG_PHRASE = 10;
/** A phrase that is the whole text speaks for its languages however short it is: the classifier guesses at a single word. */
const WHOLE_TEXT_VOTE = 2;
/** Below this the answer is `und`: a wrong language misleads more than none. */
const LEAST_CONFIDENCE = 0.2;
/** The classifier costs half a microsecond a letter and has made up its mind long before. */
const CLASSIFIED_LENGTH = 120;
/**
 * So many votes for one language, and so many times more than for any other, settle it without the classifier. A small
 * word of one language has a whole vote, one that several languages share is shared; a telling letter has a whole one.
 */
const DECISIVE_VOTES = 1.5;
const DECISIVE_RATIO = 2.5;
/** Letters beyond these many units repeat what the first have said. */
const LETTERS_LENGTH = 200;
/** A channel's declared language is believed unless the classifier contradicts it this clearly. */
const CONTRADICTION = 0.8;
const CONTRADICTION_WORDS = 5;

/** Languages so close that a channel which names one of them is not contradicted by another. */
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

  /** @param declared by the channel; what is no language tag (BCP 47) counts as nothing */
  identify(reading: Reading, matches: readonly Match[], declared: string | null): IdentifiedLanguage {
    const hint = declared === null ? null : languageTag(declared);
    if (reading.words === 0) return hint === null ? UNKNOWN : { language: hint, confidence: 0.5 };
    this.count(matches, reading);
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

  private count(matches: readonly Match[], { text, words }: Reading): void {
    this.votes.fill(0);
    this.transliterated.fill(0);
    for (let i = 0; i < matches.length; i++) {
      const { entry, firstToken, lastToken } = matches[i] as Match;
      if (entry.kind === EntryKind.Transliterated) this.vote(this.transliterated, entry.language, 1);
      else if (entry.kind === EntryKind.Concept && lastToken - firstToken + 1 >= words)
        this.vote(this.votes, entry.language, WHOLE_TEXT_VOTE);
      else if (entry.kind === EntryKind.Concept && entry.letters >= LONG_PHRASE)
        this.vote(this.votes, entry.language, 0.5);
      if (entry.kind !== EntryKind.FunctionWord) continue;
      let end = i + 1;
      while (isFunctionWordAt(matches[end], firstToken)) end++;
      const share = 1 / (end - i);
      for (; i < end; i++) this.vote(this.votes, (matches[i] as Match).entry.language, share);
      i--;
    }
    tellingLetters(text, LETTERS_LENGTH, (language) => {
      const index = this.lexicon.languages.indexOf(language);
      if (index >= 0) this.vote(this.votes, index, 1);
    });
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
    if (first < DECISIVE_VOTES || first < second * DECISIVE_RATIO) return null;
    return {
      language: this.lexicon.languages[best] as string,
      confidence: Math.min(0.99, 1 - second / first / 2 - 0.1 / first),
    };
  }

  /** The classifier's probabilities and the votes together: neither is sure of a short text alone. */
  private byClassifier(text: string): IdentifiedLanguage {
    const chances = new Map<string, number>();
    const add = (language: string, chance: number): void =>
      void chances.set(language, (chances.get(language) ?? 0) + chance);
    for (const { language, probability } of this.classifier.classify(
      text.slice(0, CLASSIFIED_LENGTH).replace(/\s+/g, ' '),
    )) {
      add(RENAMED[language] ?? language, probability);
    }
    this.votes.forEach((votes, index) => {
      if (votes > 0) add(this.lexicon.languages[index] as string, votes * VOTE_CHANCE);
    });
    let best = UNKNOWN.language;
    let most = 0;
    let total = DOUBT;
    for (const [language, chance] of chances) {
      total += chance;
      if (chance > most) [best, most] = [language, chance];
    }
    return { language: best, confidence: Math.min(1, most / total) };
  }
}

/** As BCP 47 writes it: `en-GB` of `en_gb`; `null` for what names no language. */
function languageTag(declared: string): string | null {
  try {
    const [tag] = Intl.getCanonicalLocales(declared.replaceAll('_', '-'));
    return tag === undefined || tag === UNKNOWN.language ? null : tag;
  } catch {
    return null;
  }
}

/** `en` of `en-GB`. */
export function primary(language: string): string {
  return (language.split(/[-_]/)[0] ?? language).toLowerCase();
}

function familyOf(language: string): readonly string[] | null {
  return FAMILIES.find((family) => family.includes(language)) ?? null;
}

function isFunctionWordAt(match: Match | undefined, token: number): boolean {
  return match !== undefined && match.entry.kind === EntryKind.FunctionWord && match.firstToken === token;
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
