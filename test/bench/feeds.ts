/**
 * How many feeds one worker reads in a second: 500 sources that are always due, on a server of this machine that answers
 * nine times in ten that nothing is new. A real embedded PostgreSQL (fsync on) and a worker in a process of its own; each
 * poll is claimed, asked for conditionally, counted against budgets, stored and accounted for.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createDataSource, migrate, openEmbeddedDatabase, SourceEntity } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { peakOf } from '../support/bench/process-memory.js';
import { markdownTable } from '../support/bench/table.js';
import { createServiceHome } from '../support/service-home.js';

const FEEDS = 500;
const ENTRIES = 20;
const MEASURED_MS = 30_000;
const WARM_UP_MS = 10_000;
const NEWS_IN = 10;

/** Entry `n` of a feed says how often it was asked: one in ten requests finds another one at the top. */
function feed(name: string, newest: number): string {
  const entries = Array.from({ length: ENTRIES }, (_, back) => newest - back).map(
    (n) =>
      `<item><guid>${name}-${n}</guid><title>Parcel</title><description>Order ${n} of ${name} came in time, thank you.</description><pubDate>${new Date(Date.now() - 1_000).toUTCString()}</pubDate></item>`,
  );
  return `<rss version="2.0"><channel><title>${name}</title>${entries.join('')}</channel></rss>`;
}

function startFeeds(): Promise<{ origin: string; close(): void }> {
  const asked = new Map<string, number>();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const name = request.url?.slice(1) ?? '';
    const count = (asked.get(name) ?? 0) + 1;
    asked.set(name, count);
    const newest = ENTRIES + Math.floor(count / NEWS_IN);
    const etag = `"${newest}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { 'content-type': 'application/rss+xml', etag }).end(feed(name, newest));
  };
  const server = createServer(answer);
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ origin: `http://127.0.0.1:${port}`, close: () => server.close() });
    }),
  );
}

async function addSources(dataSource: DataSource, origin: string): Promise<void> {
  const rows = Array.from({ length: FEEDS }, (_, n) => ({
    kind: 'feed',
    name: `Feed ${n}`,
    options: { url: `${origin}/feed-${n}` },
    pollIntervalSeconds: 300,
  }));
  await dataSource.getRepository(SourceEntity).save(rows);
}

function startWorker(databaseUrl: string, home: string, concurrency: number): ChildProcess {
  return spawn(process.execPath, [join(__dirname, '../support/worker.cjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      EARSHOT_HOME: home,
      EARSHOT_LOG_LEVEL: 'warn',
      EARSHOT_NETWORK_ALLOWED_HOSTS: '127.0.0.1',
      EARSHOT_NETWORK_REQUESTS_PER_MINUTE: '100000',
      EARSHOT_POLLING_TICK_SECONDS: '1',
      EARSHOT_POLLING_CONCURRENCY: String(concurrency),
    },
  });
}

/** Keeps every source due, so that the worker is never idle; resolves to the polls that ended in the time. */
async function pollsWhile(dataSource: DataSource, ms: number): Promise<number> {
  const ended = async (): Promise<number> => {
    const [row] = await dataSource.query<[{ n: number }]>(
      `select count(*)::int as n from polls where outcome = 'succeeded'`,
    );
    return row.n;
  };
  const before = await ended();
  for (const end = performance.now() + ms; performance.now() < end; await pause(200)) {
    await dataSource.query(
      'update sources set next_poll_at = now() where leased_until is null and next_poll_at > now()',
    );
  }
  return (await ended()) - before;
}

async function measure(concurrency: number): Promise<string[]> {
  const home = createServiceHome();
  const feeds = await startFeeds();
  const database = await openEmbeddedDatabase(home.folder);
  try {
    await migrate(database.url);
    const dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    await addSources(dataSource, feeds.origin);
    const worker = startWorker(database.url, join(home.folder, 'worker'), concurrency);
    try {
      while ((await pollsWhile(dataSource, 500)) === 0) await pause(100);
      await pollsWhile(dataSource, WARM_UP_MS);
      const polls = await pollsWhile(dataSource, MEASURED_MS);
      const memory = Math.round(peakOf(worker.pid ?? 0));
      return [String(concurrency), (polls / (MEASURED_MS / 1_000)).toFixed(0), String(memory)];
    } finally {
      await new Promise((resolve) => worker.once('exit', resolve).kill('SIGKILL'));
      await dataSource.destroy();
    }
  } finally {
    feeds.close();
    await database.close();
    await home.remove();
  }
}

async function main(): Promise<void> {
  const rows = [await measure(4), await measure(16)];
  console.log(
    markdownTable([`${FEEDS} feeds, read at once`, 'polls a second', 'peak memory of the worker, MiB'], rows),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
