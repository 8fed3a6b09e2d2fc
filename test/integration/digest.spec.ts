import { AlertQueries, createDataSource, DigestSubscriptionEntity, UserEntity } from '@earshot/persistence';
import { SEND_DIGEST, type SendDigest } from '@earshot/reporting';
import type { DataSource } from 'typeorm';
import { insertCase, insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { openDigestWorker, type DigestWorker } from '../support/digest-kit.js';
import { eventually } from '../support/eventually.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';
import { addUser, SetClock } from '../support/sweep-kit.js';

const MONDAY_8_IN_HELSINKI = '2026-03-02T06:00:10Z';
const WRITTEN = new Date('2026-02-20T10:00:00Z');

let database: TestDatabase;
let dataSource: DataSource;
let server: MailServer;
let clock: SetClock;
const workers: DigestWorker[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
  server = await startMailServer();
  clock = new SetClock(new Date(MONDAY_8_IN_HELSINKI));
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((one) => one.stop()));
  await dataSource?.destroy();
  await server?.close();
  await database?.drop();
});

const moveTo = (time: string) => clock.moveTo(new Date(time));
const arrived = (count: number) => eventually(() => expect(server.mails).toHaveLength(count));
const addManager = (name: string, given: Partial<UserEntity> = {}) => addUser(dataSource, name, 'manager', given);
const states = () =>
  dataSource.query<object[]>('select period::text, state from digests order by period, subscription_id');

async function worker(): Promise<DigestWorker> {
  const opened = await openDigestWorker(database.url, server.port, clock);
  workers.push(opened);
  return opened;
}

const subscribe = (userId: string, given: Partial<DigestSubscriptionEntity>) =>
  dataSource
    .getRepository(DigestSubscriptionEntity)
    .save({ userId, localTime: '08:00', nextAt: new Date('2026-01-01T00:00:00Z'), ...given });

const answerBy = (time: string) => ({ answer: new Date(time) });

describe('what a digest tells', () => {
  it('names each case once, most urgent first, with its deadline and a link, as HTML and text', async () => {
    await addManager('maija');
    const sourceId = await insertSource(dataSource);
    const add = (customerName: string, open: object, given: object = {}) =>
      insertCase(dataSource, { sourceId, customerName, writtenAt: WRITTEN, open, ...given });
    const anna = await addUser(dataSource, 'anna', 'agent');
    await add('Due today', answerBy('2026-03-02T15:00:00Z'), { ownerId: anna });
    await add('Late', answerBy('2026-02-27T15:00:00Z'));
    await add('Later', answerBy('2026-02-25T15:00:00Z'));
    await add('Broken', { promise: new Date('2026-02-28T15:00:00Z') });
    await add('Grave', answerBy('2026-03-09T15:00:00Z'), { severity: 'critical', ownerId: anna });
    await add('Promised', { promise: new Date('2026-03-03T15:00:00Z') }, { ownerId: anna });
    await add('Jānis <b>Bērziņš</b>', answerBy('2026-03-10T15:00:00Z'));
    await add('Calm', answerBy('2026-03-10T15:00:00Z'), { ownerId: anna });
    await (await worker()).desk.tick();
    await arrived(1);
    const [mail] = server.mails;
    expect(mail?.subject).toBe('1 critical, 3 overdue · Harbour Bank, Mon 2 Mar');
    expect(mail?.to?.[0]?.address).toBe('maija@harbour-bank.example');
    expect(mail?.text).toMatch(
      /^1 critical, 3 overdue, 1 due today, 1 promise due soon, 3 without an owner\.[^]*OVERDUE \(3\)[^]*- Broken[^]*- Later[^]*since Wed 25 Feb, 17:00[^]*- Late:[^]*DUE TODAY \(1\)[^]*- Due today[^]*by Mon 2 Mar, 17:00[^]*CRITICAL[^]*- Grave[^]*PROMISES[^]*- Promised[^]*NOBODY OWNS THESE \(3\)[^]*- Jānis[^]*and 2 more/,
    );
    expect(mail?.text).not.toContain('Calm');
    expect(mail?.html).toContain('Jānis &lt;b&gt;Bērziņš&lt;/b&gt;: Where is my card?');
    expect(mail?.html).not.toMatch(/<img|<script|<link|src=|@import|url\(/);
    const header = (key: string) => mail?.headers.find((found) => found.key === key)?.value;
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(header('x-earshot-notification')).toBe('digest');
    expect(header('list-unsubscribe')).toMatch(
      /^<https:\/\/earshot\.harbour-bank\.example\/api\/v1\/digest-links\/[^>]+>$/,
    );
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  it('counts what nobody owns as the list does to which it leads, also what is late or of a narrowed digest', async () => {
    const [mine, other] = [await insertSource(dataSource, 'Mine'), await insertSource(dataSource, 'Other')];
    const anna = await addUser(dataSource, 'anna', 'agent');
    const add = (sourceId: string, time: string, given: object = {}) =>
      insertCase(dataSource, { sourceId, writtenAt: WRITTEN, open: answerBy(time), ...given });
    for (let day = 10; day < 17; day += 1) await add(mine, `2026-03-${day}T15:00:00Z`);
    await add(mine, '2026-02-25T15:00:00Z');
    await add(mine, '2026-03-02T15:00:00Z', { severity: 'critical' });
    await add(mine, '2026-03-10T15:00:00Z', { ownerId: anna });
    await add(other, '2026-03-10T15:00:00Z');
    await subscribe(await addManager('maija'), { sourceIds: [mine] });
    await (await worker()).desk.tick();
    await arrived(1);
    const text = server.mails[0]!.text!;
    expect(text).toContain('9 without an owner');
    expect(text).toContain('NOBODY OWNS THESE (9)');
    const [, more] = /and 4 more[^]*?\/alerts\?(\S+)/.exec(text)!;
    const { owner, source, list } = Object.fromEntries(new URLSearchParams(more));
    expect({ owner, source, list }).toEqual({ owner: 'nobody', source: mine, list: undefined });
    const board = await new AlertQueries(dataSource).page(
      { list: 'needs_answer', owner, source, limit: 50 },
      clock.now(),
    );
    expect(board.items).toHaveLength(9);
  });

  it('lists the cases in the daily edition; in the weekly one only for who has no daily one', async () => {
    const sourceId = await insertSource(dataSource);
    await insertCase(dataSource, { sourceId, writtenAt: WRITTEN, open: answerBy('2026-02-25T15:00:00Z') });
    const maija = await addManager('maija');
    await subscribe(maija, { edition: 'weekly', days: [1] });
    const jonas = await addManager('jonas');
    await subscribe(jonas, { edition: 'weekly', days: [1] });
    await subscribe(jonas, { edition: 'daily' });
    await (await worker()).desk.tick();
    await arrived(3);
    const weeklyOf = (name: string) =>
      server.mails.find(
        ({ to, text }) => to?.[0]?.address === `${name}@harbour-bank.example` && text?.includes('THE PAST WEEK'),
      )?.text;
    expect(weeklyOf('maija')).toContain('OVERDUE (1)');
    expect(weeklyOf('jonas')).toMatch(/^1 overdue/);
    expect(weeklyOf('jonas')).not.toContain('OVERDUE (1)');
    expect(server.mails.filter(({ text }) => text?.includes('OVERDUE (1)'))).toHaveLength(2);
  });

  it('says so when nothing needs anybody', async () => {
    await addManager('maija');
    await (await worker()).desk.tick();
    await arrived(1);
    expect(server.mails[0]?.subject).toBe('Nothing needs you today · Harbour Bank, Mon 2 Mar');
    expect(server.mails[0]?.text).toMatch(/^Nothing needs you today\.\n/);
  });

  it('keeps to the reader’s sources, languages and owners, language and format', async () => {
    const [mine, other] = [await insertSource(dataSource, 'Mine'), await insertSource(dataSource, 'Other')];
    const anna = await addUser(dataSource, 'anna', 'agent');
    const late = { writtenAt: WRITTEN, open: answerBy('2026-02-25T15:00:00Z') };
    await insertCase(dataSource, { sourceId: mine, customerName: 'Wanted', language: 'lv', ownerId: anna, ...late });
    await insertCase(dataSource, { sourceId: other, customerName: 'Source', language: 'lv', ownerId: anna, ...late });
    await insertCase(dataSource, { sourceId: mine, customerName: 'Language', language: 'fi', ownerId: anna, ...late });
    await insertCase(dataSource, { sourceId: mine, customerName: 'Owner', language: 'lv', ...late });
    const maija = await addManager('maija');
    await subscribe(maija, { language: 'lv', format: 'text', sourceIds: [mine], languages: ['lv'], ownerIds: [anna] });
    await (await worker()).desk.tick();
    await arrived(1);
    expect(server.mails[0]?.subject).toMatch(/^nokavēts: 1 · /);
    expect(server.mails[0]?.text).toContain('Wanted');
    expect(server.mails[0]?.text).not.toMatch(/Source|Language:|Owner:/);
    expect(server.mails[0]?.html).toBeUndefined();
  });
});

describe('when a digest comes', () => {
  it('is once a day, however many workers ask and however often', async () => {
    await addManager('maija');
    await addManager('jonas');
    const three = await Promise.all([worker(), worker(), worker()]);
    const tick = () => Promise.all(three.map(({ desk }) => desk.tick()));
    for (let minute = 0; minute < 5; minute += 1) await tick();
    await arrived(2);
    moveTo('2026-03-02T09:00:00Z');
    await tick();
    moveTo('2026-03-03T06:00:30Z');
    await tick();
    await arrived(4);
    expect(new Set(server.mails.map((mail) => mail.messageId)).size).toBe(4);
  });

  it('is not made up for in a flood after a week’s stop, and an hour that the clocks repeat brings no second', async () => {
    const maija = await addManager('maija');
    await subscribe(maija, { localTime: '03:30', workingDaysOnly: false });
    const { desk } = await worker();
    await desk.tick();
    await arrived(1);
    // On Sunday 25 October clocks go back from 04:00 to 03:00: half past three comes twice.
    for (const time of ['2026-10-25T00:31:00Z', '2026-10-25T01:31:00Z', '2026-10-25T01:40:00Z']) {
      moveTo(time);
      await desk.tick();
    }
    await arrived(2);
    // On Sunday 28 March 2027 it is left out: the digest comes an hour later by the clock, at half past four.
    moveTo('2027-03-28T01:30:30Z');
    await desk.tick();
    await arrived(3);
    const sent = ['2026-03-02', '2026-10-25', '2027-03-28'].map((period) => ({ period, state: 'sent' }));
    await eventually(async () => expect(await states()).toEqual(sent));
  });

  it('is not on holidays: the next one tells of all the days since, and the week’s comes after them', async () => {
    const maija = await addManager('maija');
    const nextAt = new Date('2026-04-02T05:00:00Z');
    await subscribe(maija, { nextAt });
    await subscribe(maija, { edition: 'weekly', days: [1], nextAt });
    const { desk } = await worker();
    // Good Friday is 3 April, the Monday of Easter the 6th; Finland's clocks were put forward on 29 March.
    const came: Record<number, number> = {};
    for (let day = 2; day <= 8; day += 1) {
      moveTo(`2026-04-0${day}T05:00:30Z`);
      came[day] = await desk.tick();
    }
    expect(came).toEqual({ 2: 1, 3: 0, 4: 0, 5: 0, 6: 0, 7: 2, 8: 1 });
    await arrived(4);
    expect(await states()).toEqual(
      ['2026-04-02', '2026-04-06', '2026-04-07', '2026-04-08'].map(
        (period) => expect.objectContaining({ period }) as object,
      ),
    );
    const told = (words: string) => server.mails.filter(({ text }) => text?.includes(words)).length;
    expect(told('Thu 2 Apr to Mon 6 Apr (Europe/Helsinki).')).toBe(1);
    expect(told('Mon 30 Mar to Sun 5 Apr (Europe/Helsinki).')).toBe(1);
  });

  it('is once a week and once a month too, beside the daily one', async () => {
    const maija = await addManager('maija');
    await subscribe(maija, { edition: 'weekly', days: [1] });
    await subscribe(maija, { edition: 'monthly' });
    const { desk } = await worker();
    for (let day = 2; day <= 31; day += 1) {
      moveTo(`2026-03-${String(day).padStart(2, '0')}T06:00:30Z`);
      await desk.tick();
    }
    moveTo('2026-04-01T05:00:30Z');
    await desk.tick();
    // Mondays 2, 9, 16, 23 and 30 March; the first working days of March and April.
    await arrived(7);
    expect(await states()).toHaveLength(7);
  });

  it('is not before a mail server takes it: the reason is kept, and it comes once when it does', async () => {
    await addManager('maija');
    server.refuseWith(451);
    await (await worker()).desk.tick();
    await eventually(async () =>
      expect(await dataSource.query('select state, error from digests')).toEqual([
        { state: 'failed', error: `127.0.0.1:${server.port} refused with 451` },
      ]),
    );
    server.refuseWith(null);
    await eventually(async () => {
      // Brings the retry forward instead of waiting for it.
      await dataSource.query(
        `update pgboss.job set start_after = now() where name = '${SEND_DIGEST}' and state = 'retry'`,
      );
      expect(server.mails).toHaveLength(1);
    });
    await eventually(async () => expect(await states()).toEqual([{ period: '2026-03-02', state: 'sent' }]));
  });

  it('is never for somebody who was disabled meanwhile', async () => {
    const manager = await addManager('maija');
    const { desk } = await worker();
    await dataSource.getRepository(UserEntity).update(manager, { disabledAt: new Date() });
    expect(await desk.tick()).toBe(0);
  });
});

describe('what is critical', () => {
  it('stands before what is merely later, and in the subject', async () => {
    await addManager('maija');
    const sourceId = await insertSource(dataSource);
    for (let day = 10; day < 18; day += 1)
      await insertCase(dataSource, {
        sourceId,
        customerName: `Late ${day}`,
        writtenAt: WRITTEN,
        severity: 'low',
        open: answerBy(`2026-02-${day}T10:00:00Z`),
      });
    const urgent = { customerName: 'Grave', severity: 'critical' as const, open: answerBy('2026-02-28T10:00:00Z') };
    await insertCase(dataSource, { sourceId, writtenAt: WRITTEN, ...urgent });
    const { desk } = await worker();
    await desk.tick();
    await arrived(1);
    const { subject, text } = server.mails[0]!;
    expect(subject).toMatch(/^1 critical, 9 overdue/);
    expect(text?.indexOf('Grave')).toBeGreaterThan(0);
    expect(text!.indexOf('Grave')).toBeLessThan(text!.indexOf('Late 10'));
  });
});

describe('somebody who may have no digests any more', () => {
  it('gets none until they may again', async () => {
    const manager = await addManager('maija');
    const { desk } = await worker();
    await desk.tick();
    await arrived(1);
    await dataSource.getRepository(UserEntity).update(manager, { role: 'agent' });
    moveTo('2026-03-03T06:00:10Z');
    expect(await desk.tick()).toBe(0);
    await dataSource.getRepository(UserEntity).update(manager, { role: 'lead' });
    expect(await desk.tick()).toBe(1);
    await arrived(2);
  });
});

describe('a digest that cannot be delivered', () => {
  const told = () =>
    dataSource.query(
      `select u.email, n.event, n.detail->'digest'->>'reader' as reader from notifications n join users u on u.id = n.user_id`,
    );
  const subscription = async () =>
    (await dataSource.query<object[]>('select enabled, paused_at is not null as paused from digest_subscriptions'))[0];

  it('pauses the subscription and tells ops once when the server refuses for good', async () => {
    await addManager('maija');
    await addUser(dataSource, 'olli', 'ops');
    server.refuseWith(550);
    const { desk } = await worker();
    await desk.tick();
    await eventually(async () => expect(await states()).toEqual([{ period: '2026-03-02', state: 'refused' }]));
    expect(await told()).toEqual([{ email: 'olli@harbour-bank.example', event: 'digest_paused', reader: 'maija' }]);
    expect(await subscription()).toEqual({ enabled: true, paused: true });
    moveTo('2026-03-03T06:00:30Z');
    expect(await desk.tick()).toBe(0);
  });

  it('that was only a test is shown with its reason and not tried again when it is refused for good', async () => {
    const { id } = await subscribe(await addManager('maija'), { nextAt: new Date('2030-01-01T06:00:00Z') });
    server.refuseWith(550);
    const { queue } = await worker();
    await queue.send<SendDigest>(SEND_DIGEST, { testOf: id });
    const deliveries = () =>
      dataSource.query<object[]>('select period::text, test, state, attempts, error from digests order by id');
    const refused = { period: '2026-03-02', test: true, state: 'refused', attempts: 1 };
    const error = `127.0.0.1:${server.port} refused with 550`;
    await eventually(async () => expect(await deliveries()).toEqual([{ ...refused, error }]));
    await eventually(async () =>
      expect(await dataSource.query(`select state from pgboss.job where name = '${SEND_DIGEST}'`)).toEqual([
        { state: 'completed' },
      ]),
    );
    expect(await subscription()).toEqual({ enabled: true, paused: false });
    server.refuseWith(null);
    await queue.send<SendDigest>(SEND_DIGEST, { testOf: id });
    await eventually(async () =>
      expect(await deliveries()).toEqual([
        { ...refused, error },
        { ...refused, state: 'sent', error: null },
      ]),
    );
    expect(server.mails.map(({ subject }) => subject)).toEqual([
      'Test: Nothing needs you today · Harbour Bank, Mon 2 Mar',
    ]);
  });

  it('that was only a test is shown with its reason while it is tried again, in the same line', async () => {
    const { id } = await subscribe(await addManager('maija'), { nextAt: new Date('2030-01-01T06:00:00Z') });
    server.refuseWith(451);
    const { queue } = await worker();
    await queue.send<SendDigest>(SEND_DIGEST, { testOf: id });
    await eventually(async () => expect(await states()).toEqual([{ period: '2026-03-02', state: 'failed' }]));
    server.refuseWith(null);
    await eventually(async () => {
      await dataSource.query(
        `update pgboss.job set start_after = now() where name = '${SEND_DIGEST}' and state = 'retry'`,
      );
      expect(await states()).toEqual([{ period: '2026-03-02', state: 'sent' }]);
    });
    expect(server.mails).toHaveLength(1);
  });

  it('does so too when it comes back as a bounce to a mailbox that is read', async () => {
    await addManager('maija');
    await addUser(dataSource, 'olli', 'ops');
    const { desk } = await worker();
    await desk.tick();
    await eventually(async () => expect(await states()).toEqual([{ period: '2026-03-02', state: 'sent' }]));
    const sourceId = await insertSource(dataSource);
    await dataSource.query(
      `insert into messages (source_id, external_id, channel, kind, sent_at, received_at, text)
       select $1, 'bounce', 'email', 'bounce', $2, $2, 'Undelivered. Message-ID: ' || message_id from digests`,
      [sourceId, new Date('2026-03-02T06:05:00Z')],
    );
    moveTo('2026-03-02T06:06:00Z');
    await Promise.all([desk.tick(), desk.tick()]);
    expect(await states()).toEqual([{ period: '2026-03-02', state: 'bounced' }]);
    expect(await told()).toHaveLength(1);
    expect(await subscription()).toEqual({ enabled: true, paused: true });
    const mailed = () => server.mails.map(({ subject }) => subject);
    await eventually(() => expect(mailed()).toContain('A digest is not sent any more: maija'));
    expect(mailed()).toHaveLength(2);
  });
});
