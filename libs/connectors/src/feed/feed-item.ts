import { cutShort, htmlToPlainText, splitQuotes } from '@earshot/connector-kit';
import { createHash } from 'node:crypto';
import { feedDate } from './feed-date.js';
import type { FeedDocument, FeedEntry } from './feed-document.js';
import { phpbbPost } from './phpbb-post.js';

/** An entry in plain text, with an id that stays the same on every reading. */
export interface FeedItem {
  /** The feed's own id, else a hash of link, title and date; at most 512 characters. */
  readonly id: string;
  /** Changes when title, text or rating change. 16 hex digits. */
  readonly revision: string;
  readonly title: string | null;
  readonly text: string;
  /** The feed shows only the beginning of what was written. */
  readonly isCut: boolean;
  /** What the writer quoted from others. */
  readonly quoted: string | null;
  /** Absolute, http or https. */
  readonly url: string | null;
  readonly author: FeedEntry['author'];
  readonly publishedAt: Date | null;
  readonly language: string | null;
  /** 1..5 */
  readonly rating: number | null;
  /** By which answers name it; its id where the feed has no other. */
  readonly threadId: string;
  readonly inReplyTo: readonly string[];
}

/** Longer ids are hashed: `externalId` holds 512 characters. */
const MAX_ID_LENGTH = 500;

/**
 * The entries of a feed in its order, each as an item or, where there is nothing in it to read, as `null`.
 *
 * An id that entries with different links share identifies none of them (some shops repeat one guid in every item); they
 * are told apart by link, title and date instead.
 */
export function feedItems(feed: FeedDocument, feedUrl: string | null): (FeedItem | null)[] {
  const linksOfId = new Map<string, Set<string | null>>();
  for (const { id, link } of feed.entries) {
    if (id !== null) linksOfId.set(id, (linksOfId.get(id) ?? new Set()).add(link));
  }
  return feed.entries.map((entry) => {
    const isUnique = entry.id !== null && linksOfId.get(entry.id)?.size === 1;
    return feedItem(isUnique ? entry : { ...entry, id: null }, feed, feedUrl);
  });
}

function feedItem(entry: FeedEntry, feed: FeedDocument, feedUrl: string | null): FeedItem | null {
  const title = entry.title === null ? null : htmlToPlainText(entry.title).replace(/\s+/g, ' ') || null;
  const post = phpbbPost(entry);
  const words = splitQuotes(post?.content ?? entry.content ?? '');
  const { text, isCut } = cutShort(words.text);
  const url = absoluteUrl(entry.link, feed.link, feedUrl);
  if (title === null && text === '' && (entry.id ?? url) === null) return null;
  const rating = starsOf(entry.rating);
  const id = idOf(entry);
  return {
    id,
    revision: hash([title, text, rating]).slice(0, 16),
    title,
    text,
    isCut,
    quoted: words.quoted,
    url,
    author: entry.author,
    publishedAt: feedDate(entry.published) ?? feedDate(entry.updated),
    language: languageTag(entry.language) ?? languageTag(feed.language),
    rating,
    threadId: post?.isFirst === true ? post.topic : id,
    inReplyTo: post?.isFirst === false ? [...entry.inReplyTo, post.topic] : entry.inReplyTo,
  };
}

function idOf(entry: FeedEntry): string {
  if (entry.id === null) return `sha256:${hash([entry.link, entry.title, entry.published ?? entry.updated])}`;
  return entry.id.length > MAX_ID_LENGTH ? `sha256:${hash([entry.id])}` : entry.id;
}

function hash(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function absoluteUrl(link: string | null, ...bases: readonly (string | null)[]): string | null {
  if (link === null) return null;
  const base = bases.find((candidate) => candidate !== null && /^https?:/i.test(candidate) && URL.canParse(candidate));
  if (!URL.canParse(link, base ?? undefined)) return null;
  const url = new URL(link, base ?? undefined);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

/** Stars as the feed's own scale of five; anything else is not guessed at. */
function starsOf(rating: string | null): number | null {
  const stars = Number((rating ?? '').replace(',', '.'));
  return stars >= 1 && stars <= 5 ? Math.round(stars) : null;
}

/** Feeds write `en_us`, `EN` and `english`; only what has the form of a BCP 47 tag is one. */
function languageTag(language: string | null): string | null {
  const tag = (language ?? '').trim().replaceAll('_', '-');
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) ? tag : null;
}
