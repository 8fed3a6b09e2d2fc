/** What the address of the page says; what is left out is not filtered by. Days are those of the reader's zone. */
export interface AuditSearch {
  /** A user's id, or `nobody`. */
  readonly actor?: string | undefined;
  /** A kind of deed: `user`. */
  readonly deed?: AuditDeedKind | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** How the names of all deeds that the server records begin. */
export const AUDIT_DEED_KINDS = [
  'sign_in',
  'user',
  'token',
  'calendar',
  'source',
  'quarantine',
  'policy',
  'customer',
  'digest',
  'digest_link',
  'channel',
  'notification_rule',
  'templates',
  'overlay',
  'export',
] as const;
export type AuditDeedKind = (typeof AUDIT_DEED_KINDS)[number];

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Reads the address; what does not fit is left out, because addresses are typed, cut and shared by people. */
export function auditSearch(raw: Readonly<Record<string, unknown>>): AuditSearch {
  return {
    actor: matching(raw['actor'], /^(nobody|[1-9]\d{0,17})$/),
    deed: AUDIT_DEED_KINDS.find((kind) => kind === raw['deed']),
    from: matching(raw['from'], DAY),
    to: matching(raw['to'], DAY),
  };
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
