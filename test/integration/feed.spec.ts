import { describeConnectorConformance, type ConnectorKit, type Page, type PollLimits } from '@earshot/connector-kit';
import { FEED, type FeedCursor } from '@earshot/connectors';
import { ConnectorError } from '@earshot/domain';
import { gzipSync } from 'node:zlib';
import { connectorKit } from '../support/connector-kit.js';
import { HttpServer } from '../support/http-server.js';

interface Post {
  readonly id: string;
  readonly title?: string;
  readonly text?: string;
  readonly date?: string;
}

const rss = (posts: readonly Post[], extra = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Forum</title>${extra}${posts
    .map(
      ({ id, title = `Post ${id}`, text = `Where is order ${id}?`, date = 'Mon, 02 Mar 2026 10:00:00 GMT' }) =>
        `<item><guid>${id}</guid><title>${title}</title><author>Anna</author><pubDate>${date}</pubDate><description>${text}</description></item>`,
    )
    .join('')}</channel></rss>`;

const FIVE = ['e', 'd', 'c', 'b', 'a'].map((id, index) => ({ id, date: `Mon, 02 Mar 2026 1${5 - index}:00:00 GMT` }));
const LIMITS: PollLimits = { pageSize: 100, maxItemBytes: 100_000, since: null };

describeConnectorConformance({
  definition: FEED,
  async start() {
    const server = await HttpServer.start();
    server.serve('/feed', rss(FIVE));
    return {
      server,
      options: { url: `${server.origin}/feed` },
      externalIds: FIVE.map(({ id }) => id),
      kit: connectorKit([server.host]),
      stop: () => server.stop(),
    };
  },
  async addUnreadable({ server }) {
    server.serve('/feed', rss(FIVE, '<item><enclosure url="x"/></item>'));
  },
  async limitRate({ server }, retryAt) {
    server.serve('/feed', '', { 'retry-after': retryAt.toUTCString() }, 429);
  },
  async stall({ server }) {
    server.on('/feed', () => undefined);
  },
  breakDown: ({ server }) => server.stop(),
  async traces({ server }) {
    return server.seen.filter(({ method }) => method !== 'GET');
  },
});

describe('the feed connector', () => {
  let server: HttpServer;
  let kit: ConnectorKit;

  beforeEach(async () => {
    server = await HttpServer.start();
    kit = connectorKit([server.host]);
  });
  afterEach(() => server.stop());

  const connector = (options: Record<string, unknown> = {}) =>
    FEED.create(FEED.options.parse({ url: `${server.origin}/feed`, ...options }), kit);
  const poll = async (from: FeedCursor | null = null, limits: Partial<PollLimits> = {}, options = {}) => {
    const pages: Page<FeedCursor>[] = [];
    const reading = connector(options).poll(from, { ...LIMITS, ...limits }, new AbortController().signal);
    for await (const page of reading) pages.push(page);
    const last = pages.at(-1)!;
    return { pages, cursor: last.cursor, notBefore: last.notBefore, messages: pages.flatMap((page) => page.messages) };
  };
  const failure = async (): Promise<ConnectorError> => {
    const error: unknown = await poll().catch((reason: unknown) => reason);
    if (!(error instanceof ConnectorError)) throw new Error('the poll did not fail as a connector should');
    return error;
  };

  it('hands on the posts oldest first', async () => {
    server.serve('/feed', rss(FIVE));
    expect((await poll()).messages.map(({ externalId }) => externalId)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('asks only for changes, and reads nothing when there are none', async () => {
    server.on('/feed', ({ headers }, response) => {
      if (headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"v1"', 'last-modified': 'Mon, 02 Mar 2026 10:00:00 GMT' }).end(rss(FIVE));
    });
    const first = await poll();
    const second = await poll(first.cursor);
    expect(second.messages).toEqual([]);
    expect(second.cursor).toEqual(first.cursor);
    expect(server.seen[1]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Mon, 02 Mar 2026 10:00:00 GMT',
    });
  });

  it('does not claim to have read what a stopped poll left', async () => {
    server.serve('/feed', rss(FIVE), { etag: '"v1"' });
    const [first] = (await poll(null, { pageSize: 2 })).pages;
    expect(first?.cursor.etag).toBeNull();
  });

  it('hears a post that is new although its date is old', async () => {
    server.serve('/feed', rss(FIVE));
    const { cursor } = await poll();
    server.serve('/feed', rss([...FIVE, { id: 'late', date: 'Mon, 02 Feb 2026 10:00:00 GMT' }]));
    expect((await poll(cursor)).messages.map(({ externalId }) => externalId)).toEqual(['late']);
  });

  it('hears an edit as a new revision of the same post', async () => {
    server.serve('/feed', rss([{ id: '1', text: 'It came late.' }]));
    const before = await poll();
    server.serve('/feed', rss([{ id: '1', text: 'It never came!' }]));
    const after = await poll(before.cursor);
    expect(after.messages).toMatchObject([{ externalId: '1', text: 'It never came!' }]);
    expect(after.messages[0]?.revision).not.toBe(before.messages[0]?.revision);
    expect((await poll(after.cursor)).messages).toEqual([]);
  });

  it('hands words that come back on again', async () => {
    const texts = ['It came late.', 'It never came!', 'It came late.'];
    const heard: string[] = [];
    let cursor: FeedCursor | null = null;
    for (const text of texts) {
      server.serve('/feed', rss([{ id: '1', text }]));
      const read = await poll(cursor);
      heard.push(...read.messages.map((message) => message.text));
      cursor = read.cursor;
    }
    expect(heard).toEqual(texts);
  });

  it('reads entries with one id and different words each once, in whatever order and company they come later', async () => {
    const [first, second] = [
      { id: '1', text: 'It came late.' },
      { id: '1', text: 'It never came!' },
    ];
    server.serve('/feed', rss([second, first]));
    const both = await poll();
    expect(both.messages.map(({ text }) => text)).toEqual([first.text, second.text]);
    expect(both.messages[0]?.externalId).toBe('1');
    expect(both.messages[1]?.externalId).not.toBe('1');
    expect((await connector().verify(new AbortController().signal)).warnings.join()).toContain('1 entries have the id');
    server.serve('/feed', rss([first, second]));
    const turned = await poll(both.cursor);
    expect(turned.messages).toEqual([]);
    server.serve('/feed', rss([second]));
    expect((await poll(turned.cursor)).messages).toEqual([]);
  });

  it.each([
    ['Thu, 01 Jan 1970 00:00:00 GMT', 'date-implausible'],
    ['Mon, 02 Mar 2099 10:00:00 GMT', 'date-implausible'],
    ['sometime', 'date-missing'],
  ])('counts a post dated %s from its reading and says so: %s', async (date, tag) => {
    const now = new Date('2026-03-03T00:00:00Z');
    kit = connectorKit([server.host], { now: () => now });
    server.serve('/feed', rss([{ id: '1', date }]));
    expect((await poll(null, { since: new Date('2026-03-01') })).messages).toMatchObject([
      { sentAt: now, tags: [tag] },
    ]);
  });

  it('says how many posts it left aside as too old', async () => {
    server.serve('/feed', rss(FIVE));
    const { pages, messages } = await poll(null, { since: new Date('2026-03-02T14:00:00Z') });
    expect(messages.map(({ externalId }) => externalId)).toEqual(['d', 'e']);
    expect(pages[0]?.skipped).toEqual({ 'older-than-start': 3 });
  });

  it('says what to do about an answer without a single character', async () => {
    server.serve('/feed', '');
    expect(await failure()).toMatchObject({ kind: 'unreadable', advice: expect.stringContaining('browser') as string });
  });

  it('sets a post aside that is too large', async () => {
    server.serve('/feed', rss([{ id: '1' }, { id: 'huge', text: 'x'.repeat(200_000) }]));
    const { pages } = await poll();
    expect(pages[0]?.messages).toHaveLength(1);
    expect(pages[0]?.rejected).toMatchObject([{ externalId: 'huge', reason: 'too-large' }]);
  });

  it('knows authors of a forum by their name on its host, and those of reviews not', async () => {
    server.serve('/feed', rss([{ id: '1' }]));
    const host = new URL(server.origin).host;
    expect((await poll()).messages[0]?.author).toEqual({
      name: 'Anna',
      address: null,
      handle: 'Anna',
      namespace: host,
    });
    const review = await poll(null, {}, { channel: 'review' });
    expect(review.messages[0]).toMatchObject({ channel: 'review', author: { name: 'Anna', handle: null } });
  });

  it('waits as long as the feed asks, an hour at most', async () => {
    const now = new Date('2026-03-03T00:00:00Z');
    kit = connectorKit([server.host], { now: () => now });
    server.serve('/feed', rss([], '<ttl>10</ttl>'), { 'cache-control': 'public, max-age=1200', age: '60' });
    expect((await poll()).notBefore).toEqual(new Date('2026-03-03T00:19:00Z'));
    server.serve('/feed', rss([], '<ttl>10080</ttl>'));
    expect((await poll()).notBefore).toEqual(new Date('2026-03-03T01:00:00Z'));
    server.serve('/feed', rss([]), { 'cache-control': 'no-cache, max-age=0' });
    expect((await poll()).notBefore).toBeUndefined();
  });

  it('logs in where the feed asks for it', async () => {
    kit = connectorKit([server.host], { secrets: { password: 'sälä' } });
    server.serve('/feed', rss([]));
    await poll(null, {}, { username: 'reader' });
    expect(server.seen[0]?.headers['authorization']).toBe(`Basic ${Buffer.from('reader:sälä').toString('base64')}`);
  });

  it('refuses a feed of 50 MB, compressed or not, and one that redirects inside the house', async () => {
    const large = Buffer.from(rss([{ id: '1', text: 'x'.repeat(50_000_000) }]));
    server.serve('/feed', large);
    expect((await failure()).kind).toBe('unreadable');
    server.serve('/feed', gzipSync(large), { 'content-encoding': 'gzip' });
    expect((await failure()).kind).toBe('unreadable');
    server.serve('/feed', '', { location: 'http://169.254.169.254/' }, 302);
    expect((await failure()).kind).toBe('misconfigured');
  });

  it('tells the person who enters a web page where its feed is', async () => {
    server.serve('/feed', '<!doctype html><link rel="alternate" type="application/atom+xml" href="/atom">');
    const error = await failure();
    expect(error.kind).toBe('unreadable');
    expect(error.advice).toContain(`${server.origin}/atom`);
  });

  it('warns about what deserves attention', async () => {
    server.serve('/moved', rss([]));
    server.serve('/feed', '', { location: '/moved' }, 301);
    const check = await connector().verify(new AbortController().signal);
    expect(check.warnings).toEqual([
      `The address redirects to ${server.origin}/moved; better enter that one`,
      'The feed has no entries now',
    ]);
  });

  it('reads a forum of phpBB: own words, quotes, topics and what the house answered', async () => {
    const post = (id: number, author: string, title: string, content: string, views = 60) =>
      `<entry><author><name><![CDATA[${author}]]></name></author><updated>2026-03-02T1${id}:00:00+02:00</updated>
      <published>2026-03-02T1${id}:00:00+02:00</published><id>https://forum.example/viewtopic.php?p=${id}#p${id}</id>
      <link href="https://forum.example/viewtopic.php?p=${id}#p${id}"/><title type="html"><![CDATA[Orders • ${title}]]></title>
      <category term="Orders" scheme="https://forum.example/viewforum.php?f=7" label="Orders"/>
      <content type="html" xml:base="https://forum.example/"><![CDATA[\n${content}<p>Statistics: Posted by <a
      href="https://forum.example/memberlist.php?u=2">${author}</a> — Mon Mar 02, 2026 — Replies 3 — Views ${views}</p><hr />\n]]></content></entry>`;
    const quote = '<blockquote><div><cite>anna wrote:</cite>Where is it?</div></blockquote>';
    const feed = (views: number) => `<?xml version="1.0" encoding="UTF-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-gb"><title>Forum</title><link href="https://forum.example/"/>
      <updated>2026-03-02T13:00:00+02:00</updated><author><name><![CDATA[Forum]]></name></author><id>https://forum.example/feed</id>
      ${post(3, 'Shop_Care', 'Re: Parcel lost', `${quote}We are looking for it.`, views)}
      ${post(2, 'boris', 'Re: Parcel lost', `${quote}Mine too! <img class="smilies" src="./s.gif" alt=":(">`, views)}
      ${post(1, 'anna', 'Parcel lost', 'Where is it?<br />I am <strong>angry</strong>.', views)}</feed>`;
    server.serve('/feed', feed(60));
    const options = FEED.options.parse({ url: `${server.origin}/feed`, ownNames: ['shop_care'] });
    const read = async (from: FeedCursor | null) => {
      const pages: Page<FeedCursor>[] = [];
      for await (const page of FEED.create(options, kit).poll(from, LIMITS, new AbortController().signal))
        pages.push(page);
      return pages[0]!;
    };
    const first = await read(null);
    const topic = 'topic:Parcel lost';
    expect(first.messages).toMatchObject([
      { text: 'Where is it?\nI am angry.', quoted: null, threadId: topic, references: [], author: { handle: 'anna' } },
      { text: 'Mine too! :(', quoted: 'anna wrote:Where is it?', references: [topic], language: 'en-gb' },
    ]);
    expect(first.replies).toMatchObject([{ answers: [topic], text: 'We are looking for it.' }]);
    server.serve('/feed', feed(61));
    const second = await read(first.cursor);
    expect([second.messages, second.replies]).toEqual([[], []]);
  });
});
