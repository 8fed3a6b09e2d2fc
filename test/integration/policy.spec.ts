import { Clock, parsePolicyDocument, type Policy } from '@earshot/domain';
import { PolicyBook, PolicyDesk, PolicyFiles } from '@earshot/follow-up';
import { createDataSource, PostgresPolicyStore } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { insertRunning } from '../support/running-clocks.js';

/** A Monday. */
const NOW = new Date('2026-12-21T08:00:00Z');
const clock: Clock = { now: () => NOW };
const helsinki = { name: 'FI', zone: 'Europe/Helsinki', country: 'FI', hours: '09:00-17:00' };
const written = { calendars: [helsinki], standards: [{ name: 'default', firstAnswer: '3 working days' }] };
const closed = { ...written, calendars: [{ ...helsinki, closed: [{ day: '12-24', name: 'Christmas Eve' }] }] };
const files = new PolicyFiles(parsePolicyDocument(written, ''), () => null);

let database: TestDatabase;
let dataSource: DataSource;
let store: PostgresPolicyStore;
beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 12 }).initialize();
  store = new PostgresPolicyStore(dataSource);
});
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** A process of its own. */
const desk = () => new PolicyDesk(store, new PolicyBook(store, files, clock), clock);
const edit = (seenVersion: string, retime: 'none' | 'calendar' | 'all' = 'calendar') => ({
  seenVersion,
  retime,
  note: null,
  actorId: null,
});

/** What the tables say about running clocks: all must agree. */
const told = () =>
  dataSource.query<{ due: Date; task: Date; kept: Date; version: number; events: number; explained: boolean }[]>(
    `select c.due_at as due, t.due_at as task, k.due_at as kept, c.version,
       (select count(*)::int from case_events e where e.case_id = c.id and e.type = 'deadline_moved') as events,
       array_to_string(k.derivation, ' ') like '%Christmas Eve%' as explained
     from cases c join tasks t on t.case_id = c.id join commitments k on k.task_id = t.id order by c.id`,
  );

describe('saving a policy', () => {
  it('moves thousands of deadlines, each once, and all tables tell the same', async () => {
    await insertRunning(dataSource, 5_000, files, new Date('2026-12-18T00:00:00Z'));
    const before = await told();
    const preview = await desk().preview(closed, 'calendar');
    const moved = await desk().save(closed, edit('0'));
    expect(preview).toMatchObject({ running: 5_000, earlier: 0, later: moved, overdueAtOnce: 0 });
    expect(preview.moves).toHaveLength(200);
    expect(moved).toBeGreaterThan(1_000);
    const after = await told();
    const later = after.filter((row, i) => row.due > before[i]!.due);
    expect(later).toHaveLength(moved);
    for (const [i, row] of after.entries()) {
      const isLater = row.due > before[i]!.due;
      expect([row.task, row.kept]).toEqual([row.due, row.due]);
      expect(row).toMatchObject({ version: isLater ? 2 : 1, events: isLater ? 1 : 0, explained: isLater });
    }
    const [looks] = await dataSource.query<[{ n: number }]>(
      'select count(*)::int as n from tasks where next_step_at = $1',
      [NOW],
    );
    expect(looks.n).toBe(5_000);
  });

  it('takes effect once when many save at the same time', async () => {
    await insertRunning(dataSource, 50, files, new Date('2026-12-21T07:00:00Z'));
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => desk().save(closed, edit('0'))));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(9);
    for (const { reason } of refused as PromiseRejectedResult[])
      expect(String(reason)).toContain('version 1 is in force, you saw 0');
    expect(await store.versions(10, null)).toHaveLength(1);
    expect((await told()).every(({ events }) => events === 1)).toBe(true);
  });

  it('changes nothing at all when the deadlines cannot be moved', async () => {
    await insertRunning(dataSource, 10, files, new Date('2026-12-21T07:00:00Z'));
    const before = await told();
    const saving = store.save({
      document: closed,
      seenVersion: '0',
      actorId: null,
      at: NOW,
      note: null,
      detail: {},
      retime: () => {
        throw new Error('the calendar has no open time');
      },
    });
    await expect(saving).rejects.toThrow('the calendar has no open time');
    expect(await store.newestId()).toBe('0');
    expect(await told()).toEqual(before);
  });

  it('leaves what has been answered in the meantime alone', async () => {
    const [first, second] = await insertRunning(dataSource, 2, files, new Date('2026-12-21T07:00:00Z'));
    const person = dataSource.createQueryRunner();
    await person.startTransaction();
    await person.query('select id from cases where id = $1 for update', [first]);
    const saving = desk().save(closed, edit('0'));
    await person.query(`update tasks set state = 'done', closed_at = now() where case_id = $1`, [first]);
    await person.commitTransaction();
    await person.release();
    expect(await saving).toBe(1);
    const events = await dataSource.query<{ case_id: string }[]>(
      `select case_id from case_events where type = 'deadline_moved'`,
    );
    expect(events).toEqual([{ case_id: second }]);
  });
});

describe('the policy in force', () => {
  it('is seen by every process with its next page, and built once', async () => {
    const book = new PolicyBook(store, files, clock);
    const first = await book.policy();
    expect(await book.policy()).toBe(first);
    await desk().save(closed, edit('0'));
    const second = await book.policy();
    const closedDays = (policy: Policy) => policy.document.calendars[0]?.closed.length;
    expect([closedDays(first), closedDays(second)]).toEqual([0, 1]);
    expect(await book.policy()).toBe(second);
  });

  it('starts, stops and restarts clocks', async () => {
    const clocks = await new PolicyBook(store, files, clock).clocks();
    const running = { startedAt: NOW, dueAt: new Date('2026-12-28T15:00:00Z'), calendar: 'FI' };
    const left = clocks.pause(running, new Date('2026-12-22T07:00:00Z'));
    expect(left).toBe(4 * 480);
    expect(clocks.resume({ ...running, minutesLeft: left }, new Date('2026-12-23T07:00:00Z'), 'FI')).toMatchObject({
      dueAt: new Date('2026-12-29T15:00:00Z'),
      waitedMinutes: 480,
    });
  });
});
