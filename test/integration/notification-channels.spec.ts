import { sealChannel, newSigningKey } from '@earshot/notifications';
import { createDataSource } from '@earshot/persistence';
import type { ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { DataSource } from 'typeorm';
import { insertSource } from '../support/case-data.js';
import { addChannel, openChannelDesk } from '../support/channel-kit.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { HttpServer } from '../support/http-server.js';
import { testBox } from '../support/intake-settings.js';
import { addCase, addUser, openSweeper, SetClock } from '../support/sweep-kit.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** In opening hours: warnings wait for them. */
const FRIDAY_NOON = new Date('2026-03-06T10:00:00Z');

let database: TestDatabase;
let dataSource: DataSource;
let receiver: HttpServer;
let sourceId: string;
let clock: SetClock;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  clock = new SetClock(FRIDAY_NOON);
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 8 }).initialize();
  receiver = await HttpServer.start();
  sourceId = await insertSource(dataSource);
  await addUser(dataSource, 'olli', 'ops');
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
  await receiver.stop();
  await dataSource.destroy();
  await database.drop();
});

const later = (ms: number) => clock.moveTo(new Date(clock.now().getTime() + ms));

/** Tells of cases whose deadline has passed. */
async function overdue(...cases: { subject?: string; customerName?: string; severity?: 'low' | 'critical' }[]) {
  const now = clock.now().getTime();
  for (const given of cases)
    await addCase(dataSource, {
      sourceId,
      writtenAt: new Date(now - 100 * HOUR),
      open: { answer: new Date(now - MINUTE) },
      text: 'Secret words of a customer',
      ...given,
    });
  const { desk, dataSource: own } = await openSweeper(database.url, clock);
  await desk.tick();
  await own.destroy();
}

function worker(timeoutMs?: number) {
  const opened = openChannelDesk(dataSource, clock, [receiver.host], timeoutMs);
  closing.push(opened.close);
  return opened;
}

const containing = (text: string): unknown => expect.stringContaining(text);
const log = async (channelId: string) =>
  (await worker().store.deliveries(channelId, { state: null, after: null, limit: 50 })).items;
const webhook = (path = '/hook') => addChannel(dataSource, `${receiver.origin}${path}`, clock.now());
const chat = (kind: 'slack' | 'discord' | 'teams' | 'mattermost', path = '/chat', given = {}) =>
  addChannel(dataSource, `${receiver.origin}${path}`, clock.now(), { kind, ...given });
/** By the library that receivers use, at the time of the test: a signature is good for some minutes. */
function verified(key: string, index: number): unknown {
  const { body } = receiver.seen[index]!;
  const now = jest.spyOn(Date, 'now').mockReturnValue(clock.now().getTime());
  try {
    return new Webhook(key).verify(body, headersOf(index));
  } finally {
    now.mockRestore();
  }
}
const headersOf = (index: number) => receiver.seen[index]!.headers as Record<string, string>;

describe('a signed webhook', () => {
  it('is verified by the public library, and says nothing of the customer', async () => {
    const { key } = await webhook();
    receiver.serve('/hook', '', {}, 204);
    await overdue({ customerName: 'Jānis', subject: 'Where is my card?' });
    expect(await worker().desk.tick()).toBe(1);
    expect(verified(key, 0)).toMatchObject({
      type: 'alert.overdue',
      data: { version: 1, severity: 'high', taskKind: 'answer', case: { url: containing('/cases/') } },
    });
    expect(receiver.seen[0]!.body).not.toMatch(/Jānis|card|Secret/);
  });

  it('that fails is tried again after growing pauses under the same id, and every attempt is signed anew', async () => {
    const { id, key } = await webhook();
    receiver.serve('/hook', 'down', {}, 500);
    await overdue({});
    const { desk } = worker();
    await desk.tick();
    expect((await log(id))[0]).toMatchObject({
      state: 'waiting',
      attempts: 1,
      nextTryAt: new Date(clock.now().getTime() + 5_000),
      error: containing('status 500'),
    });
    expect(await desk.tick()).toBe(0);
    later(5_000);
    await desk.tick();
    expect((await log(id))[0]?.nextTryAt).toEqual(new Date(clock.now().getTime() + 5 * MINUTE));
    later(5 * MINUTE - 10_000);
    expect(await desk.tick()).toBe(0);
    later(10_000);
    receiver.serve('/hook', '', {}, 204);
    await desk.tick();
    expect((await log(id))[0]).toMatchObject({ state: 'sent', attempts: 3, error: null, nextTryAt: null });
    expect((await log(id))[0]?.about).toEqual([
      { event: 'overdue', caseId: expect.stringMatching(/^\d+$/) as unknown, source: null },
    ]);
    expect(new Set(receiver.seen.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const stamps = receiver.seen.map(({ headers }) => headers['webhook-timestamp']);
    expect(new Set(stamps).size).toBe(3);
    expect(() => verified(key, 2)).not.toThrow();
  });

  it.each(['0', '1', 'Thu, 01 Jan 2015 00:00:00 GMT'])(
    'that asks to wait for nothing (%s) is not hurried, and its test is over at once',
    async (retryAfter) => {
      const { id } = await webhook();
      receiver.serve('/hook', 'busy', { 'retry-after': retryAfter }, 429);
      await overdue({});
      const { desk, store } = worker();
      await desk.tick();
      expect(await desk.tick()).toBe(0);
      later(5_000);
      await desk.tick();
      expect(receiver.seen).toHaveLength(2);
      expect((await log(id))[0]).toMatchObject({
        attempts: 2,
        nextTryAt: new Date(clock.now().getTime() + 5 * MINUTE),
      });
      later(MINUTE);
      await store.addTest(id, clock.now());
      await desk.tick();
      later(5_000);
      await desk.tick();
      expect((await log(id)).find(({ test }) => test)).toMatchObject({ state: 'failed', error: containing('429') });
      expect(receiver.seen.length).toBeLessThanOrEqual(4);
    },
  );

  it('rests between its attempts, however long the receiver took to fail', async () => {
    const { id } = await webhook();
    receiver.on('/hook', (_, response) => {
      later(15_000);
      response.writeHead(500).end();
    });
    await overdue({});
    await worker().desk.tick();
    expect((await log(id))[0]?.nextTryAt).toEqual(new Date(clock.now().getTime() + 5_000));
  });

  it('signs with the old key too while receivers are changed over', async () => {
    const { id, key: oldKey } = await webhook();
    const key = newSigningKey();
    const sealed = sealChannel(testBox, { url: `${receiver.origin}/hook`, key, oldKey });
    const { desk, store } = worker();
    const { sealed: found } = await store.channel(id);
    await store.change(id, { keys: { found, sealed, oldKeyUntil: new Date(clock.now().getTime() + HOUR) } });
    // Somebody else read the keys before that: theirs would cut off the one just made.
    await expect(store.change(id, { keys: { found, sealed, oldKeyUntil: null } })).rejects.toThrow('look again');
    receiver.serve('/hook', '', {}, 204);
    await overdue({});
    await desk.tick();
    for (const known of [key, oldKey]) expect(() => verified(known, 0)).not.toThrow();
    later(2 * HOUR);
    await overdue({});
    await desk.tick();
    expect(headersOf(1)['webhook-signature']?.split(' ')).toHaveLength(1);
  });

  it('that answers 410 is switched off, ops are told, and what comes meanwhile is kept until somebody sends it again', async () => {
    const { id } = await webhook();
    receiver.serve('/hook', 'gone', {}, 410);
    await overdue({}, {});
    const { desk, store } = worker();
    await desk.tick();
    expect(receiver.seen).toHaveLength(1);
    expect(await store.channel(id)).toMatchObject({ disabledReason: containing('410: its owner wants nothing more') });
    const told = await dataSource.query<object[]>(
      `select u.name, n.detail->'channel'->>'id' as channel, n.detail->>'ended' as ended from notifications n join users u on u.id = n.user_id
       where event = 'channel_disabled'`,
    );
    expect(told).toEqual([{ name: 'olli', channel: id, ended: 'gone' }]);
    await overdue({});
    expect(await desk.tick()).toBe(0);
    expect((await log(id)).map(({ state }) => state)).toEqual(Array.from({ length: 4 }, () => 'failed'));
    receiver.serve('/hook', '', {}, 204);
    const replay = () => store.replay(id, { since: new Date(clock.now().getTime() - HOUR) }, clock.now());
    await expect(replay()).rejects.toThrow('switch it on first');
    await store.change(id, { disabled: null });
    const made = (await log(id)).map(({ createdAt }) => createdAt);
    later(5 * MINUTE);
    expect(await replay()).toBe(4);
    expect(await store.channel(id)).toMatchObject({ trouble: null });
    await desk.tick();
    expect((await log(id)).map(({ state }) => state)).toEqual(Array.from({ length: 4 }, () => 'sent'));
    expect((await log(id)).map(({ createdAt }) => createdAt)).toEqual(made);
  });

  it.each<[string, Parameters<HttpServer['on']>[1]]>([
    ['a page', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>')],
    ['a body that never ends', (_, response) => response.writeHead(200).write('x'.repeat(100_000))],
    ['a body in drips', (_, response) => response.writeHead(202, { 'content-length': '1000' }).write('x')],
  ])('is done with any 2xx, also with %s', async (_, handler) => {
    const { id } = await webhook();
    receiver.on('/hook', handler);
    await overdue({});
    await worker().desk.tick();
    expect((await log(id))[0]).toMatchObject({ state: 'sent' });
  });

  it('that does not answer in time, redirects or leads into the house is tried again with the reason', async () => {
    const elsewhere = await HttpServer.start();
    closing.push(() => elsewhere.stop());
    elsewhere.serve('/', '', {}, 204);
    const silent = await webhook('/silent');
    const moved = await webhook('/moved');
    const inside = await addChannel(dataSource, `${elsewhere.origin}/`, clock.now());
    receiver.on('/silent', () => undefined);
    receiver.serve('/moved', '', { location: `${elsewhere.origin}/` }, 307);
    await overdue({});
    await worker(300).desk.tick();
    const errors = await Promise.all([silent, moved, inside].map(async ({ id }) => (await log(id))[0]?.error));
    expect(errors).toEqual([
      containing('did not answer completely within 300 ms'),
      containing('redirects (307)'),
      containing('127.0.0.1'),
    ]);
    expect(elsewhere.seen).toEqual([]);
  });

  it('keeps its address to itself however it fails: the path is the key of a chat', async () => {
    const failures = new Map<string, Parameters<HttpServer['on']>[1]>([
      ['silent', () => undefined],
      ['cut', (_, response) => response.destroy()],
      ['endless', (_, response) => response.writeHead(200).write('x'.repeat(100_000))],
      ['damaged', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip')],
    ]);
    for (const status of [302, 400, 401, 404, 410, 429, 500])
      failures.set(`${status}`, (_, response) => response.writeHead(status, { location: '/x' }).end());
    for (const [name, handler] of failures) {
      receiver.on(`/services/T0SECRET/${name}`, handler);
      await chat('slack', `/services/T0SECRET/${name}?token=QSECRET`, { name });
    }
    await chat('slack', '/chat', { name: 'another' });
    receiver.serve('/chat', 'ok');
    await overdue({});
    later(6_000);
    await worker(500).desk.tick();
    later(6_000);
    await worker(500).desk.tick();
    const failed = await dataSource.query<{ error: string }[]>(
      'select error from notification_deliveries where error is not null',
    );
    expect(new Set(failed.map(({ error }) => error)).size).toBe(failures.size);
    const kept = await dataSource.query<object[]>(
      `select to_jsonb(d) as row from notification_deliveries d
       union all select to_jsonb(m) from notification_matters m
       union all select to_jsonb(n) from notifications n
       union all select to_jsonb(c) - 'sealed' from notification_channels c`,
    );
    const heard = receiver.seen.filter(({ url }) => url === '/chat').map(({ body }) => body);
    expect(heard.join()).toContain('410');
    expect(JSON.stringify([kept, heard])).not.toMatch(/services|T0SECRET|QSECRET/);
  });

  it('that does not answer keeps no other waiting, and its own messages wait together', async () => {
    const silent = await webhook('/silent');
    await webhook('/hook');
    const held: ServerResponse[] = [];
    receiver.on('/silent', (_, response) => void held.push(response)).serve('/hook', '', {}, 204);
    await overdue({}, {}, {});
    const { desk } = worker();
    const waiting = desk.tick();
    const heard = (url: string) => receiver.seen.filter((seen) => seen.url === url).length;
    await eventually(() => expect([heard('/hook'), heard('/silent')]).toEqual([3, 1]));
    await overdue({});
    await desk.tick();
    expect([heard('/hook'), heard('/silent')]).toEqual([4, 1]);
    held[0]?.writeHead(503).end();
    await waiting;
    expect(await desk.tick()).toBe(0);
    expect((await log(silent.id)).map(({ attempts }) => attempts)).toEqual([0, 0, 0, 1]);
  });

  it('is sent once by two workers, and again under the same id when one dies before it wrote the answer', async () => {
    await webhook();
    receiver.serve('/hook', '', {}, 204);
    await overdue({}, {}, {}, {}, {}, {});
    const counts = await Promise.all([worker().desk.tick(), worker().desk.tick()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(new Set(receiver.seen.map(({ headers }) => headers['webhook-id'])).size).toBe(6);
    expect(receiver.seen).toHaveLength(6);
    await overdue({});
    const taken = await worker().store.claim(clock.now(), MINUTE);
    expect(await worker().desk.tick()).toBe(0);
    later(2 * MINUTE);
    expect(await worker().desk.tick()).toBe(1);
    expect(receiver.seen.at(-1)?.headers['webhook-id']).toBe(taken?.uid);
    // The one that was thought dead comes back: its word counts no more.
    await worker().store.settle(taken!, { kind: 'failed', error: 'late' }, { at: clock.now(), paceMs: 0, mail: null });
    expect((await log((await worker().store.channels())[0]!.id))[0]).toMatchObject({ state: 'sent' });
  });
});

describe('a chat', () => {
  const sayOk = () => receiver.serve('/chat', 'ok', { 'content-type': 'text/plain' });

  it('hears in one message of what happens together, the gravest first, and by number only', async () => {
    await chat('slack');
    sayOk();
    await overdue({ customerName: 'Jānis', subject: 'A' }, { severity: 'critical' }, {});
    later(6_000);
    expect(await worker().desk.tick()).toBe(1);
    const { text, blocks } = JSON.parse(receiver.seen[0]!.body) as {
      text: string;
      blocks: { text?: { text: string } }[];
    };
    expect(text).toBe('Deadline missed: 3 cases need attention');
    expect(blocks[0]?.text?.text).toMatch(/^\*Deadline missed\*\nCase \d+\ncritical\n/);
    expect(receiver.seen[0]!.body).not.toMatch(/Jānis|Secret/);
  });

  it('may be shown customers, whose words call nobody', async () => {
    const hostile = { customerName: '<!channel> @everyone', subject: '[click](https://evil.example) <@U1> @all' };
    const given = { showsCustomers: true };
    await chat('slack', '/chat', given);
    await chat('mattermost', '/mattermost', given);
    await chat('discord', '/discord', given);
    await chat('teams', '/teams', given);
    sayOk();
    receiver.serve('/mattermost', 'ok').serve('/discord', '', {}, 204).serve('/teams', '', {}, 202);
    await overdue(hostile);
    later(6_000);
    await worker().desk.tick();
    expect(receiver.seen).toHaveLength(4);
    for (const { body } of receiver.seen) expect(body).not.toMatch(/<!channel>|@everyone|@all|<@U1>/);
    // Slack knows no links of this form; the others do.
    for (const { body } of receiver.seen.filter(({ url }) => url !== '/chat'))
      expect(body).not.toContain('](https://evil');
    const discord = receiver.seen.find(({ url }) => url === '/discord');
    expect(JSON.parse(discord!.body)).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('is written to at its pace, and waits as long as it asks', async () => {
    const { id } = await chat('slack');
    receiver.serve('/chat', 'rate_limited', { 'retry-after': '30' }, 429);
    await overdue({});
    const { desk, store } = worker();
    later(6_000);
    await desk.tick();
    expect((await log(id))[0]).toMatchObject({ attempts: 1, nextTryAt: new Date(clock.now().getTime() + 30_000) });
    await store.addTest(id, clock.now());
    expect(await desk.tick()).toBe(0);
    later(30_000);
    sayOk();
    // One now, the next a second later.
    expect(await desk.tick()).toBe(1);
    later(1_000);
    expect(await desk.tick()).toBe(1);
  });

  it('rests between messages where the house wants it, save for what is critical', async () => {
    await chat('slack', '/chat', { everyMinutes: 30 });
    sayOk();
    const { desk } = worker();
    await overdue({});
    later(6_000);
    expect(await desk.tick()).toBe(1);
    await overdue({}, {});
    later(10 * MINUTE);
    expect(await desk.tick()).toBe(0);
    await overdue({ severity: 'critical' });
    later(6_000);
    expect(await desk.tick()).toBe(1);
    expect(receiver.seen[1]!.body).toContain('3 cases need attention');
  });

  it('that answers with a page, or endlessly, has taken nothing', async () => {
    const page = await chat('teams', '/page');
    const endless = await chat('slack', '/endless');
    receiver.serve('/page', '<html>Sign in</html>', { 'content-type': 'text/html; charset=utf-8' });
    receiver.on('/endless', (_, response) => response.writeHead(200).write('ok'.repeat(50_000)));
    await overdue({});
    later(6_000);
    await worker().desk.tick();
    expect((await log(page.id))[0]).toMatchObject({ state: 'waiting', error: containing('web page') });
    expect((await log(endless.id))[0]).toMatchObject({
      state: 'waiting',
      error: containing('larger than'),
    });
  });
});
