/**
 * What only sending can meet, named by the response it requires, beside the kinds of `ConnectorError`:
 * - `refused`: the other side will never take this reply as it is; a person must change it (address, size, words);
 * - `uncertain`: the other side may have taken it, the connection was lost before it said so; never send it again by
 *   itself, look for it in the channel, and ask a person when it cannot be found.
 */
export const REPLY_ERROR_KINDS = ['refused', 'uncertain'] as const;
export type ReplyErrorKind = (typeof REPLY_ERROR_KINDS)[number];

export class ReplyError extends Error {
  override readonly name = 'ReplyError';
  /** What a person can do about it, in a sentence; shown beside the message. */
  readonly advice: string | null;

  /** `message` says what happened and where, without secrets, addresses of customers or message text. */
  constructor(
    readonly kind: ReplyErrorKind,
    message: string,
    options: { cause?: unknown; advice?: string } = {},
  ) {
    super(message, { cause: options.cause });
    this.advice = options.advice ?? null;
  }
}
