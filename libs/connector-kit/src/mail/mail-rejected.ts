/** Why a mail could not be read; stable codes, counted and shown per source. */
export const MAIL_REJECTIONS = ['empty', 'too-large', 'not-mail', 'header-bomb'] as const;
export type MailRejection = (typeof MAIL_REJECTIONS)[number];

/** A mail that cannot be read: it belongs in quarantine with its raw bytes, and the page goes on. */
export class MailRejected extends Error {
  override readonly name = 'MailRejected';

  /** `detail`: one sentence for a person, with place, value and what would be right; no addresses, no message text. */
  constructor(
    readonly reason: MailRejection,
    readonly detail: string,
  ) {
    super(detail);
  }
}
