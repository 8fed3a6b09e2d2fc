import { z } from 'zod';

const id = z.string().regex(/^\d{1,19}$/);

/** How far one list has been read. Ids grow with the time of writing. */
export const sincePosition = z.object({
  /** Everything up to this post has been read; `null` before the first walk has ended. */
  since: id.nullable(),
  /** A walk from the newest post back to `since`, on its way. */
  walk: z
    .object({
      /** The newest post of the walk's first page, which becomes `since`. */
      newest: id,
      /** Posts from this one on have been read by the walk. */
      below: id,
    })
    .nullable(),
});
export type SincePosition = z.infer<typeof sincePosition>;

export const xCursor = z.object({ streams: z.record(z.string(), sincePosition) });
export type XCursor = z.infer<typeof xCursor>;

export const START: SincePosition = { since: null, walk: null };

/** 2010-11-04, when ids began to hold their time: https://docs.x.com/fundamentals/x-ids */
const EPOCH_MS = 1_288_834_974_657n;

/** When the post of an id was written. */
export function timeOfId(postId: string): Date {
  return new Date(Number((BigInt(postId) >> 22n) + EPOCH_MS));
}

export function isLower(a: string, b: string): boolean {
  return BigInt(a) < BigInt(b);
}
