import { rejected, type Outcome, type Page, type RowFault } from '@earshot/connector-kit';
import { InvalidInput, type IncomingMessage } from '@earshot/domain';
import { open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { contextOf, type FileToRead } from './file-reader.js';
import { isKnown, isSingleMail, readerOf } from './folder-files.js';
import { listFolder } from './folder-listing.js';
import { mailOutcome } from './mail-item.js';
import type { FolderOptions } from './folder-options.js';
import { PageBuilder } from './page-builder.js';
import { xlsxRows } from './xlsx-rows.js';

/** Endings of files that can be imported. */
export const BOOK_ENDINGS = ['.csv', '.tsv', '.xlsx', '.jsonl', '.ndjson', '.mbox', '.eml'] as const;

/**
 * Rows that are stored in one transaction. What a page costs beside its rows (some thirty statements and a commit) is then
 * little, and nobody waits long for its locks.
 */
export const BOOK_PAGE_SIZE = 1_000;

/** A reader waits this long for the rest of a last line; a file that is imported is whole. Milliseconds. */
const WHOLE_AFTER_MS = 60_000;
/** Faults that a report names one by one; the others are counted. */
const MOST_FAULTS = 200;

export interface BookFile {
  /** A file, or a folder of them: of exports, of mails, a Maildir. */
  readonly path: string;
  /** As the person calls it; the ending of a file says what it holds. */
  readonly name: string;
  readonly options: FolderOptions;
  readonly pageSize: number;
  readonly maxItemBytes: number;
  readonly now: Date;
}

/** What is wrong with one row, for the person who has the file open. */
export interface BookFault {
  /** The row of a table with its heading as one, the line of a JSON file, the number of a mail. */
  readonly row: number;
  readonly column: string | null;
  readonly value: string | null;
  /** What would be right. */
  readonly message: string;
}

/** Filled while the pages are read. */
export class BookReport {
  rows = 0;
  readable = 0;
  rejected = 0;
  readonly faults: BookFault[] = [];

  /** @param file of a folder, for the person who looks for it */
  note(outcome: Outcome, row: number, file: string | null): void {
    if ('skipped' in outcome && outcome.skipped === UNKNOWN_FILE) return;
    this.rows += 1;
    if (!('rejected' in outcome)) {
      this.readable += 1;
      return;
    }
    this.rejected += 1;
    const named: readonly RowFault[] = outcome.rowFaults ?? [
      { path: '', message: outcome.rejected.detail, value: null },
    ];
    const faults = named.map(({ path, column, value, message }) => ({
      row,
      column: column ?? (path || null),
      value,
      message: file === null || message.startsWith(file) ? message : `${file}: ${message}`,
    }));
    this.faults.push(...faults.slice(0, MOST_FAULTS - this.faults.length));
  }
}

/**
 * The messages of a complaints book, page by page; memory is bounded by a page (of a workbook: by the sheet). A row without
 * an id is known by its content, the second of two alike as the second: importing a book again, also one that has grown,
 * adds nothing twice.
 * @throws InvalidInput for one file that is of no use as a whole: of another kind, empty, damaged, without a heading that
 *   is needed; in a folder such files are left aside or rejected alone
 */
export async function* bookPages(
  book: BookFile,
  report: BookReport,
  signal: AbortSignal,
): AsyncGenerator<Page<unknown>> {
  const page = new PageBuilder({ pageSize: book.pageSize, maxItemBytes: book.maxItemBytes, since: null }, 0, book.now);
  const alike = new Occurrences();
  for await (const { outcome, row, file } of itemsOf(book, signal)) {
    signal.throwIfAborted();
    report.note(outcome, row, file);
    page.add(alike.numbered(outcome));
    if (page.isFull) yield page.take(null);
  }
  yield page.take(null);
}

/**
 * Reads the beginning of a book, so that one that is of no use is refused before anything is stored or recorded of it.
 * @throws InvalidInput as `bookPages`
 */
export async function checkBook(book: BookFile, signal: AbortSignal): Promise<void> {
  const pages = bookPages(book, new BookReport(), signal);
  try {
    await pages.next();
  } finally {
    await pages.return(undefined);
  }
}

/** Reads the whole book and stores nothing. @throws InvalidInput as `bookPages` */
export async function examineBook(book: BookFile, signal: AbortSignal): Promise<BookReport> {
  const report = new BookReport();
  for await (const page of bookPages(book, report, signal)) void page;
  return report;
}

interface BookItem {
  readonly outcome: Outcome;
  readonly row: number;
}

async function* itemsOf(book: BookFile, signal: AbortSignal): AsyncGenerator<BookItem & { file: string | null }> {
  const { path, name } = book;
  if (!(await stat(path)).isDirectory()) {
    if (!HAS_NAMES.has(extname(name).toLowerCase())) refuseNeedlessMap(book);
    let isEmpty = true;
    for await (const item of fileItems({ ...book, name: basename(name) }, true)) {
      refuseUnusable(item.outcome);
      isEmpty = false;
      yield { ...item, file: null };
    }
    if (isEmpty) throw unusable('file', 'it holds no messages');
    return;
  }
  const { files, leftAside } = await listFolder(path, true, isBook, signal);
  for (const file of files)
    for await (const item of fileItems({ ...book, path: file.absolute, name: file.path }, false))
      yield { ...item, file: file.path };
  for (const { file } of leftAside) yield { outcome: { skipped: UNKNOWN_FILE }, row: 0, file: file.path };
}

/** Rejections of a whole file, and the part of the request that a person has to mend. */
const UNUSABLE: ReadonlyMap<string, string> = new Map([
  ['map', 'map'],
  ['heading', 'file'],
  ['charset', 'file'],
  ['workbook', 'file'],
]);

/** Of one file that is of no use nothing is stored: the person who brings it mends it and brings it again. */
function refuseUnusable(outcome: Outcome): void {
  if (!('rejected' in outcome)) return;
  const { reason, detail } = outcome.rejected;
  const path = UNUSABLE.get(reason);
  if (path !== undefined) throw unusable(path, detail);
}

/** Files with headings, or names of fields, that a map can name. */
const HAS_NAMES: ReadonlySet<string> = new Set(['.csv', '.tsv', '.xlsx', '.jsonl', '.ndjson']);

/** A map that says nothing about this file is a slip: the file would be read otherwise than the person believes. */
function refuseNeedlessMap({ options, name }: BookFile): void {
  if (Object.keys(options.columns).length === 0) return;
  const message = `headings and names of fields are mapped for ${[...HAS_NAMES].join(', ')} only; ${basename(name)} has none: import it without a map`;
  throw unusable('map', message);
}

const unusable = (path: string, message: string): InvalidInput =>
  new InvalidInput('The file cannot be imported', [{ path, message }]);

const UNKNOWN_FILE = 'unknown-file';

function isBook(path: string): boolean {
  return isKnown(path) || extname(path).toLowerCase() === '.xlsx';
}

async function* fileItems(book: BookFile, brought: boolean): AsyncGenerator<BookItem> {
  const { path, name, options, maxItemBytes, now } = book;
  const ending = extname(name).toLowerCase();
  const reader = readerOf(name);
  const handle = await open(path, 'r');
  try {
    const { size, mtimeMs } = await handle.stat();
    const changedAt = Math.min(mtimeMs, now.getTime() - WHOLE_AFTER_MS);
    const file = { path: name, absolute: path, size, mtimeMs: changedAt, ctimeMs: changedAt };
    const source: FileToRead = { file, handle, quiet: true, options, maxItemBytes, now, brought };
    if (reader !== null) {
      for await (const { outcome, position, row = position.line } of reader(source, { offset: 0, line: 0 }))
        yield { outcome, row };
    } else if (ending === '.xlsx') {
      for await (const { outcome, row } of xlsxRows(path, source, contextOf(source))) yield { outcome, row };
    } else if (isSingleMail(name)) {
      const outcome =
        size > maxItemBytes ? tooLarge(size, maxItemBytes) : mailOutcome(await handle.readFile(), name, source);
      yield { outcome: await outcome, row: 1 };
    } else {
      const right = `its name must end in one of ${BOOK_ENDINGS.join(', ')}`;
      throw unusable('file', right);
    }
  } finally {
    await handle.close();
  }
}

const tooLarge = (size: number, most: number): Outcome =>
  rejected('too-large', `the mail has ${size} bytes; at most ${most} are read`, null);

/** Tells rows apart that say the same: two customers may complain in the same words. */
class Occurrences {
  private readonly seen = new Map<string, number>();

  numbered(outcome: Outcome): Outcome {
    if (!('message' in outcome) || !isNamedByContent(outcome.message)) return outcome;
    const { message } = outcome;
    // 12 characters of the hash tell millions of rows apart, and little is kept of each.
    const key = message.externalId.slice(-12);
    const before = this.seen.get(key) ?? 0;
    this.seen.set(key, before + 1);
    if (before === 0) return outcome;
    const externalId = `${message.externalId}#${before + 1}`;
    const threadId = message.threadId === message.externalId ? externalId : message.threadId;
    return { message: { ...message, externalId, threadId } };
  }
}

/** Mails and rows with an id of their own are the same wherever they stand. */
function isNamedByContent({ externalId, revision }: IncomingMessage): boolean {
  return revision === null && externalId.startsWith('sha256:');
}
