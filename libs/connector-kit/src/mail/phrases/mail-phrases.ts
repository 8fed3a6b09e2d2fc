/**
 * What mail programs and people write around a message in one language. Everything is compared without case, accents
 * and typographic variants, so each phrase is written once, correctly spelled.
 */
export interface MailPhrases {
  /** BCP 47; names of months and weekdays are taken from them. */
  readonly locales: readonly string[];
  /** "wrote", in every form that a mail program puts into the line above a quote. */
  readonly wrote: readonly string[];
  /** Other words of that line: "on", "at", "user" … */
  readonly attribution: readonly string[];
  /** Words that show that a person speaks: with one of them a line is a sentence, not a line above a quote. */
  readonly speech: readonly string[];
  /** Labels of the header block above a quoted or forwarded mail. */
  readonly from: readonly string[];
  readonly sent: readonly string[];
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: readonly string[];
  /** Titles of the line between an answer and the mail below it. */
  readonly original: readonly string[];
  readonly forwarded: readonly string[];
  /** Beginnings of "please type above this line". */
  readonly replyAbove: readonly string[];
  /** Beginnings, or ends where they start with `…`, of "sent from my phone". */
  readonly sentFrom: readonly string[];
  /** Closing formulas; at the end of a mail they begin the signature. */
  readonly signOffs: readonly string[];
  /** Thanks that close a mail when a name follows, and are the message when none does. */
  readonly thanks: readonly string[];
  /** A legal footer has one of each: the mail, the secrecy, the recipient. */
  readonly footer: readonly [mail: readonly string[], secret: readonly string[], recipient: readonly string[]];
  /** How the subject of an automatic reply begins. */
  readonly automatic: readonly string[];
  /** How the subject of an answer begins, before the colon. */
  readonly reply: readonly string[];
}
