import {
  MAX_RAW_BYTES,
  type Connector,
  type ConnectorKit,
  type HttpResponse,
  type Page,
  type PollLimits,
  type RejectedItem,
  type SourceCheck,
} from '@earshot/connector-kit';
import type { IncomingMessage, SeenReply } from '@earshot/domain';
import type { FeedDocument, FeedEntry } from './feed-document.js';
import { MAX_SEEN, seenKey, type FeedCursor } from './feed-cursor.js';
import { feedItems, type FeedItem } from './feed-item.js';
import type { FeedOptions } from './feed-options.js';
import { freshUntil } from './freshness.js';
import { messageOfItem, replyOfItem } from './item-to-message.js';
import { MAX_FEED_BYTES, parseFeed } from './parse-feed.js';
import { withOwnIds } from './shared-ids.js';

const PREVIEW_COUNT = 5;

/** One thing of a feed that is not yet stored. */
interface Fresh {
  readonly key: string;
  readonly item: { message: IncomingMessage } | { reply: SeenReply } | { rejected: RejectedItem } | { skipped: string };
}

/** Reads a feed over HTTP: one conditional request a poll, handed on page by page. */
export class FeedConnector implements Connector<FeedCursor> {
  constructor(
    private readonly options: FeedOptions,
    private readonly kit: ConnectorKit,
  ) {}

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const answer = await this.fetch(null, signal);
    const feed = await this.parse(answer);
    const named = feedItems(feed, answer.url);
    const all = withOwnIds(named, () => false);
    const sharing = all.filter((item, index) => item?.id !== named[index]?.id).length;
    const items = all.filter((item) => item !== null);
    const messages = items.filter((item) => !this.isOwn(item)).map((item) => this.messageOf(item));
    const newest = messages.sort((a, b) => b.sentAt.getTime() - a.sentAt.getTime()).slice(0, PREVIEW_COUNT);
    return {
      summary: `${feed.title === null ? 'The feed' : `“${feed.title}”`} on ${new URL(answer.url).host}, ${feed.entries.length} entries`,
      warnings: [
        ...warningsOf(feed, items, answer.url, this.options.url),
        ...(sharing > 0
          ? [`${sharing} entries have the id of another one and other words; each is read as a message of its own`]
          : []),
      ],
      preview: newest,
    };
  }

  async *poll(from: FeedCursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<FeedCursor>> {
    const answer = await this.fetch(from, signal);
    if (answer.status === 304 && from !== null) {
      yield this.page([], from, answer, null);
      return;
    }
    const feed = await this.parse(answer);
    const before = new Set(from?.seen ?? []);
    const current = this.everything(feed, answer.url, before, limits);
    const fresh = current.filter(({ key }) => !before.has(key));

    // Until the last page is stored the validators would claim more than has been read.
    const shown = new Set(current.map(({ key }) => key));
    // What the feed no longer shows need not be remembered, and words that come back are not to be taken for known ones.
    let known = [...before].filter((key) => shown.has(key));
    let rest = fresh;
    while (rest.length > limits.pageSize) {
      signal.throwIfAborted();
      const part = rest.slice(0, limits.pageSize);
      rest = rest.slice(limits.pageSize);
      known = [...known, ...part.map(({ key }) => key)].slice(-MAX_SEEN);
      yield this.page(part, { etag: null, lastModified: null, seen: known }, answer, feed);
    }
    signal.throwIfAborted();
    const cursor: FeedCursor = {
      etag: answer.headers['etag'] ?? null,
      lastModified: answer.headers['last-modified'] ?? null,
      seen: [...shown].slice(-MAX_SEEN),
    };
    yield this.page(rest, cursor, answer, feed);
  }

  async close(): Promise<void> {
    // Nothing is held open between polls.
  }

  private async fetch(from: FeedCursor | null, signal: AbortSignal): Promise<HttpResponse> {
    const { etag, lastModified } = from ?? { etag: null, lastModified: null };
    const password = this.kit.secrets['password'] ?? '';
    return this.kit.http.request(this.options.url, {
      signal,
      maxBytes: MAX_FEED_BYTES,
      headers: {
        accept: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
        ...(etag !== null && { 'if-none-match': etag }),
        ...(lastModified !== null && { 'if-modified-since': lastModified }),
        ...(this.options.username !== undefined && {
          authorization: `Basic ${Buffer.from(`${this.options.username}:${password}`).toString('base64')}`,
        }),
      },
    });
  }

  private parse(answer: HttpResponse): Promise<FeedDocument> {
    return parseFeed(answer.body, answer.headers['content-type'] ?? null, answer.url);
  }

  /** All that the feed shows now, oldest first, each thing once. */
  private everything(feed: FeedDocument, url: string, before: ReadonlySet<string>, limits: PollLimits): Fresh[] {
    const entries = withOwnIds(feedItems(feed, url), (key) => before.has(key)).map((item, index): Fresh => {
      const entry = feed.entries[index]!;
      return item === null ? rejectedEntry(entry, index) : this.freshItem(item, entry, limits);
    });
    const damaged = feed.damaged.map(({ detail, raw }): Fresh => rejection(null, 'unparsable', detail, raw));
    // Feeds show the newest first; reversing before the stable sort keeps undated entries in their order, too.
    const ordered = [...entries.reverse(), ...damaged].sort((a, b) => timeOf(a) - timeOf(b));
    const once = new Map(ordered.map((fresh) => [fresh.key, fresh]));
    return [...once.values()];
  }

  private freshItem(item: FeedItem, entry: FeedEntry, limits: PollLimits): Fresh {
    const bytes = Buffer.byteLength(entry.content ?? '') + Buffer.byteLength(entry.title ?? '');
    if (bytes > limits.maxItemBytes) {
      const detail = `The entry has ${bytes} bytes; at most ${limits.maxItemBytes} are read`;
      return rejection(item.id, 'too-large', detail, rawOf(entry));
    }
    const key = seenKey(item.id, item.revision);
    const isOld = limits.since !== null && item.publishedAt !== null && item.publishedAt < limits.since;
    const message = this.messageOf(item);
    // A date that cannot be is no reason to call the entry old.
    if (isOld && !message.tags.includes('date-implausible')) return { key, item: { skipped: 'older-than-start' } };
    if (this.isOwn(item)) return { key, item: { reply: replyOfItem(item, this.kit.now()) } };
    return { key, item: { message } };
  }

  private isOwn({ author }: FeedItem): boolean {
    const name = author?.name?.toLowerCase();
    return name !== undefined && this.options.ownNames.some((own) => own.toLowerCase() === name);
  }

  private messageOf(item: FeedItem): IncomingMessage {
    const host = new URL(item.url ?? this.options.url).host;
    return messageOfItem(item, this.options.channel, host, this.kit.now());
  }

  private page(
    part: readonly Fresh[],
    cursor: FeedCursor,
    answer: HttpResponse,
    feed: FeedDocument | null,
  ): Page<FeedCursor> {
    const skipped: Record<string, number> = {};
    for (const { item } of part) if ('skipped' in item) skipped[item.skipped] = (skipped[item.skipped] ?? 0) + 1;
    const notBefore = freshUntil(answer.headers, feed?.ttlMinutes ?? null, this.kit.now());
    return {
      messages: part.flatMap(({ item }) => ('message' in item ? item.message : [])),
      replies: part.flatMap(({ item }) => ('reply' in item ? item.reply : [])),
      rejected: part.flatMap(({ item }) => ('rejected' in item ? item.rejected : [])),
      skipped,
      cursor,
      ...(notBefore !== null && { notBefore }),
    };
  }
}

function timeOf({ item }: Fresh): number {
  if ('message' in item) return item.message.sentAt.getTime();
  return 'reply' in item ? item.reply.sentAt.getTime() : 0;
}

function rejectedEntry(entry: FeedEntry, index: number): Fresh {
  return rejection(null, 'empty', `Entry ${index + 1} of the feed has neither id, link, title nor text`, rawOf(entry));
}

function rejection(externalId: string | null, reason: string, detail: string, raw: string): Fresh {
  const bytes = Buffer.from(raw).subarray(0, MAX_RAW_BYTES);
  return { key: seenKey(externalId ?? '', raw), item: { rejected: { externalId, reason, detail, raw: bytes } } };
}

function rawOf(entry: FeedEntry): string {
  return JSON.stringify(entry);
}

function warningsOf(feed: FeedDocument, items: readonly FeedItem[], reached: string, asked: string): string[] {
  const undated = items.filter(({ publishedAt }) => publishedAt === null).length;
  const noId = feed.entries.filter(({ id }) => id === null).length;
  return [
    ...(reached === new URL(asked).href ? [] : [`The address redirects to ${reached}; better enter that one`]),
    ...(feed.entries.length === 0 ? ['The feed has no entries now'] : []),
    ...(undated > 0 ? [`${undated} entries have no readable date; they will count from when they are read`] : []),
    ...(noId > 0 ? [`${noId} entries have no id; they are recognised by link, title and date`] : []),
    ...feed.damaged.map(({ detail }) => detail),
  ];
}
