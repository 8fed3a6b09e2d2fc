import {
  apiDate,
  htmlToPlainText,
  splitQuotedLines,
  textMark,
  writtenAt,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import { z } from 'zod';

const id = z.union([z.string().min(1).max(100), z.number()]).transform(String);

/** A hit of https://hn.algolia.com/api, a story or a comment. */
export const hit = z.object({
  objectID: id,
  author: z.string().nullish(),
  created_at_i: z.unknown().optional(),
  title: z.string().nullish(),
  story_text: z.string().nullish(),
  comment_text: z.string().nullish(),
  parent_id: id.nullish(),
  story_id: id.nullish(),
});
export type Hit = z.output<typeof hit>;

const SITE = 'news.ycombinator.com';

/** @param own user names of the house, lower case */
/** The site writes names in one case only. */
export function ownNames(accounts: readonly string[]): ReadonlySet<string> {
  return new Set(accounts.map((account) => account.toLowerCase()));
}

export function hitReader(own: ReadonlySet<string>, now: Date): ItemReader<Hit> {
  return {
    noun: 'hit',
    schema: hit,
    idOf: (raw) => (raw as { objectID?: unknown }).objectID,
    map: (read) => mappedHit(read, own, now),
  };
}

function mappedHit(read: Hit, own: ReadonlySet<string>, now: Date): MappedItem {
  const at = apiDate(read.created_at_i);
  const date = writtenAt(at, now);
  const { objectID, author = null } = read;
  const parents = parentsOf(read);
  const words = splitQuotedLines(htmlToPlainText(read.comment_text ?? read.story_text ?? ''));
  const subject = read.title ?? null;
  const common = { externalId: objectID, threadId: objectID, sentAt: date.sentAt, subject };
  const text = words.text === '' ? (subject ?? '') : words.text;
  if (author !== null && own.has(author.toLowerCase())) {
    if (parents.length === 0) return { at, outcome: { skipped: 'own-post' } };
    return { at, outcome: { reply: { ...common, text, answers: parents, automatic: false, recipients: [] } } };
  }
  const message = {
    ...common,
    text,
    // The site lets people edit for two hours and does not say that they did.
    revision: textMark(read.title, read.story_text, read.comment_text),
    channel: 'forum' as const,
    kind: 'person' as const,
    author: { name: author, address: null, handle: author, namespace: author === null ? null : SITE },
    quoted: words.quoted,
    signature: null,
    language: null,
    rating: null,
    url: `https://${SITE}/item?id=${encodeURIComponent(objectID)}`,
    references: parents,
    attachments: [],
    tags: date.tags,
  };
  return { at, outcome: { message } };
}

/** The comment or story that it answers, then the story; a story names itself. */
function parentsOf({ objectID, parent_id, story_id }: Hit): string[] {
  return [...new Set([parent_id, story_id])].flatMap((parent) => (parent && parent !== objectID ? [parent] : []));
}
