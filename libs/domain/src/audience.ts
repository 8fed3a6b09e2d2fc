import { AUDIENCES, type Audience } from './follow-up.js';
import type { Role } from './people.js';

/** Somebody who can be told: a user who is not disabled. */
export interface Colleague {
  readonly id: string;
  readonly role: Role;
}

/** Who stands in where nobody has the role, in this order: a warning that reaches nobody is none. */
const STAND_INS: Readonly<Record<Exclude<Audience, 'owner'>, readonly (readonly Role[])[]>> = {
  lead: [['lead'], ['manager'], ['admin']],
  manager: [['manager'], ['admin']],
  team: [['agent', 'lead'], ['manager'], ['admin']],
};

/**
 * The people behind the audiences, each once, in the order of their ids. A case without an owner, or whose owner may not
 * sign in any more, is told to the leads in the owner's place.
 */
export function audienceMembers(
  tell: readonly Audience[],
  ownerId: string | null,
  colleagues: readonly Colleague[],
): string[] {
  const owner = colleagues.find(({ id }) => id === ownerId);
  const withRoles = (audience: Exclude<Audience, 'owner'>): readonly Colleague[] => {
    for (const roles of STAND_INS[audience]) {
      const found = colleagues.filter(({ role }) => roles.includes(role));
      if (found.length > 0) return found;
    }
    return [];
  };
  const members = AUDIENCES.filter((audience) => tell.includes(audience)).flatMap((audience) => {
    if (audience !== 'owner') return withRoles(audience);
    return owner === undefined ? withRoles('lead') : [owner];
  });
  return [...new Set(members.map(({ id }) => id))].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

/** Who looks after the sources: ops people, or the administrators where there are none. */
export function operators(colleagues: readonly Colleague[]): string[] {
  const withRole = (role: Role): string[] => colleagues.filter((one) => one.role === role).map(({ id }) => id);
  const ops = withRole('ops');
  return ops.length > 0 ? ops : withRole('admin');
}
