import { createDataSource, PostgresSpikeStore, SpikeQueries } from '@earshot/persistence';
import { SpikeDesk } from '@earshot/reporting';
import { DateTime } from 'luxon';
import type { DataSource } from 'typeorm';
import { insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addUser, SetClock } from '../support/sweep-kit.js';

const WEEK_MS = 7 * 86_400_000;
const HOUR_MS = 3_600_000;
const MONDAY_NOON = new Date('2026-03-02T12:00:00Z');

describe('unusual rises', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let sourceId: string;
  let written = 0;
  const clock = new SetClock(MONDAY_NOON);
  beforeEach(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
    sourceId = await insertSource(dataSource, 'Forum');
    clock.moveTo(MONDAY_NOON);
    await addUser(dataSource, 'liisa', 'lead');
    await addUser(dataSource, 'anna', 'agent');
    // Two months in which each Monday noon two customers complain about payments, and a busy evening that is always busy.
    for (let week = 1; week <= 8; week += 1) {
      await write(2, { before: week * WEEK_MS + HOUR_MS, text: 'Where is the payment', topic: 'payment' });
      await write(15, { before: week * WEEK_MS - 7 * HOUR_MS, text: 'Evening again', topic: 'staff' });
    }
  });
  afterEach(async () => {
    await dataSource?.destroy();
    await database?.drop();
  });

  interface Written {
    readonly before: number;
    readonly text: string;
    readonly topic: string;
    readonly unhappy?: boolean;
    readonly minutesApart?: number;
  }

  async function write(count: number, given: Written) {
    for (let i = 0; i < count; i += 1) {
      const at = new Date(MONDAY_NOON.getTime() - given.before - i * (given.minutesApart ?? 1) * 60_000);
      const [row] = await dataSource.query<{ id: string }[]>(
        `insert into messages (source_id, external_id, channel, kind, author_name, sent_at, text)
         values ($1, $2, 'forum', 'person', $2, $3, $4) returning id`,
        [sourceId, `m${(written += 1)}`, at, given.text],
      );
      await dataSource.query(
        `insert into assessments (message_id, model, language, language_confidence, probability, verdict, severity, signals, topics)
         values ($1, 'm', 'en', 1, 0.9, $2, 'high', '[]', $3)`,
        [row?.id, given.unhappy === false ? 'not_dissatisfied' : 'dissatisfied', [given.topic]],
      );
    }
  }
  const desk = () => new SpikeDesk(new PostgresSpikeStore(dataSource), 'Europe/Helsinki', clock, null);
  const later = (hours: number) => clock.moveTo(new Date(clock.now().getTime() + hours * HOUR_MS));
  const spikes = async () => (await new SpikeQueries(dataSource).page({ running: false, limit: 50 })).items;
  const told = () =>
    dataSource.query<object[]>(
      `select u.name, n.event, n.detail->'spike'->>'what' as what,
         n.detail->'spike'->'also'->1->>'what' as also from notifications n join users u on u.id = n.user_id order by n.id`,
    );

  it('are told to the leads once an episode, whoever looks and however often, with the messages that make it', async () => {
    await write(15, { before: HOUR_MS, text: 'The terminal is broken', topic: 'product-quality' });
    await Promise.all([desk().look(), desk().look(), desk().look()]);
    const found = await spikes();
    expect(found.map(({ kind, what, count, usual, also }) => [kind, what, count, Math.round(usual), also])).toEqual([
      [
        'source',
        'Forum',
        15,
        2,
        [
          { kind: 'topic', key: 'product-quality', what: 'product-quality' },
          { kind: 'word', key: 'terminal', what: 'terminal' },
          { kind: 'word', key: 'broken', what: 'broken' },
        ],
      ],
    ]);
    expect(found[0]?.messages).toHaveLength(15);
    expect(await told()).toEqual([{ name: 'liisa', event: 'spike', what: 'Forum', also: 'terminal' }]);
    later(1);
    expect(await desk().look()).toBe(0);
    expect(await told()).toHaveLength(1);
  });

  it('that a later look finds in the same messages under another name join the episode that runs', async () => {
    await write(12, { before: HOUR_MS, text: 'The till is broken', topic: 'website' });
    expect(await desk().look()).toBe(1);
    await dataSource.query(`update spikes set kind = 'topic', key = 'staff', also = '[]'`);
    later(1);
    expect(await desk().look()).toBe(0);
    expect((await spikes()).map(({ also }) => also.map(({ what }) => what))).toEqual([['website', 'till', 'broken']]);
  });

  it('end when they are over; the next one is another', async () => {
    await write(12, { before: HOUR_MS, text: 'x', topic: 'website' });
    await desk().look();
    later(30);
    await desk().look();
    expect((await spikes()).every(({ endedAt }) => endedAt !== null)).toBe(true);
    const before = (await spikes()).length;
    await write(12, { before: -29 * HOUR_MS, text: 'x', topic: 'website' });
    expect(await desk().look()).toBeGreaterThan(0);
    expect((await spikes()).length).toBeGreaterThan(before);
  });

  it('are none of what is always so at this hour, nor of happy messages', async () => {
    await write(40, { before: HOUR_MS, text: 'Thank you', topic: 'staff', unhappy: false });
    await write(3, { before: HOUR_MS, text: 'Where is the payment', topic: 'payment' });
    expect(await desk().look()).toBe(0);
    await write(15, { before: -7 * HOUR_MS, text: 'Evening again', topic: 'staff' });
    later(8);
    expect(await desk().look()).toBe(0);
  });

  it('are none of what comes at the same hour by the clock on the wall after the clocks were put forward', async () => {
    const monday = new Date('2026-03-30T06:04:00Z');
    for (let week = 0; week <= 8; week += 1) await writeMonday('2026-03-30T09:04', week, 12);
    for (let hour = 0; hour < 12; hour += 1) {
      clock.moveTo(new Date(monday.getTime() + hour * HOUR_MS));
      expect(await desk().look()).toBe(0);
    }
  });

  it('are found after the clocks were put back, in an hour that was quiet by the clock on the wall', async () => {
    for (let week = 1; week <= 8; week += 1) await writeMonday('2026-10-26T09:04', week, 12);
    await writeMonday('2026-10-26T08:04', 0, 8);
    clock.moveTo(new Date('2026-10-26T06:50:00Z'));
    expect(await desk().look()).toBeGreaterThan(0);
  });

  /** From this local time in Helsinki on, so many weeks before, a message each four minutes. */
  async function writeMonday(local: string, week: number, count: number): Promise<void> {
    const first = DateTime.fromISO(local, { zone: 'Europe/Helsinki' }).minus({ weeks: week });
    const last = first.plus({ minutes: 4 * (count - 1) });
    await write(count, {
      before: MONDAY_NOON.getTime() - last.toMillis(),
      text: 'The same again',
      topic: 'delivery',
      minutesApart: 4,
    });
  }
});
