import type { IncomingMessage, SeenReply } from '@earshot/domain';
import type { ReadMail } from './read-mail-result.js';

/** Longest id a message may have; ids beyond it are replaced by the content hash. */
const MAX_EXTERNAL_ID = 512;

/** The Message-ID, or a hash of the content where a mail has none: the same in every copy and every re-reading. */
export function mailExternalId(mail: Pick<ReadMail, 'messageId' | 'contentHash'>): string {
  const { messageId } = mail;
  return messageId !== null && messageId.length <= MAX_EXTERNAL_ID ? messageId : `sha256:${mail.contentHash}`;
}

export interface MailPlace {
  /** `mailExternalId(mail)` unless the channel has a better one; unique within the source. */
  readonly externalId?: string;
  /** When it was read: a mail is never later than that, and this is its time where it has none. */
  readonly readAt: Date;
  /** Where a person can open it. */
  readonly url?: string | null;
  /** Tags that the connector adds, for example the folder. */
  readonly tags?: readonly string[];
  /** The connector knows better, for example `spam` for a `\Junk` folder. */
  readonly kind?: IncomingMessage['kind'];
}

/**
 * A customer's mail as intake takes it. The author of a mail that software sent for somebody (tag `on-behalf`) is the
 * person in Reply-To: it is they who are unhappy and who would be answered.
 */
export function toIncomingMessage(mail: ReadMail, place: MailPlace): IncomingMessage {
  const author = mail.tags.includes('on-behalf') ? mail.replyTo : mail.from;
  return {
    externalId: place.externalId ?? mailExternalId(mail),
    revision: null,
    channel: 'email',
    kind: place.kind ?? mail.kind,
    author: { name: author?.name ?? null, address: author?.address ?? null, handle: null, namespace: null },
    sentAt: notAfter(mail.sentAt, place.readAt),
    subject: mail.subject,
    text: mail.text,
    quoted: mail.quoted,
    signature: mail.signature,
    language: mail.language,
    rating: null,
    url: place.url ?? null,
    threadId: mail.messageId,
    references: mail.references,
    attachments: mail.attachments,
    tags: [...mail.tags, ...(place.tags ?? [])],
  };
}

/** The organisation's own mail (from a Sent folder, or written by an own address): an answer that was seen. */
export function toSeenReply(mail: ReadMail, place: Pick<MailPlace, 'externalId' | 'readAt'>): SeenReply {
  return {
    externalId: place.externalId ?? mailExternalId(mail),
    threadId: mail.messageId,
    answers: mail.references,
    sentAt: notAfter(mail.sentAt, place.readAt),
    automatic: mail.kind !== 'person',
    recipients: [...new Set([...mail.to, ...mail.cc].map(({ address }) => address))],
    subject: mail.subject,
    text: mail.text,
  };
}

/** Whether one of the organisation's own addresses wrote it. */
export function isOwnMail(mail: Pick<ReadMail, 'from'>, ownAddresses: readonly string[]): boolean {
  const from = mail.from?.address;
  return from !== undefined && ownAddresses.some((own) => own.toLowerCase() === from);
}

function notAfter(at: Date | null, readAt: Date): Date {
  return at === null || at > readAt ? readAt : at;
}
