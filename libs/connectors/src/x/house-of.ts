import type { House } from './post-mapper.js';
import type { XOptions } from './x-options.js';

/** Whose posts are the house's own. */
export function houseOf({ userId, ownAccounts }: XOptions, now: Date): House {
  return { userId, own: new Set(ownAccounts.map((name) => name.replace(/^@/, '').toLowerCase())), now };
}
