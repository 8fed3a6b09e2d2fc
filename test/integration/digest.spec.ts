import { Clock, createWorkingCalendar } from '@earshot/domain';
import { SmtpMailSender } from '@earshot/notifications';
import {
  CaseEntity,
  createDataSource,
  DigestSubscriptionEntity,
  MessageEntity,
  PostgresDigestStore,
  SourceEntity,
  TaskEntity,
  UserEntity,
} from '@earshot/persistence';
import { PgBossJobQueue } from '@earshot/platform';
import { DigestDesk, DigestWriter, SEND_DIGEST } from '@earshot/reporting';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';

const MONDAY_8_IN_HELSINKI = new Date('2026-03-02T06:00:10Z');
const calendar = createWorkingCalendar(
  { name: 'FI', country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00', days: 'mon-fri' },
  null,
  2026,
);
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

class MovableClock extends Clock {
  constructor(private time: Date) {
    super();
  }
  now(): Date {
    return this.time;
  }
  moveTo(time: string): void {
    this.time = new Date(time);
  }
}

describe('the daily digest', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let server: MailServer;
  let clock: MovableClock;
  const queues: PgBossJobQueue[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 6 }).initialize();
    server = await startMailServer();
    clock = new MovableClock(MONDAY_8_IN_HELSINKI);
  });
  afterEach(async () => {
    await Promise.all(queues.splice(0).map((queue) => queue.stop(1_000)));
    await dataSource?.destroy();
    await server?.close();
    await database?.drop();
  });

  async function worker(): Promise<DigestDesk> {
    const queue = new PgBossJobQueue({
      connectionString: database.url,
      names: [SEND_DIGEST],
      logger: quiet,
      idleMs: 50,
    });
    queues.push(queue);
    const store = new PostgresDigestStore(dataSource);
    const mail = new SmtpMailSender({
      host: '127.0.0.1',
      port: server.port,
      secure: false,
      user: null,
      password: null,
      from: 'Earshot <earshot@harbour-bank.example>',
    });
    const writer = new DigestWriter(store, () => Promise.resolve(calendar), clock, {
      organisation: 'Harbour Bank',
      publicUrl: 'https://earshot.harbour-bank.example',
    });
    const desk = new DigestDesk(store, writer, queue, mail, () => Promise.resolve(calendar), clock, {
      localTime: '08:00',
      senderDomain: 'harbour-bank.example',
    });
    desk.register();
    await queue.start();
    return desk;
  }

  async function addManager(email: string, zone = 'Europe/Helsinki'): Promise<UserEntity> {
    return dataSource
      .getRepository(UserEntity)
      .save({ email, name: 'Maija Manager', role: 'manager', zone, passwordHash: 'x' });
  }

  /** An unanswered case with its deadline. */
  async function addCase(sourceId: string, given: Partial<CaseEntity> & { dueAt: Date }): Promise<void> {
    const message = await dataSource.getRepository(MessageEntity).save({
      sourceId,
      externalId: `message-${given.dueAt.toISOString()}`,
      channel: 'email',
      kind: 'person',
      authorName: 'Jānis <b>Bērziņš</b>',
      sentAt: new Date('2026-02-20T10:00:00Z'),
      text: 'Kad būs maksājums???',
    });
    const opened = await dataSource.getRepository(CaseEntity).save({
      sourceId,
      state: 'new',
      severity: 'medium',
      channel: 'email',
      language: 'lv',
      subject: 'Kad būs maksājums???',
      openedAt: message.sentAt,
      lastMessageAt: message.sentAt,
      flaggedMessageId: message.id,
      dueKind: 'answer',
      ...given,
    } as Partial<CaseEntity>);
    await dataSource.getRepository(TaskEntity).save({
      caseId: opened.id,
      kind: 'answer',
      state: 'open',
      openedAt: message.sentAt,
      dueAt: given.dueAt,
    });
  }

  const addSource = () =>
    dataSource.getRepository(SourceEntity).save({ kind: 'feed', name: 'Forum', options: {}, pollIntervalSeconds: 60 });
  const arrived = (count: number) => eventually(() => expect(server.mails).toHaveLength(count));

  it('tells what is overdue and due today, most delayed first, with links, as HTML and text', async () => {
    await addManager('maija@harbour-bank.example');
    const { id } = await addSource();
    await addCase(id, { dueAt: new Date('2026-03-02T15:00:00Z') });
    await addCase(id, { dueAt: new Date('2026-02-25T15:00:00Z'), severity: 'critical' });
    await addCase(id, { dueAt: new Date('2026-02-27T15:00:00Z') });
    await addCase(id, { dueAt: new Date('2026-03-09T15:00:00Z') });
    await (await worker()).tick();
    await arrived(1);
    const [mail] = server.mails;
    expect(mail?.subject).toBe('2 overdue, 1 due today · Harbour Bank, Mon 2 Mar');
    expect(mail?.to?.[0]?.address).toBe('maija@harbour-bank.example');
    expect(mail?.text).toContain(
      '2 customers are waiting longer than promised. 4 customers are waiting for an answer in all. 4 of these have no owner.',
    );
    expect(mail?.text).toMatch(
      /OVERDUE \(2\)[^]*since Wed 25 Feb 17:00[^]*since Fri 27 Feb 17:00[^]*DUE TODAY \(1\)[^]*by Mon 2 Mar 17:00/,
    );
    expect(mail?.text).toContain('https://earshot.harbour-bank.example/cases/');
    expect(mail?.html).toContain('Jānis &lt;b&gt;Bērziņš&lt;/b&gt;: Kad būs maksājums???');
    expect(mail?.html).not.toMatch(/<img|<script|<link|src=/);
    const header = (key: string) => mail?.headers.find((found) => found.key === key)?.value;
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(header('x-earshot-notification')).toBe('digest');
  });

  it('says so when nothing needs anybody', async () => {
    await addManager('maija@harbour-bank.example');
    await (await worker()).tick();
    await arrived(1);
    expect(server.mails[0]?.subject).toBe('Nothing needs you today · Harbour Bank, Mon 2 Mar');
    expect(server.mails[0]?.text).toContain('No customer is waiting for an answer.');
  });

  it('comes once a day, however many workers ask and however often', async () => {
    await addManager('maija@harbour-bank.example');
    await addManager('jonas@harbour-bank.example');
    const workers = await Promise.all([worker(), worker(), worker()]);
    for (let minute = 0; minute < 5; minute += 1) await Promise.all(workers.map((desk) => desk.tick()));
    await arrived(2);
    clock.moveTo('2026-03-02T09:00:00Z');
    await Promise.all(workers.map((desk) => desk.tick()));
    clock.moveTo('2026-03-03T06:00:30Z');
    await Promise.all(workers.map((desk) => desk.tick()));
    await arrived(4);
    expect(new Set(server.mails.map((mail) => mail.messageId)).size).toBe(4);
    expect(server.mails.map((mail) => mail.to?.[0]?.address).sort()).toEqual([
      'jonas@harbour-bank.example',
      'jonas@harbour-bank.example',
      'maija@harbour-bank.example',
      'maija@harbour-bank.example',
    ]);
  });

  it('is not made up for in a flood after a week’s stop', async () => {
    const manager = await addManager('maija@harbour-bank.example');
    await dataSource
      .getRepository(DigestSubscriptionEntity)
      .save({ userId: manager.id, localTime: '08:00', nextAt: new Date('2026-02-20T06:00:00Z') });
    await (await worker()).tick();
    await arrived(1);
    await eventually(async () =>
      expect(await dataSource.query('select period::text, state from digests')).toEqual([
        { period: '2026-03-02', state: 'sent' },
      ]),
    );
  });

  it('waits for a mail server that refuses, keeps the reason, and comes once when it is back', async () => {
    await addManager('maija@harbour-bank.example');
    server.refuseWith(451);
    await (await worker()).tick();
    await eventually(async () =>
      expect(await dataSource.query('select state, error from digests')).toEqual([
        { state: 'failed', error: `127.0.0.1:${server.port} refused with 451` },
      ]),
    );
    server.refuseWith(null);
    // Brings the retry forward instead of waiting for it.
    await dataSource.query(
      `update pgboss.job set start_after = now() where name = '${SEND_DIGEST}' and state = 'retry'`,
    );
    await arrived(1);
    await eventually(async () =>
      expect(await dataSource.query('select state from digests')).toEqual([{ state: 'sent' }]),
    );
  });

  it('goes to nobody who was disabled meanwhile', async () => {
    const manager = await addManager('maija@harbour-bank.example');
    const desk = await worker();
    await dataSource.getRepository(UserEntity).update(manager.id, { disabledAt: new Date() });
    expect(await desk.tick()).toBe(0);
  });
});
