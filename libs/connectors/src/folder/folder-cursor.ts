import { z } from 'zod';

/** How far a file that may grow has been read. */
const fileMark = z.object({
  /** Size and change time of the file when it was last read; bytes, milliseconds. */
  size: z.number(),
  mtimeMs: z.number(),
  /** All before this byte is stored. */
  offset: z.number(),
  /** Lines (mbox: mails) before `offset`. */
  line: z.number(),
  /** Names the bytes around the beginning and before `offset`, to tell a grown file from a rewritten one. */
  fingerprint: z.string(),
});
export type FileMark = z.infer<typeof fileMark>;

export const folderCursor = z.object({
  /** Set by the first poll with `shiftDatesToToday`, so that the dates stay where they were moved. Milliseconds. */
  shiftMs: z.number().nullable(),
  /** Files with many messages, by path inside the folder. */
  growing: z.record(z.string(), fileMark),
  /** `wholeFileKey`s of mails and of files that were left aside. */
  settled: z.array(z.string()),
});
export type FolderCursor = z.infer<typeof folderCursor>;
