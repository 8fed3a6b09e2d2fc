import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { acquireInstanceLock, openDatabase, openEmbeddedDatabase, waitForDatabase } from '@earshot/persistence';
import { Client } from 'pg';
import { eventually } from '../support/eventually.js';

jest.setTimeout(180_000);

const folders: string[] = [];
const children: ChildProcess[] = [];

function newHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-home-'));
  folders.push(folder);
  chmodSync(folder, 0o755);
  return join(folder, 'home');
}

const open = (home: string) => openEmbeddedDatabase(home, { durable: false });
const dataOf = (home: string) => join(home, 'postgres/data');
const serverPid = (home: string) => Number(readFileSync(join(dataOf(home), 'postmaster.pid'), 'utf8').split('\n')[0]);
const isRunning = (home: string) => existsSync(join(dataOf(home), 'postmaster.pid'));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that holds the database of `home` open. */
async function holder(home: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(__dirname, '../support/hold-database.cjs'), home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, url };
}

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) {
    if (isRunning(join(folder, 'home'))) process.kill(serverPid(join(folder, 'home')), 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

describe('the embedded database', () => {
  it('indexes the letters of every script, wherever the system knows them', async () => {
    const { url, close } = await open(newHome());
    const known = await query(url, `create database letters lc_ctype 'C.UTF-8' template template0`).then(
      () => true,
      () => false,
    );
    await query(url, 'create extension pg_trgm');
    const [found] = await query(
      url,
      `select show_trgm('возврат') <> '{}' as cyrillic, show_trgm('返金は') <> '{}' as kana`,
    );
    expect(found).toEqual({ cyrillic: known, kana: known });
    await close();
  });

  it('keeps its data over a restart, hides its password, and is stopped by whoever leaves last', async () => {
    const home = newHome();
    const first = await open(home);
    await query(first.url, "create table note as select 'kept' as text");
    const { child, url } = await holder(home);
    expect(url).toBe(first.url);
    await first.close();
    await first.close();
    expect(await query(url, 'select text from note')).toEqual([{ text: 'kept' }]);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(isRunning(home)).toBe(false);
    const again = await open(home);
    expect(await query(again.url, 'select text from note')).toEqual([{ text: 'kept' }]);
    await expect(query(again.url.replace(/:[^:@]*@/, ':guess@'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    await again.close();
  });

  it('is stopped by a process that ends without closing it, unless another one has it open', async () => {
    const home = newHome();
    const [first, second] = await Promise.all([holder(home), holder(home)]);
    const pid = serverPid(home);
    first.child.kill('SIGINT');
    await once(first.child, 'exit');
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(serverPid(home)).toBe(pid);
    second.child.kill('SIGINT');
    await once(second.child, 'exit');
    await eventually(() => expect(isRunning(home)).toBe(false));
  });

  it('finds the server of a process that was killed, and uses it', async () => {
    const home = newHome();
    const { child, url } = await holder(home);
    await query(url, 'create table note (text text)');
    const pid = serverPid(home);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await open(home);
    expect(serverPid(home)).toBe(pid);
    expect(await query(next.url, 'select * from note')).toEqual([]);
    await next.close();
    expect(isRunning(home)).toBe(false);
  });

  it('starts although its former process number belongs to another program now', async () => {
    const home = newHome();
    const first = await open(home);
    await query(first.url, 'create table note (text text)');
    const file = join(dataOf(home), 'postmaster.pid');
    const text = readFileSync(file, 'utf8');
    await first.close();
    writeFileSync(file, text.replace(/^\d+/, String(process.pid)));
    const next = await open(home);
    expect(await query(next.url, 'select * from note')).toEqual([]);
    await next.close();
  });

  it('starts the server again on the same port when it was killed', async () => {
    const home = newHome();
    const database = await open(home);
    await query(database.url, "create table note as select 'kept' as text");
    await query(database.url, 'checkpoint');
    process.kill(serverPid(home), 'SIGKILL');
    await waitForDatabase(database.url, 30_000);
    expect(await query(database.url, 'select text from note')).toEqual([{ text: 'kept' }]);
    await database.close();
    expect(isRunning(home)).toBe(false);
  });

  it('lets several processes open it at the same time without starting two servers', async () => {
    const home = newHome();
    const holders = await Promise.all([holder(home), holder(home), open(home)]);
    expect(new Set(holders.map(({ url }) => url)).size).toBe(1);
    await holders[2].close();
    for (const { child } of holders.slice(0, 2) as { child: ChildProcess }[]) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    expect(isRunning(home)).toBe(false);
  });

  it('makes a cluster again when making it was interrupted', async () => {
    const home = newHome();
    mkdirSync(`${dataOf(home)}.new/base`, { recursive: true });
    writeFileSync(`${dataOf(home)}.new/PG_VERSION`, '18\n');
    const database = await open(home);
    expect(await query(database.url, 'show data_checksums')).toEqual([{ data_checksums: 'on' }]);
    await database.close();
  });

  it("shows the server's own lines when it does not start, and goes on after the repair", async () => {
    const home = newHome();
    await (await open(home)).close();
    const settings = join(dataOf(home), 'postgresql.conf');
    const sound = readFileSync(settings, 'utf8');
    appendFileSync(settings, '\nwork_men = 4MB\n');
    await expect(open(home)).rejects.toThrow(
      /does not start, it ended with code 1; it wrote:[^]*unrecognized configuration parameter "work_men"/,
    );
    writeFileSync(settings, sound);
    await (await open(home)).close();
  });

  it('refuses data of another major version and says what to do', async () => {
    const home = newHome();
    await (await open(home)).close();
    writeFileSync(join(dataOf(home), 'PG_VERSION'), '17\n');
    await expect(open(home)).rejects.toThrow(
      /are of PostgreSQL 17, and this version of Earshot brings PostgreSQL 18.*pg_dump.*DATABASE_URL/,
    );
  });

  it('refuses to invent a password for existing data', async () => {
    const home = newHome();
    await (await open(home)).close();
    rmSync(join(home, 'postgres/password'));
    await expect(open(home)).rejects.toThrow('password is missing although there are data');
  });

  it('says that a home cannot be made', async () => {
    const home = newHome();
    writeFileSync(home, 'a file');
    await expect(open(home)).rejects.toThrow(/EARSHOT_HOME .* cannot be made .* set EARSHOT_HOME to a folder/);
  });

  it('runs from a home that only root can enter', async () => {
    const home = newHome();
    chmodSync(join(home, '..'), 0o700);
    const database = await open(home);
    expect(await query(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await database.close();
    const location = join(home, 'postgres.location');
    // As root the data are elsewhere and the home says where; as anybody else they are in the home.
    const folder = existsSync(location) ? readFileSync(location, 'utf8').trim() : join(home, 'postgres');
    expect(existsSync(join(folder, 'data/PG_VERSION'))).toBe(true);
    if (existsSync(location)) rmSync(join(folder, '..'), { recursive: true });
  });
});

describe('a server named by DATABASE_URL', () => {
  const url = () => process.env['EARSHOT_TEST_SERVER']!;

  it('is used as it is', async () => {
    const database = await openDatabase({ database: { url: `${url()}/postgres` }, home: '/nowhere' });
    expect(database.mode).toBe('external');
    expect(await query(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await database.close();
  });

  it('is refused at once for a wrong password or name, without telling the password', async () => {
    const wrongPassword = url().replace(/:[^:@]*@/, ':hunter2@');
    const failure = openDatabase({ database: { url: `${wrongPassword}/postgres` }, home: '/nowhere' });
    await expect(failure).rejects.toThrow(
      /127\.0\.0\.1:\d+\/postgres cannot be used: .*; the user or password is wrong/,
    );
    await expect(failure).rejects.not.toThrow('hunter2');
    await expect(waitForDatabase(`${url()}/nowhere`, 0)).rejects.toThrow('createdb');
  });

  it('is waited for while it starts', async () => {
    await expect(waitForDatabase('postgres://u:p@127.0.0.1:1/d', 0)).rejects.toThrow(
      /127\.0\.0\.1:1\/d cannot be used: .*ECONNREFUSED.*; check DATABASE_URL and whether the server runs/,
    );
  });
});

describe('one running service a home', () => {
  it('names the other one, and takes over after it was killed', async () => {
    const home = newHome();
    const lock = acquireInstanceLock(home, 'http://localhost:3000');
    expect(() => acquireInstanceLock(home, 'http://localhost:4000')).toThrow(
      `Earshot runs already: process ${process.pid}, http://localhost:3000. Stop it with "kill ${process.pid}"`,
    );
    lock.release();
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    writeFileSync(join(home, 'instance.lock'), `${child.pid}@1\nhttp://localhost:3000\n`);
    acquireInstanceLock(home, 'http://localhost:4000').release();
  });
});
