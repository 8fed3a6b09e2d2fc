import { createHash } from 'node:crypto';
import { headerAddresses, headerText, messageIds } from './header-text.js';
import { htmlLines } from './html-lines.js';
import { bodyCharset, declaredLanguage, readBody, type BodyText } from './mail-body.js';
import { sentAt } from './mail-date.js';
import { mailKind } from './mail-kind.js';
import { isForwardSubject, isReplySubject } from './mail-subject.js';
import { decodeTransfer } from './transfer-encoding.js';
import { plainLines } from './mail-line.js';
import { DEFAULT_MAIL_LIMITS, type MailLimits } from './mail-limits.js';
import { MailRejected } from './mail-rejected.js';
import { first, readMimeTree, type MimePart } from './mime-tree.js';
import { splitLines, type OwnWords, type OwnWordsContext } from './own-words.js';
import { plainText } from './plain-text.js';
import type { MailAddress, ReadMail, ReadMailOptions } from './read-mail-result.js';

/** At least one of these is in every mail; a file with none of them is something else. */
const MAIL_FIELDS = [
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'received',
  'return-path',
  'delivered-to',
  'reply-to',
  'sender',
];
const MAX_SUBJECT_LENGTH = 2_000;

/**
 * Reads one mail (RFC 5322, MIME) into the writer's own words and what is known about them. Pure; a mail of any content
 * is read or refused, within its limits.
 *
 * @throws MailRejected when it is empty, too large, no mail at all, or a bomb of headers
 */
export async function readMail(raw: Uint8Array, options: ReadMailOptions = {}): Promise<ReadMail> {
  const limits = { ...DEFAULT_MAIL_LIMITS, ...options.limits };
  const bytes = mailBytes(raw, limits);
  const tags = new Set<string>();
  const root = readMimeTree(bytes, limits, tags);
  if (!root.fields.some((field) => MAIL_FIELDS.includes(field.name))) {
    throw new MailRejected(
      'not-mail',
      `None of the headers that make a mail was found (${MAIL_FIELDS.slice(0, 5).join(', ')} …)`,
    );
  }
  return describe(root, limits, tags, options);
}

function mailBytes(raw: Uint8Array, limits: MailLimits): Buffer {
  if (raw.length > limits.maxBytes) {
    throw new MailRejected('too-large', `The mail has ${raw.length} bytes; at most ${limits.maxBytes} are read`);
  }
  let bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) bytes = bytes.subarray(3);
  let start = 0;
  while (start < bytes.length && (bytes[start] === 0x0a || bytes[start] === 0x0d)) start++;
  // The separator line of an mbox, or the `>From` that an old MTA left.
  const envelope = /^>?From [^\n]{0,500}\n/.exec(bytes.toString('latin1', start, start + 600));
  const mail = bytes.subarray(start + (envelope?.[0].length ?? 0));
  if (mail.every((byte) => byte <= 0x20)) throw new MailRejected('empty', 'The mail is empty');
  return mail;
}

/** What the parts of one reading share. */
interface Reading {
  readonly charset: string | null;
  readonly limits: MailLimits;
  readonly tags: Set<string>;
}

function describe(root: MimePart, limits: MailLimits, tags: Set<string>, options: ReadMailOptions): ReadMail {
  const charset = bodyCharset(root);
  const value = (name: string) => first(root.fields, name);
  const addresses = (name: string) => headerAddresses(value(name), charset);
  const text = (name: string) => cleanHeader(value(name), charset);

  const from = addresses('from')[0] ?? addresses('sender')[0] ?? null;
  const replyTo = addresses('reply-to')[0] ?? null;
  const inReplyTo = messageIds(value('in-reply-to'))[0] ?? null;
  const subject = text('subject');
  const date = sentAt({
    date: value('date'),
    received: root.fields.filter((field) => field.name === 'received').map((field) => field.value),
    internalDate: options.internalDate ?? null,
    now: options.now ?? new Date(),
  });
  if (date.implausible) tags.add('date-implausible');
  const ownGroup = isOwnGroup([value('list-post'), value('list-id')], options.ownAddresses ?? []);
  if (ownGroup) tags.add('own-group');
  const kind = mailKind({
    header: value,
    contentType: root.contentType.value,
    reportType: root.contentType.parameters.get('report-type')?.value.toLowerCase() ?? null,
    from: from?.address ?? null,
    subject,
    ownGroup,
  });
  if (kind === 'automatic' && isOnBehalf(from, replyTo)) tags.add('on-behalf');

  const isReply = (inReplyTo !== null || isReplySubject(subject ?? '')) && !isForwardSubject(subject ?? '');
  const words = bodyWords(root, { charset, limits, tags }, { author: from?.name ?? null, isReply });
  if (words.forwarded) tags.add('forwarded');
  if (words.text === '') tags.add('no-own-words');
  return {
    messageId: messageIds(value('message-id'))[0] ?? null,
    inReplyTo,
    references: nearestFirst(inReplyTo, messageIds(value('references'))),
    from,
    replyTo,
    to: addresses('to'),
    cc: addresses('cc'),
    subject,
    sentAt: date.at,
    language: declaredLanguage(root),
    text: words.text,
    quoted: words.quoted,
    signature: words.signature,
    html: words.html,
    kind,
    attachments: words.attachments,
    tags: [...tags],
    contentHash: contentHash(root),
  };
}

/** In-Reply-To, then References from the last to the first, as the thread runs back; at most 100. */
function nearestFirst(inReplyTo: string | null, references: readonly string[]): string[] {
  const chain = inReplyTo === null ? [...references].reverse() : [inReplyTo, ...[...references].reverse()];
  return [...new Set(chain)].slice(0, 100);
}

function cleanHeader(value: string | null, charset: string | null): string | null {
  if (value === null) return null;
  const text = plainText(headerText(value.slice(0, 4 * MAX_SUBJECT_LENGTH), charset))
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? null : text.slice(0, MAX_SUBJECT_LENGTH);
}

/** Software wrote, for a person whom an answer would reach: a complaint form. */
function isOnBehalf(from: MailAddress | null, replyTo: MailAddress | null): boolean {
  return replyTo !== null && replyTo.address !== from?.address && !/no-?reply|do-?not-?reply/.test(replyTo.address);
}

/** A list whose address or id is one of our own mailboxes: `<mailto:support@example.org>`, `<support.example.org>`. */
function isOwnGroup(headers: readonly (string | null)[], ownAddresses: readonly string[]): boolean {
  const named = headers.filter((header) => header !== null).map((header) => header.toLowerCase());
  return ownAddresses.some((address) => {
    const own = address.toLowerCase();
    return named.some((header) => header.includes(own) || header.includes(`<${own.replace('@', '.')}>`));
  });
}

interface BodyWords extends OwnWords {
  readonly html: boolean;
  readonly attachments: ReadMail['attachments'];
}

const NO_WORDS: OwnWords = { text: '', quoted: null, signature: null, forwarded: false };
/** A mail attached to a mail attached to a mail is followed this far. */
const MAX_ENCLOSED = 3;

function bodyWords(root: MimePart, reading: Reading, context: OwnWordsContext, depth = 0): BodyWords {
  const { charset, limits, tags } = reading;
  const body = readBody(root, charset, limits, tags);
  const html = formWords(body.texts, 'html', context);
  // Most plain forms say the same again and are too short to be preferred: they need not be taken apart.
  const plain = html !== null && !mayBeRicher(body.texts, html) ? null : formWords(body.texts, 'plain', context);
  const words = richer(plain, html) ?? NO_WORDS;
  const own = { ...words, html: words === html, attachments: body.attachments };
  const enclosed = body.enclosed[0];
  if (own.text !== '' || enclosed === undefined || depth >= MAX_ENCLOSED) return own;
  // Passed on as an attachment, without a word: the mail that was passed on is what is to be read.
  const inner = bodyWords(
    readMimeTree(decodeTransfer(enclosed.body, enclosed.encoding), limits, tags),
    reading,
    {},
    depth + 1,
  );
  return { ...inner, signature: inner.signature ?? own.signature, attachments: own.attachments, forwarded: true };
}

/** The words of one form of the body; stretches that lack it are read in the other. `null` when no stretch has it. */
function formWords(texts: readonly BodyText[], form: keyof BodyText, context: OwnWordsContext): OwnWords | null {
  if (!texts.some((text) => text[form] !== null)) return null;
  const lines = texts.flatMap((text) => {
    const html = form === 'html' ? text.html : text.plain === null ? text.html : null;
    return html === null ? plainLines(text.plain ?? '') : htmlLines(html);
  });
  return splitLines(lines, context);
}

/**
 * HTML knows for certain what is quoted, so it is preferred; not where it holds less than half of what the plain form
 * says (an empty shell, a picture).
 */
function richer(plain: OwnWords | null, html: OwnWords | null): OwnWords | null {
  if (plain === null || html === null) return html ?? plain;
  return isRicher(plain.text.length, html) ? plain : html;
}

function isRicher(plainLength: number, html: OwnWords): boolean {
  return plainLength > 2 * html.text.length + 20;
}

/** Own words are never longer than the text they are taken from, a line end between two stretches counted. */
function mayBeRicher(texts: readonly BodyText[], html: OwnWords): boolean {
  if (texts.some(({ plain }) => plain === null)) return true;
  const length = texts.reduce((sum, { plain }) => sum + (plain ?? '').length + 1, 0);
  return isRicher(length, html);
}

const HASHED_FIELDS = ['from', 'to', 'cc', 'date', 'subject', 'message-id'];

function contentHash(root: MimePart): string {
  const header = HASHED_FIELDS.map((name) => `${name}:${first(root.fields, name)?.replace(/\s+/g, ' ') ?? ''}\n`);
  return createHash('sha256').update(header.join(''), 'latin1').update(root.body).digest('hex');
}
