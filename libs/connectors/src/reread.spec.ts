import type { RereadItem } from '@earshot/connector-kit';
import { CONNECTORS, connectorOf } from './connectors.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const AT = '2026-03-01T10:00:00Z';
const SECONDS = Date.parse(AT) / 1000;

type Item = Readonly<Record<string, unknown>>;

/** An item as its service gives it. */
interface Case {
  readonly kind: string;
  /** Which of the channel's lists gives it. */
  readonly of: string;
  readonly options: object;
  readonly item: Item;
  /** What makes it unreadable. */
  readonly broken: Item;
  /** What it is read as. */
  readonly read: object;
}

const message = (externalId: string): object => ({ message: { externalId } });
const reply = (externalId: string, answers: readonly string[]): object => ({ reply: { externalId, answers } });

const bluesky = { identifier: 'shop.bsky.social' };
const blueskyPost = {
  uri: 'at://did:plc:vera/app.bsky.feed.post/1',
  cid: 'c1',
  author: { did: 'did:plc:vera', handle: 'vera.bsky.social' },
  record: { text: 'Late again', createdAt: AT },
  indexedAt: AT,
};
const status = {
  id: '11',
  content: '<p>Late again</p>',
  created_at: AT,
  account: { id: '7', acct: 'vera@else.example' },
  readBy: 'shop',
};
const chat = { id: -100123, type: 'supergroup', title: 'Care' };
const vera = { id: 7, is_bot: false, first_name: 'Vera' };
const told = { message_id: 5, date: SECONDS, chat, from: vera, text: 'Late again' };
const comment = { id: 333, from_id: 7, owner_id: -55, post_id: 22, date: SECONDS, text: 'Late again' };
const thing = {
  name: 't1_x',
  author: 'vera',
  created_utc: SECONDS,
  body: 'Late again',
  parent_id: 't3_a',
  link_id: 't3_a',
};
const question = { question_id: 40, title: 'Late', body: '<p>Late again</p>', creation_date: SECONDS };
const xPost = { id: '90', text: 'Late again', author_id: '7', created_at: AT, author: { id: '7', username: 'vera' } };
const appStoreKey = { appId: '1234567890', issuerId: '57246542-96fe-1a63-e053-0824d011072a', keyId: '2X9R4HXF34' };
const place = { accountId: '1234567890', locationIds: ['9876543210'], clientId: 'client.apps.example' };
const placeReview = {
  name: 'accounts/1234567890/locations/9876543210/reviews/r-1',
  reviewId: 'r-1',
  starRating: 'ONE',
  comment: 'Late again',
  updateTime: AT,
};
const foundReview = {
  externalId: 'https://ratings.example/r/1',
  ...{
    id: null,
    url: null,
    author: 'Vera',
    authorUrl: null,
    title: null,
    text: 'Late again',
    date: AT,
    modified: null,
  },
  ...{ rating: 1, language: null, answers: [], bytes: 10 },
  page: { url: 'https://ratings.example/acme?page=2', language: 'en' },
};
const page = { url: 'https://ratings.example/acme', mayRead: true };

const cases: readonly Case[] = [
  {
    ...{ kind: 'webhook', of: 'deliveries', options: {} },
    item: { id: 'w-1', text: 'Late again' },
    broken: { text: 7 },
    read: message('w-1'),
  },
  {
    ...{ kind: 'discourse', of: 'posts', options: { baseUrl: 'https://forum.example.org' } },
    item: { id: 5, username: 'vera', created_at: AT, cooked: '<p>Late</p>', topic_id: 2, post_number: 3 },
    broken: { cooked: 7 },
    read: message('5'),
  },
  {
    ...{ kind: 'hacker-news', of: 'comments', options: { queries: ['shop'] } },
    item: {
      objectID: '9',
      author: 'vera',
      created_at_i: SECONDS,
      comment_text: 'Late',
      story_id: 1,
      _tags: ['comment'],
    },
    broken: { comment_text: 7 },
    read: message('9'),
  },
  {
    ...{ kind: 'trustpilot', of: 'reviews', options: { businessUnitId: 'a'.repeat(24) } },
    item: { id: 't-1', stars: 1, text: 'Late', createdAt: AT, consumer: { displayName: 'Vera' } },
    broken: { text: 7 },
    read: message('t-1'),
  },
  {
    ...{ kind: 'telegram', of: 'messages', options: { ownAccounts: ['@acme_care'] } },
    item: { update_id: 1, message: told },
    broken: { message: { ...told, text: 7 } },
    read: message('-100123:5'),
  },
  {
    ...{ kind: 'telegram', of: 'the team’s answers', options: { ownAccounts: ['@acme_care'] } },
    item: {
      update_id: 2,
      message: { ...told, message_id: 6, from: { ...vera, id: 8, username: 'Acme_Care' }, reply_to_message: told },
    },
    broken: { message: { ...told, text: 7 } },
    read: reply('-100123:6', ['-100123:5']),
  },
  {
    ...{ kind: 'telegram', of: 'groups that are not read', options: { chats: ['@acme_talk'] } },
    item: { update_id: 1, message: told },
    broken: { message: { ...told, text: 7 } },
    read: { skipped: 'other-chat' },
  },
  {
    ...{ kind: 'vkontakte', of: 'comments', options: { communityId: 55 } },
    item: comment,
    broken: { text: 7 },
    read: message('-55_22_333'),
  },
  {
    ...{ kind: 'vkontakte', of: 'the community’s answers', options: { communityId: 55 } },
    item: { ...comment, id: 334, from_id: -55, reply_to_comment: 333 },
    broken: { text: 7 },
    read: reply('-55_22_334', ['-55_22_333', '-55_22']),
  },
  {
    ...{ kind: 'vkontakte', of: 'discussions', options: { communityId: 55 } },
    item: { id: 3, from_id: 7, date: SECONDS, text: 'Late again', communityId: 55, topicId: 4 },
    broken: { text: 7 },
    read: message('topic-55_4_3'),
  },
  { kind: 'mastodon', of: 'hashtags', options: {}, item: status, broken: { content: 7 }, read: message('11') },
  {
    ...{ kind: 'mastodon', of: 'mentions', options: {} },
    item: { id: '5', type: 'mention', created_at: AT, status, readBy: 'shop' },
    broken: { status: { ...status, content: 7 } },
    read: message('11'),
  },
  {
    ...{ kind: 'mastodon', of: 'answers', options: {} },
    item: { ...status, id: '12', account: { id: '1', acct: 'shop' }, in_reply_to_id: '11' },
    broken: { content: 7 },
    read: reply('12', ['11']),
  },
  {
    ...{ kind: 'bluesky', of: 'searches', options: bluesky },
    item: blueskyPost,
    broken: { record: { text: 7 } },
    read: message(blueskyPost.uri),
  },
  {
    ...{ kind: 'bluesky', of: 'notifications', options: bluesky },
    item: { ...blueskyPost, reason: 'mention' },
    broken: { record: { text: 7 } },
    read: message(blueskyPost.uri),
  },
  {
    ...{ kind: 'bluesky', of: 'answers', options: bluesky },
    item: {
      post: {
        ...blueskyPost,
        uri: 'at://did:plc:shop/app.bsky.feed.post/2',
        author: { did: 'did:plc:shop', handle: 'Shop.bsky.social' },
        record: { ...blueskyPost.record, reply: { root: blueskyPost, parent: blueskyPost } },
      },
    },
    broken: { post: { ...blueskyPost, record: { text: 7 } } },
    read: reply('at://did:plc:shop/app.bsky.feed.post/2', [blueskyPost.uri]),
  },
  { kind: 'x', of: 'mentions', options: { userId: '1' }, item: xPost, broken: { text: 7 }, read: message('90') },
  {
    ...{ kind: 'x', of: 'answers', options: { userId: '1' } },
    item: { ...xPost, id: '91', author_id: '1', referenced_tweets: [{ type: 'replied_to', id: '90' }] },
    broken: { text: 7 },
    read: reply('91', ['90']),
  },
  {
    ...{ kind: 'reddit', of: 'comments' },
    options: { approved: true, clientId: 'client-of-acme', contact: 'acme', searches: ['acme'], replyAs: 'acme_care' },
    item: { kind: 't1', data: thing },
    broken: { data: { ...thing, body: 7 } },
    read: message('t1_x'),
  },
  {
    ...{ kind: 'reddit', of: 'answers' },
    options: { approved: true, clientId: 'client-of-acme', contact: 'acme', searches: ['acme'], replyAs: 'acme_care' },
    item: { kind: 't1', data: { ...thing, name: 't1_y', author: 'Acme_Care', parent_id: 't1_x' } },
    broken: { data: { ...thing, body: 7 } },
    read: reply('t1_y', ['t1_x', 't3_a']),
  },
  {
    ...{ kind: 'stack-exchange', of: 'questions', options: { query: 'acme' } },
    item: question,
    broken: { body: 7 },
    read: message('40'),
  },
  {
    ...{ kind: 'stack-exchange', of: 'answers', options: { query: 'acme', ownUserIds: [3] } },
    item: { answer_id: 41, question_id: 40, creation_date: SECONDS, body: '<p>Sorry</p>' },
    broken: { body: 7 },
    read: reply('41', ['40']),
  },
  {
    ...{ kind: 'stack-exchange', of: 'comments', options: { query: 'acme', ownUserIds: [3] } },
    item: { comment_id: 6, post_id: 40, creation_date: SECONDS, body: 'Sorry' },
    broken: { body: 7 },
    read: reply('comment-6', ['40']),
  },
  {
    ...{ kind: 'app-store', of: 'reviews', options: appStoreKey },
    item: { id: 'a-1', attributes: { rating: 1, title: 'Late', body: 'Late again', createdDate: AT } },
    broken: { attributes: { body: 7 } },
    read: message('a-1'),
  },
  {
    ...{ kind: 'app-store', of: 'answers', options: appStoreKey },
    item: { reviewId: 'a-1', at: AT, attributes: { responseBody: 'Sorry', lastModifiedDate: AT } },
    broken: { attributes: { responseBody: 7 } },
    read: reply('a-1#answer', ['a-1']),
  },
  {
    ...{ kind: 'app-store', of: 'public feeds', options: { appId: '1234567890' } },
    item: {
      id: { label: '77' },
      'im:rating': { label: '1' },
      content: { label: 'Late again' },
      updated: { label: AT },
    },
    broken: { content: { label: 7 } },
    read: message('77'),
  },
  {
    ...{ kind: 'google-business', of: 'reviews', options: place },
    item: placeReview,
    broken: { comment: 7 },
    read: message('9876543210/r-1'),
  },
  {
    ...{ kind: 'web-page', of: 'reviews', options: page },
    item: foundReview,
    broken: { text: null, rating: null },
    read: { message: { externalId: foundReview.externalId, language: 'en', url: foundReview.page.url } },
  },
];

async function reread(kind: string, options: object, item: Item | string): Promise<RereadItem | null | undefined> {
  const definition = connectorOf(kind);
  const raw = Buffer.from(typeof item === 'string' ? item : JSON.stringify(item));
  return definition?.reread?.(definition.options.parse(options), raw, NOW);
}

describe('an item that one version could not read', () => {
  it.each(cases)(
    'of $kind, $of: is read again from its raw form alone',
    async ({ kind, options, item, broken, read }) => {
      expect(await reread(kind, options, item)).toMatchObject(read);
      expect(await reread(kind, options, { ...item, ...broken })).toHaveProperty('rejected');
    },
  );

  it.each([
    [
      'telegram',
      'of a bot, perhaps its own',
      {},
      { update_id: 1, message: { ...told, from: { ...vera, is_bot: true } } },
    ],
    ['mastodon', 'of which nobody knows who read it', {}, { ...status, readBy: undefined }],
    [
      'bluesky',
      'of a handle that is not confirmed, perhaps its own',
      bluesky,
      { ...blueskyPost, author: { ...blueskyPost.author, handle: 'handle.invalid' } },
    ],
    ['app-store', 'of the public feed, which is not read any more', appStoreKey, { id: { label: '77' } }],
    ['app-store', 'of the API, which is not read any more', { appId: '1234567890' }, { id: 'a-1', attributes: {} }],
    ['google-business', 'with its answer', place, { ...placeReview, reviewReply: { comment: 'Sorry' } }],
    ['google-business', 'that does not name its place', place, { ...placeReview, name: undefined }],
    [
      'web-page',
      'with its answer',
      page,
      { ...foundReview, answers: [{ author: 'Acme', byHouse: true, text: 'Sorry', date: null }] },
    ],
    ['web-page', 'that does not name its page', page, { ...foundReview, page: undefined }],
    ['web-page', 'that is a damaged script', page, '{"@type":"Review"'],
  ])('of %s, %s: is left to its service, which knows more', async (kind, _what, options, item: Item | string) => {
    expect(await reread(kind, options, item)).toBeNull();
  });

  it('can be read again in every channel that asks a service for items with fields', () => {
    const without = CONNECTORS.filter(({ reread: again }) => again === undefined).map(({ kind }) => kind);
    expect(without.sort()).toEqual(['by-hand', 'complaints-book', 'feed', 'folder', 'form']);
  });
});
