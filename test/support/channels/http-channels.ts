import type { ConnectorKit } from '@earshot/connector-kit';
import type { AnyConnectorDefinition } from '@earshot/connectors';
import { APP_STORE } from '../../../libs/connectors/src/app-store/app-store-definition.js';
import { BLUESKY } from '../../../libs/connectors/src/bluesky/bluesky-definition.js';
import { DISCOURSE } from '../../../libs/connectors/src/discourse/discourse-definition.js';
import { GOOGLE_BUSINESS } from '../../../libs/connectors/src/google-business/google-business-definition.js';
import { GOOGLE_PLAY } from '../../../libs/connectors/src/google-play/google-play-definition.js';
import { HACKER_NEWS } from '../../../libs/connectors/src/hacker-news/hacker-news-definition.js';
import { FACEBOOK } from '../../../libs/connectors/src/facebook/facebook-definition.js';
import { INSTAGRAM } from '../../../libs/connectors/src/instagram/instagram-definition.js';
import { TELEGRAM } from '../../../libs/connectors/src/telegram/telegram-definition.js';
import { X } from '../../../libs/connectors/src/x/x-definition.js';
import { MASTODON } from '../../../libs/connectors/src/mastodon/mastodon-definition.js';
import { REDDIT } from '../../../libs/connectors/src/reddit/reddit-definition.js';
import { STACK_EXCHANGE } from '../../../libs/connectors/src/stack-exchange/stack-exchange-definition.js';
import { TRUSTPILOT } from '../../../libs/connectors/src/trustpilot/trustpilot-definition.js';
import { VKONTAKTE } from '../../../libs/connectors/src/vkontakte/vkontakte-definition.js';
import { YOUTUBE } from '../../../libs/connectors/src/youtube/youtube-definition.js';
import { APP_ID, EC_PEM } from './app-store-server.js';
import { RSA_PEM } from './google-play-server.js';
import { TOKEN as TELEGRAM_TOKEN } from './telegram-server.js';

/** What an item may be given besides its usual parts. */
export interface ItemParts {
  readonly id: string | number;
  readonly text: string;
  readonly date: unknown;
}

/** How one channel over HTTP is fed with what it should never send. */
export interface HttpChannel {
  readonly definition: AnyConnectorDefinition;
  /** Besides `baseUrl`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Other addresses among the options. */
  addresses?(origin: string): Readonly<Record<string, string>>;
  readonly secrets: (origin: string) => ConnectorKit['secrets'];
  /** What is asked for before the list, and answered so whatever else is sent. */
  readonly first?: { readonly path: string; readonly body: unknown };
  /** Its places in a list are never refused: numbers, or refusals that are told in a way of its own. */
  readonly keepsPositions?: boolean;
  /** What was read and confirmed is not given again. */
  readonly givesOnce?: boolean;
  /** Whether the ids of this channel are numbers. */
  readonly numericIds?: boolean;
  /** The answer of a list with these items, newest first. */
  list(items: readonly unknown[]): unknown;
  item(parts: ItemParts): unknown;
}

const hourAhead = Math.floor(Date.now() / 1000) + 3600;
const blueskyToken = `h.${Buffer.from(JSON.stringify({ sub: 'did:plc:shop', exp: hourAhead * 24 })).toString('base64url')}.s`;

/** Every connector over a JSON API, for the tests that hold for all of them. */
export const HTTP_CHANNELS: readonly HttpChannel[] = [
  {
    definition: MASTODON,
    options: { mentions: false, hashtags: ['shop'] },
    secrets: () => ({}),
    list: (items) => items,
    item: ({ id, text, date }) => ({ id, content: text, created_at: date, account: { id: '1', acct: 'vera' } }),
  },
  {
    definition: BLUESKY,
    options: { identifier: 'shop.example', mentions: false, searches: ['order'] },
    secrets: () => ({ accessToken: blueskyToken }),
    list: (items) => ({ posts: items, feed: [] }),
    item: ({ id, text, date }) => ({
      uri: `at://did:plc:vera/app.bsky.feed.post/${id}`,
      cid: 'c',
      author: { did: 'did:plc:vera', handle: 'vera.example' },
      record: { text, createdAt: date },
      indexedAt: date,
    }),
  },
  {
    definition: DISCOURSE,
    keepsPositions: true,
    options: {},
    secrets: () => ({}),
    numericIds: true,
    list: (items) => ({ latest_posts: items }),
    item: ({ id, text, date }) => ({
      id,
      username: 'vera',
      cooked: text,
      created_at: date,
      topic_id: 1,
      post_number: 2,
    }),
  },
  {
    definition: HACKER_NEWS,
    options: { queries: ['Acme'] },
    secrets: () => ({}),
    list: (items) => ({ hits: items, nbHits: items.length }),
    item: ({ id, text, date }) => ({ objectID: id, author: 'vera', created_at_i: date, comment_text: text }),
  },
  {
    definition: STACK_EXCHANGE,
    options: { query: 'acme' },
    secrets: () => ({}),
    numericIds: true,
    list: (items) => ({ items, has_more: false }),
    item: ({ id, text, date }) => ({ question_id: id, title: 'Why?', body: text, creation_date: date }),
  },
  {
    definition: GOOGLE_PLAY,
    options: { packageName: 'com.example.shop' },
    secrets: (origin) => ({
      serviceAccount: JSON.stringify({
        client_email: 'a@b.example',
        private_key: RSA_PEM,
        token_uri: `${origin}/token`,
      }),
    }),
    first: { path: '/token', body: { access_token: 't', expires_in: 3600 } },
    list: (items) => ({ reviews: items }),
    item: ({ id, text, date }) => ({
      reviewId: id,
      comments: [{ userComment: { text, lastModified: { seconds: date } } }],
    }),
  },
  {
    definition: GOOGLE_BUSINESS,
    options: { clientId: 'client.apps.example', accountId: '1234567890', locationIds: ['9876543210'] },
    addresses: (origin) => ({ tokenUrl: `${origin}/token` }),
    secrets: () => ({ clientSecret: 'business-secret', refreshToken: 'business-refresh-token' }),
    first: { path: '/token', body: { access_token: 't', expires_in: 3600 } },
    list: (reviews) => ({ reviews, averageRating: 1 }),
    item: ({ id, text, date }) => ({ reviewId: id, starRating: 'ONE', comment: text, updateTime: date }),
  },
  {
    definition: APP_STORE,
    options: { appId: APP_ID, issuerId: '57246542-96fe-1a63-e053-0824d011072a', keyId: '2X9R4HXF34' },
    secrets: () => ({ privateKey: EC_PEM }),
    list: (items) => ({ data: items, links: {} }),
    item: ({ id, text, date }) => ({ id, attributes: { rating: 1, body: text, createdDate: date } }),
  },
  {
    definition: TRUSTPILOT,
    options: { businessUnitId: '46d6a890000064000500e0c3' },
    secrets: () => ({ apiKey: 'trustpilot-key' }),
    list: (reviews) => ({ reviews }),
    item: ({ id, text, date }) => ({ id, stars: 1, text, createdAt: date }),
  },
  {
    definition: YOUTUBE,
    options: { channelId: 'UCabcdefghijklmnopqrstuv' },
    secrets: () => ({ apiKey: 'youtube-key' }),
    list: (items) => ({ items }),
    item: ({ id, text, date }) => ({
      snippet: { topLevelComment: { id, snippet: { textOriginal: text, publishedAt: date } } },
    }),
  },
  {
    definition: REDDIT,
    options: { approved: true, clientId: 'client-id-1', contact: 'care', searches: ['acme'] },
    addresses: (origin) => ({ loginUrl: origin }),
    secrets: () => ({ clientSecret: 'reddit-secret' }),
    first: { path: '/api/v1/access_token', body: { access_token: 't' } },
    list: (children) => ({ data: { children } }),
    item: ({ id, text, date }) => ({ kind: 't3', data: { name: `t3_${id}`, selftext: text, created_utc: date } }),
  },
  {
    definition: VKONTAKTE,
    keepsPositions: true,
    options: { searches: ['acme'] },
    secrets: () => ({ accessToken: 'vk-token' }),
    numericIds: true,
    list: (items) => ({ response: { items, count: items.length } }),
    item: ({ id, text, date }) => ({ id, from_id: 9, owner_id: 9, text, date }),
  },
  {
    definition: FACEBOOK,
    options: { pageId: '10001', posts: 0 },
    secrets: () => ({ accessToken: 'facebook-token', appSecret: 'facebook-secret' }),
    list: (data) => ({ data }),
    item: ({ id, text, date }) => ({ id, message: text, created_time: date, from: { id: '9', name: 'Vera' } }),
  },
  {
    definition: INSTAGRAM,
    options: { accountId: '17841400', username: 'acme' },
    secrets: () => ({ accessToken: 'instagram-token' }),
    first: { path: '/17841400/media', body: { data: [{ id: '5001' }] } },
    list: (data) => ({ data }),
    item: ({ id, text, date }) => ({ id, text, timestamp: date, username: 'vera' }),
  },
  {
    definition: TELEGRAM,
    keepsPositions: true,
    givesOnce: true,
    options: { waitSeconds: 0 },
    secrets: () => ({ botToken: TELEGRAM_TOKEN }),
    numericIds: true,
    list: (result) => ({ ok: true, result }),
    item: ({ id, text, date }) => ({
      update_id: id,
      message: { message_id: id, text, date, chat: { id: 5, type: 'private' }, from: { id: 9 } },
    }),
  },
  {
    definition: X,
    keepsPositions: true,
    options: { searches: ['acme'] },
    secrets: () => ({ bearerToken: 'x-bearer' }),
    list: (data) => ({ data, meta: { result_count: data.length } }),
    item: ({ id, text, date }) => ({ id, text, created_at: date, author_id: '9' }),
  },
];
