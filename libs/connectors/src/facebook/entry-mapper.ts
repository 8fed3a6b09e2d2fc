import {
  addressOnSite,
  apiDate,
  plainText,
  postOutcome,
  siteAuthor,
  textMark,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import { z } from 'zod';

const id = z.string().min(1).max(200);
const from = z.object({ id: z.string().min(1).max(100), name: z.string().nullish() });

/**
 * A post on the page or a comment below one: https://developers.facebook.com/docs/graph-api/reference/comment.
 * `postId` is that of the post that a comment stands below; Facebook gives it with the list, not with the comment.
 */
const entry = z.object({
  id,
  postId: id.nullish(),
  message: z.string().nullish(),
  /** Missing where the writer does not let applications know. */
  from: from.nullish(),
  created_time: z.unknown().optional(),
  parent: z.object({ id }).nullish(),
  permalink_url: z.string().nullish(),
});
type Entry = z.output<typeof entry>;

const SITE = 'facebook.com';

/** What is asked for of each. */
export const POST_FIELDS = 'id,message,from,created_time,permalink_url';
export const COMMENT_FIELDS = `${POST_FIELDS},parent{id}`;

export interface FacebookPage {
  readonly pageId: string;
  readonly now: Date;
}

export function entryReader(page: FacebookPage): ItemReader<Entry> {
  return { noun: 'entry', schema: entry, idOf, map: (read) => mappedEntry(read, page) };
}

function mappedEntry(read: Entry, { pageId, now }: FacebookPage): MappedItem {
  const at = apiDate(read.created_time);
  const isOwn = read.from?.id === pageId;
  const text = plainText(read.message ?? '').trim();
  // A picture, a sticker, a shared link.
  if (text === '' && !isOwn) return { at, outcome: { skipped: 'no-text' } };
  const parents = [read.parent?.id, read.postId].flatMap((parent) => (parent ? [parent] : []));
  const post = {
    id: read.id,
    revision: textMark(read.message),
    channel: 'social' as const,
    author: siteAuthor(SITE, { handle: read.from?.id, name: read.from?.name }),
    date: at,
    text,
    url: addressOnSite(SITE, read.permalink_url) ?? `https://www.${SITE}/${encodeURIComponent(read.id)}`,
    references: [...new Set(parents)],
  };
  return { at, outcome: postOutcome(post, isOwn, now) };
}

function idOf(raw: unknown): unknown {
  return (raw as { id?: unknown }).id;
}
