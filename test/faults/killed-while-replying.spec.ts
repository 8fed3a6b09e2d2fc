import { REPLY_JOB, ReplyWriting } from '@earshot/follow-up';
import { createDataSource, PostgresReplyStore } from '@earshot/persistence';
import { PgBossJobQueue, SystemClock } from '@earshot/platform';
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import pino from 'pino';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { insertCase, insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { eventually } from '../support/eventually.js';

const WORKER = path.join(__dirname, '../support/reply-worker.cjs');

type AtServer = 'while the mail is on its way' | 'before the server answers';

/** Takes mail and counts it; can kill the worker that sends, at a moment that only the server sees. */
interface CountingServer {
  readonly port: number;
  readonly taken: string[];
  killAt(moment: AtServer | null, worker: ChildProcess | null): void;
  /** Puts each mail that it takes into this user's Sent folder, as some providers do. */
  keepFor(user: string | null): void;
  close(): Promise<void>;
}

async function countingServer(dovecot: Dovecot): Promise<CountingServer> {
  const taken: string[] = [];
  let doomed: { moment: AtServer | null; worker: ChildProcess | null } = { moment: null, worker: null };
  let keeper: string | null = null;
  const killIf = (moment: AtServer): boolean => {
    if (doomed.moment !== moment) return false;
    doomed.worker?.kill('SIGKILL');
    return true;
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        killIf('while the mail is on its way');
      });
      stream.on('end', () => {
        // What breaks off before its end is not taken (RFC 5321, section 4.1.1.4).
        if (doomed.moment === 'while the mail is on its way') return;
        const mail = Buffer.concat(chunks).toString('latin1');
        taken.push(mail);
        if (keeper !== null) dovecot.deliver(keeper, mail, 'Sent');
        if (!killIf('before the server answers')) done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    killAt: (moment, worker) => {
      doomed = { moment, worker };
    },
    keepFor: (user) => {
      keeper = user;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

describeWithDovecot('a worker that is killed while it sends a reply', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let queue: PgBossJobQueue;
  let dovecot: Dovecot;
  let server: CountingServer;
  let writing: ReplyWriting;
  const workers = new Set<ChildProcess>();
  let users = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
    queue = new PgBossJobQueue({
      connectionString: database.url,
      names: [REPLY_JOB],
      logger: pino({ level: 'silent' }),
    });
    dovecot = await startDovecot();
    server = await countingServer(dovecot);
    writing = new ReplyWriting(new PostgresReplyStore(dataSource), queue, new SystemClock(), 'shop.example');
  });
  afterEach(async () => {
    await Promise.all([...workers].map(end));
    workers.clear();
    server.killAt(null, null);
    server.keepFor(null);
    server.taken.length = 0;
    await dataSource.query('delete from pgboss.job');
  });
  afterAll(async () => {
    await server?.close();
    await dovecot?.dispose();
    await queue?.stop(0);
    await dataSource?.destroy();
    await database?.drop();
  });

  const optionsOf = (user: string): object => ({
    host: dovecot.host,
    port: dovecot.port,
    security: 'none',
    user,
    ownAddresses: ['care@shop.example'],
    keepSent: 'always',
    smtp: { host: '127.0.0.1', port: server.port, security: 'none', anonymous: true, from: 'care@shop.example' },
  });

  async function startWorker(user: string, diesAt: string | null = null): Promise<ChildProcess> {
    const settings = JSON.stringify({ databaseUrl: database.url, options: optionsOf(user), diesAt });
    const child = spawn(process.execPath, ['--no-warnings', WORKER, settings], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    workers.add(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve());
      child.once('exit', (code, signal) => (signal === null ? reject(new Error(`ended with ${code}`)) : resolve()));
    });
    return child;
  }

  async function queued(text = 'It comes tomorrow.'): Promise<{ replyId: string; caseId: string }> {
    const sourceId = await insertSource(dataSource, `Mailbox ${(users += 1)}`);
    const caseId = await insertCase(dataSource, { sourceId, open: { answer: new Date('2099-01-01T00:00:00Z') } });
    const [user] = await dataSource.query<{ id: string }[]>(
      `insert into users (email, name, role, language, zone, password_hash)
       values ($1, 'Anna', 'agent', 'en', 'UTC', 'x') returning id`,
      [`anna${users}@shop.example`],
    );
    const [message] = await dataSource.query<{ id: string }[]>('select id from messages where case_id = $1', [caseId]);
    const replyId = await writing.write({
      caseId,
      authorId: user?.id ?? '',
      seenVersion: 1,
      answersMessageId: message?.id ?? '',
      sourceId,
      to: `customer${caseId}@customers.example`,
      subject: null,
      text,
      attachmentIds: [],
      requestKey: null,
    });
    return { replyId, caseId };
  }

  const stateOf = async (replyId: string): Promise<string> =>
    (await dataSource.query<{ state: string }[]>('select state from outgoing_replies where id = $1', [replyId]))[0]
      ?.state ?? 'gone';

  const answersOf = async (caseId: string): Promise<object> => {
    const [row] = await dataSource.query<object[]>(
      `select (select count(*)::int from case_events where case_id = $1 and type = 'answer_sent') as events,
         (select count(*)::int from seen_replies where case_id = $1) as replies,
         (select string_agg(state || ' ' || coalesce(closed_reason, ''), ',') from tasks where case_id = $1) as tasks`,
      [caseId],
    );
    return row ?? {};
  };

  const ONE_ANSWER = { events: 1, replies: 1, tasks: 'done answer-sent' };
  const NO_ANSWER = { events: 0, replies: 0, tasks: 'open ' };

  it.each([
    ['before it is marked as being sent', 'sent', 1],
    ['after it is marked as being sent', 'unsure', 0],
    ['before the mail is handed over', 'unsure', 0],
    ['while the mail is on its way', 'unsure', 0],
    ['before the server answers', 'sent', 1],
    ['after the mail is handed over', 'sent', 1],
    ['while it is recorded', 'sent', 1],
    ['after it is recorded', 'sent', 1],
    ['before its copy is kept', 'sent', 1],
    ['after its copy is kept', 'sent', 1],
  ] as const)(
    '%s: the reply is %s, and %i mail has gone out',
    async (step, state, mails) => {
      const user = `care${users}`;
      server.keepFor(
        ['before the server answers', 'after the mail is handed over', 'while it is recorded'].includes(step)
          ? user
          : null,
      );
      const { replyId, caseId } = await queued(
        step === 'while the mail is on its way' ? 'long '.repeat(3_000) : undefined,
      );
      const doomed = await startWorker(user, step);
      if (step === 'while the mail is on its way' || step === 'before the server answers') server.killAt(step, doomed);
      await eventually(() => expect(doomed.signalCode).toBe('SIGKILL'));
      server.killAt(null, null);

      await startWorker(user);
      await eventually(async () => expect(await stateOf(replyId)).toBe(state));
      if (state === 'sent') await eventually(() => expect(dovecot.flags(user, 'Sent')).toHaveLength(1));
      expect(server.taken).toHaveLength(mails);
      expect(await answersOf(caseId)).toEqual(state === 'sent' ? ONE_ANSWER : NO_ANSWER);
    },
    180_000,
  );

  it('never goes out twice through two workers of which one is killed and started again and again', async () => {
    const user = 'many';
    server.keepFor(user);
    const written: { replyId: string; caseId: string }[] = [];
    for (let number = 0; number < 20; number += 1) written.push(await queued());
    await startWorker(user);
    for (const step of ['after the mail is handed over', 'while it is recorded', 'after it is recorded']) {
      const doomed = await startWorker(user, step);
      await Promise.race([new Promise((resolve) => doomed.once('exit', resolve)), settled()]);
      await end(doomed);
    }
    await eventually(async () => {
      const states = await Promise.all(written.map(({ replyId }) => stateOf(replyId)));
      expect(new Set(states)).toEqual(new Set(['sent']));
    });
    const ids = server.taken.map((mail) => /^message-id: (.*)$/im.exec(mail)?.[1]);
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
    for (const { caseId } of written) expect(await answersOf(caseId)).toEqual(ONE_ANSWER);

    async function settled(): Promise<void> {
      await eventually(async () => {
        const open = await dataSource.query<object[]>(
          `select from outgoing_replies where state in ('queued', 'sending') and text = 'It comes tomorrow.'`,
        );
        expect(open).toEqual([]);
      });
    }
  }, 300_000);
});

async function end(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await ended;
}
