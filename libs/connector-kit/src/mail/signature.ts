import { fold, foldedWords } from './fold.js';
import { closingKind } from './closing.js';
import { PhraseIndex } from './phrase-index.js';
import { MAIL_PHRASES } from './phrases/index.js';
import { isContact, isName, isPostscript, isSentence } from './prose.js';

const SENT_FROM = MAIL_PHRASES.flatMap((phrases) => phrases.sentFrom);
const SENT_FROM_STARTS = new PhraseIndex(SENT_FROM.filter((phrase) => !phrase.startsWith('…')).map(fold));
const SENT_FROM_ENDS = SENT_FROM.filter((phrase) => phrase.startsWith('…')).map((phrase) => fold(phrase.slice(1)));
/** The shortest list of words first: secrecy, which few paragraphs speak of, before the mail, which many do. */
const FOOTERS = MAIL_PHRASES.map((phrases) =>
  phrases.footer.map((words) => words.map(fold)).sort((a, b) => a.length - b.length),
);

/** Things a mail is sent from; without one of them "sent from …" is a sentence. */
const DEVICE =
  /iphon|ipad|ipod|ios\b|samsung|galaxy|android|outlook|yahoo|huawei|honor|xiaomi|redmi|poco|oppo|oneplus|nokia|sony|xperia|pixel|motorola|blackberry|windows|mobil|phone|puhelim|puhelin|telef|handy|tablet|gmail|\bmail\b|mail\.|mail app|proton|tuta|gmx|web\.de|spark|aquamail|kannettav|mobiil|телефон|смартфон|почт|пошт|мобильн|мобільн|айфон/;
/** Lines that virus scanners and printers' consciences add, in no particular language. */
const ADDED_FOOTER =
  /avast\.com|avg\.com|virus-free|consider the environment|scanned (?:by|for)|unsubscribe from this (?:list|group)/;
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
    SENT_FROM_STARTS.candidates(text).some(
      (phrase) => text.startsWith(phrase) && !/^\p{L}/u.test(text.slice(phrase.length)),
    ) || SENT_FROM_ENDS.some((phrase) => text.endsWith(phrase))
  );
}

function hasSentence(lines: readonly string[], from: number, to: number): boolean {
  return lines.slice(from, to).some((line) => line.trim() !== '' && isSentence(line));
}

/** RFC 3676 4.3 asks for "-- ", which many clients trim; a longer rule counts when only contact lines stand below it. */
function markSeparator(lines: readonly string[], marks: boolean[]): void {
  const end = endOfWords(lines, marks);
  let below = 0;
  for (let i = end - 1; i >= 0 && below <= 30; i--) {
    const line = lines[i] ?? '';
    const strict = /^(?:--|—|- -) ?$/.test(line);
    const rule = /^\s*(?:[-_=*~]{3,}|[–—]{2,})\s*$/.test(line);
    const strictEnds = strict && below <= (line === '-- ' ? 30 : 14);
    if (strictEnds || (rule && i > 0 && below > 0 && below <= 8 && !hasSentence(lines, i + 1, end))) {
      mark(marks, i, end);
      return;
    }
    if (line.trim() !== '') below++;
  }
}

/** @returns whether a closing was found */
function markClosing(lines: readonly string[], marks: boolean[]): boolean {
  const end = endOfWords(lines, marks);
  const words = lines.flatMap((line, i) => (i < end && line.trim() !== '' && marks[i] !== true ? [i] : []));
  let found: { from: number; to: number } | null = null;
  // The first line of a mail is a greeting, never a closing.
  for (const [place, i] of [...words.entries()].slice(1).slice(-SEARCHED_LINES).reverse()) {
    const kind = closingKind(lines[i] ?? '');
    if (kind === null) continue;
    const to = signatureEnd(lines, i + 1, end);
    const below = lines.slice(i + 1, to).filter((line) => line.trim() !== '');
    if (below.length > MAX_SIGNATURE_LINES || (to < end && !isOwnParagraph(lines, to))) continue;
    const named = isName(below[0] ?? '');
    // "Salam," and "Zdravím," open a mail as well as they close it: near the top a name must follow.
    if (kind === 'thanks' ? !named : place <= 2 && below.length > 0 && !named) continue;
    found = { from: i, to };
    if (kind === 'thanks') break;
  }
  if (found === null) return false;
  mark(marks, found.from, found.to);
  return true;
}

/** After a signature only a postscript or a paragraph of its own goes on. */
function isOwnParagraph(lines: readonly string[], at: number): boolean {
  return lines[at - 1]?.trim() === '' || isPostscript(lines[at] ?? '');
}

/** Where the lines stop to be names, places and numbers: at a postscript, or at a sentence that is no slogan among them. */
function signatureEnd(lines: readonly string[], from: number, end: number): number {
  let contact = false;
  for (let i = from; i < end; i++) {
    const line = lines[i] ?? '';
    if (isPostscript(line)) return i;
    if (isContact(line)) contact = true;
    else if (isSentence(line) && (!contact || lines[i - 1]?.trim() === '')) return i;
  }
  return end;
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
