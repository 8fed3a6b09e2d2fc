import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { FileMark, FolderCursor } from './folder-cursor.js';
import type { FilePosition } from './file-reader.js';
import { wholeFileKey, type FolderListing, type ListedFile } from './folder-listing.js';

const START: FilePosition = { offset: 0, line: 0 };
/** Of the beginning, and of what lies before the offset. */
const FINGERPRINT_BYTES = 4096;

/** What of a folder has been read, while it goes on; `cursor()` is what a page stores of it. */
export class FolderProgress {
  private readonly settled: Set<string>;
  private readonly growing: Map<string, FileMark>;
  /** The file that is being read; its fingerprint is taken only when a page is stored. */
  private current: { file: ListedFile; handle: FileHandle; position: FilePosition } | null = null;
  shiftMs: number | null;

  constructor(from: FolderCursor | null) {
    this.settled = new Set(from?.settled);
    this.growing = new Map(Object.entries(from?.growing ?? {}));
    this.shiftMs = from?.shiftMs ?? null;
  }

  async cursor(): Promise<FolderCursor> {
    await this.markCurrent();
    return { shiftMs: this.shiftMs, growing: Object.fromEntries(this.growing), settled: [...this.settled] };
  }

  isSettled(file: ListedFile): boolean {
    return this.settled.has(wholeFileKey(file));
  }

  settle(file: ListedFile): void {
    this.settled.add(wholeFileKey(file));
  }

  /** Whether a file that may grow has been read to its end and not been touched since. */
  isReadToEnd(file: ListedFile): boolean {
    const mark = this.growing.get(file.path);
    return mark !== undefined && mark.offset >= file.size && mark.size === file.size && mark.mtimeMs === file.mtimeMs;
  }

  /**
   * Where to go on in a file: after what was read, when that still stands there unchanged; else at its beginning, and what
   * was read before is recognised by its ids.
   */
  async resume(file: ListedFile, handle: FileHandle): Promise<FilePosition> {
    const mark = this.growing.get(file.path);
    if (mark === undefined || mark.offset > file.size) return START;
    // A change that adds nothing is a change of what has been read.
    const isTouchedOnly = file.size === mark.size && file.mtimeMs !== mark.mtimeMs;
    if (isTouchedOnly || (await fingerprint(handle, mark.offset)) !== mark.fingerprint) return START;
    return { offset: mark.offset, line: mark.line };
  }

  advance(file: ListedFile, handle: FileHandle, position: FilePosition): void {
    this.current = { file, handle, position };
  }

  /** To be called before the file that was advanced in is closed. */
  async leave(): Promise<void> {
    await this.markCurrent();
    this.current = null;
  }

  private async markCurrent(): Promise<void> {
    if (this.current === null) return;
    const { file, handle, position } = this.current;
    const { size, mtimeMs } = file;
    this.growing.set(file.path, {
      size,
      mtimeMs,
      ...position,
      fingerprint: await fingerprint(handle, position.offset),
    });
  }

  /** Forgets what no longer stands in the folder, so that the cursor does not grow for ever. */
  forgetMissing({ files, leftAside }: FolderListing): void {
    const listed = [...files, ...leftAside.map(({ file }) => file)];
    const paths = new Set(listed.map(({ path }) => path));
    const keys = new Set(listed.map(wholeFileKey));
    for (const path of this.growing.keys()) if (!paths.has(path)) this.growing.delete(path);
    for (const key of this.settled) if (!keys.has(key)) this.settled.delete(key);
  }
}

async function fingerprint(handle: FileHandle, offset: number): Promise<string> {
  const length = Math.min(offset, FINGERPRINT_BYTES);
  const hash = createHash('sha256');
  for (const position of [0, offset - length]) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    hash.update(buffer.subarray(0, bytesRead));
  }
  return hash.digest('base64url').slice(0, 16);
}
