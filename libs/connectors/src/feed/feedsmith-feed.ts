import { parseFeed } from 'feedsmith';
import type { FeedDocument, FeedEntry } from './feed-document.js';
import { writtenAuthor } from './rss-parser-feed.js';

type Parsed = ReturnType<typeof parseFeed<string>>;
type Feed<Format extends Parsed['format']> = Extract<Parsed, { format: Format }>['feed'];
type Maybe = string | null | undefined;

/**
 * Reads RSS, RDF, Atom and JSON Feed with feedsmith, which also tolerates XML that is not well-formed.
 *
 * @throws Error when the text is no feed.
 */
export function readWithFeedsmith(text: string): FeedDocument {
  const parsed = parseFeed(text);
  switch (parsed.format) {
    case 'rss':
      return rssDocument(parsed.feed);
    case 'rdf':
      return rdfDocument(parsed.feed);
    case 'atom':
      return atomDocument(parsed.feed);
    case 'json':
      return jsonDocument(parsed.feed);
  }
}

function rssDocument(feed: Feed<'rss'>): FeedDocument {
  return {
    title: feed.title ?? null,
    link: feed.link ?? null,
    language: feed.language ?? feed.dc?.languages?.[0] ?? null,
    ttlMinutes: feed.ttl ?? null,
    damaged: [],
    entries: (feed.items ?? []).map((item) => ({
      ...NOTHING,
      id: item.guid?.value ?? null,
      title: item.title ?? item.dc?.titles?.[0] ?? null,
      link: item.link ?? null,
      author: person(item.authors?.[0]) ?? person(item.dc?.creators?.[0]),
      published: item.pubDate ?? item.dc?.dates?.[0] ?? null,
      updated: item.atom?.updated ?? null,
      content: item.content?.encoded ?? item.description ?? null,
      language: item.dc?.languages?.[0] ?? null,
      inReplyTo: references(item.thr?.inReplyTos),
    })),
  };
}

function rdfDocument(feed: Feed<'rdf'>): FeedDocument {
  return {
    title: feed.title ?? null,
    link: feed.link ?? null,
    language: feed.dc?.languages?.[0] ?? null,
    ttlMinutes: null,
    damaged: [],
    entries: (feed.items ?? []).map((item) => ({
      ...NOTHING,
      id: item.rdf?.about ?? null,
      title: item.title ?? null,
      link: item.link ?? null,
      author: person(item.dc?.creators?.[0]),
      published: item.dc?.dates?.[0] ?? null,
      content: item.content?.encoded ?? item.description ?? null,
      language: item.dc?.languages?.[0] ?? null,
    })),
  };
}

function atomDocument(feed: Feed<'atom'>): FeedDocument {
  return {
    title: feed.title?.value ?? null,
    link: alternate(feed.links),
    language: feed.xml?.lang ?? null,
    ttlMinutes: null,
    damaged: [],
    entries: (feed.entries ?? []).map((entry) => ({
      ...NOTHING,
      id: entry.id ?? null,
      title: entry.title?.value ?? null,
      link: alternate(entry.links),
      author: person(entry.authors?.[0]) ?? person(entry.dc?.creators?.[0]),
      published: entry.published ?? null,
      updated: entry.updated ?? null,
      content: entry.content?.value ?? entry.summary?.value ?? null,
      language: entry.xml?.lang ?? null,
      inReplyTo: references(entry.thr?.inReplyTos),
    })),
  };
}

function jsonDocument(feed: Feed<'json'>): FeedDocument {
  return {
    title: feed.title ?? null,
    link: feed.home_page_url ?? null,
    language: feed.language ?? null,
    ttlMinutes: null,
    damaged: [],
    entries: (feed.items ?? []).map((item) => ({
      ...NOTHING,
      id: item.id ?? null,
      title: item.title ?? null,
      link: item.url ?? item.external_url ?? null,
      author: person(item.authors?.[0]),
      published: item.date_published ?? null,
      updated: item.date_modified ?? null,
      content: item.content_html ?? item.content_text ?? item.summary ?? null,
      language: item.language ?? null,
    })),
  };
}

const NOTHING: FeedEntry = {
  id: null,
  title: null,
  link: null,
  author: null,
  published: null,
  updated: null,
  content: null,
  language: null,
  rating: null,
  inReplyTo: [],
};

function person(author: string | { name?: Maybe; email?: Maybe } | undefined): FeedEntry['author'] {
  if (author === undefined) return null;
  if (typeof author === 'string') return writtenAuthor(author);
  const { name = null, email = null } = author;
  return name === null && email === null ? null : { name, address: email };
}

function alternate(links: readonly { href?: Maybe; rel?: Maybe }[] | undefined): string | null {
  const link = links?.find(({ rel }) => rel === undefined || rel === null || rel === 'alternate') ?? links?.[0];
  return link?.href ?? null;
}

function references(elements: readonly { ref?: Maybe }[] | undefined): string[] {
  return (elements ?? []).flatMap(({ ref }) => ref ?? []);
}
