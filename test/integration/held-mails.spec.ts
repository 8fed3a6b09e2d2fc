import { spawn } from 'node:child_process';
import path from 'node:path';
import type { NotificationChoices } from '@earshot/domain';
import type { NotificationDesk } from '@earshot/notifications';
import { createDataSource, PostgresNotificationPreferenceStore } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { openMailDesk } from '../support/mail-desk.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';
import { addCase, addUser, openSweeper, SetClock } from '../support/sweep-kit.js';

const WRITTEN = new Date('2026-03-20T08:00:00Z');
/** Friday in working hours, which are quiet hours of a reader in Jakarta: it is 21:30 there. */
const FRIDAY = new Date('2026-03-27T14:30:00Z');
const NIGHT: NotificationChoices = {
  mail: true,
  mailFrom: 'none',
  notMailed: [],
  quiet: { from: '21:00', to: '07:00', criticalBreaksThrough: true },
};
const SATURDAY_MORNING = new Date('2026-03-28T00:00:00Z');

let database: TestDatabase;
let dataSource: DataSource;
let server: MailServer;
let sourceId: string;
let preferences: PostgresNotificationPreferenceStore;
let budi: string;
let clock: SetClock;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 8 }).initialize();
  server = await startMailServer();
  sourceId = await insertSource(dataSource);
  preferences = new PostgresNotificationPreferenceStore(dataSource);
  budi = await addUser(dataSource, 'budi', 'manager', { zone: 'Asia/Jakarta' });
  clock = new SetClock(FRIDAY);
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
  await dataSource.destroy();
  await server.close();
  await database.drop();
});

async function worker(): Promise<NotificationDesk> {
  const { desk, close } = await openMailDesk(database.url, dataSource, server.port, clock);
  closing.push(close);
  return desk;
}

/** A case that is overdue, told to budi by a sweep of its own. */
async function tell(
  mail: NotificationDesk,
  customerName: string,
  severity: 'high' | 'critical' = 'high',
): Promise<void> {
  const open = { answer: new Date(FRIDAY.getTime() - 3_600_000) };
  await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open, customerName, severity });
  const { desk, dataSource: own } = await openSweeper(database.url, clock, mail.handOn);
  closing.push(() => own.destroy());
  await desk.tick();
}

const mails = async () =>
  dataSource.query<{ state: string; held: boolean }[]>(
    `select mail_state as state, mail_after is not null as held from notifications order by id`,
  );
const held = { state: 'queued', held: true };
const sent = { state: 'sent', held: false };
const jobsLeft = () => dataSource.query(`select from pgboss.job where state in ('created', 'retry', 'active')`);

describe('a mail in quiet hours', () => {
  it('is held, and all that was held comes in one mail when they end, also with two workers', async () => {
    await preferences.choose(budi, NIGHT, FRIDAY);
    const workers = [await worker(), await worker()];
    await tell(workers[0]!, 'Kalle');
    await tell(workers[1]!, 'Pekka');
    await eventually(async () => expect(await mails()).toEqual([held, held]));
    clock.moveTo(new Date(SATURDAY_MORNING.getTime() - 1));
    expect(await workers[0]!.release()).toBe(0);
    clock.moveTo(SATURDAY_MORNING);
    const released = await Promise.all(workers.map((one) => one.release()));
    expect(released.reduce((all, one) => all + one)).toBe(1);
    await eventually(async () => expect(await mails()).toEqual([sent, sent]));
    await eventually(async () => expect(await jobsLeft()).toEqual([]));
    expect(server.mails.map(({ subject }) => subject)).toEqual(['Deadline missed: 2 cases need attention']);
    expect(await workers[0]!.release()).toBe(0);
  });

  it('goes at once when it is critical and may break through', async () => {
    await preferences.choose(budi, NIGHT, FRIDAY);
    const mail = await worker();
    await tell(mail, 'Kalle', 'critical');
    await eventually(async () => expect(await mails()).toEqual([sent]));
  });

  it('that end early because the person changes them goes without waiting', async () => {
    await preferences.choose(budi, NIGHT, FRIDAY);
    const mail = await worker();
    await tell(mail, 'Kalle');
    await eventually(async () => expect(await mails()).toEqual([held]));
    await preferences.choose(budi, { ...NIGHT, quiet: null }, FRIDAY);
    expect(await mail.release()).toBe(1);
    await eventually(async () => expect(await mails()).toEqual([sent]));
  });
});

it('a mute holds everything until its end, and ends at once when it is lifted', async () => {
  await preferences.mute(budi, new Date('2026-04-10T06:00:00Z'), FRIDAY);
  expect(await preferences.of(budi)).toMatchObject({ mail: true, mutedUntil: new Date('2026-04-10T06:00:00Z') });
  const mail = await worker();
  await tell(mail, 'Kalle', 'critical');
  await eventually(async () => expect(await mails()).toEqual([held]));
  clock.moveTo(new Date('2026-04-01T06:00:00Z'));
  expect(await mail.release()).toBe(0);
  await preferences.mute(budi, null, clock.now());
  expect(await mail.release()).toBe(1);
  await eventually(async () => expect(await mails()).toEqual([sent]));
  expect(server.mails).toHaveLength(1);
});

it('what somebody does not want by mail stays in the dashboard alone', async () => {
  await preferences.choose(budi, { ...NIGHT, quiet: null, notMailed: ['overdue'] }, FRIDAY);
  const mail = await worker();
  await tell(mail, 'Kalle');
  await eventually(async () => expect(await mails()).toEqual([{ state: 'none', held: false }]));
  await eventually(async () => expect(await jobsLeft()).toEqual([]));
  expect(server.mails).toEqual([]);
});

it('a worker that dies between any two steps of a release loses and doubles nothing', async () => {
  await preferences.choose(budi, NIGHT, FRIDAY);
  const { desk: mail, close } = await openMailDesk(database.url, dataSource, server.port, clock);
  await tell(mail, 'Kalle');
  await eventually(async () => expect(await mails()).toEqual([held]));
  await eventually(async () => expect(await jobsLeft()).toEqual([]));
  await close();
  let killAt = 1;
  for (; await releaseAndDie(killAt); killAt += 1) {
    expect([killAt, await mails(), await jobsLeft()]).toEqual([killAt, [held], []]);
  }
  expect(killAt).toBeGreaterThan(2);
  expect(await jobsLeft()).toHaveLength(1);
  clock.moveTo(SATURDAY_MORNING);
  await worker();
  await eventually(async () => expect(await mails()).toEqual([sent]));
  expect(server.mails).toHaveLength(1);
}, 180_000);

/** Releases in a process of its own that dies before its `killAt`th statement. Resolves to whether it was killed. */
function releaseAndDie(killAt: number): Promise<boolean> {
  const script = path.join(__dirname, '../support/sweep-worker.cjs');
  const args = [script, database.url, SATURDAY_MORNING.toISOString(), String(killAt), 'release'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(`the release ended with ${code}`));
    });
  });
}
