import { createHash } from 'node:crypto';

/** A revision for services that change words without saying when: the same words always have the same mark. 16 characters. */
export function textMark(...words: readonly (string | null | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url').slice(0, 16);
}
