import {
  MailRejected,
  mailExternalId,
  MAX_RAW_BYTES,
  readMail,
  toIncomingMessage,
  toSeenReply,
  type ReadMail,
} from '@earshot/connector-kit';
import { seenReplyIdOf } from '@earshot/domain';
import { createHash } from 'node:crypto';
import type { FolderRole } from './folder-plan.js';
import type { MailFacts } from './imap-session.js';
import { isOwnAddress, ownAddressesOf, type OwnAddressOptions } from './mailbox-options.js';
import { earshotReplyId, isOwnNotification } from './own-notification.js';
import type { MappedMail } from './page-content.js';

/** The longest external id that the host stores. */
const MAX_ID_LENGTH = 512;
/** 48 bits tell apart the mails of one Message-ID, of which there is rarely more than one. */
const MARK_LENGTH = 12;

/** Turns a raw mail into a customer's message or into an answer of the company. */
export class MailMapper {
  readonly #own: ReadonlySet<string>;

  constructor(
    options: OwnAddressOptions,
    private readonly now: () => Date,
  ) {
    this.#own = ownAddressesOf(options);
  }

  async map(raw: Uint8Array, facts: MailFacts, role: FolderRole): Promise<MappedMail> {
    if (isOwnNotification(raw)) return { outcome: 'skipped', reason: 'own-notification' };
    try {
      return this.#mapped(raw, await this.#read(raw, facts), facts, role);
    } catch (error) {
      if (!(error instanceof MailRejected)) throw error;
      const { reason, detail } = error;
      const item = { externalId: facts.place, reason, detail, raw: raw.subarray(0, MAX_RAW_BYTES) };
      return { outcome: 'rejected', item };
    }
  }

  async #read(raw: Uint8Array, facts: MailFacts): Promise<ReadMail> {
    return readMail(raw, {
      // The host's own limit has been applied before the mail was loaded.
      limits: { maxBytes: raw.length },
      now: this.now(),
      internalDate: facts.receivedAt,
      ownAddresses: [...this.#own],
    });
  }

  #mapped(raw: Uint8Array, mail: ReadMail, facts: MailFacts, role: FolderRole): MappedMail {
    const externalId = externalIdOf(mail, facts.gmailId);
    const place = { externalId, readAt: this.now() };
    const writtenHere = isOwn(this.#own, mail.from);
    const forSomebody = mail.replyTo !== null && !isOwn(this.#own, mail.replyTo);
    if (role === 'sent' || (writtenHere && !forSomebody)) {
      const ours = writtenHere ? earshotReplyId(raw) : null;
      return {
        outcome: 'reply',
        reply: toSeenReply(mail, ours === null ? place : { ...place, externalId: seenReplyIdOf(ours) }),
      };
    }
    // A form on the company's site writes from the company's address, for the customer whom it names in Reply-To.
    const form = writtenHere && !mail.tags.includes('on-behalf');
    const read = form ? { ...mail, tags: [...mail.tags, 'on-behalf'] } : mail;
    const kind = role === 'junk' ? { kind: 'spam' as const } : {};
    return { outcome: 'message', message: toIncomingMessage(read, { ...place, ...kind }) };
  }
}

/**
 * The same for every copy of a mail, in whatever folder and after the server numbered them anew: Gmail's own id where
 * there is one, otherwise the Message-ID. Software that sends forms is known to repeat a Message-ID, so writer, time and
 * subject are part of the id; not the body, which servers are known to encode anew.
 */
export function externalIdOf(
  mail: Pick<ReadMail, 'messageId' | 'contentHash' | 'from' | 'sentAt' | 'subject' | 'tags'>,
  gmailId: string | null,
): string {
  if (gmailId !== null) return `gmail:${gmailId}`;
  if (mail.messageId === null) return mailExternalId(mail);
  // A time that was made up from when the mail was received is another one after a move to another server.
  const sentAt = mail.tags.includes('date-implausible') ? null : (mail.sentAt?.toISOString() ?? null);
  const mark = createHash('sha256')
    .update(JSON.stringify([mail.from?.address, sentAt, mail.subject]))
    .digest('hex');
  const id = `${mail.messageId}#${mark.slice(0, MARK_LENGTH)}`;
  return id.length <= MAX_ID_LENGTH ? id : mailExternalId({ messageId: null, contentHash: mail.contentHash });
}

function isOwn(own: ReadonlySet<string>, writer: ReadMail['from']): boolean {
  return writer !== null && isOwnAddress(own, writer.address);
}
