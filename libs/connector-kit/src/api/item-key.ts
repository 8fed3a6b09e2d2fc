import { createHash } from 'node:crypto';

/** Characters of a key that name the item; the others name its revision. 72 bits tell apart all that a cursor remembers. */
const HALF = 12;

/** Names one revision of one item, in 24 characters. */
export function itemKey(item: string, revision: string): string {
  return half(item) + half(revision);
}

/**
 * Keys of another revision than the newer ones name of the same item are left out: an item whose words have come back is
 * new again.
 */
export function withoutOutdated(keys: readonly string[], newer: readonly string[]): string[] {
  const replaced = new Set(newer.map(itemOf));
  const current = new Set(newer);
  return keys.filter((key) => current.has(key) || !replaced.has(itemOf(key)));
}

function half(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, HALF);
}

const itemOf = (key: string): string => key.slice(0, HALF);
