import { apiDate, splitQuotes, textMark, writtenAt, type ItemReader, type MappedItem } from '@earshot/connector-kit';
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
  const date = writtenAt(at, forum.now);
  const words = splitQuotes(read.cooked);
  const parents = parentsOf(read);
  const isFirst = read.post_number === 1;
  const common = {
    externalId,
    threadId: placeOf(read.topic_id, read.post_number),
    sentAt: date.sentAt,
    // Below the first post the title is another person's.
    subject: isFirst ? (read.topic_title ?? null) : null,
    text: words.text,
  };
  if (isOwn(read, forum)) {
    if (isFirst) return { at, outcome: { skipped: 'own-post' } };
    const recipients = read.reply_to_user ? [read.reply_to_user.username.toLowerCase()] : [];
    return { at, outcome: { reply: { ...common, answers: parents, automatic: false, recipients } } };
  }
  const message = {
    ...common,
    // A post may be edited for some minutes without its version being counted up, and is rendered anew at any time.
    revision: textMark(read.raw ?? read.cooked),
    channel: 'forum' as const,
    kind: 'person' as const,
    author: { name: read.name ? read.name : null, address: null, handle: read.username, namespace: hostOf(forum) },
    quoted: words.quoted,
    signature: null,
    language: null,
    rating: null,
    url: urlOf(read, forum),
    references: parents,
    attachments: [],
    tags: date.tags,
  };
  return { at, outcome: { message } };
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
