import type { BlueskyOptions } from './bluesky-options.js';
import type { House } from './post-mapper.js';

/**
 * Whose posts are the house's own.
 * @param did of the account; `null` where nobody has logged in
 */
export function houseOf({ identifier, ownAccounts }: BlueskyOptions, did: string | null, now: Date): House {
  const names = [...(did === null ? [] : [did]), identifier, ...ownAccounts];
  return { own: new Set(names.map((name) => name.replace(/^@/, '').toLowerCase())), now };
}
