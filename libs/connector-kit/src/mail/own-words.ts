import { attributionStart } from './attribution.js';
import { plainLines, type MailLine } from './mail-line.js';
import { headerBlockEnd, quoteStartAt, type QuoteStart } from './quote-start.js';
import { signatureLines } from './signature.js';

/** A text taken apart; together the three hold every line of it that is not blank (quote marks of a forwarded text aside). */
export interface OwnWords {
  /** What the writer wrote now. */
  readonly text: string;
  readonly quoted: string | null;
  readonly signature: string | null;
  /** The writer passed a mail on without a word: `text` is that mail's. */
  readonly forwarded: boolean;
}

/** What is known about the mail beside its text. */
export interface OwnWordsContext {
  /** The writer's display name: a last line that repeats it is a signature. */
  readonly author?: string | null;
  /** The mail answers another: where it has no words of its own, the mail below is not taken for a forwarded one. */
  readonly isReply?: boolean;
}

/**
 * Splits plain text into the writer's own new words, what they quoted or forwarded, and their signature. Answers between
 * the lines of a quote stay, all of them. A mail that was passed on with a comment is the comment; without one it is the
 * mail that was passed on, because that is what somebody wants to be read.
 */
export function ownWords(text: string, context: OwnWordsContext = {}): OwnWords {
  return splitLines(plainLines(text), context);
}

type Share = 'own' | 'quoted' | 'signature';

/** Mail passed on from hand to hand without a word is followed this deep. */
const MAX_FORWARDS = 5;

export function splitLines(lines: readonly MailLine[], context: OwnWordsContext, depth = 0): OwnWords {
  const start = findStart(lines);
  const shares = shareLines(lines, start, context);
  const text = block(lines, shares, 'own');
  if (text === '' && depth < MAX_FORWARDS) {
    const passedOn = forwardedMail(lines, start, context);
    if (passedOn !== null) return withForwarded(lines, shares, passedOn, depth);
  }
  return {
    text,
    quoted: block(lines, shares, 'quoted') || null,
    signature: block(lines, shares, 'signature') || null,
    forwarded: false,
  };
}

/** No correspondence has more lines that look as if they stood above a quote; weighing each takes time. */
const MAX_ATTRIBUTIONS = 200;

/** Where everything that follows is another mail; `null` when the mail is the writer's to its end. */
function findStart(lines: readonly MailLine[]): QuoteStart | null {
  let weighed = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined || line.text.trim() === '') continue;
    if (line.startsQuote) {
      const titled = quoteStartAt(lines, i);
      return titled ?? { from: i, bodyFrom: headerBlockEnd(lines, i, true) ?? i, kind: 'headers' };
    }
    if (line.depth > 0) continue;
    const start = quoteStartAt(lines, i);
    if (start !== null) return start;
    if (
      line.role === 'body' &&
      /[:：]\*?\s*$/.test(line.text) &&
      !quoteFollows(lines, i) &&
      weighed++ < MAX_ATTRIBUTIONS
    ) {
      const from = attributionStart(lines, i, false);
      if (from !== null) return { from, bodyFrom: i + 1, kind: 'original' };
    }
  }
  return null;
}

function quoteFollows(lines: readonly MailLine[], at: number): boolean {
  for (let i = at + 1; i < lines.length; i++) {
    const line = lines[i];
    if (line !== undefined && (line.depth > 0 || line.text.trim() !== '')) return line.depth > 0;
  }
  return false;
}

function shareLines(lines: readonly MailLine[], start: QuoteStart | null, { author }: OwnWordsContext): Share[] {
  const end = start?.from ?? lines.length;
  const shares = lines.map((line, i): Share =>
    i >= end || line.depth > 0 || line.role === 'attribution' ? 'quoted' : 'own',
  );
  let weighed = 0;
  for (let i = 0; i < end; i++) {
    if (shares[i] !== 'own' || lines[i]?.text.trim() === '' || !quoteFollows(lines, i)) continue;
    if (weighed++ >= MAX_ATTRIBUTIONS) break;
    const from = attributionStart(lines, i, true);
    if (from !== null) shares.fill('quoted', from, i + 1);
  }
  markSignatures(lines, shares, author ?? null);
  return shares;
}

/** An answer between the lines has its signature at its end. */
const MAX_STRETCHES = 100;

/** The last stretch of own words is searched for a closing; a separator or device line counts after any of them. */
function markSignatures(lines: readonly MailLine[], shares: Share[], author: string | null): void {
  const marked = (i: number) => lines[i]?.role === 'signature' && shares[i] === 'own';
  const hasOwnBeside = lines.some((line, i) => shares[i] === 'own' && !marked(i) && line.text.trim() !== '');
  // Where nothing else was written, the answer was typed into the signature.
  if (hasOwnBeside) lines.forEach((_, i) => marked(i) && (shares[i] = 'signature'));
  let closingFound = false;
  for (const [from, to] of stretches(shares).reverse().slice(0, MAX_STRETCHES)) {
    const texts = lines.slice(from, to).map((line) => line.text);
    const marks = signatureLines(texts, author, !closingFound);
    marks.forEach((isSignature, i) => isSignature && (shares[from + i] = 'signature'));
    closingFound ||= texts.some((text, i) => text.trim() !== '' && marks[i] !== true);
  }
}

function stretches(shares: readonly Share[]): [number, number][] {
  const found: [number, number][] = [];
  let from = -1;
  for (let i = 0; i <= shares.length; i++) {
    if (shares[i] === 'own') {
      if (from < 0) from = i;
    } else if (from >= 0) {
      found.push([from, i]);
      from = -1;
    }
  }
  return found;
}

/** Where nothing was added, the mail that was passed on begins near the top. */
const MAX_LINES_BEFORE_FORWARD = 200;

/** The first line of the mail that was passed on, or `null` when this is an answer without words. */
function forwardedMail(
  lines: readonly MailLine[],
  start: QuoteStart | null,
  { isReply }: OwnWordsContext,
): QuoteStart | null {
  for (const [i, line] of lines.slice(0, MAX_LINES_BEFORE_FORWARD).entries()) {
    const found =
      start?.from === i ? start : line.depth > 0 || line.role === 'attribution' ? quoteStartAt(lines, i) : null;
    if (found === null) continue;
    const isForward = found.kind === 'forwarded' || (found.kind === 'headers' && isReply !== true);
    return isForward && found.bodyFrom < lines.length ? found : null;
  }
  return null;
}

function withForwarded(
  lines: readonly MailLine[],
  shares: readonly Share[],
  mail: QuoteStart,
  depth: number,
): OwnWords {
  const base = Math.min(
    ...lines
      .slice(mail.bodyFrom)
      .filter((line) => line.text.trim() !== '')
      .map((line) => line.depth),
  );
  const body = lines.slice(mail.bodyFrom).map((line): MailLine => {
    const marks = new RegExp(`^ ?(?:> ?){0,${Math.min(base, 50)}}`);
    return {
      ...line,
      text: line.text.replace(marks, ''),
      depth: Math.max(0, line.depth - base),
      role: line.role === 'attribution' ? 'body' : line.role,
      startsQuote: false,
    };
  });
  const inner = splitLines(body, {}, depth + 1);
  const outer = (share: Share) => block(lines.slice(0, mail.bodyFrom), shares.slice(0, mail.bodyFrom), share);
  const both = (...blocks: (string | null)[]) =>
    blocks.filter((part) => part !== null && part !== '').join('\n\n') || null;
  return {
    text: inner.text,
    quoted: both(outer('quoted'), inner.quoted),
    signature: both(outer('signature'), inner.signature),
    forwarded: true,
  };
}

function block(lines: readonly MailLine[], shares: readonly Share[], share: Share): string {
  let text = '';
  let last = -1;
  lines.forEach((line, i) => {
    if (shares[i] !== share) return;
    // What stood apart stays apart.
    text += (last >= 0 && last < i - 1 ? '\n' : '') + line.text + '\n';
    last = i;
  });
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '');
}
