import { apiDate, plainText, postOutcome, siteAuthor, type ItemReader, type MappedItem } from '@earshot/connector-kit';
import { z } from 'zod';

const id = z.string().regex(/^\d{1,19}$/, 'not the number of a post');
const referenced = z.array(z.object({ type: z.string(), id })).nullish();
const entities = z.object({
  urls: z
    .array(z.object({ url: z.string(), expanded_url: z.string().nullish(), display_url: z.string().nullish() }))
    .nullish(),
  mentions: z.array(z.object({ id: z.string().nullish(), username: z.string().nullish() })).nullish(),
});

/** https://docs.x.com/x-api/fundamentals/data-dictionary, with the author from the list beside the posts. */
const post = z.object({
  id,
  text: z.string(),
  author_id: z.string().nullish(),
  created_at: z.unknown().optional(),
  lang: z.string().nullish(),
  conversation_id: id.nullish(),
  // Both names are in use since tweets became posts.
  referenced_tweets: referenced,
  referenced_posts: referenced,
  edit_history_tweet_ids: z.array(id).nullish(),
  edit_history_post_ids: z.array(id).nullish(),
  note_tweet: z.object({ text: z.string(), entities: entities.nullish() }).nullish(),
  entities: entities.nullish(),
  author: z.object({ id: z.string(), name: z.string().nullish(), username: z.string().nullish() }).nullish(),
});
type Post = z.output<typeof post>;

export const POST_FIELDS =
  'author_id,created_at,lang,conversation_id,referenced_tweets,edit_history_tweet_ids,entities,note_tweet';

/** Marks posts that do not speak to the account: below them X takes no answer from software. */
export const NOT_ADDRESSED = 'not-addressed';

export interface House {
  readonly userId: string | null;
  /** Names and numbers, lower case. */
  readonly own: ReadonlySet<string>;
  readonly now: Date;
}

export function postReader(house: House): ItemReader<Post> {
  return { noun: 'post', schema: post, idOf, map: (read) => mappedPost(read, house) };
}

function mappedPost(read: Post, house: House): MappedItem {
  const at = apiDate(read.created_at);
  const others = read.referenced_tweets ?? read.referenced_posts ?? [];
  if (others.some(({ type }) => type === 'retweeted')) return { at, outcome: { skipped: 'repost' } };
  // An edited post is a new post with a new number; the first of its numbers stays what it is known by.
  const history = read.edit_history_tweet_ids ?? read.edit_history_post_ids ?? [];
  const externalId = history[0] ?? read.id;
  const parent = others.find(({ type }) => type === 'replied_to')?.id ?? null;
  const quoted = others.filter(({ type }) => type === 'quoted').map(({ id: quotedId }) => quotedId);
  const begun = read.conversation_id === externalId ? null : read.conversation_id;
  const { author } = read;
  const written = {
    id: externalId,
    revision: history.length > 1 ? read.id : null,
    channel: 'social' as const,
    author: siteAuthor('x.com', { handle: read.author_id, name: author?.name ?? author?.username }),
    date: at,
    text: wordsOf(read),
    // `und` and the codes of X for pictures, links and hashtags alone (`zxx`, `qme` …) are no languages.
    language: /^[a-z]{2}(-[A-Za-z]+)?$/.test(read.lang ?? '') ? (read.lang ?? null) : null,
    url: `https://x.com/${encodeURIComponent(author?.username ?? 'i')}/status/${read.id}`,
    references: [...new Set([parent, begun, ...quoted].flatMap((other) => (other ? [other] : [])))],
    tags: speaksTo(read, house.userId) ? [] : [NOT_ADDRESSED],
  };
  return { at, outcome: postOutcome(written, isOwn(read, house), house.now) };
}

/** Long posts have their text apart; links are shown as their writer meant them. */
function wordsOf({ text, note_tweet, entities: ofText }: Post): string {
  const links = [...(note_tweet?.entities?.urls ?? []), ...(ofText?.urls ?? [])];
  const shown = links.reduce((words, { url, expanded_url, display_url }) => {
    const isPicture = /^pic\.(x|twitter)\.com/.test(display_url ?? '');
    return words.replaceAll(url, isPicture ? '' : (expanded_url ?? display_url ?? url));
  }, note_tweet?.text ?? text);
  // These three, and no others, come escaped.
  return plainText(shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).trim();
}

function isOwn({ author_id, author }: Post, { userId, own }: House): boolean {
  if (!author_id) return false;
  return author_id === userId || own.has(author_id) || own.has((author?.username ?? '').toLowerCase());
}

/** Without an account there is none that could be spoken to. */
function speaksTo({ entities: ofText, note_tweet }: Post, userId: string | null): boolean {
  const mentions = [...(ofText?.mentions ?? []), ...(note_tweet?.entities?.mentions ?? [])];
  return userId === null || mentions.some(({ id: mentioned }) => mentioned === userId);
}

function idOf(raw: unknown): unknown {
  return (raw as { id?: unknown }).id;
}
