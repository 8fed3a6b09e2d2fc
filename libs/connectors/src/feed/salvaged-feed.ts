import type { DamagedEntry, FeedDocument, FeedEntry } from './feed-document.js';
import { readWithFeedsmith } from './feedsmith-feed.js';

/** Quarantine shows the beginning; more would not help to find the fault. UTF-16 units. */
const RAW_LENGTH = 20_000;

/**
 * Reads what is whole of an XML feed that no parser takes as it stands (cut off in the middle, one entry with broken
 * markup): each entry is read on its own.
 *
 * @returns `null` when there is no whole entry
 */
export function salvageFeed(xml: string): FeedDocument | null {
  const { head, blocks, rest } = entryBlocks(xml);
  const close = closingTags(head);
  if (close === null || blocks.length === 0) return null;
  const entries: FeedEntry[] = [];
  const damaged: DamagedEntry[] = [];
  let frame: FeedDocument | null = null;
  blocks.forEach((block, index) => {
    const read = readOrReason(`${head}${block}${close}`);
    if (typeof read === 'string' || read.entries.length === 0) {
      const reason = typeof read === 'string' ? read : 'it holds nothing';
      damaged.push({
        detail: `Entry ${index + 1} of the feed cannot be read: ${reason}`,
        raw: block.slice(0, RAW_LENGTH),
      });
      return;
    }
    frame ??= read;
    entries.push(...read.entries);
  });
  if (rest !== null) {
    damaged.push({ detail: `Entry ${blocks.length + 1} of the feed is cut off`, raw: rest.slice(0, RAW_LENGTH) });
  }
  return frame === null ? null : { ...(frame as FeedDocument), entries, damaged };
}

function readOrReason(xml: string): FeedDocument | string {
  try {
    return readWithFeedsmith(xml);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Splits by searching forward only: a hostile feed must not make this quadratic. */
function entryBlocks(xml: string): { head: string; blocks: string[]; rest: string | null } {
  const open = /<(item|entry)[\s>]/g;
  const first = open.exec(xml);
  if (first === null) return { head: xml, blocks: [], rest: null };
  const close = `</${first[1]}>`;
  const head = xml.slice(0, first.index);
  const blocks: string[] = [];
  let start: number | null = first.index;
  while (start !== null) {
    const end = xml.indexOf(close, start);
    if (end === -1) return { head, blocks, rest: xml.slice(start) };
    blocks.push(xml.slice(start, end + close.length));
    open.lastIndex = end + close.length;
    start = open.exec(xml)?.index ?? null;
  }
  return { head, blocks, rest: null };
}

/** What closes the elements that `head` leaves open. */
function closingTags(head: string): string | null {
  if (/<rss[\s>]/.test(head)) return '</channel></rss>';
  if (/<rdf:RDF[\s>]/.test(head)) return '</rdf:RDF>';
  return /<feed[\s>]/.test(head) ? '</feed>' : null;
}
