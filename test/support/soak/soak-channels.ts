import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlueskyServer } from '../channels/bluesky-server.js';
import { DiscourseServer } from '../channels/discourse-server.js';
import { GooglePlayServer } from '../channels/google-play-server.js';
import { HackerNewsServer } from '../channels/hacker-news-server.js';
import { MastodonServer } from '../channels/mastodon-server.js';
import { StackExchangeServer } from '../channels/stack-exchange-server.js';
import { VkontakteServer } from '../channels/vkontakte-server.js';
import type { Dovecot } from '../dovecot.js';
import { HttpServer } from '../http-server.js';

/** A place where customers write during the soak. */
export interface SoakChannel {
  readonly kind: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Where faults are put in; `null` where there is no HTTP. */
  readonly http: HttpServer | null;
  /** Publishes the `n`-th message of a source, counted from 1; `words` stand in it and in no other. */
  publish(n: number, words: string, sourceId: string): void;
  stop(): Promise<void> | void;
}

type Started = { readonly http: HttpServer; stop(): Promise<void> };

const channel = (
  kind: string,
  { http, stop }: Started,
  publish: SoakChannel['publish'],
  options: SoakChannel['options'] = {},
  secrets: SoakChannel['secrets'] = {},
): SoakChannel => ({
  kind,
  options: { baseUrl: http.origin, ...options },
  secrets,
  http,
  publish,
  stop: () => stop(),
});
const seconds = (): number => Math.floor(Date.now() / 1_000);
const stopping = (server: { readonly http: HttpServer; stop(): Promise<void> }): Started => ({
  http: server.http,
  stop: () => server.stop(),
});

/** One starter for each kind that can be read from a server or a folder on this machine. */
export const SOAK_CHANNELS: readonly (() => Promise<SoakChannel>)[] = [
  async () => {
    const server = (await MastodonServer.start()).tag('shop');
    const publish = (n: number, words: string): void =>
      void server.add({
        id: String(n),
        acct: 'vera@else.example',
        content: `<p>${words}</p>`,
        created_at: new Date().toISOString(),
        tags: ['shop'],
      });
    return channel('mastodon', stopping(server), publish, { mentions: false, hashtags: ['shop'] });
  },
  async () => {
    const server = await DiscourseServer.start();
    const publish = (n: number, words: string): void =>
      void server.posts.push({
        id: n,
        username: 'vera',
        cooked: `<p>${words}</p>`,
        raw: words,
        created_at: new Date().toISOString(),
        topic_id: 7,
        topic_title: 'Where is it?',
        post_number: n,
        post_url: `/t/where-is-it/7/${n}`,
      });
    return channel('discourse', stopping(server), publish);
  },
  async () => {
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
    return channel('hacker-news', stopping(server), publish, { queries: ['Acme'] });
  },
  async () => {
    const server = await GooglePlayServer.start();
    const publish = (n: number, words: string): void =>
      void server.add({ reviewId: `gp-${n}`, seconds: seconds(), text: words });
    const secrets = { serviceAccount: server.keyFile() };
    return channel('google-play', stopping(server), publish, { packageName: 'com.example.shop' }, secrets);
  },
  async () => {
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
    return channel('stack-exchange', stopping(server), publish, { query: 'acme' });
  },
  async () => {
    const server = await BlueskyServer.start();
    const publish = (n: number, words: string): void =>
      void server.posts.push({
        key: n,
        handle: 'vera.example',
        text: words,
        at: new Date().toISOString(),
        reason: 'mention',
      });
    const secrets = { appPassword: 'app-password' };
    return channel('bluesky', stopping(server), publish, { identifier: 'shop.example' }, secrets);
  },
  async () => {
    const server = await VkontakteServer.start();
    const publish = (n: number, words: string): void =>
      void server.comments.push({ id: n, from_id: 9, owner_id: -1, post_id: 7, date: seconds(), text: words });
    return channel('vkontakte', stopping(server), publish, { communityId: 1 }, { accessToken: 'good-token' });
  },
  async () => {
    const http = await HttpServer.start();
    const items: string[] = [];
    http.on('/feed', (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(`<rss version="2.0"><channel><title>Forum</title>${items.slice(-200).join('')}</channel></rss>`),
    );
    const publish = (n: number, words: string): void =>
      void items.push(
        `<item><guid>p-${n}</guid><title>Re: parcel</title><description>${words}</description><pubDate>${new Date().toUTCString()}</pubDate></item>`,
      );
    const started = channel('feed', { http, stop: () => http.stop() }, publish);
    return { ...started, options: { url: `${http.origin}/feed` } };
  },
  () => {
    const path = mkdtempSync(join(tmpdir(), 'earshot-soak-folder-'));
    const publish = (n: number, words: string): void => {
      const [draft, name] = [join(tmpdir(), `earshot-soak-${process.pid}-${n}.eml`), join(path, `${n}.eml`)];
      writeFileSync(draft, mail(n, words));
      renameSync(draft, name);
    };
    const stop = (): void => rmSync(path, { recursive: true, force: true });
    return Promise.resolve({ kind: 'folder', options: { path }, secrets: {}, http: null, publish, stop });
  },
];

/** A mailbox of its own on a mail server that the test restarts. */
export function mailboxChannel(dovecot: Dovecot, user: string): SoakChannel {
  return {
    kind: 'mailbox',
    options: { host: '127.0.0.1', port: dovecot.port, security: 'none', user },
    secrets: { password: 'secret' },
    http: null,
    publish: (n, words) => dovecot.deliver(user, mail(n, words)),
    stop: () => undefined,
  };
}

function mail(n: number, words: string): string {
  return [
    `Message-ID: <soak-${n}@customers.example>`,
    `From: Customer ${n} <customer-${n}@customers.example>`,
    'To: office@harbour-bank.example',
    `Date: ${new Date().toUTCString()}`,
    `Subject: Parcel ${n}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    words,
    '',
  ].join('\r\n');
}
