import type { Attachment, MessageKind } from '@earshot/domain';

export interface MailAddress {
  /** Lower case, without angle brackets. */
  readonly address: string;
  readonly name: string | null;
}

/** One mail, read: strings are well-formed Unicode without NUL, so that any database takes them. */
export interface ReadMail {
  /** With its angle brackets; `null` when the mail has none. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  /** Ids this mail answers, nearest first: In-Reply-To, then References from last to first. No duplicates. */
  readonly references: readonly string[];
  readonly from: MailAddress | null;
  readonly replyTo: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string | null;
  /** The Date header; where that is implausible (tag `date-implausible`) the newest Received header, else the internal date. */
  readonly sentAt: Date | null;
  /** Content-Language, the first tag (BCP 47). */
  readonly language: string | null;
  /** The writer's own new words, plain. Empty (tag `no-own-words`) when there are none. */
  readonly text: string;
  /** Quoted and forwarded text with its attribution lines, in the order of the mail. */
  readonly quoted: string | null;
  /** Sign-off, contact lines, device signature, legal footer. */
  readonly signature: string | null;
  /** Whether `text` was taken from the HTML form. */
  readonly html: boolean;
  readonly kind: MessageKind;
  readonly attachments: readonly Attachment[];
  /**
   * Remarks on the reading: `date-implausible`, `charset-guessed`, `text-cut`, `mime-cut`, `mime-broken`, `forwarded`,
   * `no-own-words`, `encrypted`, `on-behalf` (software wrote for the person in Reply-To), `own-group`.
   */
  readonly tags: readonly string[];
  /** SHA-256, hex, of what stays the same in every copy of the mail: writer, recipients, date, subject, id and body. */
  readonly contentHash: string;
}

export interface ReadMailOptions {
  readonly limits?: Partial<import('./mail-limits.js').MailLimits>;
  /** Decides what is a date in the future; the present by default. */
  readonly now?: Date;
  /** When the server received it (IMAP INTERNALDATE), the last resort for `sentAt`. */
  readonly internalDate?: Date | null;
  /** The organisation's own mailboxes: mail that a group address of its own passed on is still a person's. */
  readonly ownAddresses?: readonly string[];
}
