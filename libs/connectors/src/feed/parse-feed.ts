import { ConnectorError } from '@earshot/domain';
import type { FeedDocument } from './feed-document.js';
import { feedText } from './feed-text.js';
import { readWithFeedsmith } from './feedsmith-feed.js';
import { isWebPage, webPageError } from './not-a-feed.js';
import { readWithRssParser } from './rss-parser-feed.js';
import { salvageFeed } from './salvaged-feed.js';

/** The largest feed that is read. Bytes after decompression; a parser needs about fifteen times as much. */
export const MAX_FEED_BYTES = 16 * 1024 * 1024;

/**
 * Reads a feed of any format: rss-parser first, feedsmith where it fails, and entry by entry where both do.
 *
 * @param contentType the HTTP header, for its charset
 * @param url where it came from, to resolve what a web page announces
 * @throws ConnectorError `unreadable` for what is too large, no feed, or declares XML entities.
 */
export async function parseFeed(
  bytes: Uint8Array,
  contentType: string | null,
  url: string | null,
): Promise<FeedDocument> {
  if (bytes.byteLength > MAX_FEED_BYTES) {
    throw new ConnectorError(
      'unreadable',
      `The feed has ${bytes.byteLength} bytes; at most ${MAX_FEED_BYTES} are read`,
      {
        advice: 'Ask the provider for a shorter feed, for example with a parameter that limits the number of entries.',
      },
    );
  }
  const text = feedText(bytes, contentType);
  if (text === '') {
    throw new ConnectorError('unreadable', 'The feed is empty: not a single character was sent', {
      advice:
        'It is tried again by itself. If it stays so, open the address in a browser and tell whoever runs the feed.',
    });
  }
  if (isWebPage(text)) throw webPageError(text, url);
  if (text.startsWith('{')) return readJson(text);
  return readXml(withoutDoctype(text));
}

function readJson(text: string): FeedDocument {
  try {
    return readWithFeedsmith(text);
  } catch (error) {
    throw noFeed('JSON without the version and items of a JSON Feed', error);
  }
}

async function readXml(xml: string): Promise<FeedDocument> {
  try {
    const document = await readWithRssParser(xml);
    if (document.entries.length > 0 || !/<(?:item|entry)[\s>]/.test(xml)) return document;
  } catch {
    // Its opinion is not the last.
  }
  try {
    return readWithFeedsmith(xml);
  } catch (error) {
    const salvaged = salvageFeed(xml);
    if (salvaged !== null) return salvaged;
    throw noFeed('neither RSS, RDF nor Atom', error);
  }
}

/**
 * A document type is of no use to a feed. One that declares entities is refused: expanding them can fill the memory
 * ("billion laughs") or fetch files of this machine (external entities). Old feeds that merely name their DTD are read.
 */
function withoutDoctype(xml: string): string {
  const preamble = /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/.exec(xml)?.[0] ?? '';
  const document = xml.slice(preamble.length);
  if (!/^<!DOCTYPE/i.test(document)) return xml;
  const end = document.search(/[>[]/);
  if (end === -1 || document[end] === '[') {
    throw new ConnectorError('unreadable', 'The feed declares XML entities of its own, which is not read for safety', {
      advice: 'Ask the provider for a feed without a document type declaration.',
    });
  }
  return preamble + document.slice(end + 1);
}

function noFeed(what: string, cause: unknown): ConnectorError {
  return new ConnectorError('unreadable', `The address answers with something that is no feed: ${what}`, {
    cause,
    advice: 'Open the address in a browser: it should show RSS, Atom, RDF or JSON Feed.',
  });
}
