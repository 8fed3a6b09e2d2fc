import {
  apiDate,
  hasField,
  plainText,
  postOutcome,
  textMark,
  withPlace,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import { z } from 'zod';
import { authorOf, isOwn, withoutMentionCodes, type Wall } from './comment-mapper.js';

/** A post in a discussion of a community, with where it stands: https://dev.vk.com/ru/reference/objects/topic-comment */
const post = z.object({
  id: z.int(),
  from_id: z.int(),
  communityId: z.int(),
  topicId: z.int(),
  date: z.unknown().optional(),
  text: z.string(),
});
type TopicPost = z.output<typeof post>;

/** What the writer of a post answers: `[id5:bp-55_33|Anna], thanks` speaks to post 33 of community 55. */
const ANSWERED = /\[(?:id|club|public)\d{1,12}:bp-?\d{1,12}_(\d{1,12})\|/g;

export function topicPlace(communityId: number, topicId: number, postId: number): string {
  return `topic-${communityId}_${topicId}_${postId}`;
}

/** A post as the list gives it, with its topic. What is no object is left as it is, to be rejected. */
export function postInTopic(communityId: number, topicId: number, raw: unknown): unknown {
  return withPlace(raw, { communityId, topicId });
}

export function isInTopic(raw: unknown): boolean {
  return hasField(raw, 'communityId') && hasField(raw, 'topicId');
}

export function topicReader(wall: Wall): ItemReader<TopicPost> {
  return { noun: 'post', schema: post, idOf, map: (read) => mappedPost(read, wall) };
}

function mappedPost(read: TopicPost, { names, communityId, now }: Wall): MappedItem {
  const at = apiDate(read.date);
  const place = (id: number | string): string => topicPlace(read.communityId, read.topicId, Number(id));
  const externalId = place(read.id);
  const answers = [...read.text.matchAll(ANSWERED)].map((match) => place(match[1] ?? ''));
  const written = {
    id: externalId,
    revision: textMark(read.text),
    channel: 'forum' as const,
    author: authorOf(read.from_id, names),
    date: at,
    text: withoutMentionCodes(plainText(read.text)).trim(),
    url: `https://vk.com/topic-${read.communityId}_${read.topicId}?post=${read.id}`,
    references: [...new Set(answers)].filter((other) => other !== externalId),
  };
  return { at, outcome: postOutcome(written, isOwn(read.from_id, communityId), now) };
}
function idOf(raw: unknown): unknown {
  const { id } = raw as { id?: unknown };
  return typeof id === 'number' ? String(id) : null;
}
