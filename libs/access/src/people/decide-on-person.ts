import { Conflict, Forbidden, type PersonDecision, type PersonUnderDeed, type Role } from '@earshot/domain';

/** What an administrator does to a person. */
export type PersonAction =
  | { readonly name: 'change'; readonly to: { readonly name?: string | undefined; readonly role?: Role | undefined } }
  | { readonly name: 'deactivate'; readonly handOverTo: string | null; readonly note: string | null }
  | { readonly name: 'reactivate' }
  | { readonly name: 'reset-password'; readonly passwordHash: string }
  | { readonly name: 'end-sessions' };

/**
 * What a deed changes; `null` when it has been done already. Whoever administrates cannot lock himself out: his own role,
 * his own access and his own password are for another administrator, or for *My settings*; and one administrator who may
 * sign in always stays.
 * @throws Forbidden for what nobody does to himself, Conflict for the last administrator
 */
export function decideOnPerson(
  found: PersonUnderDeed,
  action: PersonAction,
  actorId: string,
  at: Date,
): PersonDecision | null {
  const { name, role, disabledAt } = found;
  const same = { name, role, disabledAt, passwordHash: null, endsSessions: false, handsOver: null };
  const isSelf = found.id === actorId;
  switch (action.name) {
    case 'change': {
      const to = { name: action.to.name ?? name, role: action.to.role ?? role };
      if (to.name === name && to.role === role) return null;
      if (to.role !== role) {
        if (isSelf) throw new Forbidden('Nobody changes their own role: ask another administrator');
        keepAnAdmin(found);
      }
      const detail = to.role === role ? { renamed: true } : { from: role, to: to.role };
      return { ...same, ...to, event: { action: 'user.changed', detail } };
    }
    case 'deactivate': {
      if (disabledAt !== null) return null;
      if (isSelf) throw new Forbidden('Nobody deactivates themselves: ask another administrator');
      keepAnAdmin(found);
      const { handOverTo: to, note } = action;
      return {
        ...same,
        disabledAt: at,
        endsSessions: true,
        handsOver: { to, note },
        event: { action: 'user.deactivated', detail: { handedOverTo: to } },
      };
    }
    case 'reactivate':
      if (disabledAt === null) return null;
      return { ...same, disabledAt: null, event: { action: 'user.reactivated', detail: {} } };
    case 'reset-password':
      if (isSelf) throw new Forbidden('Your own password is changed in My settings, by who knows the old one');
      return {
        ...same,
        passwordHash: action.passwordHash,
        endsSessions: true,
        event: { action: 'user.password_reset', detail: {} },
      };
    case 'end-sessions':
      if (isSelf) throw new Forbidden('Your own session ends when you sign out');
      return { ...same, endsSessions: true, event: { action: 'user.sessions_ended', detail: {} } };
  }
}

function keepAnAdmin({ id, role, disabledAt, otherAdmins }: PersonUnderDeed): void {
  if (role === 'admin' && disabledAt === null && otherAdmins === 0)
    throw new Conflict(`User ${id} is the only administrator: make somebody else one first`);
}
