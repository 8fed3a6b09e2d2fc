import type { Assessment, Signal } from '@earshot/domain';
import { EvidenceReader } from '../features/evidence-reader.js';
import { primary } from '../language/language-identifier.js';
import { CONCEPTS } from '../lexicon/concepts.js';
import { EntryKind, type Lexicon, type Match } from '../lexicon/lexicon.js';
import type { PackPhrase } from '../lexicon/phrase-pack.js';
import { Reading } from '../text/reading.js';

/** One signal of an assessment, and the phrases of packs that made it speak. */
export interface FoundPhrases extends Pick<Signal, 'label' | 'start' | 'end' | 'weight'> {
  readonly phrases: readonly (PackPhrase & { readonly language: string })[];
}

/** Concepts that no phrase names: they come of a phrase that stands after a negation. */
const NEGATED_GOOD = 'negated-praise';
const NEGATED_BAD = 'negated-complaint';

/** Tells which phrases of which packs stand behind the signals of an assessment. */
export class PhraseFinder {
  private readonly reading = new Reading();
  private readonly reader: EvidenceReader;

  constructor(private readonly lexicon: Lexicon) {
    this.reader = new EvidenceReader(lexicon, () => 0);
  }

  /**
   * @param text what was judged, without a subject
   * @returns the phrase signals in their order, without those that no single phrase made (sarcasm is read out of several)
   */
  find(text: string, { language, signals }: Pick<Assessment, 'language' | 'signals'>): FoundPhrases[] {
    this.reading.read(text);
    const index = language === 'und' ? -1 : this.lexicon.languages.indexOf(primary(language));
    const matches = this.lexicon
      .match(this.reading)
      .filter((match) => match.entry.kind === EntryKind.Concept && this.reader.believes(match, index));
    return signals
      .filter(({ kind, start, end }) => kind === 'phrase' && end > start)
      .map(({ label, start, end, weight }) => ({
        label,
        start,
        end,
        weight,
        phrases: this.distinct(matches.filter((match) => this.isBehind(match, { label, start, end }))),
      }))
      .filter(({ phrases }) => phrases.length > 0);
  }

  private isBehind(match: Match, { label, start, end }: Pick<Signal, 'label' | 'start' | 'end'>): boolean {
    const { reading } = this;
    const isThere = reading.originalStart(match.firstToken) < end && start < reading.originalEnd(match.lastToken);
    const concept = CONCEPTS[match.entry.value];
    if (!isThere || concept === undefined) return false;
    if (label === NEGATED_GOOD) return concept.prior <= 0;
    if (label === NEGATED_BAD) return concept.prior > 0;
    return concept.name === label;
  }

  /** A phrase with alternatives or a transliteration may match in several ways; it is one phrase. */
  private distinct(matches: readonly Match[]): FoundPhrases['phrases'] {
    const languages = new Map(matches.map(({ entry }) => [entry.phrase, entry.language]));
    return [...languages].map(([phrase, language]) => ({
      ...phrase,
      language: this.lexicon.languages[language] as string,
    }));
  }
}
