import Parser, { type ParserOptions } from 'rss-parser';
import type { FeedDocument, FeedEntry } from './feed-document.js';

/** What rss-parser leaves of the XML: a string, an element with attributes and children, or a list of these. */
type Loose = Readonly<Record<string, unknown>>;

const KEEP = { keepArray: true };
const OPTIONS: ParserOptions<Loose, Loose> = {
  customFields: {
    feed: ['$', 'ttl', 'language'],
    item: [
      ['author', 'authors', KEEP],
      ['content', 'contentElements', KEEP],
      ['description', 'descriptionElements', KEEP],
      ['$', 'attributes', KEEP],
      ['thr:in-reply-to', 'inReplyTo', KEEP],
      ...['published', 'updated', 'im:rating', 'rating', 'review:rating'].map((name) => [name, name, KEEP]),
    ] as (string | { keepArray: boolean })[][],
  },
};

/**
 * Reads RSS 0.9x, RSS 2.0, RDF and Atom with rss-parser.
 *
 * @throws Error when the XML is not well-formed, a date is odd, or the content is inline XML, whose text rss-parser
 * would put out of order. The second reader is then asked.
 */
export async function readWithRssParser(xml: string): Promise<FeedDocument> {
  const feed = (await settledAtOnce(new Parser(OPTIONS).parseString(xml))) as unknown as Loose & {
    items: readonly Loose[];
  };
  return {
    title: textOf(feed['title']),
    link: textOf(feed['link']),
    language: textOf(feed['language']) ?? languageAttribute(xml),
    ttlMinutes: Number.parseInt(textOf(feed['ttl']) ?? '', 10) || null,
    entries: feed.items.map(entryOf),
    damaged: [],
  };
}

/** rss-parser works synchronously, and for a document without any element its promise never settles. */
function settledAtOnce<T>(parsing: Promise<T>): Promise<T> {
  const giveUp = new Promise<never>((_resolve, reject) => setImmediate(() => reject(new Error('there is no element'))));
  return Promise.race([parsing, giveUp]);
}

function entryOf(item: Loose): FeedEntry {
  if ([item['contentElements'], item['descriptionElements']].some(hasChildElements)) {
    throw new Error('an entry holds inline markup');
  }
  return {
    id: textOf(item['guid']) ?? textOf(item['id']) ?? textOf(item['rdf:about']),
    title: textOf(item['title']),
    link: textOf(item['link']),
    author: authorOf(item),
    published: textOf(item['published']) ?? textOf(item['pubDate']) ?? textOf(item['date']),
    updated: textOf(item['updated']),
    content: textOf(item['content:encoded']) ?? textOf(item['content']) ?? textOf(item['summary']),
    language: textOf(item['language']) ?? attribute(item['attributes'], 'xml:lang'),
    rating: textOf(item['im:rating']) ?? textOf(item['review:rating']) ?? textOf(item['rating']),
    inReplyTo: listOf(item['inReplyTo']).flatMap((element) => attribute(childOf(element, '$'), 'ref') ?? []),
  };
}

function authorOf(item: Loose): FeedEntry['author'] {
  const [element] = listOf(item['authors']);
  const written = textOf(item['creator']) ?? textOf(item['author']) ?? textOf(element);
  const name = textOf(childOf(element, 'name'));
  const address = textOf(childOf(element, 'email'));
  if (name !== null || address !== null) return { name, address };
  return written === null ? null : writtenAuthor(written);
}

/** RSS writes `address (Name)`, others `Name <address>` or only one of the two. */
export function writtenAuthor(written: string): NonNullable<FeedEntry['author']> {
  const address = /[^\s<>()"]+@[^\s<>()"]+\.[^\s<>()"]+/.exec(written)?.[0] ?? null;
  const name =
    address === null
      ? written
      : written
          .replace(address, '')
          .replace(/[<>()"]/g, '')
          .trim();
  return { name: name === '' ? null : name, address };
}

function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return textOf(value[0]);
  if (typeof value === 'object' && value !== null) return textOf(childOf(value, '_'));
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? null : text;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function childOf(element: unknown, name: string): unknown {
  return typeof element === 'object' && element !== null && Object.hasOwn(element, name)
    ? (element as Loose)[name]
    : undefined;
}

function attribute(attributes: unknown, name: string): string | null {
  return textOf(childOf(attributes, name));
}

function hasChildElements(elements: unknown): boolean {
  return listOf(elements).some(
    (element) =>
      typeof element === 'object' &&
      element !== null &&
      Object.keys(element).some((name) => name !== '_' && name !== '$'),
  );
}

/** rss-parser does not tell the root element's attributes. */
function languageAttribute(xml: string): string | null {
  const root = /<(?:feed|rss|rdf:RDF)\b[^>]*>/.exec(xml)?.[0] ?? '';
  return /\sxml:lang\s*=\s*["']([^"']+)["']/.exec(root)?.[1] ?? null;
}
