import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether what was sent is the secret, without telling by the time it takes how much of it is right. A secret that is not
 * set is nobody's.
 */
export function isSameSecret(sent: string | undefined, secret: string | undefined): boolean {
  if (sent === undefined || secret === undefined || secret === '') return false;
  // Compared are digests, which have one length.
  const [a, b] = [sent, secret].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(a, b);
}
