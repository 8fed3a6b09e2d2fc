import {
  apiDate,
  hasField,
  plainText,
  postOutcome,
  siteAuthor,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import { z } from 'zod';

const strongRef = z.object({ uri: z.string().min(1).max(500), cid: z.string() });
const uri = z.string().regex(/^at:\/\/[^\s]{1,400}$/, 'not an at:// address');

/** `app.bsky.feed.post`: https://docs.bsky.app/docs/advanced-guides/posts */
const record = z.object({
  text: z.string(),
  createdAt: z.unknown().optional(),
  langs: z.array(z.string()).nullish(),
  reply: z.object({ root: strongRef, parent: strongRef }).nullish(),
});
const author = z.object({ did: z.string().min(1).max(300), handle: z.string(), displayName: z.string().nullish() });

/** `app.bsky.feed.defs#postView`, which a notification resembles. */
export const postView = z.object({ uri, cid: z.string(), author, record, indexedAt: z.unknown().optional() });
export type PostView = z.output<typeof postView>;

const notification = postView.extend({ reason: z.string(), record: z.unknown() });
const feedItem = z.object({ post: z.unknown(), reason: z.unknown().optional() });

export interface House {
  /** DIDs and handles, lower case. */
  readonly own: ReadonlySet<string>;
  readonly now: Date;
}

/** In the place of a handle: https://atproto.com/specs/handle */
const UNCONFIRMED = 'handle.invalid';

/** Reasons for which a notification is a post that speaks to the account; likes, reposts and follows are not. */
const POSTS = new Set(['mention', 'reply', 'quote']);

export function postReader(house: House): ItemReader<PostView> {
  return { noun: 'post', schema: postView, idOf, map: (read) => mappedPost(read, house) };
}

export function notificationReader(house: House): ItemReader<z.output<typeof notification>> {
  return {
    noun: 'notification',
    schema: notification.superRefine((read, context) => {
      if (!POSTS.has(read.reason)) return;
      for (const issue of record.safeParse(read.record).error?.issues ?? [])
        context.addIssue({ code: 'custom', message: issue.message, path: ['record', ...issue.path] });
    }),
    idOf,
    map: (read) => {
      const post = record.safeParse(read.record);
      if (post.success && POSTS.has(read.reason)) return mappedPost({ ...read, record: post.data }, house);
      return { at: apiDate(read.indexedAt), outcome: { skipped: 'no-post' } };
    },
  };
}

/**
 * The reader of whatever a list gave; `null` for the post of a handle that its domain does not confirm any more: it may be
 * the account's own, which the options name by its handle.
 */
export function itemReader(house: House, raw: unknown): ItemReader<unknown> | null {
  const post = hasField(raw, 'post') ? raw.post : raw;
  if (hasField(post, 'author') && hasField(post.author, 'handle') && post.author.handle === UNCONFIRMED) return null;
  if (hasField(raw, 'post')) return feedReader(house);
  return hasField(raw, 'reason') ? notificationReader(house) : postReader(house);
}

/** The account's own feed: posts in which it answers. */
export function feedReader(house: House): ItemReader<z.output<typeof feedItem>> {
  const posts = postReader(house);
  return {
    noun: 'post',
    schema: feedItem.superRefine(({ post, reason }, context) => {
      if (reason !== undefined) return;
      for (const issue of postView.safeParse(post).error?.issues ?? [])
        context.addIssue({ code: 'custom', message: issue.message, path: ['post', ...issue.path] });
    }),
    idOf: (raw) => idOf((raw as { post?: unknown }).post),
    map: ({ post, reason }) => {
      const read = postView.safeParse(post);
      // A reason means a repost, which stands at the time of reposting.
      return read.success && reason === undefined ? posts.map(read.data) : { at: null, outcome: { skipped: 'repost' } };
    },
  };
}

function mappedPost(read: PostView, house: House): MappedItem {
  const { record: post, author: writer } = read;
  const created = apiDate(post.createdAt);
  const indexed = apiDate(read.indexedAt);
  // Services sort by the earlier one, because the first is chosen by the writer's software.
  const at = created !== null && indexed !== null && created < indexed ? created : (indexed ?? created);
  const isOwn = house.own.has(writer.did.toLowerCase()) || house.own.has(writer.handle.toLowerCase());
  const written = {
    id: read.uri,
    revision: read.cid,
    channel: 'social' as const,
    // A handle that its domain does not confirm any more says nothing.
    author: siteAuthor('bluesky', {
      handle: writer.handle === UNCONFIRMED ? writer.did : writer.handle,
      name: writer.displayName,
    }),
    date: created,
    text: plainText(post.text).trim(),
    language: post.langs?.[0] ?? null,
    url: urlOf(read),
    references: post.reply ? [...new Set([post.reply.parent.uri, post.reply.root.uri])] : [],
  };
  return { at, outcome: postOutcome(written, isOwn, house.now) };
}

function urlOf({ uri: address, author: writer }: PostView): string {
  const key = address.slice(address.lastIndexOf('/') + 1);
  return `https://bsky.app/profile/${encodeURIComponent(writer.did)}/post/${encodeURIComponent(key)}`;
}

function idOf(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'uri' in raw ? raw.uri : null;
}
