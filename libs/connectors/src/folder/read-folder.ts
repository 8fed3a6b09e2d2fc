import { errorCode, rejected, type Outcome } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { open, type FileHandle } from 'node:fs/promises';
import type { FileToRead } from './file-reader.js';
import { readerOf, singleMail } from './folder-files.js';
import type { FolderListing, ListedFile } from './folder-listing.js';
import type { FolderOptions } from './folder-options.js';
import type { FolderProgress } from './folder-progress.js';

/** A file that was written to within this time may be half written. Milliseconds. */
const QUIET_AFTER_MS = 2_000;

export interface ReadingContext {
  readonly options: FolderOptions;
  readonly maxItemBytes: number;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/**
 * What is new in the folder, one item after another. `progress` is always ahead of what was handed out by nothing: after
 * each item it can be stored.
 */
export async function* readFolder(
  listing: FolderListing,
  progress: FolderProgress,
  context: ReadingContext,
): AsyncGenerator<Outcome> {
  for (const { file, reason } of listing.leftAside) {
    if (progress.isSettled(file)) continue;
    progress.settle(file);
    yield { skipped: reason };
  }
  for (const file of listing.files) {
    context.signal.throwIfAborted();
    if (progress.isSettled(file) || progress.isReadToEnd(file)) continue;
    // A time in the future is a wrong clock, not a file that is being written.
    const age = context.now.getTime() - file.mtimeMs;
    const quiet = age < 0 || age >= QUIET_AFTER_MS;
    if (readerOf(file.path) !== null || quiet) yield* itemsOfFile(file, quiet, progress, context);
  }
}

async function* itemsOfFile(
  file: ListedFile,
  quiet: boolean,
  progress: FolderProgress,
  { options, maxItemBytes, now, signal }: ReadingContext,
): AsyncGenerator<Outcome> {
  const handle = await openFile(file);
  if (handle === null) return;
  if (handle === 'denied') {
    progress.settle(file);
    yield rejected('permission-denied', `${file.path} may not be read by the user that Earshot runs as`, null);
    return;
  }
  const source: FileToRead = { file, handle, quiet, options, maxItemBytes, now };
  const reader = readerOf(file.path);
  try {
    if (reader === null) {
      const outcome = await singleMail(source);
      progress.settle(file);
      yield outcome;
      return;
    }
    for await (const { outcome, position } of reader(source, await progress.resume(file, handle))) {
      signal.throwIfAborted();
      progress.advance(file, handle, position);
      yield outcome;
    }
    await progress.leave();
  } catch (error) {
    throw readError(error, file);
  } finally {
    await handle.close();
  }
}

async function openFile(file: ListedFile): Promise<FileHandle | 'denied' | null> {
  try {
    return await open(file.absolute, 'r');
  } catch (error) {
    const code = errorCode(error);
    // Vanished since it was listed.
    if (code === 'ENOENT') return null;
    if (code === 'EACCES' || code === 'EPERM') return 'denied';
    throw readError(error, file);
  }
}

/** System errors become the connector's; anything else is passed on. */
function readError(error: unknown, { path }: ListedFile): unknown {
  const code = errorCode(error);
  if (error instanceof ConnectorError || code === null || !/^E[A-Z]+$/.test(code)) return error;
  return new ConnectorError('unreachable', `${path} could not be read (${code})`, { cause: error });
}
