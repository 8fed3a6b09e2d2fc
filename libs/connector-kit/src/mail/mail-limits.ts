/** Bounds of reading one mail. Beyond the first three a mail is rejected, beyond the others it is cut and tagged. */
export interface MailLimits {
  /** Whole mail, bytes. */
  readonly maxBytes: number;
  /** All header blocks of the mail together, bytes. */
  readonly maxHeaderBytes: number;
  /** All header fields of the mail together. */
  readonly maxHeaderFields: number;
  /** MIME parts; later ones are left aside (`mime-cut`). */
  readonly maxParts: number;
  /** MIME nesting; deeper parts are listed as attachments (`mime-cut`). */
  readonly maxDepth: number;
  /** Text or HTML that is read of one part, UTF-16 units; the rest is left aside (`text-cut`). */
  readonly maxTextLength: number;
}

export const DEFAULT_MAIL_LIMITS: MailLimits = {
  // Providers stop at 25 to 35 MB after encoding.
  maxBytes: 36 * 1024 * 1024,
  // Real mail stays under 100 kB even with ARC chains and long recipient lists.
  maxHeaderBytes: 1024 * 1024,
  maxHeaderFields: 10_000,
  maxParts: 1_000,
  maxDepth: 32,
  maxTextLength: 1_000_000,
};
