import { fold } from './fold.js';
import type { MailLine } from './mail-line.js';
import { PhraseIndex } from './phrase-index.js';
import { MAIL_PHRASES } from './phrases/index.js';

/** Where a mail below the writer's own words begins. */
export interface QuoteStart {
  /** Its first line: a separator, or the first header line. */
  readonly from: number;
  /** The first line of the mail below, after its headers. */
  readonly bodyFrom: number;
  /** What it was called: a title tells forwarding for certain, a header block alone does not. */
  readonly kind: 'forwarded' | 'original' | 'headers';
}

type Label = 'from' | 'sent' | 'to' | 'cc' | 'subject';
const LABELS: readonly Label[] = ['from', 'sent', 'to', 'cc', 'subject'];

/** A word may be different labels in different languages: "Od" and "Za" are, "Data" is not. */
const LABEL_INDEX = new Map<string, Set<Label>>();
for (const phrases of MAIL_PHRASES) {
  for (const label of LABELS) {
    for (const phrase of phrases[label]) {
      const key = fold(phrase);
      LABEL_INDEX.set(key, (LABEL_INDEX.get(key) ?? new Set()).add(label));
    }
  }
}

const FORWARDED = titles('forwarded');
const ORIGINAL = titles('original');
/** One expression, because every line is searched: the engine looks for all phrases in one pass. */
const REPLY_ABOVE = new RegExp(
  MAIL_PHRASES.flatMap((phrases) => phrases.replyAbove.map((phrase) => literal(fold(phrase)))).join('|'),
);

function literal(phrase: string): string {
  return phrase.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function titles(kind: 'forwarded' | 'original'): readonly string[] {
  return [...new Set(MAIL_PHRASES.flatMap((phrases) => phrases[kind].map(fold)))].sort((a, b) => b.length - a.length);
}

/** A line of nothing but rule characters. */
const RULE = /^[\s>]*(?:[-_=*‐–—─]\s?){4,}$/;
/** Rules around a title, whatever its language. */
const RULED_TITLE = /^[\s>]*[-_=‐–—]{3,}\s*\p{L}.{1,60}?[-_=‐–—]{2,}\s*$/u;
const MAX_HEADER_LINES = 16;
/** A longer line is prose. */
const MAX_LINE_LENGTH = 500;

/** Whether a mail below begins at line `at`: a title, a header block as Outlook writes it, or "type above this line". */
export function quoteStartAt(lines: readonly MailLine[], at: number): QuoteStart | null {
  const text = lines[at]?.text ?? '';
  if (text.trim() === '') return null;
  if (text.length > MAX_LINE_LENGTH) return null;
  const folded = fold(text);
  if (REPLY_ABOVE.test(folded)) return { from: at, bodyFrom: at + 1, kind: 'original' };
  const title = titleOf(folded);
  const next = nextNonBlank(lines, at + 1);
  if (title !== null) {
    const block = headerBlockEnd(lines, next, true);
    if (title.ruled || block !== null) return { from: at, bodyFrom: block ?? at + 1, kind: title.kind };
  }
  if (RULE.test(text) || RULED_TITLE.test(text)) {
    const block = headerBlockEnd(lines, next, true);
    return block === null ? null : { from: at, bodyFrom: block, kind: 'headers' };
  }
  const block = headerBlockEnd(lines, at, false);
  return block === null ? null : { from: at, bodyFrom: block, kind: 'headers' };
}

const TITLES = new PhraseIndex([...FORWARDED, ...ORIGINAL]);

function titleOf(folded: string): { kind: 'forwarded' | 'original'; ruled: boolean } | null {
  const head = folded.search(/[^\s>*_=~-]/);
  if (head < 0 || TITLES.candidates(folded.slice(head)).length === 0) return null;
  const parts = /^[\s>*]*([-_=*~]{2,}|)\s*(.+?)\s*([-_=*~]{2,}|)[\s:*]*$/.exec(folded);
  if (parts === null) return null;
  const ruled = parts[1] !== '' && parts[1] !== undefined;
  const core = (parts[2] ?? '').replace(/[\s:*]+$/, '');
  for (const [kind, phrases] of [
    ['forwarded', FORWARDED],
    ['original', ORIGINAL],
  ] as const) {
    // After rules a program may add more: "Forwarded by Anna on …", "Original Message From: …".
    if (phrases.some((phrase) => core === phrase || (ruled && core.length < 120 && core.startsWith(`${phrase} `)))) {
      return { kind, ruled };
    }
  }
  return null;
}

/**
 * @param afterRule a title or rule stands before the block, so that less is asked of the block itself
 * @returns the index after the block and the blank lines that follow it, or `null` when there is no header block
 */
export function headerBlockEnd(lines: readonly MailLine[], start: number, afterRule: boolean): number | null {
  const found = new Set<Label>();
  let address = false;
  let end = start;
  let i = start;
  for (; i < lines.length && i < start + MAX_HEADER_LINES; i++) {
    const text = lines[i]?.text ?? '';
    const labels = labelsOf(text);
    if (labels === null) {
      // A blank line between the labels, or a long list of recipients wrapped; never before the first label.
      const goesOn = found.size > 0 && (labelsOf(lines[i + 1]?.text ?? '') !== null || isContinuation(lines, i, end));
      if (goesOn) continue;
      break;
    }
    for (const label of labels) found.add(label);
    address ||= /\S@\S/.test(text);
    end = i + 1;
  }
  return isHeaderBlock(found, address, afterRule) ? nextNonBlank(lines, end) : null;
}

function isHeaderBlock(found: ReadonlySet<Label>, address: boolean, afterRule: boolean): boolean {
  if (!found.has('from')) return false;
  if (afterRule) return found.has('sent') || found.has('to') || found.has('subject');
  // "From: Helsinki / To: Riga / Date: …" is a journey: without a subject an address must tell that it is mail.
  return (
    (found.has('sent') && found.has('subject')) ||
    (address && found.has('to') && (found.has('sent') || found.has('subject')))
  );
}

function isContinuation(lines: readonly MailLine[], i: number, end: number): boolean {
  return (
    i - end < 4 &&
    /@/.test(lines[i]?.text ?? '') &&
    lines.slice(i + 1, i + 5).some((line) => labelsOf(line.text) !== null)
  );
}

function labelsOf(text: string): ReadonlySet<Label> | null {
  const label = /^[\s>*|]*([^:：*]{1,30}?)\s?\*?\s?[:：]/.exec(text)?.[1];
  return label === undefined ? null : (LABEL_INDEX.get(fold(label)) ?? null);
}

function nextNonBlank(lines: readonly MailLine[], from: number): number {
  let i = from;
  while (i < lines.length && (lines[i]?.text ?? '').replace(/^[\s>]+/, '') === '') i++;
  return i;
}
