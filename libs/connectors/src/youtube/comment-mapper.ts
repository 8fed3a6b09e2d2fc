import {
  apiDate,
  htmlToPlainText,
  plainText,
  postOutcome,
  siteAuthor,
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
  const text = snippet.textOriginal ? plainText(snippet.textOriginal) : htmlToPlainText(snippet.textDisplay ?? '');
  const handle = snippet.authorChannelId?.value;
  const post = {
    id,
    revision: apiDate(snippet.updatedAt)?.toISOString() ?? null,
    channel: 'social' as const,
    author: siteAuthor('youtube.com', { handle, name: snippet.authorDisplayName }),
    date: apiDate(snippet.publishedAt),
    text: text.trim(),
    url: snippet.videoId
      ? `https://www.youtube.com/watch?v=${encodeURIComponent(snippet.videoId)}&lc=${encodeURIComponent(id)}`
      : null,
    references: snippet.parentId ? [snippet.parentId] : [],
  };
  return { at, outcome: postOutcome(post, handle === channelId, now) };
}
