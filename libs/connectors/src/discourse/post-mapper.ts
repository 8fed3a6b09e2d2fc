import {
  apiDate,
  postOutcome,
  siteAuthor,
  splitQuotes,
  textMark,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import { z } from 'zod';

/** A post as `/posts.json` gives it (https://docs.discourse.org), as far as it is read here. */
export const post = z.object({
  id: z.int().positive(),
  username: z.string().min(1).max(300),
  name: z.string().nullish(),
  created_at: z.unknown().optional(),
  cooked: z.string(),
  raw: z.string().nullish(),
  topic_id: z.int(),
  topic_title: z.string().nullish(),
  post_number: z.int(),
  reply_to_post_number: z.int().nullish(),
  reply_to_user: z.object({ username: z.string() }).nullish(),
  post_url: z.string().nullish(),
  user_deleted: z.boolean().nullish(),
  deleted_at: z.string().nullish(),
  hidden: z.boolean().nullish(),
  staff: z.boolean().nullish(),
});
export type Post = z.output<typeof post>;

export interface Forum {
  readonly baseUrl: string;
  /** Lower case. */
  readonly ownUsernames: ReadonlySet<string>;
  readonly staffIsOwn: boolean;
  readonly now: Date;
}

export function postReader(forum: Forum): ItemReader<Post> {
  return { noun: 'post', schema: post, idOf, map: (read) => mappedPost(read, forum) };
}

/** A post's place in a topic, by which replies name it. */
export function placeOf(topicId: number, postNumber: number): string {
  return `t/${topicId}/${postNumber}`;
}

function mappedPost(read: Post, forum: Forum): MappedItem {
  const at = apiDate(read.created_at);
  const externalId = String(read.id);
  if (read.user_deleted === true || read.deleted_at) return { at, outcome: { removed: externalId } };
  if (read.hidden === true) return { at, outcome: { skipped: 'hidden-by-moderator' } };
  const words = splitQuotes(read.cooked);
  const written = {
    id: externalId,
    threadId: placeOf(read.topic_id, read.post_number),
    // A post may be edited for some minutes without its version being counted up, and is rendered anew at any time.
    revision: textMark(read.raw ?? read.cooked),
    channel: 'forum' as const,
    author: siteAuthor(hostOf(forum), { handle: read.username, name: read.name }),
    date: at,
    // Below the first post the title is another person's.
    subject: read.post_number === 1 ? (read.topic_title ?? null) : null,
    text: words.text,
    quoted: words.quoted,
    url: urlOf(read, forum),
    references: parentsOf(read),
    recipients: read.reply_to_user ? [read.reply_to_user.username.toLowerCase()] : [],
  };
  return { at, outcome: postOutcome(written, isOwn(read, forum), forum.now) };
}

/** The post that it replies to, then the one that began the topic. */
function parentsOf({ topic_id, post_number, reply_to_post_number }: Post): string[] {
  const numbers = [reply_to_post_number ?? 1, 1].filter((number) => number !== post_number);
  return [...new Set(numbers)].map((number) => placeOf(topic_id, number));
}

function isOwn({ username, staff }: Post, { ownUsernames, staffIsOwn }: Forum): boolean {
  return (staffIsOwn && staff === true) || ownUsernames.has(username.toLowerCase());
}

/** Only an address on the forum itself. */
function urlOf({ post_url, topic_id, post_number }: Post, { baseUrl }: Forum): string {
  const base = `${baseUrl.replace(/\/+$/, '')}/`;
  const plain = new URL(`t/${topic_id}/${post_number}`, base);
  if (!post_url || !URL.canParse(post_url, base)) return plain.href;
  const url = new URL(post_url, base);
  return url.origin === plain.origin ? url.href : plain.href;
}

const hostOf = ({ baseUrl }: Forum): string => new URL(baseUrl).host;

function idOf(raw: unknown): unknown {
  const { id } = raw as { id?: unknown };
  return typeof id === 'number' ? String(id) : null;
}
