import type { HouseMailServer } from '@earshot/connector-kit';
import type { SmtpConfiguration } from '@earshot/platform';

/** What mailboxes without a server of their own send through; `null` when the house has none. */
export function houseMailServer({ host, port, secure, user, password }: SmtpConfiguration): HouseMailServer | null {
  if (host === null) return null;
  return { host, port, secure, login: user === null ? null : { user, password: password ?? '' } };
}
