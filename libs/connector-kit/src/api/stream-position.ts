import { z } from 'zod';

/**
 * How far one stream of an API has been read. Streams are walked from their newest item back; `through` moves only when a
 * walk has come to its end, so that a walk that was stopped goes on where it was and nothing between is lost.
 */
export const streamPosition = z.object({
  /** Everything up to this time has been read by a completed walk; `null` before the first one is. ISO 8601. */
  through: z.string().nullable(),
  /** Keys of the items near `through`: what is found there again is not new. */
  recent: z.array(z.string()),
  /** A walk on its way. */
  walk: z
    .object({
      /** The next page to ask for; `null` is the newest. */
      token: z.string().nullable(),
      /** The time of the newest item of this walk, which becomes `through`. */
      newest: z.string().nullable(),
      /** Keys near `newest`, which become `recent`. */
      recent: z.array(z.string()),
      /** Keys of the pages just read: they are met again where new items push old ones down. */
      around: z.array(z.string()),
    })
    .nullable(),
});
export type StreamPosition = z.infer<typeof streamPosition>;

/** The cursor of a connector over an API: the position of each of its streams by the stream's name. */
export const streamsCursor = z.object({ streams: z.record(z.string(), streamPosition) });
export type StreamsCursor = z.infer<typeof streamsCursor>;

export const START_OF_STREAM: StreamPosition = { through: null, recent: [], walk: null };
