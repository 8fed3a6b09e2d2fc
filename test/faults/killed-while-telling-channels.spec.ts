import { createDataSource } from '@earshot/persistence';
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { addChannel, openChannelDesk, type AddedChannel } from '../support/channel-kit.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { HttpServer } from '../support/http-server.js';
import { SetClock } from '../support/sweep-kit.js';

const WORKER = path.join(__dirname, '../support/channel-worker.cjs');
const FRIDAY_NOON = new Date('2026-03-06T10:00:00Z');
/** Longer than a worker may hold a channel. */
const LEASE_OVER_MS = 2 * 60_000;

let database: TestDatabase;
let dataSource: DataSource;
let receiver: HttpServer;
let channel: AddedChannel;
let clock: SetClock;
beforeAll(async () => {
  clock = new SetClock(FRIDAY_NOON);
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 8 }).initialize();
  receiver = await HttpServer.start();
  receiver.serve('/hook', '', {}, 204);
  channel = await addChannel(dataSource, `${receiver.origin}/hook`, FRIDAY_NOON);
});
afterAll(async () => {
  await receiver?.stop();
  await dataSource?.destroy();
  await database?.drop();
});

/** Sends in a process of its own that dies before its `killAt`th step. Resolves to whether it was killed. */
function sendAndDie(killAt: number): Promise<boolean> {
  const asked = { databaseUrl: database.url, now: clock.now().toISOString(), allowedHost: receiver.host, killAt };
  const child = spawn(process.execPath, [WORKER, JSON.stringify(asked)], { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(`the worker ended with ${code}`));
    });
  });
}

/** Two workers at once, of whom neither dies. */
async function sendByTwo(): Promise<void> {
  const workers = [1, 2].map(() => openChannelDesk(dataSource, clock, [receiver.host]));
  await Promise.all(workers.map(({ desk }) => desk.tick()));
  await Promise.all(workers.map(({ close }) => close()));
}

/** Something to send, and its name at the receiver. */
async function anotherMessage(): Promise<string> {
  const { store, close } = openChannelDesk(dataSource, clock, []);
  await store.addTest(channel.id, clock.now());
  await close();
  const [row] = await dataSource.query<[{ uid: string }]>(
    'select uid from notification_deliveries order by id desc limit 1',
  );
  return row.uid;
}

const timesHeard = (uid: string): number => receiver.seen.filter(({ headers }) => headers['webhook-id'] === uid).length;
const waiting = async () =>
  dataSource.query<object[]>(`select id, state, error from notification_deliveries where state <> 'sent'`);

describe('a worker that is killed while it tells a channel', () => {
  it('at any step loses nothing: two others send it, and a repetition has the name of the first', async () => {
    const heard: number[] = [];
    for (let killAt = 1, killed = true; killed; killAt += 1) {
      const uid = await anotherMessage();
      killed = await sendAndDie(killAt);
      await sendByTwo();
      // What the dead one had taken is not sent while it might live.
      expect(timesHeard(uid)).toBeLessThanOrEqual(1);
      clock.moveTo(new Date(clock.now().getTime() + LEASE_OVER_MS));
      // The database may see only a little later that the dead one is gone.
      await eventually(async () => {
        await sendByTwo();
        expect([killAt, await waiting()]).toEqual([killAt, []]);
      });
      heard.push(timesHeard(uid));
    }
    // It takes the message, asks, hears and notes the answer: fewer steps would mean that none was killed.
    expect(heard.length).toBeGreaterThan(8);
    // Only between the receiver's answer and the note of it is a message sent again, and then once.
    const repeated = heard.lastIndexOf(2) - heard.indexOf(2) + 1;
    expect(heard).toEqual([
      ...Array.from({ length: heard.indexOf(2) }, () => 1),
      ...Array.from({ length: repeated }, () => 2),
      ...Array.from({ length: heard.length - heard.lastIndexOf(2) - 1 }, () => 1),
    ]);
    expect(new Set(receiver.seen.map(({ headers }) => headers['webhook-id'])).size).toBe(heard.length);
  }, 300_000);
});
