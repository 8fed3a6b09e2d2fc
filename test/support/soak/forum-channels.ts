import { DiscourseServer } from '../channels/discourse-server.js';
import { HackerNewsServer } from '../channels/hacker-news-server.js';
import { REDDIT_APP, REDDIT_SECRET, startReddit } from '../channels/reddit-server.js';
import { StackExchangeServer } from '../channels/stack-exchange-server.js';
import { HttpServer } from '../http-server.js';
import { now, seconds, served, type OpenChannel } from './soak-channel.js';

/** How many items a feed shows at most. */
const FEED_LENGTH = 200;

/** Posts in forums and feeds, by kind. */
export const FORUM_CHANNELS = {
  discourse: async () => {
    const server = await DiscourseServer.start();
    const publish = (n: number, words: string): void =>
      void server.posts.push({
        id: n,
        username: 'vera',
        cooked: `<p>${words}</p>`,
        raw: words,
        created_at: now(),
        topic_id: 7,
        topic_title: 'Where is it?',
        post_number: n,
        post_url: `/t/where-is-it/7/${n}`,
      });
    return served(server, publish);
  },
  'hacker-news': async () => {
    const server = await HackerNewsServer.start();
    const publish = (n: number, words: string): void =>
      void server.add({
        objectID: String(n),
        author: 'vera',
        created_at_i: seconds(),
        comment_text: `<p>Acme: ${words}`,
        parent_id: 7000,
        story_id: 7000,
      });
    return served(server, publish, { queries: ['Acme'] });
  },
  'stack-exchange': async () => {
    const server = await StackExchangeServer.start();
    const publish = (n: number, words: string): void =>
      void server.questions.push({
        question_id: n,
        title: 'Acme fails',
        body: `<p>${words}</p>`,
        creation_date: seconds(),
        link: `https://stackoverflow.com/questions/${n}/acme`,
        owner: { user_id: 7, display_name: 'Vera', reputation: 1 },
      });
    return served(server, publish, { query: 'acme' });
  },
  reddit: async () => {
    const server = await startReddit('/search');
    const publish = (n: number, words: string): void => {
      const post = { name: `t3_${n}`, author: 'vera', created_utc: seconds(), title: 'Acme fails', selftext: words };
      server.add(n, { kind: 't3', data: post });
    };
    const options = { ...REDDIT_APP, loginUrl: server.http.origin, searches: ['acme'] };
    return served(server, publish, options, { clientSecret: REDDIT_SECRET });
  },
  feed: async () => {
    const http = await HttpServer.start();
    const items: string[] = [];
    http.on('/feed', (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(`<rss version="2.0"><channel><title>Forum</title>${items.slice(-FEED_LENGTH).join('')}</channel></rss>`),
    );
    const publish = (n: number, words: string): void =>
      void items.push(
        `<item><guid>p-${n}</guid><title>Re: parcel</title><description>${words}</description><pubDate>${new Date().toUTCString()}</pubDate></item>`,
      );
    const stop = (): Promise<void> => http.stop();
    return { options: { url: `${http.origin}/feed` }, secrets: {}, http, publish, stop };
  },
} satisfies Readonly<Record<string, OpenChannel>>;
