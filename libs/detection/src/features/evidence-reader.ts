import { CONCEPTS, conceptIndex } from '../lexicon/concepts.js';
import { EntryKind, type Lexicon, type Match } from '../lexicon/lexicon.js';
import { TokenKind, type Reading } from '../text/reading.js';
import {
  denseIndex,
  isBad,
  isGood,
  isNegativeTone,
  isPositiveTone,
  isUnfeeling,
  toneFeatures,
  type Evidence,
} from './evidence.js';
import { formSignals } from './form.js';

/** A negator turns round what stands up to this many words after it. */
const NEGATION_REACH = 3;
/** A phrase this long is believed also in a text that was taken for another language; shorter ones mean something else there. */
const FOREIGN_LETTERS = 9;
/** Evidence repeated over a long text does not pile up without end. */
const MOST_TONE = 4;
/** A question of this many words with `???` is a customer who has asked before; `what???` may be surprise. */
const IMPATIENT_WORDS = 3;

/** Longer texts praise one thing and complain of another. */
const SARCASM_WORDS = 12;

const PRAISE = conceptIndex('praise');
const SOLVED = conceptIndex('solved');
const NO_PROBLEM = conceptIndex('no-problem');
const SARCASM = conceptIndex('sarcasm');
const LATENESS = ['late', 'waiting', 'not-received', 'chasing'].map(conceptIndex);
const NEGATED_PRAISE = conceptIndex('negated-praise');
const NEGATED_COMPLAINT = conceptIndex('negated-complaint');
/** Phrases that mean as a whole what their words do not: nothing inside them is heard for itself. */
const IDIOMS: ReadonlySet<number> = new Set(['slip', 'not-bad', 'duration', 'closing'].map(conceptIndex));
const DURATION = conceptIndex('duration');
const INQUIRY = conceptIndex('inquiry');
/** Who waits and asks how long is not merely curious. */
const IMPATIENCE = ['how-long', 'waiting', 'chasing', 'late', 'repeat-contact'].map(conceptIndex);
/** "How long does a refund take?" asks about a remedy and demands none. */
const REMEDIES = ['refund', 'replacement', 'cancel'].map(conceptIndex);
const NOTHING_BAD = denseIndex('nothing-bad');
const NOTHING_GOOD = denseIndex('nothing-good');
const GOOD_AND_BAD = denseIndex('good-and-bad');

const TONELESS = { negator: 1, idiom: 2 } as const;

/** Languages close enough to read each other's phrases and words of tone. */
const NEIGHBOURS: readonly (readonly string[])[] = [
  ['hr', 'sr', 'bs', 'sl'],
  ['no', 'da', 'sv'],
  ['cs', 'sk'],
];

function isGoodConcept(concept: number): boolean {
  return (CONCEPTS[concept]?.prior ?? 0) < 0;
}

/** `thanks` inside `thanks for nothing` is not thanks. */
function isComplaintAround(other: Match, match: Match): boolean {
  if (other.entry.kind !== EntryKind.Concept || isGoodConcept(other.entry.value)) return false;
  const isLonger = other.lastToken - other.firstToken > match.lastToken - match.firstToken;
  return isLonger && other.firstToken <= match.firstToken && other.lastToken >= match.lastToken;
}

/** Gathers what the phrases, words of tone and form of a text say, as dense features with their spans. */
export class EvidenceReader {
  private readonly negated = new Uint8Array(20_002);
  /** Tokens of an idiom, and negators: they have no tone of their own. */
  private readonly toneless = new Uint8Array(20_002);
  private readonly byFeature = new Map<number, Evidence>();
  private readonly neighbours: readonly ReadonlySet<number>[];

  constructor(
    private readonly lexicon: Lexicon,
    private readonly signValence: (sign: string) => number,
  ) {
    this.neighbours = lexicon.languages.map((language, index) => {
      const family = NEIGHBOURS.find((members) => members.includes(language)) ?? [];
      return new Set([index, ...family.map((member) => lexicon.languages.indexOf(member))]);
    });
  }

  /** @param language index of the text's language in the lexicon; -1 when unknown, then every phrase is believed */
  read(reading: Reading, matches: readonly Match[], language: number): Evidence[] {
    this.byFeature.clear();
    this.markIdioms(reading, matches, language);
    this.markNegated(reading, matches, language);
    this.addConcepts(matches, language);
    this.weighDuration();
    this.addSarcasm(reading);
    this.addTone(reading, language);
    this.addBalance();
    this.addForm(reading);
    return [...this.byFeature.values()];
  }

  /** Whether a token of the text read last belongs to an idiom, whose words are not heard for themselves. */
  readonly isIdiom = (token: number): boolean => this.toneless[token] === TONELESS.idiom;

  /** Whether a phrase counts in a text of this language. */
  believes(match: Match, language: number): boolean {
    return (
      language < 0 ||
      match.entry.letters >= FOREIGN_LETTERS ||
      (this.neighbours[language]?.has(match.entry.language) ?? false)
    );
  }

  private markNegated(reading: Reading, matches: readonly Match[], language: number): void {
    this.negated.fill(0, 0, reading.tokens);
    for (const match of matches) {
      if (match.entry.kind !== EntryKind.Negator && match.entry.kind !== EntryKind.NegatorAfter) continue;
      if (language >= 0 && !this.neighbours[language]?.has(match.entry.language)) continue;
      if (this.isInIdiom(match)) continue;
      this.toneless.fill(TONELESS.negator, match.firstToken, match.lastToken + 1);
      const step = match.entry.kind === EntryKind.Negator ? 1 : -1;
      let token = step === 1 ? match.lastToken + 1 : match.firstToken - 1;
      for (let reach = 0; reach < NEGATION_REACH && token >= 0 && token < reading.tokens; reach++, token += step) {
        if (reading.kinds[token] === TokenKind.Marks) break;
        this.negated[token] = 1;
      }
    }
  }

  private markIdioms(reading: Reading, matches: readonly Match[], language: number): void {
    this.toneless.fill(0, 0, reading.tokens);
    for (const match of matches) {
      const isIdiom = match.entry.kind === EntryKind.Concept && IDIOMS.has(match.entry.value);
      if (isIdiom && this.believes(match, language))
        this.toneless.fill(TONELESS.idiom, match.firstToken, match.lastToken + 1);
    }
  }

  private addConcepts(matches: readonly Match[], language: number): void {
    for (const match of matches) {
      if (match.entry.kind !== EntryKind.Concept || !this.believes(match, language)) continue;
      const { value: concept } = match.entry;
      if (IDIOMS.has(concept)) {
        this.add(concept, match.firstToken, match.lastToken);
        continue;
      }
      if (this.isInIdiom(match)) continue;
      if (isGoodConcept(concept) && matches.some((other) => isComplaintAround(other, match))) continue;
      if (this.negated[match.firstToken] === 0) this.add(concept, match.firstToken, match.lastToken);
      else if ((CONCEPTS[concept]?.prior ?? 0) > 0) this.add(NEGATED_COMPLAINT, match.firstToken, match.lastToken);
      else this.add(NEGATED_PRAISE, match.firstToken, match.lastToken);
    }
  }

  /** Who is impatient does not merely ask how long; who merely asks how long does not demand what is asked about. */
  private weighDuration(): void {
    if (!this.byFeature.has(DURATION)) return;
    const isImpatient = IMPATIENCE.some((feature) => this.byFeature.has(feature));
    for (const feature of isImpatient ? [DURATION] : REMEDIES) this.byFeature.delete(feature);
  }

  private isInIdiom({ firstToken, lastToken }: Match): boolean {
    for (let token = firstToken; token <= lastToken; token++) if (!this.isIdiom(token)) return false;
    return true;
  }

  /** "Great service, only three weeks late": praise and waiting in one short breath are not meant as praise. */
  private addSarcasm(reading: Reading): void {
    const praise = this.byFeature.get(PRAISE);
    const late = LATENESS.map((feature) => this.byFeature.get(feature)).find((one) => one !== undefined);
    if (praise === undefined || late === undefined || reading.words > SARCASM_WORDS) return;
    if (this.byFeature.has(SOLVED) || this.byFeature.has(NO_PROBLEM)) return;
    const spans = [...praise.spans, ...late.spans];
    this.add(SARCASM, Math.min(...spans), Math.max(...spans));
  }

  private addTone(reading: Reading, language: number): void {
    if (language < 0) return;
    const { negative, positive } = toneFeatures(reading.words);
    for (let token = 0; token < reading.tokens; token++) {
      const isHeard = reading.kinds[token] === TokenKind.Word && this.toneless[token] === 0;
      const valence = isHeard ? this.lexicon.tone(token, language) : 0;
      if (valence === 0) continue;
      // "not good" is bad, "not bad" is only half good.
      const felt = this.negated[token] === 0 ? valence : valence > 0 ? -valence * 0.8 : -valence * 0.3;
      this.addTo(felt < 0 ? negative : positive, Math.abs(felt) / 3, token);
    }
    for (const feature of [negative, positive]) {
      const tone = this.byFeature.get(feature);
      if (tone) tone.value = Math.min(MOST_TONE, tone.value);
    }
  }

  private addBalance(): void {
    const found = [...this.byFeature.values()];
    const bad = found.some(isBad);
    const good = found.some(isGood);
    if (bad && good) this.addSilent(GOOD_AND_BAD);
    if (!bad) this.addSilent(NOTHING_BAD);
    if (!good) this.addSilent(NOTHING_GOOD);
  }

  /** What no single place of the text says. */
  private addSilent(feature: number): void {
    this.byFeature.set(feature, { feature, value: 1, spans: [] });
  }

  private addForm(reading: Reading): void {
    let hasRun = -1;
    let hasExclamation = -1;
    for (const { name, firstToken, lastToken } of formSignals(reading, this.signValence)) {
      this.add(denseIndex(name), firstToken, lastToken);
      if (name === 'question-run' || name === 'interrobang') hasRun = firstToken;
      if (name === 'exclamation' || name === 'exclamation-run') hasExclamation = firstToken;
    }
    const isGlad = this.isGlad();
    if (hasRun >= 0 && !isGlad && reading.words >= IMPATIENT_WORDS) {
      this.add(denseIndex('impatient-question'), hasRun, hasRun);
      // "Could you tell me where it is???" is polite in its words only.
      this.byFeature.delete(INQUIRY);
    }
    if (hasExclamation >= 0 && isGlad) this.add(denseIndex('joyful-exclamation'), hasExclamation, hasExclamation);
  }

  /** Something good is said and nothing bad. */
  private isGlad(): boolean {
    let good = 0;
    for (const { feature, value } of this.byFeature.values()) {
      const prior = CONCEPTS[feature]?.prior ?? (isPositiveTone(feature) ? -1 : isNegativeTone(feature) ? 1 : 0);
      if (prior >= 0.8 && value > 0) return false;
      if (prior < -0.5 && !isUnfeeling(feature)) good++;
    }
    return good > 0;
  }

  private add(feature: number, firstToken: number, lastToken: number): void {
    const known = this.byFeature.get(feature);
    if (known) {
      const isApart = firstToken > (known.spans.at(-1) as number);
      if (isApart) known.spans.push(firstToken, lastToken);
    } else this.byFeature.set(feature, { feature, value: 1, spans: [firstToken, lastToken] });
  }

  private addTo(feature: number, value: number, token: number): void {
    const known = this.byFeature.get(feature);
    if (known) {
      known.value += value;
      known.spans.push(token, token);
    } else this.byFeature.set(feature, { feature, value, spans: [token, token] });
  }
}
