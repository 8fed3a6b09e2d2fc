import type { ConnectorKit } from '@earshot/connector-kit';
import type { AnyConnectorDefinition } from '@earshot/connectors';
import type { ServerResponse } from 'node:http';
import { connectorKit } from '../../support/connector-kit.js';
import type { ItemParts } from '../../support/channels/http-channels.js';
import { failureOf, poll } from '../../support/channels/polling.js';
import { HttpServer } from '../../support/http-server.js';
import { FEED } from '../../../libs/connectors/src/feed/feed-definition.js';
import { WEB_PAGE } from '../../../libs/connectors/src/web-page/web-page-definition.js';

const NOW = new Date('2026-03-03T12:00:00Z');
const WRITTEN = new Date('2026-03-02T10:00:00Z');
const MIB = 1024 * 1024;

type Parts = Partial<ItemParts> & { readonly date?: string };

/** What is read as a document, not as an answer of an API. */
interface DocumentChannel {
  readonly kind: string;
  readonly definition: AnyConnectorDefinition;
  options(url: string): Readonly<Record<string, unknown>>;
  /** Newest first. */
  document(items: readonly Parts[]): string;
  /** A document without any item is one. */
  readonly mayBeEmpty: boolean;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const withDate = (date: string | undefined, write: (date: string) => string) => (date === undefined ? '' : write(date));

const CHANNELS: readonly DocumentChannel[] = [
  {
    kind: 'feed of RSS',
    definition: FEED,
    options: (url) => ({ url }),
    mayBeEmpty: true,
    document: (items) =>
      `<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>${items
        .map(
          ({ id = 1, text = 'It broke', date = WRITTEN.toUTCString() }) =>
            `<item><guid>${id}</guid>${withDate(date, (at) => `<pubDate>${at}</pubDate>`)}<description>${escaped(text)}</description></item>`,
        )
        .join('')}</channel></rss>`,
  },
  {
    kind: 'feed of JSON',
    definition: FEED,
    options: (url) => ({ url }),
    mayBeEmpty: true,
    document: (items) =>
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'F',
        items: items.map(({ id = 1, text = 'It broke', date = WRITTEN.toISOString() }) => ({
          id: String(id),
          content_text: text,
          date_published: date,
        })),
      }),
  },
  {
    kind: 'web page with JSON-LD',
    definition: WEB_PAGE,
    options: (url) => ({ url, mayRead: true, pauseSeconds: 0 }),
    mayBeEmpty: false,
    document: (items) => {
      const reviews = items.map(({ id = 1, text = 'It broke', date = WRITTEN.toISOString() }) => ({
        '@type': 'Review',
        '@id': `urn:${id}`,
        reviewBody: text,
        datePublished: date,
      }));
      return `<html><script type="application/ld+json">${JSON.stringify(reviews).replaceAll('<', '\\u003c')}</script></html>`;
    },
  },
  {
    kind: 'web page by selectors',
    definition: WEB_PAGE,
    options: (url) => ({ url, mayRead: true, pauseSeconds: 0, review: 'p', id: '@id', date: '@data-at', text: 'b' }),
    mayBeEmpty: false,
    document: (items) =>
      `<html>${items
        .map(
          ({ id = 1, text = 'It broke', date = WRITTEN.toISOString() }) =>
            `<p id="${id}" data-at="${date}"><b>${escaped(text)}</b></p>`,
        )
        .join('')}</html>`,
  },
];

describe.each(CHANNELS.map((channel) => [channel.kind, channel] as const))('whatever a %s is', (_kind, channel) => {
  let server: HttpServer;
  let kit: ConnectorKit;

  beforeEach(async () => {
    server = await HttpServer.start();
    kit = connectorKit([server.host], { now: () => NOW });
  });
  afterEach(() => server.stop());

  const options = () => channel.options(`${server.origin}/page`);
  const read = (from: unknown = null) => poll(channel.definition, options(), kit, from);
  /** The error, which a person must be able to read. */
  const failure = async (from: unknown = null) => {
    const error = await failureOf(read(from));
    expect(error.message).toMatch(/^\S[^<>\n]{5,250}$/);
    return error;
  };
  const raw = (answer: (response: ServerResponse) => void) =>
    void server.on('/page', (_request, response) => answer(response));
  const serve = (...items: Parts[]) => raw((response) => response.end(channel.document(items)));

  it('reads an item as the others of this table are made from', async () => {
    serve({});
    expect((await read()).messages).toMatchObject([{ text: 'It broke', sentAt: WRITTEN, tags: [] }]);
  });

  it.each([
    ['half of JSON', '{"items":[{"id":'],
    ['an empty body', ''],
    ['a login page', '<!doctype html><html><title>Log in</title><form></form></html>'],
    ['JSON of another form', '{"hello":"world"}'],
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000'],
  ])('takes %s for unreadable', async (_what, body) => {
    raw((response) => response.writeHead(200).end(body));
    expect((await failure()).kind).toBe('unreadable');
  });

  it.each([
    [401, 'credentials_rejected'],
    [403, 'credentials_rejected'],
    [404, 'misconfigured'],
    [410, 'misconfigured'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ])('takes status %s for %s', async (status, kind) => {
    raw((response) => response.writeHead(status).end('<html>error</html>'));
    expect((await failure()).kind).toBe(kind);
  });

  it('waits as long as status 429 asks', async () => {
    raw((response) => response.writeHead(429, { 'retry-after': '90' }).end());
    expect(await failure()).toMatchObject({ kind: 'rate_limited', retryAt: new Date('2026-03-03T12:01:30Z') });
  });

  it(`takes a document without items for ${channel.mayBeEmpty ? 'empty' : 'unreadable'}`, async () => {
    serve();
    if (channel.mayBeEmpty) expect((await read()).ids).toEqual([]);
    else expect((await failure()).kind).toBe('unreadable');
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['a login page', (response) => response.end('<!doctype html><title>Log in</title>')],
    ['status 500', (response) => response.writeHead(500).end()],
    ['status 429', (response) => response.writeHead(429, { 'retry-after': '1' }).end()],
    ['a cut connection', (response) => response.destroy()],
  ])('loses nothing and doubles nothing after %s', async (_what, answer) => {
    serve({ id: 1 });
    const before = await read();
    raw(answer);
    await failure(before.cursor);
    serve({ id: 3 }, { id: 2 }, { id: 1 });
    const after = await read(before.cursor);
    expect(after.ids).toHaveLength(2);
    expect(new Set([...before.ids, ...after.ids]).size).toBe(3);
    expect((await read(after.cursor)).ids).toEqual([]);
  });

  it('reads an item that stands there twice once', async () => {
    serve({ id: 1 }, { id: 1 });
    expect((await read()).ids).toHaveLength(1);
  });

  it.each([
    ['an hour ahead of ours', '2026-03-03T13:00:00Z', 'date-implausible'],
    ['of the year 1970', '1970-01-01T00:00:00Z', 'date-implausible'],
    ['in words', 'yesterday evening', 'date-missing'],
    ['that cannot be', '2026-02-31T25:00:00Z', 'date-missing'],
    ['that may be two days', '02/03/2026', 'date-missing'],
  ])('counts an item with a date %s from its reading', async (_what, date, tag) => {
    serve({ date });
    expect((await read()).messages).toMatchObject([{ sentAt: NOW, tags: [tag] }]);
  });

  it.each([
    ['ISO 8601', '2026-03-02T12:00:00+02:00'],
    ['the way of mails', 'Mon, 02 Mar 2026 10:00:00 GMT'],
    ['Unix seconds', '1772445600'],
  ])('reads a date in %s', async (_how, date) => {
    serve({ date });
    expect((await read()).messages).toMatchObject([{ sentAt: WRITTEN, tags: [] }]);
  });

  it('gives an id of 10 kB one that can be stored, and sets a text of 5 MB aside', async () => {
    serve({ id: 2 }, { id: 'x'.repeat(10_000), text: 'Broken' }, { id: 4, text: 'x'.repeat(5 * MIB) });
    const { pages, messages, ids } = await read();
    expect(messages).toHaveLength(2);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(512);
    const rejected = pages.flatMap((page) => page.rejected);
    expect(rejected.map(({ reason }) => reason)).toEqual(['too-large']);
    expect(rejected[0]?.raw?.length).toBeLessThanOrEqual(256 * 1024);
  });

  it('keeps odd characters out of the database’s way', async () => {
    serve({ text: 'half \ud83d, emoji 😡' });
    const [message] = (await read()).messages;
    expect(message?.text.isWellFormed()).toBe(true);
    expect(message?.text).toMatch(/^half .*, emoji 😡$/u);
  });

  it('gives up on a connection that is cut in the middle', async () => {
    raw((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(channel.document([{}]).slice(0, 100));
      setImmediate(() => response.destroy());
    });
    expect((await failure()).kind).toBe('unreachable');
  });

  it('stops when it is told to while an answer drips', async () => {
    const drips: NodeJS.Timeout[] = [];
    raw((response) => {
      response.writeHead(200);
      drips.push(setInterval(() => response.write(' '), 5));
    });
    const connector = channel.definition.create(channel.definition.options.parse(options()), kit);
    const limits = { pageSize: 10, maxItemBytes: MIB, since: null };
    const reading = connector.poll(null, limits, AbortSignal.timeout(60))[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toMatchObject({ name: 'TimeoutError' });
    drips.forEach(clearInterval);
  });

  it('does not follow a redirect into the house', async () => {
    raw((response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end());
    expect((await failure()).kind).toBe('misconfigured');
  });

  it('does not follow a redirect of robots.txt into the house either', async () => {
    serve({});
    server.on('/robots.txt', (_request, response) => response.writeHead(302, { location: 'http://[::1]:1/' }).end());
    if (channel.definition.kind === 'web-page') expect((await failure()).kind).toBe('misconfigured');
    else expect((await read()).ids).toHaveLength(1);
  });
});
