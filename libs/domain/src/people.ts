/**
 * Roles in rising order of what they may do in follow-up: a lead is told before a deadline is missed, a manager when it
 * was. `ops` configures sources, `admin` may do everything.
 */
export const ROLES = ['agent', 'lead', 'manager', 'ops', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface User {
  readonly id: string;
  /** Lower case; also the login name. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** BCP 47. */
  readonly language: string;
  /** IANA zone. */
  readonly zone: string;
  readonly disabledAt: Date | null;
}
