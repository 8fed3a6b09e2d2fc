import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 256 * 1024;
const LF = 0x0a;

/** A line, or a piece of a line that is longer than the limit. */
export interface FileLine {
  /** With its line end. */
  readonly bytes: Buffer;
  /** Where it stands in the file; bytes, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** Whether it ends in a line end; `false` for pieces, and for a last line that may still be written. */
  readonly terminated: boolean;
  /** A piece of which more follows. */
  readonly continues: boolean;
}

/**
 * The lines of a file from a byte on, as far as it reaches now. Memory is bounded by `maxLineBytes`: longer lines come in
 * pieces of which all but the last are not terminated.
 */
export async function* fileLines(handle: FileHandle, from: number, maxLineBytes: number): AsyncGenerator<FileLine> {
  let held = Buffer.alloc(0);
  let start = from;
  let position = from;
  for (;;) {
    // A new buffer each time: lines are views of it and may be kept.
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const bytes =
      held.length === 0 ? buffer.subarray(0, bytesRead) : Buffer.concat([held, buffer.subarray(0, bytesRead)]);
    let taken = 0;
    for (let end = bytes.indexOf(LF, held.length); end !== -1; end = bytes.indexOf(LF, taken)) {
      yield {
        bytes: bytes.subarray(taken, end + 1),
        start,
        end: start + end + 1 - taken,
        terminated: true,
        continues: false,
      };
      start += end + 1 - taken;
      taken = end + 1;
    }
    held = bytes.subarray(taken);
    if (held.length > maxLineBytes) {
      yield { bytes: held, start, end: start + held.length, terminated: false, continues: true };
      start += held.length;
      held = Buffer.alloc(0);
    }
  }
  if (held.length > 0) yield { bytes: held, start, end: start + held.length, terminated: false, continues: false };
}
