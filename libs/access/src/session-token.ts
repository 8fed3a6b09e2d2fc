import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits in 43 characters that a cookie may hold. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored and looked up instead of the token; `null` for what `newToken` never makes. */
export function tokenHash(token: string): Uint8Array | null {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest() : null;
}

/** Takes the same time wherever the two differ. */
export function sameToken(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
