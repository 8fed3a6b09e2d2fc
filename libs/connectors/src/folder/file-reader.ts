import type { Outcome, RowContext } from '@earshot/connector-kit';
import type { FileHandle } from 'node:fs/promises';
import type { FolderOptions } from './folder-options.js';
import type { ListedFile } from './folder-listing.js';

/** Where reading goes on: all before `offset` (bytes) is done; `line` counts the lines (mbox: mails) before it. */
export interface FilePosition {
  readonly offset: number;
  readonly line: number;
}

export interface FileItem {
  readonly outcome: Outcome;
  /** After this item. */
  readonly position: FilePosition;
  /** As a table program numbers it, where a row may have several lines and the file is read from its beginning. */
  readonly row?: number;
}

export interface FileToRead {
  readonly file: ListedFile;
  readonly handle: FileHandle;
  /** Nobody has written to the file for a while, so that its last line or mail is whole. */
  readonly quiet: boolean;
  readonly options: FolderOptions;
  readonly maxItemBytes: number;
  /**
   * A person brings this one file and names its headings: one that it does not have is a slip. The files of a folder
   * need not have all of them.
   */
  readonly brought?: boolean;
  readonly now: Date;
}

/** Reads the items of a file that holds many, from a position on; what is not whole yet is left for later. */
export type FileReader = (source: FileToRead, from: FilePosition) => AsyncIterable<FileItem>;

/** What rows of this file leave unsaid. */
export function contextOf({ file, options }: Pick<FileToRead, 'file' | 'options'>): RowContext {
  const { channel, timeFormat, zone } = options;
  const changedAt = new Date(file.mtimeMs);
  return { channel, timeFormat, zone, changedAt, stoodAt: changedAt };
}
