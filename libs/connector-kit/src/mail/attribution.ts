import { fold, foldedWords, WORD } from './fold.js';
import type { MailLine } from './mail-line.js';
import { MAIL_PHRASES, type MailPhrases } from './phrases/index.js';
import { PARTICLES } from './prose.js';

interface Grammar {
  /** Longest first: "je napisao/la" before "napisao". */
  readonly verbs: readonly (readonly string[])[];
  readonly fillers: ReadonlySet<string>;
  readonly months: readonly string[];
  readonly weekdays: readonly string[];
  readonly speech: ReadonlySet<string>;
}

let grammars: readonly Grammar[] | null = null;

/** Made when the first quote is met: asking Intl for the calendars of all languages takes a tenth of a second. */
function allGrammars(): readonly Grammar[] {
  grammars ??= MAIL_PHRASES.map(grammarOf);
  return grammars;
}

function grammarOf(phrases: MailPhrases): Grammar {
  return {
    verbs: phrases.wrote.map(foldedWords).sort((a, b) => b.length - a.length),
    fillers: new Set(phrases.attribution.flatMap(foldedWords)),
    months: calendarNames(phrases.locales, 'month'),
    weekdays: calendarNames(phrases.locales, 'weekday'),
    speech: new Set(phrases.speech.flatMap(foldedWords)),
  };
}

type CalendarUnit = 'month' | 'weekday';

function calendarNames(locales: readonly string[], unit: CalendarUnit): string[] {
  return [...new Set([...locales, 'en'].flatMap((locale) => localeNames(locale, unit)))];
}

/** Every language reads English dates as well, and some share a locale. */
const localeNamesRead = new Map<string, readonly string[]>();

/** Every form in which a locale writes the names, the genitive that stands after a day number among them. */
function localeNames(locale: string, unit: CalendarUnit): readonly string[] {
  const key = `${locale} ${unit}`;
  const read = localeNamesRead.get(key);
  if (read !== undefined) return read;
  const names: string[] = [];
  for (const width of ['long', 'short', ...(unit === 'weekday' ? (['narrow'] as const) : [])] as const) {
    for (const day of [undefined, 'numeric'] as const) {
      const format = new Intl.DateTimeFormat(locale, { [unit]: width, day, timeZone: 'UTC' });
      for (let i = 0; i < (unit === 'month' ? 12 : 7); i++) {
        const date = unit === 'month' ? Date.UTC(2026, i, 15) : Date.UTC(2026, 0, 5 + i);
        const name = format.formatToParts(date).find((part) => part.type === unit)?.value ?? '';
        names.push(...foldedWords(name).filter((word) => !/^\d/.test(word)));
      }
    }
  }
  localeNamesRead.set(key, names);
  return names;
}

/** What a line above a quote is made of. */
interface Evidence {
  readonly colon: boolean;
  readonly verb: boolean;
  readonly date: boolean;
  readonly time: boolean;
  readonly address: boolean;
  /** Words that are neither verb, date nor filler: a name, if it is an attribution. */
  readonly names: number;
  /** Those of them that do not look like parts of a name. */
  readonly common: number;
}

const ADDRESS = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+/g;
const TIME = /\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\b(?!\.\d{2,4})/;
const NUMERIC_DATE = /\b\d{4}([-./])\s?\d{1,2}\1\s?\d{1,2}\b|\b\d{1,2}([-./])\s?\d{1,2}\2\s?(?:\d{4}|\d{2})\b/;
const ZONES = new Set(
  'am pm a p m gmt utc z est edt cst cdt mst mdt pst pdt eet eest cet cest msk wib wita wit bst ist mez mesz ora'.split(
    ' ',
  ),
);
const MAX_LINES = 4;
const MAX_LENGTH = 400;

/**
 * Finds the lines above a quote ("On 12 March 2026 at 10:22, Anna Smith wrote:"), which mail programs wrap as they like.
 *
 * @param last index of the line with which it would end
 * @param quoteFollows whether what comes next is marked as quoted; without that, stronger evidence is asked for, because
 *   everything that follows will be taken for quoted
 * @returns the index of its first line, or `null`
 */
export function attributionStart(lines: readonly MailLine[], last: number, quoteFollows: boolean): number | null {
  const end = lines[last]?.text.trim() ?? '';
  if (end === '' || (!quoteFollows && !/[:：]\*?$/.test(end))) return null;
  const candidates = joinedUpwards(lines, last);
  // The whole line first: its last piece alone ("<support@shop.example> wrote:") is weaker evidence of the same.
  for (const accepts of quoteFollows ? [isCertain, isLikely] : [isCertain]) {
    for (const { start, reading } of candidates) {
      const grammar = allGrammars().find((candidate) => accepts(evidenceOf(reading, candidate)));
      if (grammar !== undefined) return withBrokenDate(lines, start, grammar);
    }
  }
  return null;
}

/** The line, the line with the one above it, and so on within its paragraph. */
function joinedUpwards(lines: readonly MailLine[], last: number): { start: number; reading: Reading }[] {
  const found: { start: number; reading: Reading }[] = [];
  let text = '';
  for (let start = last; start > last - MAX_LINES && start >= 0; start--) {
    const line = lines[start];
    if (line === undefined || line.text.trim() === '' || line.depth !== lines[last]?.depth) break;
    text = `${line.text.trim()} ${text}`;
    if (text.length > MAX_LENGTH) break;
    found.push({ start, reading: readingOf(text) });
  }
  return found;
}

/** The beginning of the date may have been wrapped away: "On Thu," above "12 March 2026 at 10:22, Anna wrote:". */
function withBrokenDate(lines: readonly MailLine[], start: number, { fillers, months, weekdays }: Grammar): number {
  const words = foldedWords(lines[start - 1]?.text ?? '');
  const known = (word: string) =>
    /^\d{1,4}$/.test(word) || fillers.has(word) || months.includes(word) || weekdays.includes(word);
  return words.length > 0 && words.every(known) && lines[start - 1]?.depth === lines[start]?.depth ? start - 1 : start;
}

/** Enough to take everything that follows for quoted. */
function isCertain({ colon, verb, date, time, address, names, common }: Evidence): boolean {
  if (!colon || !date || (!address && names === 0) || common > 2 || names > 10) return false;
  return address ? verb || time : verb && time && common <= 1 && common < names;
}

/** Enough where marks show what is quoted. */
function isLikely({ colon, verb, date, time, address, names, common }: Evidence): boolean {
  if ((!address && names === 0) || common > 2 || names > 10) return false;
  return (
    (verb && (date || address || (colon && common === 0))) || (colon && ((address && (date || time)) || (date && time)))
  );
}

/** What a text says in every language alike; taken once, then weighed by every grammar. */
interface Reading {
  readonly words: readonly string[];
  readonly folded: readonly string[];
  readonly numericDate: boolean;
  readonly time: boolean;
  readonly address: boolean;
  readonly colon: boolean;
}

function readingOf(text: string): Reading {
  const bare = text.replace(ADDRESS, ' ');
  const words = bare.match(WORD) ?? [];
  return {
    words,
    folded: words.map(fold),
    numericDate: NUMERIC_DATE.test(bare),
    time: TIME.test(bare),
    address: bare !== text,
    colon: /[:：]\s*\*?\s*$/.test(text),
  };
}

function evidenceOf({ words, folded, numericDate, time, address, colon }: Reading, grammar: Grammar): Evidence {
  const verb = findVerb(folded, grammar.verbs);
  let month = false;
  let day = false;
  let names = 0;
  let common = 0;
  for (const [i, word] of folded.entries()) {
    if (verb !== null && i >= verb.from && i < verb.to) continue;
    if (/^\d/.test(word)) {
      day ||= word.length <= 2;
    } else if (isCalendarWord(word, grammar.months, 3)) {
      month = true;
    } else if (!isCalendarWord(word, grammar.weekdays, 2) && !grammar.fillers.has(word) && !ZONES.has(word)) {
      names++;
      if (grammar.speech.has(word)) common += 3;
      else if (/^\p{Ll}/u.test(words[i] ?? '') && !PARTICLES.has(word)) common++;
    }
  }
  return { colon, verb: verb !== null, date: (month && day) || numericDate, time, address, names, common };
}

/** An abbreviation of at least `least` letters, or the name with an ending. */
function isCalendarWord(word: string, names: readonly string[], least: number): boolean {
  return names.some(
    (name) => name === word || (word.length >= least && name.length > word.length && name.startsWith(word)),
  );
}

function findVerb(words: readonly string[], verbs: Grammar['verbs']): { from: number; to: number } | null {
  for (const verb of verbs) {
    for (let from = words.length - verb.length; from >= 0; from--) {
      if (verb.every((part, i) => words[from + i] === part)) return { from, to: from + verb.length };
    }
  }
  return null;
}
