/**
 * Mails per second from an IMAP server to stored, judged and opened, beside the least that reading them can cost: the
 * same mailbox fetched with imapflow in one command and parsed with postal-mime, nothing judged and nothing stored.
 *
 * PostgreSQL is the embedded one as in production (fsync on). Every measurement has a process and a database of its own,
 * is warmed up on another mailbox, and the two ways take turns. Needs Dovecot.
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { openSecretBox, installationRoot, loadConfiguration, SystemClock } from '@earshot/platform';
import { createDataSource, migrate, openEmbeddedDatabase, PostgresPollBook, SourceEntity } from '@earshot/persistence';
import { ImapFlow } from 'imapflow';
import { Client } from 'pg';
import PostalMime from 'postal-mime';
import type { DataSource } from 'typeorm';
import { openSourcesDesk } from '../../apps/cli/src/installation/installation.js';
import { benchMail } from '../support/bench/mail-corpus.js';
import { peakOf } from '../support/bench/process-memory.js';
import { markdownTable, medianOf } from '../support/bench/table.js';
import { startDovecot } from '../support/dovecot.js';
import { createServiceHome } from '../support/service-home.js';

const MAILS = 2_000;
const WARM_UP_MAILS = 200;
const PAIRS = 5;
const LOADER = require.resolve('../support/bench/load.cjs');

interface Measurement {
  readonly perSecond: number;
  /** CPU time of the reading process, without that of PostgreSQL and the IMAP server. Milliseconds per mail. */
  readonly cpu: number;
  /** MiB */
  readonly peak: number;
  readonly cases: number;
}

type Read = (user: string) => Promise<number>;

/** The least: every mail fetched whole and parsed. */
function bareLoop(port: number): Read {
  return async (user) => {
    const client = new ImapFlow({
      ...{ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false },
      auth: { user, pass: 'secret' },
    });
    await client.connect();
    await client.mailboxOpen('INBOX', { readOnly: true });
    let count = 0;
    for await (const mail of client.fetch('1:*', { uid: true, source: true })) {
      if (mail.source !== undefined) await PostalMime.parse(mail.source);
      count += 1;
    }
    await client.logout();
    return count;
  };
}

/** The whole way, with everything that the worker has. */
async function wholeWay(port: number, dataSource: DataSource, databaseUrl: string): Promise<Read> {
  const installation = {
    ...{ configuration: loadConfiguration(), root: installationRoot(), clock: new SystemClock() },
    ...{ dataSource, databaseUrl },
  };
  const desk = await openSourcesDesk(installation);
  const book = new PostgresPollBook(dataSource);
  const secrets = Buffer.from(openSecretBox(installation.configuration.home).seal('{"password":"secret"}'));
  return async (user) => {
    const source = await dataSource.getRepository(SourceEntity).save({
      ...{ kind: 'mailbox', name: user, secrets, pollIntervalSeconds: 300, nextPollAt: new Date() },
      options: { host: '127.0.0.1', port, security: 'none', user },
    });
    const holder = randomUUID();
    const claimed = await book.claim(source.id, holder, new Date(), new Date(Date.now() + 600_000));
    if (claimed === null) throw new Error(`source ${source.id} is being read by somebody else`);
    const report = await desk.poller.poll(claimed, holder, new AbortController().signal);
    if (report.outcome !== 'succeeded') throw new Error(`the poll ended as ${report.outcome}`, { cause: report.error });
    return report.ledger.stored;
  };
}

async function measure(read: Read): Promise<Omit<Measurement, 'cases'>> {
  await read('warm-up');
  const [started, cpuBefore] = [performance.now(), process.cpuUsage()];
  const count = await read('office');
  const perSecond = (count / (performance.now() - started)) * 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  if (count !== MAILS) throw new Error(`${count} mails were read, ${MAILS} were delivered`);
  return { perSecond, cpu: (user + system) / 1_000 / count, peak: peakOf(process.pid) };
}

/** In a process of its own: measures one way and tells its parent. */
async function child(way: string, port: number): Promise<void> {
  if (way === 'bare') {
    process.send?.({ ...(await measure(bareLoop(port))), cases: 0 });
    return;
  }
  const url = process.env['DATABASE_URL'] ?? '';
  const dataSource = await createDataSource({ url, poolSize: 10 }).initialize();
  const result = await measure(await wholeWay(port, dataSource, url));
  const [row] = await dataSource.query<{ cases: number }[]>('select count(*)::int as cases from cases');
  process.send?.({ ...result, cases: row?.cases ?? 0 });
  await dataSource.destroy();
}

function inChild(way: 'bare' | 'earshot', port: number, environment: Record<string, string>): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const running = fork(LOADER, [__filename, way, String(port)], {
      env: { ...process.env, EARSHOT_NETWORK_ALLOWED_HOSTS: '127.0.0.1', ...environment },
    });
    let result: Measurement | null = null;
    running.on('message', (told) => {
      result = told as Measurement;
    });
    running.once('exit', (code) =>
      result === null ? reject(new Error(`measuring '${way}' ended with ${code}`)) : resolve(result),
    );
  });
}

async function main(): Promise<void> {
  const home = createServiceHome();
  const dovecot = await startDovecot();
  const database = await openEmbeddedDatabase(home.folder);
  const server = database.url.slice(0, database.url.lastIndexOf('/'));
  try {
    for (let number = 0; number < MAILS; number += 1) dovecot.deliver('office', benchMail(number));
    for (let number = 0; number < WARM_UP_MAILS; number += 1) dovecot.deliver('warm-up', benchMail(100_000 + number));
    // The first to open a mailbox pays for the server's own index.
    await inChild('bare', dovecot.port, {});
    const bare: Measurement[] = [];
    const earshot: Measurement[] = [];
    for (let pair = 1; pair <= PAIRS; pair += 1) {
      const url = await freshDatabase(server, `bench_${pair}`);
      earshot.push(await inChild('earshot', dovecot.port, { DATABASE_URL: url, EARSHOT_HOME: home.folder }));
      bare.push(await inChild('bare', dovecot.port, {}));
    }
    print(bare, earshot);
  } finally {
    await database.close();
    await dovecot.dispose();
    await home.remove();
  }
}

async function freshDatabase(server: string, name: string): Promise<string> {
  const client = new Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  await migrate(`${server}/${name}`);
  return `${server}/${name}`;
}

function print(bare: readonly Measurement[], earshot: readonly Measurement[]): void {
  const row = (name: string, runs: readonly Measurement[]): (string | number)[] => {
    const rates = runs.map((run) => run.perSecond);
    return [
      name,
      medianOf(rates).toFixed(0),
      `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`,
      medianOf(runs.map((run) => run.cpu)).toFixed(2),
      Math.max(...runs.map((run) => run.peak)).toFixed(0),
    ];
  };
  const ratios = earshot.map((run, pair) => run.perSecond / (bare[pair]?.perSecond ?? Number.NaN));
  const head = [`${MAILS} mails, ${PAIRS} pairs`, 'mails/s, median', 'range', 'CPU, ms a mail', 'peak memory, MiB'];
  console.log(markdownTable(head, [row('fetch + postal-mime', bare), row('Earshot: stored, judged, opened', earshot)]));
  console.log(
    `\nRatio by pair: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}; median ${medianOf(ratios).toFixed(2)}. Cases opened: ${earshot.at(-1)?.cases}.`,
  );
}

const [way, port] = process.argv.slice(2);
(way === undefined ? main() : child(way, Number(port))).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
