import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * Entries that a cursor remembers. A feed rarely shows more than a few hundred; what is forgotten is read again and
 * recognised as a duplicate by its id.
 */
export const MAX_SEEN = 5_000;

export const feedCursor = z.object({
  /** Validators of the last complete reading, sent back to ask only for changes (RFC 9110 §13.1). */
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** `seenKey`s of the entries that are stored, newest reading last. */
  seen: z.array(z.string()),
});

export type FeedCursor = z.infer<typeof feedCursor>;

/** Names one revision of one entry in 24 characters. */
export function seenKey(id: string, revision: string): string {
  return createHash('sha256').update(`${id}\n${revision}`).digest('base64url').slice(0, 24);
}
