import {
  apiDate,
  htmlToPlainText,
  postOutcome,
  siteAuthor,
  splitQuotedLines,
  textMark,
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
  const { objectID, author = null } = read;
  const words = splitQuotedLines(htmlToPlainText(read.comment_text ?? read.story_text ?? ''));
  const subject = read.title ?? null;
  const post = {
    id: objectID,
    // The site lets people edit for two hours and does not say that they did.
    revision: textMark(read.title, read.story_text, read.comment_text),
    channel: 'forum' as const,
    author: siteAuthor(SITE, { handle: author, name: author }),
    date: at,
    subject,
    text: words.text === '' ? (subject ?? '') : words.text,
    quoted: words.quoted,
    url: `https://${SITE}/item?id=${encodeURIComponent(objectID)}`,
    references: parentsOf(read),
  };
  return { at, outcome: postOutcome(post, author !== null && own.has(author.toLowerCase()), now) };
}

/** The comment or story that it answers, then the story; a story names itself. */
function parentsOf({ objectID, parent_id, story_id }: Hit): string[] {
  return [...new Set([parent_id, story_id])].flatMap((parent) => (parent && parent !== objectID ? [parent] : []));
}
