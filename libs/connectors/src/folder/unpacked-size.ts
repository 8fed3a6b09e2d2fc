import type { FileHandle } from 'node:fs/promises';

/** End of central directory: its signature, its length without the comment, and the longest comment (APPNOTE 4.3.16). */
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;

/** How many bytes the files of a ZIP archive say they unpack to; `null` when it is no such archive. */
export async function unpackedSize(handle: FileHandle, size: number): Promise<number | null> {
  const tail = Buffer.alloc(Math.min(size, END_BYTES + LONGEST_COMMENT));
  await handle.read(tail, 0, tail.length, size - tail.length);
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at < 0 || at + END_BYTES > tail.length || tail.readUInt32LE(at) !== END_SIGNATURE) return null;
  const [length, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (offset + length > size) return null;
  const directory = Buffer.alloc(length);
  await handle.read(directory, 0, length, offset);
  let sum = 0;
  for (let entry = 0; entry + ENTRY_BYTES <= length;) {
    if (directory.readUInt32LE(entry) !== ENTRY_SIGNATURE) return null;
    sum += directory.readUInt32LE(entry + 24);
    const variable = [28, 30, 32].map((field) => directory.readUInt16LE(entry + field));
    entry += ENTRY_BYTES + variable.reduce((total, bytes) => total + bytes, 0);
  }
  return sum;
}
