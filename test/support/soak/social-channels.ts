import { BlueskyServer } from '../channels/bluesky-server.js';
import { GraphServer, TOKEN as GRAPH_TOKEN } from '../channels/graph-server.js';
import { MastodonServer } from '../channels/mastodon-server.js';
import { TelegramServer, TOKEN as BOT_TOKEN } from '../channels/telegram-server.js';
import { VkontakteServer } from '../channels/vkontakte-server.js';
import { BEARER, idAt, XServer } from '../channels/x-server.js';
import { CHANNEL, startYoutube } from '../channels/youtube-server.js';
import { now, seconds, served, type OpenChannel } from './soak-channel.js';

const PAGE = '10001';
const ACCOUNT = '17841400';

/** Posts and comments in social networks, by kind. */
export const SOCIAL_CHANNELS = {
  mastodon: async () => {
    const server = (await MastodonServer.start()).tag('shop');
    const publish = (n: number, words: string): void =>
      void server.add({
        id: String(n),
        acct: 'vera@else.example',
        content: `<p>${words}</p>`,
        created_at: now(),
        tags: ['shop'],
      });
    return served(server, publish, { mentions: false, hashtags: ['shop'] });
  },
  bluesky: async () => {
    const server = await BlueskyServer.start();
    const publish = (n: number, words: string): void =>
      void server.posts.push({ key: n, handle: 'vera.example', text: words, at: now(), reason: 'mention' });
    return served(server, publish, { identifier: 'shop.example' }, { appPassword: 'app-password' });
  },
  vkontakte: async () => {
    const server = await VkontakteServer.start();
    const publish = (n: number, words: string): void =>
      void server.comments.push({ id: n, from_id: 9, owner_id: -1, post_id: 7, date: seconds(), text: words });
    return served(server, publish, { communityId: 1 }, { accessToken: 'good-token' });
  },
  x: async () => {
    const server = await XServer.start();
    const publish = (n: number, words: string): void => {
      const at = new Date();
      server.add({ id: idAt(at, n), text: `Acme: ${words}`, author_id: '9', created_at: at.toISOString() });
    };
    return served(server, publish, { searches: ['acme'] }, { bearerToken: BEARER });
  },
  facebook: async () => {
    const wall = `${PAGE}/feed`;
    const server = (await GraphServer.start()).add(wall);
    const publish = (n: number, words: string): void =>
      void server.add(wall, {
        id: `${PAGE}_${n}`,
        message: words,
        from: { id: '9009', name: 'Vera' },
        created_time: now(),
      });
    return served(server, publish, { pageId: PAGE, posts: 0 }, { accessToken: GRAPH_TOKEN });
  },
  instagram: async () => {
    const comments = '5001/comments';
    const server = (await GraphServer.start()).add(`${ACCOUNT}/media`, { id: '5001' }).add(comments);
    const publish = (n: number, words: string): void =>
      void server.add(comments, {
        id: `60${n}`,
        text: words,
        from: { id: '9009', username: 'vera' },
        timestamp: now(),
      });
    return served(server, publish, { accountId: ACCOUNT, username: 'acme' }, { accessToken: GRAPH_TOKEN });
  },
  youtube: async () => {
    const server = await startYoutube();
    const publish = (n: number, words: string): void => {
      const snippet = {
        textOriginal: words,
        authorDisplayName: '@vera',
        authorChannelId: { value: 'UCvera' },
        publishedAt: now(),
        videoId: 'dQw4w9WgXcQ',
      };
      server.add(n, { snippet: { topLevelComment: { id: `yt-${n}`, snippet }, totalReplyCount: 0 } });
    };
    return served(server, publish, { channelId: CHANNEL }, { apiKey: 'good-key' });
  },
  telegram: async () => {
    const server = await TelegramServer.start();
    const publish = (n: number, words: string): void => void server.say(n, { text: words, date: seconds() });
    return served(server, publish, { waitSeconds: 0 }, { botToken: BOT_TOKEN });
  },
} satisfies Readonly<Record<string, OpenChannel>>;
