import { z } from 'zod';

/** Keys of reviews that are remembered; what is forgotten is read again and recognised by its id. */
export const MAX_SEEN = 5_000;

export const webPageCursor = z.object({
  /** Validators of the first page, as it stood when a walk over the pages was completed. */
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** Keys of the reviews and answers that were handed on, newest last. */
  seen: z.array(z.string()),
  /** A walk on its way. */
  walk: z
    .object({
      /** The page to be read next. */
      url: z.string(),
      /** Pages that this walk has read, by their addresses. */
      visited: z.array(z.string()),
      /** Of this walk's first page. */
      etag: z.string().nullable(),
      lastModified: z.string().nullable(),
    })
    .nullable(),
  /** Whether some walk has come to its end: from then on a walk ends where nothing is new. */
  complete: z.boolean(),
});
export type WebPageCursor = z.infer<typeof webPageCursor>;

export const BEFORE_THE_FIRST_PAGE: WebPageCursor = {
  etag: null,
  lastModified: null,
  seen: [],
  walk: null,
  complete: false,
};
