import { TokenKind, type Reading } from '../text/reading.js';
import { CONCEPT_INDEX, TOPIC_WORDS } from './concepts.js';
import type { Pattern } from './pattern.js';
import { FUNCTION_WORDS_KEY, TRANSLITERATED_KEY, type PackPhrase, type PhrasePack } from './phrase-pack.js';
import type { ToneList } from './tone-list.js';
import { ToneWords } from './tone-words.js';
import { transliterations } from './transliteration.js';
import { WordTrie } from './word-trie.js';

const ANY_NUMBER = -1;
const ANY_WORD = -2;
const GAP = -3;
const OTHER_PARTS = { number: ANY_NUMBER, any: ANY_WORD, gap: GAP } as const;
/** How many words `..` may skip. */
const GAP_WORDS = 3;

export const enum EntryKind {
  Concept = 0,
  TopicWord = 1,
  Negator = 2,
  NegatorAfter = 3,
  FunctionWord = 4,
  Transliterated = 5,
}

/** One phrase in matching form; `parts[0]` is its index key. */
export interface Entry {
  readonly kind: EntryKind;
  /** Concept index, or index into TOPIC_KEYS. */
  readonly value: number;
  readonly language: number;
  readonly parts: Int32Array;
  /** Letters of the phrase; long phrases may be believed in a text of another language. */
  readonly letters: number;
  /** As it stands in its pack. */
  readonly phrase: PackPhrase;
}

export interface Match {
  readonly entry: Entry;
  readonly firstToken: number;
  readonly lastToken: number;
}

/** Phrases that begin with the same word or stem. */
interface Beginning {
  /** Those that end with it, or go on with a number, any word or a gap. */
  readonly anyNext: Entry[];
  /** The others by the id of what they go on with; null where there is none. */
  bySecond: Map<number, Entry[]> | null;
}

function addTo(beginning: Beginning, entry: Entry): void {
  const second = entry.parts[1];
  if (second === undefined || second < 0) {
    beginning.anyNext.push(entry);
    return;
  }
  beginning.bySecond ??= new Map<number, Entry[]>();
  const siblings = beginning.bySecond.get(second);
  if (siblings === undefined) beginning.bySecond.set(second, [entry]);
  else siblings.push(entry);
}

export const TOPIC_KEYS = Object.keys(TOPIC_WORDS);

const SPECIAL_KINDS: Readonly<Record<string, EntryKind>> = {
  negator: EntryKind.Negator,
  'negator-after': EntryKind.NegatorAfter,
  [FUNCTION_WORDS_KEY]: EntryKind.FunctionWord,
  [TRANSLITERATED_KEY]: EntryKind.Transliterated,
};

/** Room for what the tokens of one text match; past it, later tokens of a very long text simply match nothing. */
const MOST_FOUND = 200_000;

/** All packs and tone lists in one structure that reads a text once. */
export class Lexicon {
  readonly languages: string[] = [];
  private readonly trie = new WordTrie();
  /** Phrases by the id of their first word or stem. */
  private readonly startingWith: (Beginning | undefined)[] = [];
  /** Phrases that begin with a number. */
  private readonly numberEntries: Entry[] = [];
  /** Words of tone by language index; they are asked for one language a text, so each language has a table of its own. */
  private readonly tones: (ToneWords | undefined)[] = [];
  private readonly found = new Int32Array(MOST_FOUND);
  private foundEnds = new Int32Array(1 << 10);
  private reading: Reading | null = null;

  constructor(packs: readonly PhrasePack[], tones: readonly ToneList[]) {
    for (const pack of packs) this.addPack(pack);
    for (const list of tones) this.tones[this.languageIndex(list.language)] = new ToneWords(list);
  }

  languageIndex(language: string): number {
    const known = this.languages.indexOf(language);
    return known >= 0 ? known : this.languages.push(language) - 1;
  }

  /** Finds every phrase in the text. The reading must stay as it is until `tone` has been asked. */
  match(reading: Reading): Match[] {
    this.reading = reading;
    this.lookUpTokens(reading);
    const matches: Match[] = [];
    for (let token = 0; token < reading.tokens; token++) {
      if (reading.kinds[token] === TokenKind.Number) this.matchEntries(this.numberEntries, token, matches);
      for (let at = this.foundStart(token); at < this.foundEnd(token); at++) {
        const beginning = this.startingWith[this.found[at] as number];
        if (beginning === undefined) continue;
        this.matchEntries(beginning.anyNext, token, matches);
        if (beginning.bySecond !== null) this.matchSecond(beginning.bySecond, token, matches);
      }
    }
    return matches;
  }

  /** Hundreds of phrases begin with "not": only those are looked at that go on as the text does. */
  private matchSecond(bySecond: ReadonlyMap<number, readonly Entry[]>, token: number, matches: Match[]): void {
    if (!this.isWordOrNumber(token + 1)) return;
    for (let at = this.foundStart(token + 1); at < this.foundEnd(token + 1); at++) {
      const entries = bySecond.get(this.found[at] as number);
      if (entries !== undefined) this.matchEntries(entries, token, matches);
    }
  }

  /** The valence (-5..5) of a token of the reading that was matched last; 0 when the word has none in this language. */
  tone(token: number, language: number): number {
    const { reading } = this;
    const words = this.tones[language];
    if (reading === null || words === undefined) return 0;
    return words.valenceOf(reading.units, reading.starts[token] as number, reading.ends[token] as number);
  }

  private matchEntries(entries: readonly Entry[], token: number, matches: Match[]): void {
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i] as Entry;
      const last = entry.parts.length === 1 ? token : this.lastTokenOf(entry.parts, 1, token + 1);
      if (last >= 0) matches.push({ entry, firstToken: token, lastToken: last });
    }
  }

  private foundStart(token: number): number {
    return token === 0 ? 0 : (this.foundEnds[token - 1] as number);
  }

  private foundEnd(token: number): number {
    return this.foundEnds[token] as number;
  }

  private lookUpTokens(reading: Reading): void {
    if (this.foundEnds.length < reading.tokens) this.foundEnds = new Int32Array(reading.tokens * 2);
    let at = 0;
    for (let token = 0; token < reading.tokens; token++) {
      if (reading.kinds[token] === TokenKind.Word) {
        at = this.trie.match(
          reading.units,
          reading.starts[token] as number,
          reading.ends[token] as number,
          this.found,
          at,
        );
      }
      this.foundEnds[token] = at;
    }
  }

  /** The last token of a phrase whose parts from `part` on match from `token` on; -1 when they do not. */
  private lastTokenOf(parts: Int32Array, part: number, token: number): number {
    if (part === parts.length) return token - 1;
    const wanted = parts[part] as number;
    if (wanted === GAP) {
      for (let skipped = 0; skipped <= GAP_WORDS; skipped++) {
        const last = this.lastTokenOf(parts, part + 1, token + skipped);
        if (last >= 0) return last;
        if (!this.isWordOrNumber(token + skipped)) return -1;
      }
      return -1;
    }
    return this.fits(wanted, token) ? this.lastTokenOf(parts, part + 1, token + 1) : -1;
  }

  private fits(wanted: number, token: number): boolean {
    if (!this.isWordOrNumber(token)) return false;
    if (wanted === ANY_WORD) return true;
    if (wanted === ANY_NUMBER) return this.reading?.kinds[token] === TokenKind.Number;
    for (let at = this.foundStart(token); at < this.foundEnd(token); at++) if (this.found[at] === wanted) return true;
    return false;
  }

  private isWordOrNumber(token: number): boolean {
    const { reading } = this;
    if (reading === null || token >= reading.tokens) return false;
    return reading.kinds[token] === TokenKind.Word || reading.kinds[token] === TokenKind.Number;
  }

  private addPack(pack: PhrasePack): void {
    const language = this.languageIndex(pack.language);
    for (const phrase of pack.phrases) {
      const { key, patterns } = phrase;
      const kind = SPECIAL_KINDS[key] ?? (key in TOPIC_WORDS ? EntryKind.TopicWord : EntryKind.Concept);
      const value = CONCEPT_INDEX.get(key) ?? TOPIC_KEYS.indexOf(key);
      for (const pattern of patterns.flatMap((written) => spellings(written, pack.language)))
        this.addEntry({ kind, value, language, phrase }, pattern);
    }
  }

  private addEntry(said: Omit<Entry, 'parts' | 'letters'>, pattern: Pattern): void {
    const parts = new Int32Array(pattern.length);
    let letters = 0;
    pattern.forEach((part, i) => {
      parts[i] = 'text' in part ? this.trie.add(part.text, part.kind === 'stem') : OTHER_PARTS[part.kind];
      if ('text' in part) letters += part.text.length;
    });
    const entry = { ...said, parts, letters };
    const first = parts[0] as number;
    if (first === ANY_NUMBER) this.numberEntries.push(entry);
    else addTo((this.startingWith[first] ??= { anyNext: [], bySecond: null }), entry);
  }
}

/** The pattern itself and, for Cyrillic, the ways it is written in Latin letters. */
function spellings(pattern: Pattern, language: string): Pattern[] {
  const variants = pattern.map((part) => ('text' in part ? transliterations(part.text, language) : []));
  const count = Math.max(...variants.map((words) => words.length));
  const written = Array.from({ length: count }, (_, n) =>
    pattern.map((part, i) =>
      'text' in part ? { ...part, text: variants[i]?.[n] ?? variants[i]?.[0] ?? part.text } : part,
    ),
  );
  return [pattern, ...written];
}
