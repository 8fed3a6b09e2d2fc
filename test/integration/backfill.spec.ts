import type { PollLimits } from '@earshot/connector-kit';
import { FEED } from '@earshot/connectors';
import { PageStorer, SourcePoller } from '@earshot/intake';
import {
  createDataSource,
  PostgresPollBook,
  PostgresSourceBook,
  PostgresTransactions,
  QuarantineQueries,
  SourceEntity,
} from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { plainClocks } from '../support/clocks.js';
import { connectorKit } from '../support/connector-kit.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { HttpServer } from '../support/http-server.js';
import { WordAssessor } from '../support/messages.js';

const MINUTE = 60_000;
const FROM = new Date('2026-11-01T00:00:00Z');
const LIMITS: Pick<PollLimits, 'pageSize' | 'maxItemBytes'> = { pageSize: 100, maxItemBytes: 100_000 };
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };

const feed = (posts: Readonly<Record<string, string>>): string =>
  `<rss version="2.0"><channel><title>Forum</title>${Object.entries(posts)
    .map(
      ([id, date]) =>
        `<item><guid>${id}</guid><title>Post ${id}</title><pubDate>${date}</pubDate><description>Where is order ${id}?</description></item>`,
    )
    .join('')}</channel></rss>`;
const RECENT = { recent: 'Tue, 10 Nov 2026 10:00:00 GMT' };
const WITH_OLD = { ...RECENT, old: 'Wed, 01 Jan 2020 10:00:00 GMT' };

describe('a backfill and the ordinary polls', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let server: HttpServer;
  let id: string;
  let now: Date;

  beforeEach(async () => {
    now = new Date('2026-11-20T10:00:00Z');
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
    server = await HttpServer.start();
    server.serve('/feed', feed(RECENT), { etag: '"1"' });
    const source = { kind: 'feed', name: 'Forum', options: {}, pollIntervalSeconds: 300 };
    id = (await dataSource.getRepository(SourceEntity).save(source)).id;
  });
  afterEach(async () => {
    await server?.stop();
    await dataSource?.destroy();
    await database?.drop();
  });

  async function poll(): Promise<void> {
    now = new Date(now.getTime() + MINUTE);
    const book = new PostgresPollBook(dataSource);
    const own = { addresses: [], domains: [] };
    const poller = new SourcePoller(
      () => FEED.create(FEED.options.parse({ url: `${server.origin}/feed` }), connectorKit([server.host])),
      new PageStorer(new PostgresTransactions(dataSource), new WordAssessor(), plainClocks, own),
      book,
      { now: () => now },
      { ...LIMITS, leaseMs: MINUTE },
      silent,
      () => undefined,
      () => false,
    );
    const source = await book.claim(id, 'test', now, new Date(now.getTime() + MINUTE));
    if (source === null) throw new Error('the source is held by somebody');
    await poller.poll(source, 'test', new AbortController().signal);
  }
  const askForBackfill = () => {
    now = new Date(now.getTime() + MINUTE);
    return new PostgresSourceBook(dataSource).backfill(id, FROM, { actorId: null, at: now });
  };
  const backfill = () => new QuarantineQueries(dataSource).backfill(id);
  const stored = async (): Promise<string[]> => {
    const rows = await dataSource.query<{ external_id: string }[]>('select external_id from messages order by 1');
    return rows.map(({ external_id }) => external_id);
  };

  it('leaves a new post with an old date to the next ordinary poll', async () => {
    await poll();
    server.serve('/feed', feed(WITH_OLD), { etag: '"2"' });
    await askForBackfill();
    await poll();
    expect(await backfill()).toMatchObject({
      state: 'done',
      reason: null,
      ledger: { skipped: { 'older-than-start': 1 } },
    });
    expect(await stored()).toEqual(['recent']);
    await poll();
    expect(await stored()).toEqual(['old', 'recent']);
  });

  it('is over when it failed, says why, and its day no longer counts', async () => {
    await poll();
    server.serve('/feed', '', {}, 500);
    await askForBackfill();
    await poll();
    server.serve('/feed', feed(WITH_OLD), { etag: '"2"' });
    await poll();
    expect(await stored()).toEqual(['old', 'recent']);
    const ended = await backfill();
    expect(ended).toMatchObject({ state: 'failed', ledger: { seen: 0 } });
    expect(ended?.reason).toContain('500');
  });

  it('keeps the place of the ordinary polls when it is asked for twice', async () => {
    await poll();
    const before = (await dataSource.getRepository(SourceEntity).findOneByOrFail({ id })).cursor;
    await askForBackfill();
    await askForBackfill();
    await poll();
    expect(await dataSource.getRepository(SourceEntity).findOneByOrFail({ id })).toMatchObject({
      cursor: before,
      backfilling: false,
      waitingCursor: null,
      readSince: null,
    });
  });
});
