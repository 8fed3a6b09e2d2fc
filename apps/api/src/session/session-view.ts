import type { Session } from '@earshot/contracts';
import type { User } from '@earshot/domain';

/** The session as its browser sees it. */
export function sessionView(user: User, csrfToken: string, organisation: string): Session {
  const { id, email, name, role, language, zone } = user;
  return { user: { id, email, name, role, language, zone }, csrfToken, organisation };
}
