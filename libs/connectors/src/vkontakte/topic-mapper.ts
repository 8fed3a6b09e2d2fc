import {
  apiDate,
  hasField,
  plainText,
  textMark,
  writtenAt,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import { z } from 'zod';
import { authorOf, withoutMentionCodes, type Wall } from './comment-mapper.js';

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
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw, communityId, topicId } : raw;
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
  const references = [...new Set(answers)].filter((other) => other !== externalId);
  const date = writtenAt(at, now);
  const text = withoutMentionCodes(plainText(read.text)).trim();
  const common = { externalId, threadId: externalId, sentAt: date.sentAt, subject: null, text };
  if (communityId !== null && read.from_id === -communityId) {
    if (references.length === 0) return { at, outcome: { skipped: 'own-post' } };
    return { at, outcome: { reply: { ...common, answers: references, automatic: false, recipients: [] } } };
  }
  const message = {
    ...common,
    revision: textMark(read.text),
    channel: 'forum' as const,
    kind: 'person' as const,
    author: authorOf(read.from_id, names),
    quoted: null,
    signature: null,
    language: null,
    rating: null,
    url: `https://vk.com/topic-${read.communityId}_${read.topicId}?post=${read.id}`,
    references,
    attachments: [],
    tags: [...date.tags],
  };
  return { at, outcome: { message } };
}

function idOf(raw: unknown): unknown {
  const { id } = raw as { id?: unknown };
  return typeof id === 'number' ? String(id) : null;
}
