import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSecretBox } from '@earshot/platform';
import { Client } from 'pg';
import { SMTPServer } from 'smtp-server';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { runEarshot } from '../support/run-earshot.js';

jest.setTimeout(180_000);

interface Line {
  readonly check: string;
  readonly state: string;
  readonly message: string;
  readonly remedy: string | null;
}

const folders: string[] = [];
let database: TestDatabase;

function newHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-doctor-'));
  folders.push(folder);
  return join(folder, 'home');
}

async function doctor(environment: Record<string, string>): Promise<{ code: number | null; lines: Map<string, Line> }> {
  const { code, stdout, stderr } = await runEarshot(['doctor', '--json'], environment);
  expect(stderr).toBe('');
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return { code, lines: new Map(lines.map((line) => [line.check, line])) };
}

async function query(sql: string, parameters: unknown[] = []): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(sql, parameters);
  await client.end();
}

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('earshot doctor', () => {
  it('says what is well in an installation that was not started yet, and changes nothing', async () => {
    const home = newHome();
    const { code, lines } = await doctor({ EARSHOT_HOME: home });
    expect(code).toBe(0);
    expect(lines.get('database')?.message).toContain('npm start makes it');
    expect(lines.get('mail')).toMatchObject({
      state: 'attention',
      remedy: expect.stringContaining('smtp.host') as string,
    });
    expect(() => rmSync(home, { recursive: true })).toThrow('ENOENT');
  });

  it('looks into the database: version, migrations, clock and sources', async () => {
    const home = newHome();
    await query(
      `insert into sources (kind, name, options, poll_interval_seconds, last_success_at) values ('folder', 'Well', '{}', 300, now())`,
    );
    const well = await doctor({ EARSHOT_HOME: home, DATABASE_URL: database.url });
    expect(well.code).toBe(0);
    for (const check of ['database', 'encoding', 'migrations', 'clock', 'stored secrets', 'source 1 (Well)'])
      expect(well.lines.get(check)).toMatchObject({ state: 'ok' });

    await query(
      `insert into sources (kind, name, options, poll_interval_seconds, state, state_reason) values ('mailbox', 'Ill', '{}', 300, 'failing', 'the login was refused')`,
    );
    const ill = await doctor({ EARSHOT_HOME: home, DATABASE_URL: database.url });
    expect(ill.code).toBe(1);
    expect(ill.lines.get('source 2 (Ill)')).toMatchObject({
      state: 'failed',
      message: 'failing: the login was refused',
    });
  });

  it('finds a database that cannot be reached or used, without telling the password', async () => {
    const wrong = await runEarshot(['doctor'], {
      EARSHOT_HOME: newHome(),
      DATABASE_URL: database.url.replace(/:[^:@]*@/, ':hunter2@'),
    });
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/✖ database: .*the user or password is wrong/);
    expect(wrong.stdout + wrong.stderr).not.toContain('hunter2');
  });

  it('finds a key that is open to others, and one that does not open the stored secrets', async () => {
    const home = newHome();
    mkdirSync(home);
    const sealed = openSecretBox(home, {}).seal('{"password":"hunter2"}');
    await query(
      `insert into sources (kind, name, options, poll_interval_seconds, secrets, last_success_at) values ('mailbox', 'Support', '{}', 300, $1, now())`,
      [sealed],
    );
    const well = await doctor({ EARSHOT_HOME: home, DATABASE_URL: database.url });
    expect(well.lines.get('stored secrets')).toMatchObject({ state: 'ok' });

    chmodSync(join(home, 'secret.key'), 0o644);
    const open = await doctor({ EARSHOT_HOME: home, DATABASE_URL: database.url });
    expect(open.lines.get('secret key')).toMatchObject({
      state: 'failed',
      remedy: `chmod 600 ${join(home, 'secret.key')}`,
    });

    const other = { EARSHOT_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') };
    const foreign = await doctor({ EARSHOT_HOME: home, DATABASE_URL: database.url, ...other });
    expect(foreign.lines.get('stored secrets')?.message).toBe('the key does not open those of the sources 1');
    rmSync(join(home, 'secret.key'));
    const lost = await doctor({ EARSHOT_HOME: home, DATABASE_URL: database.url });
    expect(lost.lines.get('stored secrets')).toMatchObject({
      state: 'failed',
      message: '1 sources have secrets, and the key is gone',
    });
  });

  it('signs in at the mail server and sends nothing', async () => {
    let mails = 0;
    const server = new SMTPServer({
      secure: false,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _, done) =>
        username === 'quality' && password === 'secret' ? done(null, { user: username }) : done(new Error('no')),
      onData: (stream, _, done) => {
        mails += 1;
        stream.resume();
        done();
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const mail = {
      EARSHOT_HOME: newHome(),
      EARSHOT_SMTP_HOST: '127.0.0.1',
      EARSHOT_SMTP_PORT: String(port),
      EARSHOT_SMTP_FROM: 'quality@example.org',
      EARSHOT_SMTP_USER: 'quality',
    };
    const right = await doctor({ ...mail, EARSHOT_SMTP_PASSWORD: 'secret' });
    const wrong = await doctor({ ...mail, EARSHOT_SMTP_PASSWORD: 'hunter2' });
    await new Promise<void>((resolve) => server.close(resolve));
    expect(right.lines.get('mail')).toMatchObject({
      state: 'ok',
      message: `127.0.0.1:${port} takes mail and accepts the login`,
    });
    expect(wrong.lines.get('mail')).toMatchObject({ state: 'failed' });
    expect(wrong.code).toBe(1);
    expect(mails).toBe(0);
  });

  it('names every fault of the configuration', async () => {
    const { code, stdout } = await runEarshot(['doctor'], {
      EARSHOT_HOME: newHome(),
      EARSHOT_HTTP_PORT: 'eighty',
      EARSHOT_HTPP_HOST: 'x',
    });
    expect(code).toBe(1);
    expect(stdout).toContain(
      '✖ configuration: EARSHOT_HTPP_HOST: there is no such option, did you mean EARSHOT_HTTP_HOST?',
    );
    expect(stdout).toContain(
      '✖ configuration: EARSHOT_HTTP_PORT: http.port: "eighty" is not a whole number from 0 to 65535',
    );
  });

  it('explains itself and refuses what it does not know', async () => {
    expect((await runEarshot(['doctor', '--help'], {})).stdout).toContain('Usage: earshot doctor [--json]');
    const wrong = await runEarshot(['doctor', '--jsno'], {});
    expect(wrong).toMatchObject({ code: 2, stderr: 'earshot: doctor does not know --jsno; it takes --json\n' });
  });
});
