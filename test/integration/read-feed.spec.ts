import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFeeds } from '../../apps/cli/src/commands/read-feed.js';
import { HttpServer } from '../support/http-server.js';

const FEED = `<rss version="2.0"><channel><title>F</title><item><guid>2</guid><title>two</title><link>https://f.example/2</link><author>Anna</author><pubDate>Mon, 02 Mar 2026 10:00:00 +0200</pubDate><description>&lt;p&gt;Where is it?&lt;/p&gt;</description></item><item><guid>1</guid><title>one</title></item></channel></rss>`;

describe('earshot read-feed', () => {
  let folder: string;
  let server: HttpServer;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-read-feed-'));
    server = await HttpServer.start();
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const run = async (...feeds: string[]) => {
    const lines: Record<string, unknown>[] = [];
    const code = await readFeeds(feeds, (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
    return { code, lines };
  };

  it('prints the entries of files and addresses in the order of the feed', async () => {
    const file = join(folder, 'feed.xml');
    await writeFile(file, FEED);
    server.serve('/feed', FEED);
    const url = `${server.origin}/feed`;
    const { code, lines } = await run(file, url);
    expect(code).toBe(0);
    expect(lines.map(({ feed, id }) => [feed, id])).toEqual([
      [file, '2'],
      [file, '1'],
      [url, '2'],
      [url, '1'],
    ]);
    expect(lines[0]).toEqual({
      feed: file,
      id: '2',
      title: 'two',
      url: 'https://f.example/2',
      author: 'Anna',
      publishedAt: '2026-03-02T08:00:00.000Z',
      text: 'Where is it?',
    });
    expect(lines[1]).toMatchObject({ author: null, publishedAt: null, text: '' });
  });

  it('goes on after a feed that cannot be read, and fails at the end', async () => {
    server.serve('/page', '<!doctype html><p>hi</p>').serve('/feed', FEED);
    const { code, lines } = await run(join(folder, 'missing.xml'), `${server.origin}/page`, `${server.origin}/feed`);
    expect(code).toBe(1);
    expect(lines[0]?.['error']).toContain('ENOENT');
    expect(lines[1]?.['error']).toContain('web page');
    expect(lines.slice(2).map(({ id }) => id)).toEqual(['2', '1']);
  });

  it('follows the given host to itself and to nothing else inside', async () => {
    const inner = await HttpServer.start();
    inner.serve('/', FEED);
    server.serve('/feed', FEED);
    server.serve('/self', '', { location: '/feed' }, 302).serve('/inner', '', { location: inner.origin }, 302);
    expect((await run(`${server.origin}/self`)).code).toBe(0);
    expect((await run(`${server.origin}/inner`)).lines[0]?.['error']).toContain('not a public address');
    expect(inner.seen).toEqual([]);
    await inner.stop();
  });
});
