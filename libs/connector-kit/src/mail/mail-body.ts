import type { Attachment } from '@earshot/domain';
import { decodeText } from './charset.js';
import { headerText } from './header-text.js';
import type { MailLimits } from './mail-limits.js';
import { first, type MimePart } from './mime-tree.js';
import { plainText, unflow } from './plain-text.js';
import { decodedSize, decodeTransfer } from './transfer-encoding.js';

/** One stretch of the message in the forms in which it was sent. */
export interface BodyText {
  readonly plain: string | null;
  readonly html: string | null;
}

export interface MailBody {
  /** Stretches in the order of the mail; attachments may stand between them. */
  readonly texts: readonly BodyText[];
  readonly attachments: readonly Attachment[];
  /** Mails that are attached whole. */
  readonly enclosed: readonly MimePart[];
}

/** Finds the text of a mail and lists what is attached. Adds `charset-guessed`, `text-cut`, `encrypted` to `tags`. */
export function readBody(root: MimePart, charset: string | null, limits: MailLimits, tags: Set<string>): MailBody {
  const texts: BodyText[] = [];
  const attachments: Attachment[] = [];
  const enclosed: MimePart[] = [];

  const visit = (part: MimePart, into: BodyText[]): void => {
    if (part.contentType.value === 'multipart/encrypted') tags.add('encrypted');
    if (part.contentType.value === 'multipart/alternative') {
      const forms: BodyText[] = [];
      for (const child of part.parts) visit(child, forms);
      if (forms.length > 0) into.push({ plain: joinForms(forms, 'plain'), html: joinForms(forms, 'html') });
    } else if (part.parts.length > 0) {
      for (const child of part.parts) visit(child, into);
    } else if (isText(part)) {
      into.push(textOf(part, limits, tags));
    } else if (!isStructure(part)) {
      if (/^application\/(?:x-)?pkcs7-mime$/.test(part.contentType.value)) tags.add('encrypted');
      if (part.contentType.value === 'message/rfc822') enclosed.push(part);
      attachments.push(attachmentOf(part, charset));
    }
  };
  visit(root, texts);
  return { texts, attachments, enclosed };
}

function joinForms(forms: readonly BodyText[], form: keyof BodyText): string | null {
  const present = forms.map((text) => text[form]).filter((text) => text !== null);
  return present.length === 0 ? null : present.join('\n');
}

/** A named text part is a document that was attached, also where the mailer shows it inline. */
function isText(part: MimePart): boolean {
  const { value } = part.contentType;
  if (value !== 'text/plain' && value !== 'text/html' && value !== 'text' && value !== '') return false;
  return part.disposition.value !== 'attachment' && fileName(part, null) === null;
}

/** Parts that carry the mail's form, not something the customer sent along. */
function isStructure(part: MimePart): boolean {
  return part.contentType.value.startsWith('multipart/') || (part.body.length === 0 && fileName(part, null) === null);
}

function textOf(part: MimePart, limits: MailLimits, tags: Set<string>): BodyText {
  // Four bytes a character is the most any charset takes, and base64 adds a third.
  const most = limits.maxTextLength * 6;
  const bytes = decodeTransfer(part.body.length > most ? part.body.subarray(0, most) : part.body, part.encoding);
  const decoded = decodeText(bytes, part.contentType.parameters.get('charset')?.value ?? null);
  if (decoded.guessed) tags.add('charset-guessed');
  let { text } = decoded;
  if (text.length > limits.maxTextLength || part.body.length > most) {
    tags.add('text-cut');
    text = text.slice(0, limits.maxTextLength);
  }
  const { parameters, value } = part.contentType;
  if (value === 'text/html') return { plain: null, html: plainText(text) };
  const flowed = parameters.get('format')?.value.toLowerCase() === 'flowed';
  return {
    plain: plainText(flowed ? unflow(text, parameters.get('delsp')?.value.toLowerCase() === 'yes') : text),
    html: null,
  };
}

function attachmentOf(part: MimePart, charset: string | null): Attachment {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(part.contentType.value)
    ? part.contentType.value
    : 'application/octet-stream';
  const name = fileName(part, charset) ?? (type === 'message/rfc822' ? 'message.eml' : 'unnamed');
  return { name: name.slice(0, 255), type, size: decodedSize(part.body, part.encoding) };
}

function fileName(part: MimePart, charset: string | null): string | null {
  const parameter = part.disposition.parameters.get('filename') ?? part.contentType.parameters.get('name');
  if (parameter === undefined || parameter.value === '') return null;
  const name = plainText(headerText(parameter.value, parameter.charset ?? charset))
    .replace(/[\n\t]+/g, ' ')
    .trim();
  return name === '' ? null : name;
}

/** The charset the first text part declares: the best guess for raw bytes in the headers. */
export function bodyCharset(root: MimePart): string | null {
  const own = root.contentType.value.startsWith('text/')
    ? root.contentType.parameters.get('charset')?.value
    : undefined;
  if (own !== undefined) return own;
  for (const part of root.parts) {
    const found = bodyCharset(part);
    if (found !== null) return found;
  }
  return null;
}

/** The language the mail or its first text declares (RFC 3282), its first tag. */
export function declaredLanguage(root: MimePart): string | null {
  const declared =
    first(root.fields, 'content-language') ?? root.parts.map((part) => declaredLanguage(part)).find((l) => l !== null);
  return /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\s*(?:,|$)/i.exec(declared ?? '')?.[1] ?? null;
}
