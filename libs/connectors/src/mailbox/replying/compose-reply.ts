import { isReplySubject, type OutgoingReply } from '@earshot/connector-kit';
import { safeFileName } from '@earshot/domain';
import MailComposer from 'nodemailer/lib/mail-composer';
import { domainToASCII } from 'node:url';
import type { MailboxOptions } from '../mailbox-options.js';
import { addressIn } from '../mailbox-options.js';
import { REPLY_MARK } from '../own-notification.js';
import { replyBody } from './reply-body.js';
import { threadHeaders } from './thread-headers.js';

/** A subject longer than this is cut: some programs truncate, none shows more. Characters. */
const LONGEST_SUBJECT = 250;
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i;

/** A mail ready to be handed over. */
export interface ComposedReply {
  readonly raw: Buffer;
  /** With its angle brackets. */
  readonly messageId: string;
  readonly envelope: { readonly from: string; readonly to: string };
}

/**
 * The mail of a reply: the same bytes on every attempt, so that a copy in the Sent folder is the mail that went out. Written
 * by a person, so not marked as automatic; to one recipient; nothing in it makes the composer read a file or an address.
 *
 * @param from `name <address>` or an address
 */
export async function composeReply(
  reply: OutgoingReply,
  from: string,
  options: Pick<MailboxOptions, 'signature' | 'quoteOriginal'>,
): Promise<ComposedReply> {
  const messageId = `<${reply.externalId}>`;
  const thread = threadHeaders(reply.answers);
  const mail = new MailComposer({
    from,
    to: {
      name: reply.answers.author.address === reply.to ? oneLine(reply.answers.author.name ?? '') : '',
      address: reply.to,
    },
    subject: subjectOf(reply),
    messageId,
    date: reply.writtenAt,
    ...(thread.inReplyTo === null ? {} : { inReplyTo: thread.inReplyTo }),
    references: [...thread.references],
    headers: {
      [REPLY_MARK]: reply.externalId,
      ...(reply.language === null ? {} : { 'Content-Language': languageTag(reply.language) }),
    },
    text: replyBody(reply, options),
    // Neither long lines nor trailing spaces change on the way, and no line becomes "flowed".
    textEncoding: 'quoted-printable',
    attachments: reply.attachments.map(({ name, type, content }) => ({
      filename: safeFileName(name),
      contentType: MEDIA_TYPE.test(type) ? type : 'application/octet-stream',
      contentDisposition: 'attachment' as const,
      content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    })),
    baseBoundary: reply.externalId.replace(/[^A-Za-z0-9]/g, '').slice(0, 40),
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = await mail.compile().build();
  return { raw, messageId, envelope: { from: asciiDomain(addressIn(from)), to: asciiDomain(reply.to) } };
}

/** "Re: " once, whatever language the prefix that is there already is in. */
export function subjectOf({ subject, answers }: Pick<OutgoingReply, 'subject' | 'answers'>): string {
  const given = oneLine(subject ?? answers.subject ?? '');
  const prefixed = given === '' || isReplySubject(given) ? given : `Re: ${given}`;
  const letters = [...prefixed];
  return letters.length <= LONGEST_SUBJECT ? prefixed : `${letters.slice(0, LONGEST_SUBJECT).join('')}…`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
}

function languageTag(language: string): string {
  return /^[A-Za-z0-9-]{2,35}$/.test(language) ? language : 'und';
}

/** The envelope of SMTP without SMTPUTF8 takes only ASCII domains (RFC 5890); a local part is left as it is. */
function asciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const ascii = domainToASCII(address.slice(at + 1));
  return ascii === '' ? address : `${address.slice(0, at)}@${ascii}`;
}
