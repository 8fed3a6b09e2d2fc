import { apiDate, plainText, textMark, writtenAt, type ItemReader, type MappedItem } from '@earshot/connector-kit';
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

/** A comment with the post that it stands below. What is no object is left as it is, to be rejected. */
export function commentBelow(postId: string, raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw, postId } : raw;
}

function mappedEntry(read: Entry, { pageId, now }: FacebookPage): MappedItem {
  const at = apiDate(read.created_time);
  const text = plainText(read.message ?? '').trim();
  const parents = [read.parent?.id, read.postId].flatMap((parent) => (parent ? [parent] : []));
  const date = writtenAt(at, now);
  const common = { externalId: read.id, threadId: read.id, sentAt: date.sentAt, subject: null, text };
  const references = [...new Set(parents)];
  if (read.from?.id === pageId) {
    if (references.length === 0) return { at, outcome: { skipped: 'own-post' } };
    return { at, outcome: { reply: { ...common, answers: references, automatic: false, recipients: [] } } };
  }
  // A picture, a sticker, a shared link.
  if (text === '') return { at, outcome: { skipped: 'no-text' } };
  const message = {
    ...common,
    revision: textMark(read.message),
    channel: 'social' as const,
    kind: 'person' as const,
    author: {
      name: read.from?.name ?? null,
      address: null,
      handle: read.from?.id ?? null,
      namespace: read.from ? 'facebook.com' : null,
    },
    quoted: null,
    signature: null,
    language: null,
    rating: null,
    url: addressOf(read),
    references,
    attachments: [],
    tags: [...date.tags],
  };
  return { at, outcome: { message } };
}

function addressOf({ id: entryId, permalink_url }: Entry): string {
  const given = permalink_url && URL.canParse(permalink_url) ? new URL(permalink_url) : null;
  const isTheirs = given?.protocol === 'https:' && /(^|\.)facebook\.com$/.test(given.hostname);
  return given !== null && isTheirs ? given.href : `https://www.facebook.com/${encodeURIComponent(entryId)}`;
}

function idOf(raw: unknown): unknown {
  return (raw as { id?: unknown }).id;
}
