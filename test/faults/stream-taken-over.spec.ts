import { createDataSource } from '@earshot/persistence';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { runCommand, startService, type Environment, type Service } from '../support/service.js';

/** So rare that only the stream can have brought what arrives during the test. Seconds. */
const NEVER_POLLED = '86400';
/** Within 30 seconds, with as much again for a machine that is busy. */
const TAKEN_OVER_MS = 60_000;
const ADVISORY_CLASS = 7_402_362;

describeWithDovecot('the stream of a mailbox whose worker goes away', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let dovecot: Dovecot;
  let home: string;
  let environment: Environment;
  const services: Service[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    dovecot = await startDovecot();
    home = mkdtempSync(join(tmpdir(), 'earshot-home-'));
    const key = randomBytes(32).toString('base64');
    environment = { DATABASE_URL: database.url, EARSHOT_HOME: home, EARSHOT_SECRET_KEY: key };
    const options = ['host=127.0.0.1', `port=${dovecot.port}`, 'security=none', 'user=office'];
    const add = ['sources', 'add', '--kind', 'mailbox', '--name', 'Office', '--interval', NEVER_POLLED];
    const added = await runCommand([...add, '--secrets-stdin', '--set', ...options], environment, 'password=secret\n');
    expect(added).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.kill()));
    await dataSource?.destroy();
    await dovecot?.dispose();
    await database?.drop();
    rmSync(home, { recursive: true, force: true });
  });

  /** The sessions that hold the stream: never more than one. */
  async function holders(): Promise<number[]> {
    const rows = await dataSource.query<{ pid: number }[]>(
      `select pid from pg_locks where locktype = 'advisory' and classid = $1 and granted
         and database = (select oid from pg_database where datname = current_database())`,
      [ADVISORY_CLASS],
    );
    return rows.map(({ pid }) => pid);
  }
  /** As on a machine of its own. */
  async function start(): Promise<Service> {
    const ownHome = join(home, String(services.length));
    mkdirSync(ownHome);
    const service = await startService(await freePort(), { ...environment, EARSHOT_HOME: ownHome });
    services.push(service);
    return service;
  }
  const deliver = (name: string): void => dovecot.deliver('office', mail(name));
  async function arrives(name: string): Promise<void> {
    const read = `select from messages where subject = $1`;
    await eventually(async () => expect(await dataSource.query(read, [name])).toHaveLength(1), TAKEN_OVER_MS);
  }
  async function holderOtherThan(before: number): Promise<number> {
    await eventually(async () => {
      const [holder, ...others] = await holders();
      expect(others).toEqual([]);
      expect(holder).not.toBe(before);
      expect(holder).toBeDefined();
    }, TAKEN_OVER_MS);
    return (await holders())[0] ?? 0;
  }

  it('is held by one other worker soon, which reads what came meanwhile', async () => {
    const first = await start();
    const killed = await holderOtherThan(0);
    deliver('before');
    await arrives('before');
    const second = await start();

    await first.kill();
    deliver('while nobody listened');
    const frozen = await holderOtherThan(killed);
    await arrives('while nobody listened');
    deliver('after the first was killed');
    await arrives('after the first was killed');

    await start();
    // A worker that hangs keeps its connections, yet says nothing.
    second.process.kill('SIGSTOP');
    await holderOtherThan(frozen);
    deliver('while the second hangs');
    await arrives('while the second hangs');
    second.process.kill('SIGCONT');
    deliver('after the second woke up');
    await arrives('after the second woke up');
    expect(await holders()).toHaveLength(1);
    expect(await dataSource.query('select from messages')).toHaveLength(5);
  }, 400_000);
});

function mail(name: string): string {
  return [
    `Message-ID: <${name.replaceAll(' ', '-')}@customers.example>`,
    'From: Aino <aino@customers.example>',
    'To: office@harbour-bank.example',
    `Date: ${new Date().toUTCString()}`,
    `Subject: ${name}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Thank you.',
    '',
  ].join('\r\n');
}
