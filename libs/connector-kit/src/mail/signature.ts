import { fold, foldedWords } from './fold.js';
import { MAIL_PHRASES } from './phrases/index.js';

const STRONG = closings('signOffs');
const THANKS = closings('thanks');
const SENT_FROM = MAIL_PHRASES.flatMap((phrases) => phrases.sentFrom);
const SENT_FROM_STARTS = SENT_FROM.filter((phrase) => !phrase.startsWith('…')).map(fold);
const SENT_FROM_ENDS = SENT_FROM.filter((phrase) => phrase.startsWith('…')).map((phrase) => fold(phrase.slice(1)));
const FOOTERS = MAIL_PHRASES.map((phrases) => phrases.footer.map((words) => words.map(fold)));

function closings(kind: 'signOffs' | 'thanks'): readonly string[] {
  const phrases = MAIL_PHRASES.flatMap((table) => table[kind].map((phrase) => fold(phrase).replace(/[.\s]+$/, '')));
  return [...new Set(phrases)].sort((a, b) => b.length - a.length);
}

/** Things a mail is sent from; without one of them "sent from …" is a sentence. */
const DEVICE =
  /iphon|ipad|ipod|ios\b|samsung|galaxy|android|outlook|yahoo|huawei|honor|xiaomi|redmi|poco|oppo|oneplus|nokia|sony|xperia|pixel|motorola|blackberry|windows|mobil|phone|puhelim|puhelin|telef|handy|tablet|gmail|\bmail\b|mail\.|mail app|proton|tuta|gmx|web\.de|spark|aquamail|kannettav|mobiil|телефон|смартфон|почт|пошт|мобильн|мобільн|айфон/;
/** Lines that virus scanners and printers' consciences add, in no particular language. */
const ADDED_FOOTER =
  /avast\.com|avg\.com|virus-free|consider the environment|scanned (?:by|for)|unsubscribe from this (?:list|group)/;
const CONTACT = /@|www\.|https?:|\+?\d[\d\s()/.-]{6,}\d|\b(?:tel|puh|gsm|mob|phone|fax|тел|моб)\b/;
const POSTSCRIPT =
  /^\s*(?:p\.?\s?s\.?|п\.?\s?с\.?|з\.?\s?ы\.?|ps|p\.?\s?d\.?|n\.?\s?b\.?|lisäys|jk|i\.?k)\s?[:.)-]?\s+\S/i;

const SEARCHED_LINES = 25;
const MAX_SIGNATURE_LINES = 14;

/**
 * Which lines of the writer's own text are a signature: the legal footer, what a device added, what stands below a
 * signature separator (RFC 3676), a closing formula with the names and numbers below it, the writer's own name.
 *
 * @param all also closing formulas and names; otherwise only what is certain wherever it stands
 */
export function signatureLines(lines: readonly string[], author: string | null, all: boolean): boolean[] {
  const marks = lines.map(() => false);
  markFooter(lines, marks);
  markDevice(lines, marks);
  markSeparator(lines, marks);
  if (all && !markClosing(lines, marks) && author !== null) markAuthor(lines, marks, author);
  return marks;
}

/** The index after the last line that has words and is not marked. */
function endOfWords(lines: readonly string[], marks: readonly boolean[]): number {
  let end = lines.length;
  while (end > 0 && (marks[end - 1] === true || lines[end - 1]?.trim() === '')) end--;
  return end;
}

function mark(marks: boolean[], from: number, to: number): void {
  marks.fill(true, from, to);
}

/** Paragraphs that name the mail, its secrecy and its recipient; everything below the first of them goes with it. */
function markFooter(lines: readonly string[], marks: boolean[]): void {
  let first = lines.length;
  let start = -1;
  for (let i = Math.max(0, lines.length - 60); i <= lines.length && first === lines.length; i++) {
    const blank = (lines[i]?.trim() ?? '') === '';
    if (!blank && start < 0) start = i;
    if (!blank || start < 0) continue;
    first = footerStart(lines.slice(start, i).map(fold), start) ?? first;
    start = -1;
  }
  // A long text below a footer is no footer any more.
  const below = lines.slice(first).filter((line) => line.trim() !== '').length;
  if (first < lines.length && below <= 30) {
    const ruled = first > 0 && /^[-_=*\s]{3,}$/.test(lines[first - 1] ?? '');
    mark(marks, ruled ? first - 1 : first, lines.length);
  }
}

/** Index of the paragraph's first line that belongs to a footer, or `null`; lines above it may be the writer's. */
function footerStart(paragraph: readonly string[], offset: number): number | null {
  const added = paragraph.findIndex((line) => ADDED_FOOTER.test(line));
  if (added >= 0) return offset + added;
  const text = paragraph.join(' ');
  const groups =
    text.length < 80
      ? undefined
      : FOOTERS.find((found) => found.every((words) => words.some((word) => text.includes(word))));
  if (groups === undefined) return null;
  return offset + paragraph.findIndex((line) => groups.some((words) => words.some((word) => line.includes(word))));
}

function markDevice(lines: readonly string[], marks: boolean[]): void {
  const end = endOfWords(lines, marks);
  let seen = 0;
  for (let i = end - 1; i >= 0 && seen < 12; i--) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    seen++;
    if (!isDeviceLine(line)) continue;
    marks[i] = true;
    // A link or a slogan below it belongs to it; sentences are the writer's.
    const below = lines.slice(i + 1, end).filter((next) => next.trim() !== '');
    if (below.length <= 3 && !below.some(isSentence)) mark(marks, i + 1, end);
  }
}

function isDeviceLine(line: string): boolean {
  const text = fold(line.replace(/<https?:[^>]*>/g, ' ')).replace(/^[\s*_"'-]+|[\s*_"'.!-]+$/g, '');
  if (text.length > 100 || text.includes('?') || !DEVICE.test(text)) return false;
  if (foldedWords(text).length > 14) return false;
  return (
    SENT_FROM_STARTS.some((phrase) => text.startsWith(phrase) && !/^\p{L}/u.test(text.slice(phrase.length))) ||
    SENT_FROM_ENDS.some((phrase) => text.endsWith(phrase))
  );
}

/** RFC 3676 4.3 asks for "-- ", which many clients trim; a longer rule counts when only contact lines stand below it. */
function markSeparator(lines: readonly string[], marks: boolean[]): void {
  const end = endOfWords(lines, marks);
  for (let i = end - 1; i >= 0; i--) {
    const line = lines[i] ?? '';
    const below = lines.slice(i + 1, end).filter((next) => next.trim() !== '');
    const strict = /^(?:--|—|- -) ?$/.test(line);
    if (strict && below.length <= (line === '-- ' ? 30 : 14)) {
      mark(marks, i, end);
      return;
    }
    const rule = /^\s*(?:[-_=*~]{3,}|[–—]{2,})\s*$/.test(line);
    if (rule && i > 0 && below.length > 0 && below.length <= 8 && !below.some(isSentence)) {
      mark(marks, i, end);
      return;
    }
    if (below.length > 30) return;
  }
}

/** @returns whether a closing formula was found */
function markClosing(lines: readonly string[], marks: boolean[]): boolean {
  const end = endOfWords(lines, marks);
  const begin = lines.findIndex((line, i) => line.trim() !== '' && marks[i] !== true);
  let found: { from: number; to: number } | null = null;
  let seen = 0;
  for (let i = end - 1; i > begin && seen < SEARCHED_LINES; i--) {
    if (lines[i]?.trim() === '') continue;
    seen++;
    const kind = closingKind(lines[i] ?? '');
    if (kind === null) continue;
    const to = signatureEnd(lines, i + 1, end);
    const below = lines.slice(i + 1, to).filter((line) => line.trim() !== '');
    const fits = to === end || isOwnParagraph(lines, to, end);
    if (!fits || below.length > MAX_SIGNATURE_LINES) continue;
    if (kind === 'thanks' && !isName(below[0] ?? '')) continue;
    found = { from: i, to };
    if (kind === 'thanks') break;
  }
  if (found === null) return false;
  mark(marks, found.from, found.to);
  return true;
}

/** After a signature only a postscript or a paragraph of its own goes on. */
function isOwnParagraph(lines: readonly string[], at: number, end: number): boolean {
  return at < end && (lines[at - 1]?.trim() === '' || POSTSCRIPT.test(lines[at] ?? ''));
}

/** Where the lines stop to be names, places and numbers: at a postscript or a sentence. */
function signatureEnd(lines: readonly string[], from: number, end: number): number {
  let contact = false;
  for (let i = from; i < end; i++) {
    const line = lines[i] ?? '';
    if (POSTSCRIPT.test(line)) return i;
    if (CONTACT.test(fold(line))) contact = true;
    else if (!contact && isSentence(line)) return i;
  }
  return end;
}

function closingKind(line: string): 'strong' | 'thanks' | null {
  const text = fold(line)
    .replace(/^[\s*_~-]+/, '')
    .replace(/[\s*_~]+$/, '');
  if (text === '' || text.length > 70) return null;
  const strong = STRONG.find(
    (phrase) => startsWithPhrase(text, phrase) && isAddition(line, text.slice(phrase.length), phrase),
  );
  if (strong !== undefined) return 'strong';
  return THANKS.some((phrase) => startsWithPhrase(text, phrase) && /^[\s,.!;:)-]*$/.test(text.slice(phrase.length)))
    ? 'thanks'
    : null;
}

function startsWithPhrase(text: string, phrase: string): boolean {
  return text.startsWith(phrase) && !/^[\p{L}\d']/u.test(text.slice(phrase.length));
}

/** What may follow a closing formula on its line: nothing, or a name. */
function isAddition(line: string, rest: string, phrase: string): boolean {
  const words = foldedWords(rest);
  if (words.length === 0) return !/\?/.test(rest);
  if (words.length > 6 || /[?!]\s*\S/.test(rest)) return false;
  // Short forms are words or initials elsewhere: they need their point or comma, or a capitalised name.
  const original = line
    .trim()
    .slice(-rest.trim().length)
    .replace(/^[\s,.;:/!–—-]+/, '');
  const capitalised = original
    .split(/[\s,]+/)
    .every(
      (word) =>
        !/^\p{Ll}/u.test(word) ||
        /^(?:and|ja|und|et|y|e|in|i|un|ir|og|och|en|de|van|von|der|vaš|vaša|ваш|ваша|your|ihr|ihre|a|és|ve|та|и)$/iu.test(
          word,
        ),
    );
  if (phrase.length <= 3) return capitalised && /^(?:[.,:/;]|\s)/.test(rest) && words.length <= 4;
  return capitalised;
}

/** Writers sign with their name alone. */
function markAuthor(lines: readonly string[], marks: boolean[], author: string): void {
  const name = foldedWords(author);
  if (name.length === 0) return;
  const end = endOfWords(lines, marks);
  const begin = lines.findIndex((line, i) => line.trim() !== '' && marks[i] !== true);
  let seen = 0;
  for (let i = end - 1; i > begin && seen < 8; i--) {
    if (lines[i]?.trim() === '') continue;
    seen++;
    const words = foldedWords(lines[i] ?? '');
    const isAuthor =
      words.length > 0 && words.length <= 4 && words.join('').length >= 3 && words.every((word) => name.includes(word));
    if (!isAuthor) continue;
    if (lines.slice(i + 1, end).some(isSentence)) return;
    mark(marks, i, end);
    return;
  }
}

function isName(line: string): boolean {
  const words = line.trim().split(/\s+/);
  return (
    line.trim() !== '' &&
    words.length <= 4 &&
    words.every((word) => /^[\p{Lu}(«"'-]/u.test(word)) &&
    !/[?!:\d]/.test(line)
  );
}

/** Prose, as against names, titles, addresses and numbers. */
function isSentence(line: string): boolean {
  const text = line.trim();
  const words = text.split(/\s+/).length;
  if (/[?!]$/.test(text) && words >= 2) return true;
  if (/[.…]$/.test(text) && words >= 5) return true;
  return words >= 9 && !/[@|•\d]|https?:/.test(text);
}
