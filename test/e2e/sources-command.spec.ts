import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { HttpServer } from '../support/http-server.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';
import { runCommand } from '../support/service.js';

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
  const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>Forum</title><item><guid>1</guid><title>Card</title>
    <pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><description>Nobody answers, I want my money back!</description></item>
    </channel></rss>`;
  let database: TestDatabase;
  let server: HttpServer;
  let folder: string;
  beforeAll(async () => {
    [database, server] = await Promise.all([createTestDatabase(), HttpServer.start()]);
    server.serve('/feed', FEED);
    folder = mkdtempSync(path.join(tmpdir(), 'earshot-command-'));
  });
  afterAll(async () => {
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

  it('adds, checks, edits, pauses, copies, exports, reads back and removes', async () => {
    const url = `url=${server.origin}/feed`;
    const add = ['add', '--kind', 'feed', '--name', 'Forum', '--secrets-stdin', '--set', url, 'username=anna'];
    expect(await run(add, 'password=first\n')).toMatchObject({ code: 0, stderr: '' });
    expect(lines(await run(['check', 'Forum']))[1]).toMatchObject({ externalId: '1', verdict: 'dissatisfied' });
    const edit = await run(['edit', 'Forum', '--interval', '60', '--set', 'channel=review']);
    expect(lines(edit)).toEqual([{ id: '1', name: 'Forum', version: 2 }]);
    expect(lines(await run(['pause', 'Forum', '--reason', 'Moves house']))[0]).toMatchObject({
      state: 'paused',
      stateReason: 'Paused by somebody at the command line: Moves house',
    });
    expect(lines(await run(['resume', 'Forum']))[0]).toMatchObject({ state: 'healthy' });
    expect(await run(['clone', 'Forum', '--name', 'Copy'])).toMatchObject({ code: 0 });

    const exported = await run(['export', 'Forum']);
    expect(exported.stdout).not.toContain('first');
    const file = path.join(folder, 'exported.yaml');
    writeFileSync(file, exported.stdout.replace('name: Forum', 'name: Again'));
    const missing = await run(['add', '--file', file]);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('FORUM_PASSWORD is not set')]);
    expect(await run(['add', '--file', file], '', { FORUM_PASSWORD: 'first' })).toMatchObject({ code: 0, stderr: '' });

    const asked = await run(['remove', 'Forum', '--with-messages']);
    expect([asked.code, lines(asked)[0]]).toEqual([1, expect.objectContaining({ removed: false, messages: 0 })]);
    expect(await run(['remove', 'Forum', '--with-messages', '--yes'])).toMatchObject({ code: 0 });
    expect(lines(await run(['list'])).map(({ name, kind }) => [name, kind])).toEqual([
      ['Again', 'feed'],
      ['Copy', 'feed'],
    ]);
  });
});
