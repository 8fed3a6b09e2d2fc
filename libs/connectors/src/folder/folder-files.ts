import { DEFAULT_MAIL_LIMITS, rejected, type Outcome } from '@earshot/connector-kit';
import { extname } from 'node:path';
import { readCsvFile } from './csv-file.js';
import type { FileReader, FileToRead } from './file-reader.js';
import { readJsonLinesFile } from './json-lines-file.js';
import { mailOutcome } from './mail-item.js';
import { readMboxFile } from './mbox-file.js';

/** Files that hold many messages and may grow, by their ending. */
const READERS: Readonly<Record<string, FileReader>> = {
  '.mbox': readMboxFile,
  '.jsonl': readJsonLinesFile,
  '.ndjson': readJsonLinesFile,
  '.csv': readCsvFile,
  '.tsv': readCsvFile,
};
const SINGLE_MAIL = '.eml';
/** A mail in a Maildir has no ending; its name begins with a time (https://cr.yp.to/proto/maildir.html). */
const MAIL_OF_MAILDIR = /(?:^|\/)(?:cur|new)\/\d+\.[^/]+$/;

/** The reader of a file that holds many messages, or `null` for other files. */
export function readerOf(path: string): FileReader | null {
  return READERS[extname(path).toLowerCase()] ?? null;
}

/** Whether files of this name are read at all. */
export function isKnown(path: string): boolean {
  return isSingleMail(path) || readerOf(path) !== null;
}

export function isSingleMail(path: string): boolean {
  return extname(path).toLowerCase() === SINGLE_MAIL || MAIL_OF_MAILDIR.test(path);
}

/** Reads a file that is one mail; one that is too large is not loaded. */
export async function singleMail(source: FileToRead): Promise<Outcome> {
  const { file, maxItemBytes } = source;
  const limit = Math.min(maxItemBytes, DEFAULT_MAIL_LIMITS.maxBytes);
  if (file.size > limit) {
    return rejected('too-large', `${file.path} has ${file.size} bytes; at most ${limit} are read`, null);
  }
  return mailOutcome(await source.handle.readFile(), file.path, source);
}
