import { isOwnAddress } from '../mailbox-options.js';

/** One plain address: no list, no name, nothing that could become a second header or recipient (RFC 5321, 4.5.3.1). */
const ADDRESS = /^[^\s\p{Cc}<>()[\]\\,;:"@]{1,64}@[^\s\p{Cc}<>()[\]\\,;:"@]{1,255}$/u;

export function isOneAddress(to: string): boolean {
  return ADDRESS.test(to);
}

/**
 * Why a mail cannot go to `to`, as the rest of a sentence that begins with the name of the field; `null` when it can.
 * @param own the team's own addresses, in lower case
 */
export function recipientFault(to: string, own: ReadonlySet<string>): string | null {
  if (!isOneAddress(to))
    return 'must be exactly one e-mail address, for example name@example.org, without a name, a second address or a line break';
  return isOwnAddress(own, to.toLowerCase()) ? 'must be the address of the customer, not one of our own' : null;
}
