/** A mail to one person, in both forms. */
export interface OutgoingMail {
  /** With angle brackets; the same on every attempt, so that a receiving server can drop a repetition. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  /** `null`: the reader wants text alone. */
  readonly html: string | null;
  /** Where one click ends such mails (RFC 8058); an https address, else it is left out. */
  readonly unsubscribeUrl?: string | null;
  /** What it is, for filters in the reader's mail program; `digest` when left out. */
  readonly purpose?: 'digest' | 'notification';
}

export abstract class MailSender {
  /** Resolves when the mail server has taken responsibility. @throws MailNotSent */
  abstract send(mail: OutgoingMail): Promise<void>;
  /** Connects and signs in without sending. @throws MailNotSent */
  abstract verify(): Promise<void>;
  abstract close(): void;
}

/** The server did not take the mail; `permanent` when trying again would not help. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent';

  constructor(
    message: string,
    readonly permanent: boolean,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}
