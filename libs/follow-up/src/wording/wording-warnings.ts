import type { WordingEntry, WordingList } from './wording-list.js';
import { serbianInLatin, wordsOf, type Word } from './words.js';

/** Words that inflame: UTF-16 offsets into the text, `end` exclusive, and the rule they break. */
export interface WordingWarning {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** The entries of a list by their first word, so that a text is gone through once. */
interface WordingIndex {
  readonly whole: ReadonlyMap<string, readonly WordingEntry[]>;
  readonly prefix: ReadonlyMap<string, readonly WordingEntry[]>;
  readonly longestPrefix: number;
}

const indexes = new WeakMap<WordingList, WordingIndex>();

/**
 * The wording in a text that inflames, in the order of the text and without overlaps; the longest of several wins. A
 * phrase goes over commas, hyphens and line breaks, but not from one sentence to the next. The time is linear in the text.
 */
export function wordingWarnings(text: string, list: WordingList): WordingWarning[] {
  const index = indexOf(list);
  const words = wordsOf(text).map((word) =>
    list.language === 'sr' ? { ...word, form: serbianInLatin(word.form) } : word,
  );
  const warnings: WordingWarning[] = [];
  let next = 0;
  words.forEach((word, at) => {
    if (at < next) return;
    const found = longest(entriesAt(word, index).filter((entry) => matches(entry, words, at, text)));
    const last = found === undefined ? undefined : words[at + found.words.length - 1];
    if (found === undefined || last === undefined) return;
    warnings.push({ start: word.start, end: last.end, rule: found.rule });
    next = at + found.words.length;
  });
  return warnings;
}

function entriesAt({ form }: Word, { whole, prefix, longestPrefix }: WordingIndex): WordingEntry[] {
  const found = [...(whole.get(form) ?? [])];
  for (let length = Math.min(form.length, longestPrefix); length > 0; length--)
    found.push(...(prefix.get(form.slice(0, length)) ?? []));
  return found;
}

function longest(entries: readonly WordingEntry[]): WordingEntry | undefined {
  return entries.reduce<WordingEntry | undefined>(
    (best, entry) => (best === undefined || entry.words.length > best.words.length ? entry : best),
    undefined,
  );
}

function matches(entry: WordingEntry, words: readonly Word[], at: number, text: string): boolean {
  return entry.words.every(({ spellings, isPrefix }, i) => {
    const word = words[at + i];
    if (word === undefined) return false;
    const before = words[at + i - 1];
    if (i > 0 && before !== undefined && !staysInSentence(text, before.end, word.start)) return false;
    return spellings.some((spelling) => (isPrefix ? word.form.startsWith(spelling) : word.form === spelling));
  });
}

/** More between two words than this is no longer one phrase; it also bounds what is looked at. */
const WIDEST_GAP = 8;

function staysInSentence(text: string, from: number, to: number): boolean {
  return (
    to - from <= WIDEST_GAP &&
    /^[\s,\-–—"'’“”«»()]*$/u.test(text.slice(from, to)) &&
    !/\n\s*\n/.test(text.slice(from, to))
  );
}

function indexOf(list: WordingList): WordingIndex {
  const known = indexes.get(list);
  if (known !== undefined) return known;
  const whole = new Map<string, WordingEntry[]>();
  const prefix = new Map<string, WordingEntry[]>();
  for (const entry of list.entries) {
    const [first] = entry.words;
    const map = first?.isPrefix === true ? prefix : whole;
    for (const spelling of first?.spellings ?? []) map.set(spelling, [...(map.get(spelling) ?? []), entry]);
  }
  const longestPrefix = Math.max(0, ...[...prefix.keys()].map((key) => key.length));
  const index = { whole, prefix, longestPrefix };
  indexes.set(list, index);
  return index;
}
