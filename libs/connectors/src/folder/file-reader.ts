import type { RejectedItem } from '@earshot/connector-kit';
import type { IncomingMessage, SeenReply } from '@earshot/domain';
import type { FileHandle } from 'node:fs/promises';
import type { FolderOptions } from './folder-options.js';
import type { ListedFile } from './folder-listing.js';

/** What one item of a file turned out to be. */
export type Outcome =
  | { readonly message: IncomingMessage }
  | { readonly reply: SeenReply }
  | { readonly rejected: RejectedItem }
  | { readonly skipped: string };

/** Where reading goes on: all before `offset` (bytes) is done; `line` counts the lines (mbox: mails) before it. */
export interface FilePosition {
  readonly offset: number;
  readonly line: number;
}

export interface FileItem {
  readonly outcome: Outcome;
  /** After this item. */
  readonly position: FilePosition;
}

export interface FileToRead {
  readonly file: ListedFile;
  readonly handle: FileHandle;
  /** Nobody has written to the file for a while, so that its last line or mail is whole. */
  readonly quiet: boolean;
  readonly options: FolderOptions;
  readonly maxItemBytes: number;
  readonly now: Date;
}

/** Reads the items of a file that holds many, from a position on; what is not whole yet is left for later. */
export type FileReader = (source: FileToRead, from: FilePosition) => AsyncIterable<FileItem>;

/** The item cannot be read; `place` is `file:line`. */
export function rejected(
  reason: string,
  detail: string,
  raw: Uint8Array | null,
  externalId: string | null = null,
): Outcome {
  return { rejected: { externalId, reason, detail, raw } };
}
