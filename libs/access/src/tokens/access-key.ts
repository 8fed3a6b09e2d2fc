import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 32 of 62 characters are 190 bits. */
const RANDOM_LENGTH = 32;
/** As many as a CRC-32 needs to the base 62. */
const CHECK_LENGTH = 6;

/**
 * What a key opens, by how it begins: a name that occurs nowhere else, so that whoever looks for secrets in what was
 * published finds it.
 */
export const KEY_KINDS = { token: 'earshot_', calendar: 'earshotcal_' } as const;
export type KeyKind = keyof typeof KEY_KINDS;

/** What people are shown of a key afterwards: enough to tell it apart, of no use to whoever reads it. */
const SHOWN_LENGTH = 4;

/** A new key: its kind, 190 random bits, and a checksum that tells slips of the pen and finds in a repository for sure. */
export function newAccessKey(kind: KeyKind): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return withChecksum(KEY_KINDS[kind] + random);
}

/** SHA-256 of a key, which is all that is stored; `null` for what cannot be one, which nobody need look up. */
export function accessKeyHash(kind: KeyKind, key: string): Uint8Array | null {
  const body = key.slice(0, -CHECK_LENGTH);
  const hasForm =
    key.startsWith(KEY_KINDS[kind]) && key.length === KEY_KINDS[kind].length + RANDOM_LENGTH + CHECK_LENGTH;
  return hasForm && withChecksum(body) === key ? createHash('sha256').update(key).digest() : null;
}

export const shownOf = (kind: KeyKind, key: string): string => key.slice(0, KEY_KINDS[kind].length + SHOWN_LENGTH);

function withChecksum(body: string): string {
  let rest = crc32(body);
  let digits = '';
  for (let i = 0; i < CHECK_LENGTH; i += 1) {
    digits = (ALPHABET[rest % ALPHABET.length] ?? '') + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return body + digits;
}
