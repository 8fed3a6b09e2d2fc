import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDataSource, SourceEntity } from '@earshot/persistence';
import { openSecretBox } from '@earshot/platform';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { HttpServer } from '../support/http-server.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';
import { runCommand, runUnread } from '../support/service.js';

describeWithDovecot('earshot sources add', () => {
  let database: TestDatabase;
  let dovecot: Dovecot;
  let smtp: MailServer;
  beforeAll(async () => {
    [database, dovecot] = await Promise.all([createTestDatabase(), startDovecot()]);
    smtp = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_login, _session, done) => done(Object.assign(new Error('Bad password'), { responseCode: 535 })),
    });
  });
  afterAll(async () => {
    await smtp?.close();
    await dovecot?.dispose();
    await database?.drop();
  });

  it('tells what would keep an answer from going out, and adds what can be read', async () => {
    const options = [
      ...[`host=${dovecot.host}`, `port=${dovecot.port}`, 'security=none', 'user=help@shop.example'],
      ...[`smtp.host=${dovecot.host}`, `smtp.port=${smtp.port}`, 'smtp.security=none'],
    ];
    const { code, stdout, stderr } = await runCommand(
      ['sources', 'add', '--kind', 'mailbox', '--name', 'Care', '--secrets-stdin', '--set', ...options],
      { DATABASE_URL: database.url },
      'password=secret\n',
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'Care',
      warnings: expect.arrayContaining([expect.stringContaining('Answers cannot be sent')]) as string[],
    });
  });
});

describe('earshot sources', () => {
  // Every command is a process of its own that loads the detector.
  jest.setTimeout(180_000);
  const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>Forum</title><item><guid>1</guid><title>Card</title>
    <pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><description>Nobody answers, I want my money back!</description></item>
    </channel></rss>`;
  let database: TestDatabase;
  let server: HttpServer;
  let folder: string;
  let dataSource: DataSource;
  beforeAll(async () => {
    [database, server] = await Promise.all([createTestDatabase(), HttpServer.start()]);
    server.serve('/feed', FEED);
    folder = mkdtempSync(path.join(tmpdir(), 'earshot-command-'));
    dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const run = async (args: readonly string[], input = '', environment = {}) => {
    const home = { DATABASE_URL: database.url, EARSHOT_HOME: folder };
    const { code, stdout, stderr } = await runCommand(['sources', ...args], { ...home, ...environment }, input);
    return { code, stdout, stderr };
  };
  const lines = ({ stdout }: { stdout: string }) =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  const added = async (name: string, secrets: object = {}) => {
    const sealed = openSecretBox(folder).seal(JSON.stringify(secrets));
    const options = { url: `${server.origin}/feed`, username: 'anna' };
    const sources = dataSource.getRepository(SourceEntity);
    const entity = sources.create({
      kind: 'feed',
      name,
      options,
      secrets: Buffer.from(sealed),
      pollIntervalSeconds: 300,
    });
    return (await sources.save(entity)).id;
  };

  it('adds what was checked, with its secrets sealed', async () => {
    const url = `url=${server.origin}/feed`;
    const add = ['add', '--kind', 'feed', '--name', 'New', '--secrets-stdin', '--set', url, 'username=anna'];
    expect(await run(add, 'password=first\n')).toMatchObject({ code: 0, stderr: '' });
    const [stored] = await dataSource.query<{ secrets: Buffer }[]>(`select secrets from sources where name = 'New'`);
    expect(JSON.parse(openSecretBox(folder).open(stored?.secrets ?? Buffer.alloc(0)))).toEqual({ password: 'first' });
  });

  it('checks and edits a saved source by its name', async () => {
    const id = await added('Known');
    expect(lines(await run(['check', 'Known']))[1]).toMatchObject({ externalId: '1', verdict: 'dissatisfied' });
    const edit = await run(['edit', 'Known', '--interval', '60', '--set', 'channel=review']);
    const warnings = [expect.stringContaining("'New' (source 1) reads the same place already") as string];
    expect(lines(edit)).toEqual([{ id, name: 'Known', version: 2, warnings }]);
  });

  it('ends quietly when nobody reads its list any more', async () => {
    await added('Unread');
    const home = { DATABASE_URL: database.url, EARSHOT_HOME: folder };
    expect(await runUnread(['sources', 'list'], home)).toEqual({ code: 0, stderr: '' });
    expect(await runUnread(['due', '--help'], home)).toEqual({ code: 0, stderr: '' });
  });

  it('pauses with a reason, resumes and copies', async () => {
    await added('Moving');
    expect(lines(await run(['pause', 'Moving', '--reason', 'Moves house']))[0]).toMatchObject({
      state: 'paused',
      stateReason: 'Paused by somebody at the command line: Moves house',
    });
    expect(lines(await run(['resume', 'Moving']))[0]).toMatchObject({ state: 'healthy' });
    expect(await run(['clone', 'Moving', '--name', 'Copy'])).toMatchObject({ code: 0 });
  });

  it('exports without secrets what it reads back', async () => {
    await added('Forum', { password: 'top-secret' });
    const exported = await run(['export', 'Forum']);
    expect(exported.stdout).not.toContain('top-secret');
    const file = path.join(folder, 'exported.yaml');
    writeFileSync(file, exported.stdout.replace('name: Forum', 'name: Again'));
    const missing = await run(['add', '--file', file]);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('FORUM_PASSWORD is not set')]);
    expect(await run(['add', '--file', file], '', { FORUM_PASSWORD: 'first' })).toMatchObject({ code: 0, stderr: '' });
  });

  it('removes a source only when it is told twice', async () => {
    const id = await added('Old');
    const asked = await run(['remove', 'Old', '--with-messages']);
    expect([asked.code, lines(asked)[0]]).toEqual([1, expect.objectContaining({ removed: false, messages: 0 })]);
    expect(await run(['remove', 'Old', '--with-messages', '--yes'])).toMatchObject({ code: 0 });
    expect(await dataSource.query('select id from sources where id = $1', [id])).toEqual([]);
  });

  it('lists and dismisses what could not be read', async () => {
    const id = await added('Quarantined');
    await dataSource.query(
      `insert into quarantine (source_id, item_key, reason, detail) values ($1, 'k', 'too-large', 'It has 41 MB')`,
      [id],
    );
    const [item] = lines(await run(['quarantine', 'list', 'Quarantined']));
    expect(item).toMatchObject({ reason: 'too-large', detail: 'It has 41 MB', state: 'open' });
    const dismiss = ['quarantine', 'dismiss', 'Quarantined', String(item?.['id']), '--reason', 'Advertising'];
    expect(await run(dismiss)).toMatchObject({ code: 0 });
    expect((await run(['quarantine', 'list', 'Quarantined'])).stdout).toBe('');
  });
});
