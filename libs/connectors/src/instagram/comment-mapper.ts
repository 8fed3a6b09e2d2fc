import {
  addressOnSite,
  apiDate,
  plainText,
  postOutcome,
  siteAuthor,
  textMark,
  withPlace,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import { z } from 'zod';

const id = z.string().min(1).max(200);

/**
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-comment, with the picture or film
 * that it stands below.
 */
const comment = z.object({
  id,
  mediaId: id,
  mediaUrl: z.string().nullish(),
  text: z.string().nullish(),
  timestamp: z.unknown().optional(),
  username: z.string().nullish(),
  from: z.object({ id: z.string().min(1).max(100), username: z.string().nullish() }).nullish(),
  parent_id: id.nullish(),
});
type Comment = z.output<typeof comment>;

const SITE = 'instagram.com';

const OWN_FIELDS = 'id,text,timestamp,username,from,parent_id';
/** What is asked for; answers are given only inside the comment that they answer. */
export const COMMENT_FIELDS = `${OWN_FIELDS},replies{${OWN_FIELDS}}`;
export const REPLY_FIELDS = OWN_FIELDS;

const withReplies = z.object({ id, replies: z.object({ data: z.array(z.unknown()) }) });

export interface Media {
  readonly id: string;
  readonly url: string | null;
}

export interface InstagramAccount {
  readonly accountId: string;
  /** Lower case. */
  readonly username: string;
  readonly now: Date;
}

/** A comment after its answers, which take its place in the order; each with where it stands. */
export function commentsBelow(media: Media, raw: unknown): unknown[] {
  const read = withReplies.safeParse(raw);
  const replies = read.success ? read.data.replies.data : [];
  return [...replies.map((reply) => placed(media, reply, read.data?.id ?? null)), placed(media, raw, null)];
}

function placed(media: Media, raw: unknown, parentId: string | null): unknown {
  const place = { mediaId: media.id, mediaUrl: media.url };
  return withPlace(raw, parentId === null ? place : { ...place, parent_id: parentId });
}

export function commentReader(account: InstagramAccount): ItemReader<Comment> {
  return { noun: 'comment', schema: comment, idOf, map: (read) => mappedComment(read, account) };
}

function mappedComment(read: Comment, { accountId, username, now }: InstagramAccount): MappedItem {
  const at = apiDate(read.timestamp);
  const name = read.from?.username ?? read.username;
  const isOwn = read.from?.id === accountId || name?.toLowerCase() === username;
  const text = plainText(read.text ?? '').trim();
  if (text === '' && !isOwn) return { at, outcome: { skipped: 'no-text' } };
  const post = {
    id: read.id,
    revision: textMark(read.text),
    channel: 'social' as const,
    author: siteAuthor(SITE, { handle: read.from?.id ?? name, name }),
    date: at,
    text,
    url: addressOnSite(SITE, read.mediaUrl),
    references: [...(read.parent_id ? [read.parent_id] : []), read.mediaId],
  };
  return { at, outcome: postOutcome(post, isOwn, now) };
}

function idOf(raw: unknown): unknown {
  return (raw as { id?: unknown }).id;
}
