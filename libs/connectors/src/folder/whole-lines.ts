import { MAX_RAW_BYTES } from '@earshot/connector-kit';
import { fileLines, type FileLine } from './file-lines.js';
import type { FilePosition, FileToRead } from './file-reader.js';

/** A line that is not terminated is still being written; after this long nobody is going to end it. Milliseconds. */
const ABANDONED_AFTER_MS = 60_000;

export interface WholeLine {
  /** Cut to what quarantine keeps where `tooLarge`. */
  readonly bytes: Buffer;
  readonly tooLarge: boolean;
  /** 1 is the first line of the file. */
  readonly number: number;
  readonly end: number;
  /** `false` for a last line without a line end; it may only look whole. */
  readonly terminated: boolean;
}

/**
 * The whole lines of a file from a position on; a line beyond `maxItemBytes` is told as too large and not kept. A last
 * line without an end is told once the file is quiet.
 */
export async function* wholeLines(source: FileToRead, from: FilePosition): AsyncGenerator<WholeLine> {
  let number = from.line;
  let pieces: FileLine[] = [];
  for await (const line of fileLines(source.handle, from.offset, source.maxItemBytes)) {
    // Of a line beyond the limit the first piece is enough to show.
    pieces = pieces.length === 0 ? [line] : [pieces[0]!, line];
    if (line.continues) continue;
    if (!line.terminated && !source.quiet) return;
    number += 1;
    yield wholeLine(pieces, number, source.maxItemBytes);
    pieces = [];
  }
  if (pieces.length > 0 && source.quiet) yield wholeLine(pieces, number + 1, source.maxItemBytes);
}

function wholeLine(pieces: readonly FileLine[], number: number, maxBytes: number): WholeLine {
  const { bytes } = pieces[0]!;
  const { end, terminated, continues } = pieces.at(-1)!;
  const tooLarge = pieces.length > 1 || continues || bytes.length > maxBytes;
  return { bytes: tooLarge ? Buffer.from(bytes.subarray(0, MAX_RAW_BYTES)) : bytes, tooLarge, number, end, terminated };
}

/** Whether an unreadable line without an end is to be waited for. */
export function mayStillGrow(line: { readonly terminated: boolean }, source: FileToRead): boolean {
  return !line.terminated && source.now.getTime() - source.file.mtimeMs < ABANDONED_AFTER_MS;
}
