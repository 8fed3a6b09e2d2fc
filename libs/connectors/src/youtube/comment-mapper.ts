import {
  apiDate,
  htmlToPlainText,
  plainText,
  writtenAt,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import { z } from 'zod';

const comment = z.object({
  id: z.string().min(1).max(300),
  snippet: z.object({
    textOriginal: z.string().nullish(),
    textDisplay: z.string().nullish(),
    authorDisplayName: z.string().nullish(),
    authorChannelId: z.object({ value: z.string() }).nullish(),
    publishedAt: z.unknown().optional(),
    updatedAt: z.unknown().optional(),
    videoId: z.string().nullish(),
    parentId: z.string().nullish(),
  }),
});

/** A comment with the time of the thread in which it stands, as `commentsOf` gives it. */
const placed = z.object({ comment, threadAt: z.unknown().optional() });
type Placed = z.output<typeof placed>;

const thread = z.object({
  snippet: z.object({ topLevelComment: z.unknown() }),
  replies: z.object({ comments: z.array(z.unknown()) }).nullish(),
});
const dated = z.object({ snippet: z.object({ publishedAt: z.unknown() }) });

/** The comments of a thread, the one that began it last, because lists stand newest first. */
export function commentsOf(raw: unknown): unknown[] {
  const read = thread.safeParse(raw);
  // What is no thread is rejected as a comment, with its raw form.
  if (!read.success) return [raw];
  const { snippet, replies } = read.data;
  const began = dated.safeParse(snippet.topLevelComment);
  const threadAt = began.success ? began.data.snippet.publishedAt : null;
  return [...(replies?.comments ?? []), snippet.topLevelComment].map((one) => ({ comment: one, threadAt }));
}

/** @param channelId the house's own channel */
export function commentReader(channelId: string, now: Date): ItemReader<Placed> {
  return {
    noun: 'comment',
    schema: placed,
    idOf: (raw) => (raw as { comment?: { id?: unknown } | null }).comment?.id,
    map: (read) => mappedComment(read, channelId, now),
  };
}

function mappedComment({ comment: read, threadAt }: Placed, channelId: string, now: Date): MappedItem {
  const { id, snippet } = read;
  const at = apiDate(threadAt);
  const date = writtenAt(apiDate(snippet.publishedAt), now);
  const parents = snippet.parentId ? [snippet.parentId] : [];
  const text = snippet.textOriginal ? plainText(snippet.textOriginal) : htmlToPlainText(snippet.textDisplay ?? '');
  const common = { externalId: id, threadId: id, sentAt: date.sentAt, subject: null, text: text.trim() };
  const handle = snippet.authorChannelId?.value ?? null;
  if (handle === channelId) {
    if (parents.length === 0) return { at, outcome: { skipped: 'own-post' } };
    return { at, outcome: { reply: { ...common, answers: parents, automatic: false, recipients: [] } } };
  }
  const message = {
    ...common,
    revision: apiDate(snippet.updatedAt)?.toISOString() ?? null,
    channel: 'social' as const,
    kind: 'person' as const,
    author: {
      name: snippet.authorDisplayName ?? null,
      address: null,
      handle,
      namespace: handle === null ? null : 'youtube.com',
    },
    quoted: null,
    signature: null,
    language: null,
    rating: null,
    url: snippet.videoId
      ? `https://www.youtube.com/watch?v=${encodeURIComponent(snippet.videoId)}&lc=${encodeURIComponent(id)}`
      : null,
    references: parents,
    attachments: [],
    tags: [...date.tags],
  };
  return { at, outcome: { message } };
}
