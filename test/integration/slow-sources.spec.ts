import type { Connector } from '@earshot/connector-kit';
import type { SourceToPoll } from '@earshot/domain';
import { PageStorer, SourcePoller } from '@earshot/intake';
import { createDataSource, PostgresPollBook, PostgresTransactions, SourceEntity } from '@earshot/persistence';
import { once } from 'node:events';
import type { DataSource } from 'typeorm';
import { Polling } from '../../apps/worker/src/polling.js';
import { plainClocks } from '../support/clocks.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { incoming, WordAssessor } from '../support/messages.js';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const clock = { now: () => new Date() };

describe('sources that hang', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let polling: Polling;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 8 }).initialize();
  });
  afterAll(async () => {
    await polling?.stop(0);
    await dataSource?.destroy();
    await database?.drop();
  });

  /** A source called "hangs" answers when the worker stops, the others at once. */
  const connectorOf = ({ name }: SourceToPoll): Connector<unknown> => ({
    verify: () => Promise.reject(new Error('not part of this test')),
    async *poll(_from, _limits, signal) {
      if (name.startsWith('hangs')) await once(signal, 'abort');
      signal.throwIfAborted();
      yield { messages: [incoming()], replies: [], rejected: [], skipped: {}, cursor: {} };
    },
    close: () => Promise.resolve(),
  });

  it('do not delay any other, though there are more of them than places', async () => {
    const sources = dataSource.getRepository(SourceEntity);
    const add = (name: string, nextPollAt: Date) =>
      sources.save({ kind: 'scripted', name, options: {}, pollIntervalSeconds: 86_400, nextPollAt });
    for (let n = 0; n < 6; n += 1) await add(`hangs ${n}`, new Date(0));
    for (let n = 0; n < 10; n += 1) await add(`answers ${n}`, new Date());
    const book = new PostgresPollBook(dataSource);
    const own = { addresses: [], domains: [] };
    const poller = new SourcePoller(
      connectorOf,
      new PageStorer(new PostgresTransactions(dataSource), new WordAssessor(), plainClocks, own),
      book,
      clock,
      { pageSize: 10, maxItemBytes: 1_000_000, leaseMs: 60_000 },
      silent,
      () => undefined,
      () => false,
    );
    const settings = { tickSeconds: 1, concurrency: 2, leaseMs: 60_000, patienceMs: 50 };
    polling = new Polling(poller, book, clock, settings, silent);
    polling.start();
    const read = `select name from sources where last_success_at is not null order by name`;
    await eventually(async () => expect(await dataSource.query(read)).toHaveLength(10), 20_000);
    const hanging = await dataSource.query<{ n: number }[]>(
      `select count(*)::int as n from polls p join sources s on s.id = p.source_id
       where p.outcome = 'running' and s.name like 'hangs%'`,
    );
    expect(hanging).toEqual([{ n: 6 }]);
  });
});
