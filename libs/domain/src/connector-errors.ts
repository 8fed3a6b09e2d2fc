/**
 * Connector errors are named by the response they require of the host:
 * - `unreachable`: back off and try again;
 * - `rate_limited`: wait until `retryAt`;
 * - `credentials_rejected`, `misconfigured`: pause and tell the owner, trying again would not help;
 * - `unreadable`: a limited number of retries, then alert;
 * - `cursor_lost`: forget the cursor and resynchronise, duplicates are recognised by their ids.
 */
export const CONNECTOR_ERROR_KINDS = [
  'unreachable',
  'rate_limited',
  'credentials_rejected',
  'misconfigured',
  'unreadable',
  'cursor_lost',
] as const;
export type ConnectorErrorKind = (typeof CONNECTOR_ERROR_KINDS)[number];

export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  /** Earliest time of the next attempt, when the other side named one. */
  readonly retryAt: Date | null;
  /** What a person can do about it, in a sentence; shown beside the message. */
  readonly advice: string | null;

  /** `message` says what happened and where, without secrets, addresses of customers or message text. */
  constructor(
    readonly kind: ConnectorErrorKind,
    message: string,
    options: { cause?: unknown; retryAt?: Date; advice?: string } = {},
  ) {
    super(message, { cause: options.cause });
    this.retryAt = options.retryAt ?? null;
    this.advice = options.advice ?? null;
  }
}
