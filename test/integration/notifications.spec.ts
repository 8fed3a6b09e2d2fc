import type { NotificationDesk } from '@earshot/notifications';
import { createDataSource, UserEntity } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { openMailDesk } from '../support/mail-desk.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';
import { addCase, addUser, openSweeper, SetClock } from '../support/sweep-kit.js';

const WRITTEN = new Date('2026-03-02T08:00:00Z');
const DUE = new Date('2026-03-05T15:00:00Z');
const FRIDAY_NOON = new Date('2026-03-06T10:00:00Z');

let database: TestDatabase;
let dataSource: DataSource;
let server: MailServer;
let sourceId: string;
const clock = new SetClock(FRIDAY_NOON);
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 6 }).initialize();
  server = await startMailServer();
  sourceId = await insertSource(dataSource);
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
  await dataSource.destroy();
  await server.close();
  await database.drop();
});

async function mailDesk(): Promise<NotificationDesk> {
  const { desk, close } = await openMailDesk(database.url, dataSource, server.port, clock);
  closing.push(close);
  return desk;
}

/** Sweeps once, with a worker that sends mail. */
async function sweep(): Promise<number> {
  const mail = await mailDesk();
  const { desk, dataSource: own } = await openSweeper(database.url, clock, mail.handOn);
  closing.push(() => own.destroy());
  return desk.tick();
}

const arrived = (count: number) => eventually(() => expect(server.mails).toHaveLength(count));
const states = async () =>
  (
    await dataSource.query<{ state: string; error: string | null }[]>(
      'select distinct mail_state as state, mail_error as error from notifications',
    )
  ).map(({ state, error }) => [state, error]);

describe('a warning by mail', () => {
  it('says who, about what, how grave, since when on the reader’s clock and why, with a link, and none of the message', async () => {
    const maija = await addUser(dataSource, 'maija', 'manager', { zone: 'Asia/Jakarta' });
    const caseId = await addCase(dataSource, {
      sourceId,
      writtenAt: WRITTEN,
      open: { answer: DUE },
      ownerId: maija,
      customerName: 'Jānis <b>Bērziņš</b>',
      subject: 'Kur ir\r\nBcc: all@example.com mana karte?',
      text: 'Secret words of a customer',
    });
    await sweep();
    await arrived(1);
    const [mail] = server.mails;
    expect(mail?.subject).toBe('Deadline missed: Jānis <b>Bērziņš</b>: Kur ir Bcc: all@example.com mana karte?');
    expect(mail?.to?.[0]?.address).toBe('maija@harbour-bank.example');
    expect(mail?.text?.trimEnd()).toBe(
      [
        'Deadline missed: Jānis <b>Bērziņš</b>: Kur ir Bcc: all@example.com mana karte?',
        'high severity',
        'Answer: was due Thu 5 Mar 22:00',
        'the deadline has passed',
        `https://earshot.harbour-bank.example/cases/${caseId}`,
        '',
        'Harbour Bank. Times are those of Asia/Jakarta.',
      ].join('\n'),
    );
    expect(mail?.html).toContain('Jānis &lt;b&gt;Bērziņš&lt;/b&gt;');
    expect(mail?.html).not.toMatch(/<img|<script|<link|src=|Secret words/);
    const header = (key: string) => mail?.headers.find((found) => found.key === key)?.value;
    expect([header('auto-submitted'), header('x-earshot-notification')]).toEqual(['auto-generated', 'notification']);
    await eventually(async () => expect(await states()).toEqual([['sent', null]]));
  });

  it('speaks the reader’s language', async () => {
    await addUser(dataSource, 'maija', 'manager', { language: 'fi-FI' });
    await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } });
    await sweep();
    await arrived(1);
    expect(server.mails[0]?.text).toContain(
      'Määräaika ylittyi: Kalle Kunde: Where is my card?\nvakava\nVastaus: määräaika oli to 5 maalis 17:00\nmääräaika on ohi',
    );
  });

  /** All due at once; the last one is the gravest. */
  async function addCases(count: number): Promise<void> {
    for (let i = 1; i <= count; i += 1) {
      const severity = i === count ? 'high' : 'low';
      const open = { answer: DUE };
      await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open, customerName: `C${i}`, severity });
    }
  }

  it('is one for all that a sweep tells one person, the gravest first', async () => {
    await addUser(dataSource, 'maija', 'manager');
    await addCases(18);
    expect(await sweep()).toBe(18);
    await arrived(1);
    expect(server.mails[0]?.subject).toBe('Deadline missed: 18 cases need attention');
    expect(server.mails[0]?.text).toMatch(/^Deadline missed: C18: [^]*and 3 more on the board\n/);
    await eventually(async () => expect(await states()).toEqual([['sent', null]]));
    expect(server.mails).toHaveLength(1);
  });

  it('counts a crowd instead of naming everybody', async () => {
    await addUser(dataSource, 'maija', 'manager');
    await addCases(40);
    expect(await sweep()).toBe(40);
    await arrived(1);
    expect(server.mails[0]?.subject).toBe('Deadline missed: 40 cases need attention');
    expect(server.mails[0]?.text).toMatch(
      /^Deadline missed: 40 cases need attention\nhigh severity\nEarliest deadline: [^\n]+\nhttp[^\n]+\/alerts\?list=overdue\n/,
    );
    expect(server.mails[0]?.text).not.toContain('C40');
    await eventually(async () => expect(await states()).toEqual([['sent', null]]));
  });

  it('waits for a server that is away, and then comes once, under the name of its first attempt', async () => {
    await addUser(dataSource, 'maija', 'manager');
    await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } });
    server.refuseWith(451);
    await sweep();
    const refused = `127.0.0.1:${server.port} refused with 451`;
    await eventually(async () => expect(await states()).toEqual([['queued', refused]]));
    // What is told meanwhile is another mail: this one says what it said at first.
    const [before] = await dataSource.query<[{ job: string }]>(`select detail->>'mailJob' as job from notifications`);
    server.refuseWith(null);
    await dataSource.query(`update pgboss.job set start_after = now() where state = 'retry'`);
    await arrived(1);
    await eventually(async () => expect(await states()).toEqual([['sent', null]]));
    expect(await dataSource.query(`select detail->>'mailJob' as job from notifications`)).toEqual([before]);
  });

  it('that is refused for good is given up and says so', async () => {
    await addUser(dataSource, 'maija', 'manager');
    await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } });
    server.refuseWith(550);
    await sweep();
    await eventually(async () =>
      expect(await states()).toEqual([['failed', `127.0.0.1:${server.port} refused with 550`]]),
    );
    expect(await dataSource.query(`select from pgboss.job where state in ('created', 'retry', 'active')`)).toEqual([]);
  });

  it('is not sent to who may not sign in any more', async () => {
    const maija = await addUser(dataSource, 'maija', 'manager');
    await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } });
    const { desk, dataSource: own } = await openSweeper(database.url, clock, () => Promise.resolve());
    closing.push(() => own.destroy());
    await desk.tick();
    await dataSource.getRepository(UserEntity).update(maija, { disabledAt: new Date() });
    await (await mailDesk()).takeUp();
    await eventually(async () => expect(await states()).toEqual([['none', null]]));
    expect(server.mails).toEqual([]);
  });

  it('that a command left behind is taken up by a worker', async () => {
    await addUser(dataSource, 'maija', 'manager');
    await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } });
    const { desk, dataSource: own } = await openSweeper(database.url, clock, () => Promise.resolve());
    closing.push(() => own.destroy());
    await desk.tick();
    await (await mailDesk()).takeUp();
    await arrived(1);
  });
});
