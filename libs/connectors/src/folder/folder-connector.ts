import type { Connector, ConnectorKit, Page, PollLimits, SourceCheck, Outcome } from '@earshot/connector-kit';
import type { IncomingMessage } from '@earshot/domain';
import { resolve } from 'node:path';
import { allowedFolder } from './allowed-folder.js';
import type { FolderCursor } from './folder-cursor.js';
import { isKnown } from './folder-files.js';
import { listFolder, type FolderListing } from './folder-listing.js';
import type { FolderOptions } from './folder-options.js';
import { FolderProgress } from './folder-progress.js';
import { PageBuilder } from './page-builder.js';
import { placedInTime } from './placed-in-time.js';
import { readFolder, type ReadingContext } from './read-folder.js';

const PREVIEW_COUNT = 5;
/** Files and items that a preview looks at. */
const PREVIEW_FILES = 5;
const PREVIEW_ITEMS = 1_000;
const PREVIEW_ITEM_BYTES = 1024 * 1024;
/** How old the newest message of a sample is when it is first read. Milliseconds. */
const SAMPLE_AGE_MS = 5 * 60 * 1000;

/** Reads a folder of mails, mbox files, JSON lines and CSV on a disk of this machine. */
export class FolderConnector implements Connector<FolderCursor> {
  constructor(
    private readonly options: FolderOptions,
    private readonly kit: ConnectorKit,
  ) {}

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const listing = await this.list(signal);
    const newest = { files: listing.files.slice(-PREVIEW_FILES), leftAside: [] };
    const progress = new FolderProgress(null);
    const messages: IncomingMessage[] = [];
    let items = 0;
    for await (const outcome of readFolder(newest, progress, this.context(PREVIEW_ITEM_BYTES, signal))) {
      if ('message' in outcome) messages.push(placedInTime(outcome.message, 0, this.kit.now()));
      items += 1;
      if (items >= PREVIEW_ITEMS) break;
    }
    const preview = messages.sort((a, b) => b.sentAt.getTime() - a.sentAt.getTime()).slice(0, PREVIEW_COUNT);
    return {
      summary: `${this.folder}, ${listing.files.length} files with messages`,
      warnings: warningsOf(listing),
      preview,
    };
  }

  async *poll(from: FolderCursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<FolderCursor>> {
    signal.throwIfAborted();
    const listing = await this.list(signal);
    const progress = new FolderProgress(from);
    const context = this.context(limits.maxItemBytes, signal);
    if (this.options.shiftDatesToToday) progress.shiftMs ??= await shiftToToday(listing, context);
    const page = new PageBuilder(limits, progress.shiftMs ?? 0, context.now);
    for await (const outcome of readFolder(listing, progress, context)) {
      page.add(outcome);
      if (!page.isFull) continue;
      yield page.take(await progress.cursor());
      signal.throwIfAborted();
    }
    progress.forgetMissing(listing);
    yield page.take(await progress.cursor());
  }

  async close(): Promise<void> {
    // Files are open only while they are read.
  }

  private get folder(): string {
    return resolve(this.kit.root ?? process.cwd(), this.options.path);
  }

  private async list(signal: AbortSignal): Promise<FolderListing> {
    const folder = await allowedFolder(this.folder, this.kit.folders);
    return listFolder(folder, this.options.recursive, isKnown, signal);
  }

  private context(maxItemBytes: number, signal: AbortSignal): ReadingContext {
    return { options: this.options, maxItemBytes, now: this.kit.now(), signal };
  }
}

/** By how much all dates move, so that the newest of the sample is `SAMPLE_AGE_MS` old; whole seconds. */
async function shiftToToday(listing: FolderListing, context: ReadingContext): Promise<number> {
  let newest = -Infinity;
  for await (const outcome of readFolder({ ...listing, leftAside: [] }, new FolderProgress(null), context)) {
    const at = sentAtOf(outcome);
    if (at !== null) newest = Math.max(newest, at.getTime());
  }
  if (newest === -Infinity) return 0;
  return Math.floor((context.now.getTime() - SAMPLE_AGE_MS - newest) / 1000) * 1000;
}

function sentAtOf(outcome: Outcome): Date | null {
  if ('message' in outcome) return outcome.message.tags.includes('date-missing') ? null : outcome.message.sentAt;
  return 'reply' in outcome ? outcome.reply.sentAt : null;
}

function warningsOf({ files, leftAside }: FolderListing): string[] {
  const count = (reason: string): number => leftAside.filter((entry) => entry.reason === reason).length;
  const outside = count('outside-folder');
  const unknown = count('unknown-file');
  const unreadable = count('unreadable-name');
  return [
    ...(files.length === 0
      ? ['There is no file with messages in the folder now: .eml, .mbox, .jsonl, .ndjson, .csv or .tsv']
      : []),
    ...(unknown > 0 ? [`${unknown} files are of another kind and will be left aside`] : []),
    ...(unreadable > 0 ? [`${unreadable} files have names that are not UTF-8 and cannot be opened; rename them`] : []),
    ...(outside > 0 ? [`${outside} links lead outside the folder and will not be followed`] : []),
  ];
}
