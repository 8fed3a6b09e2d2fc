import {
  apiDate,
  markdownToPlainText,
  plainText,
  postOutcome,
  siteAuthor,
  splitQuotedLines,
  textMark,
  type ItemReader,
  type MappedItem,
} from '@earshot/connector-kit';
import { z } from 'zod';

/** A post (`t3`) or a comment (`t1`): https://github.com/reddit-archive/reddit/wiki/JSON */
const thing = z.object({
  kind: z.string(),
  data: z.object({
    name: z.string().min(3).max(100),
    author: z.string().nullish(),
    created_utc: z.unknown().optional(),
    title: z.string().nullish(),
    selftext: z.string().nullish(),
    body: z.string().nullish(),
    permalink: z.string().nullish(),
    parent_id: z.string().nullish(),
    link_id: z.string().nullish(),
    removed_by_category: z.string().nullish(),
  }),
});
type Thing = z.output<typeof thing>['data'];

/** What stands in the place of words that were taken away. */
const GONE = new Set(['[deleted]', '[removed]']);
const SITE = 'reddit.com';

/** @param own user names of the house, lower case */
export function thingReader(own: ReadonlySet<string>, now: Date): ItemReader<z.output<typeof thing>> {
  return {
    noun: 'post',
    schema: thing,
    idOf: (raw) => (raw as { data?: { name?: unknown } | null }).data?.name,
    map: ({ data }) => mappedThing(data, own, now),
  };
}

function mappedThing(data: Thing, own: ReadonlySet<string>, now: Date): MappedItem {
  const at = apiDate(data.created_utc);
  const markdown = data.body ?? data.selftext ?? '';
  if (data.removed_by_category || GONE.has(markdown)) return { at, outcome: { removed: data.name } };
  const split = splitQuotedLines(plainText(markdown).trim());
  const text = markdownToPlainText(split.text);
  const subject = data.title ? plainText(data.title).trim() : null;
  const author = data.author && !GONE.has(data.author) ? data.author : null;
  const parents = [...new Set([data.parent_id, data.link_id])];
  const post = {
    id: data.name,
    revision: textMark(data.title, markdown),
    channel: 'forum' as const,
    // Moderation by software says so in its name, which it may not change.
    kind: author === 'AutoModerator' ? ('automatic' as const) : ('person' as const),
    author: siteAuthor(SITE, { handle: author, name: author }),
    date: at,
    subject,
    text: text === '' ? (subject ?? '') : text,
    quoted: split.quoted === null ? null : markdownToPlainText(split.quoted),
    url: data.permalink?.startsWith('/') ? `https://www.${SITE}${data.permalink}` : null,
    references: parents.flatMap((id) => (id ? [id] : [])),
  };
  return { at, outcome: postOutcome(post, author !== null && own.has(author.toLowerCase()), now) };
}
