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

/** What helps against each kind where nothing better is known. */
const STANDARD_ADVICE: Readonly<Record<ConnectorErrorKind, string>> = {
  unreachable:
    'It is tried again by itself. If it stays so, look whether the service runs and can be reached from here.',
  rate_limited: 'It is asked again when the service allows it. If it stays so, read this source less often.',
  credentials_rejected: 'Check the user name, password or token of this source, and what it is allowed to see.',
  misconfigured: 'Check the options of this source against those of the service, then resume it.',
  unreadable:
    'It is tried again by itself. If it stays so, check the address, look whether the service has changed its answers, and whether there is a newer Earshot.',
  cursor_lost: 'Nothing: it is read anew from its beginning, and what is stored already is recognised.',
};

/** What a person can do about an error: what its place knows best, or else what helps against its kind. */
export function adviceFor({ kind, advice }: Pick<ConnectorError, 'kind' | 'advice'>): string {
  return advice ?? STANDARD_ADVICE[kind];
}
