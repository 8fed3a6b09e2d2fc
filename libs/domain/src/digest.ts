import { InvalidInput } from './errors.js';
import type { Role } from './people.js';

/** Who may have digests: they tell of the whole house's cases. Whoever loses the role gets no more of them. */
export const DIGEST_ROLES: readonly Role[] = ['lead', 'manager', 'ops', 'admin'];

/**
 * Nothing would ever come to anybody else, and nobody would know why.
 *
 * @throws InvalidInput
 */
export function requireDigestReader({ name, role }: { readonly name: string; readonly role: Role }): void {
  if (DIGEST_ROLES.includes(role)) return;
  const message = `must be a ${DIGEST_ROLES.join(', ')}, and ${name} is an ${role}: a digest tells of the whole house's cases`;
  throw new InvalidInput('The digest cannot be made for them', [{ path: 'user', message }]);
}

/** Whether a reader of these subscriptions gets the daily edition: only that one lists the cases then. */
export function hasDailyEdition(
  subscriptions: readonly {
    readonly edition: DigestEdition;
    readonly enabled: boolean;
    readonly pausedAt: Date | null;
  }[],
): boolean {
  return subscriptions.some(({ edition, enabled, pausedAt }) => edition === 'daily' && enabled && pausedAt === null);
}

/** How often: each tells of a day, a week or a month. */
export const DIGEST_EDITIONS = ['daily', 'weekly', 'monthly'] as const;
export type DigestEdition = (typeof DIGEST_EDITIONS)[number];

export const DIGEST_FORMATS = ['html', 'text'] as const;
export type DigestFormat = (typeof DIGEST_FORMATS)[number];

/** Which cases and messages a digest is about; an empty list is no restriction. */
export interface DigestScope {
  readonly sourceIds: readonly string[];
  /** BCP 47, of the messages. */
  readonly languages: readonly string[];
  readonly ownerIds: readonly string[];
}
