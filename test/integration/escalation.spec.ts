import { Assessor, Conflict } from '@earshot/domain';
import { PolicyClocks, Snoozing } from '@earshot/follow-up';
import { PageStorer } from '@earshot/intake';
import { createDataSource, PostgresEscalationStore, PostgresTransactions } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { assessment, incoming } from '../support/messages.js';
import { addCase, addUser, openSweeper, SetClock, shippedPolicy } from '../support/sweep-kit.js';

const WRITTEN = new Date('2026-03-02T08:00:00Z');
const DUE = new Date('2026-03-05T15:00:00Z');
const MINUTE = 60_000;

let database: TestDatabase;
let dataSource: DataSource;
let sourceId: string;
let clock: SetClock;
const open: DataSource[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
  sourceId = await insertSource(dataSource);
  clock = new SetClock(WRITTEN);
});
afterEach(async () => {
  await Promise.all([dataSource, ...open.splice(0)].map((one) => one.destroy()));
  await database.drop();
});

async function sweeper() {
  const made = await openSweeper(database.url, clock);
  open.push(made.dataSource);
  return made.desk;
}

/** Lives from the clock's time to `end` in steps of a quarter of an hour, as a worker's timer would. */
async function liveUntil(end: Date): Promise<void> {
  const desk = await sweeper();
  for (let at = clock.now().getTime(); at <= end.getTime(); at += 15 * MINUTE) {
    clock.moveTo(new Date(at));
    await desk.tick();
  }
}

const told = async () =>
  (
    await dataSource.query<{ name: string; event: string; step: string; at: Date }[]>(
      `select u.name, n.event, n.detail->>'step' as step, n.created_at as at
       from notifications n join users u on u.id = n.user_id order by n.created_at, u.name, n.event, n.id`,
    )
  ).map(({ name, event, step, at }) => {
    const time = at.toLocaleString('sv-SE', { timeZone: 'Europe/Helsinki', dateStyle: 'short', timeStyle: 'short' });
    return `${time} ${name}: ${event}${step === null ? '' : `, ${step}`}`;
  });

async function house() {
  const anna = await addUser(dataSource, 'anna', 'agent');
  await addUser(dataSource, 'liisa', 'lead');
  await addUser(dataSource, 'maija', 'manager');
  await addUser(dataSource, 'otto', 'ops');
  return anna;
}

describe('warnings', () => {
  it('go to the owner, then the lead, then the manager, in working hours, and into the timeline', async () => {
    const anna = await house();
    const caseId = await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE }, ownerId: anna });
    await liveUntil(new Date('2026-03-10T08:00:00Z'));
    expect(await told()).toEqual([
      '2026-03-05 09:00 anna: warning, 1d before',
      '2026-03-05 15:00 anna: warning, 120m before',
      '2026-03-05 15:00 liisa: warning, 120m before',
      '2026-03-06 09:00 anna: overdue, due',
      '2026-03-06 09:00 liisa: overdue, due',
      '2026-03-09 09:00 maija: overdue, 1d after',
    ]);
    const events = await dataSource.query<{ detail: { step: string } }[]>(
      `select detail from case_events where case_id = $1 and type = 'escalated' order by id`,
      [caseId],
    );
    expect(events.map(({ detail }) => detail.step)).toEqual(['1d before', '120m before', 'due', '1d after']);
    expect(
      await dataSource.query('select next_step_at, version from tasks t join cases c on c.id = t.case_id'),
    ).toEqual([{ next_step_at: null, version: 1 }]);
  });

  it('wait over Easter and the change of clocks', async () => {
    await house();
    clock.moveTo(new Date('2026-03-27T14:00:00Z'));
    const due = new Date('2026-04-07T14:00:00Z');
    await addCase(dataSource, { sourceId, writtenAt: clock.now(), open: { answer: due } });
    await liveUntil(new Date('2026-04-09T08:00:00Z'));
    expect(await told()).toEqual([
      '2026-04-01 12:30 anna: warning, 50% if unassigned',
      '2026-04-01 12:30 liisa: warning, 50% if unassigned',
      '2026-04-07 09:00 liisa: warning, 1d before',
      '2026-04-07 15:00 liisa: warning, 120m before',
      '2026-04-08 09:00 liisa: overdue, due',
      '2026-04-09 09:00 maija: overdue, 1d after',
    ]);
  });

  it('are not given about what is paused, done or cancelled, whatever stands in their row', async () => {
    await house();
    const ids = [];
    for (let i = 0; i < 3; i += 1)
      ids.push(await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } }));
    const set = (change: string, id: string | undefined) =>
      dataSource.query(`update tasks set ${change} where case_id = $1`, [id]);
    await set(`state = 'paused', paused_at = now(), minutes_left = 60`, ids[0]);
    await set(`state = 'done', closed_at = now()`, ids[1]);
    await set(`state = 'cancelled', closed_at = now()`, ids[2]);
    clock.moveTo(new Date('2026-03-06T10:00:00Z'));
    expect(await (await sweeper()).tick()).toBe(0);
  });

  it('about a broken promise go to owner and lead', async () => {
    const anna = await house();
    await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { promise: DUE }, ownerId: anna });
    await dataSource.query('delete from commitments');
    await dataSource.query(`update tasks set next_step_at = $1`, [DUE]);
    await (clock.moveTo(new Date('2026-03-06T07:00:10Z')), await sweeper()).tick();
    expect(await told()).toEqual([
      '2026-03-06 09:00 anna: promise_broken, promise broken',
      '2026-03-06 09:00 liisa: promise_broken, promise broken',
    ]);
  });

  it('stop nobody who acts on the case, and do not wait for them', async () => {
    await house();
    const caseId = await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } });
    clock.moveTo(new Date('2026-03-06T10:00:00Z'));
    const desk = await sweeper();
    await dataSource.transaction(async (manager) => {
      await manager.query('select from cases where id = $1 for update', [caseId]);
      expect(await desk.tick()).toBe(0);
    });
    expect(await desk.tick()).toBe(1);
  });

  it('of 500 tasks are told once each by two workers that sweep the same minute', async () => {
    await house();
    await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } });
    await dataSource.query(
      `with made as (insert into cases (source_id, state, severity, channel, language, opened_at, last_message_at, flagged_message_id)
         select source_id, state, severity, channel, language, opened_at, last_message_at, flagged_message_id
         from cases, generate_series(1, 499) returning id)
       insert into tasks (case_id, kind, state, opened_at, due_at, next_step_at)
       select id, 'answer', 'open', $1, $2, $1 from made`,
      [WRITTEN, DUE],
    );
    clock.moveTo(new Date('2026-03-06T10:00:00Z'));
    const desks = await Promise.all([sweeper(), sweeper()]);
    let sum = 0;
    for (let round = 0; round < 4; round += 1)
      sum += (await Promise.all([...desks, ...desks].map((desk) => desk.tick()))).reduce((a, b) => a + b);
    expect(sum).toBe(500);
    const count = async (sql: string) => (await dataSource.query<[{ n: number }]>(sql))[0].n;
    expect(await count('select count(*)::int as n from escalations')).toBe(500);
    expect(await count('select count(distinct task_id)::int as n from escalations')).toBe(500);
    // The owner's and the lead's warning reaches liisa, the team's also anna: as one line a sweep, not as hundreds.
    expect(await count(`select sum(coalesce((detail->>'cases')::int, 1))::int as n from notifications`)).toBe(1_000);
    expect(await count('select count(*)::int as n from notifications')).toBeLessThan(100);
  });
});

describe('a snooze', () => {
  const snoozing = () => new Snoozing(new PostgresEscalationStore(dataSource), clock);
  const by = (actorId: string, seenVersion: number) => ({ actorId, seenVersion });

  it('keeps everybody quiet until its end, which is told once to whoever asked for it, and moves no deadline', async () => {
    const anna = await house();
    const caseId = await addCase(dataSource, {
      sourceId,
      writtenAt: WRITTEN,
      open: { answer: DUE, solve: DUE },
      ownerId: anna,
    });
    const maija = (await dataSource.query<[{ id: string }]>(`select id from users where name = 'maija'`))[0].id;
    expect(await snoozing().snooze(caseId, new Date('2026-03-09T08:00:00Z'), by(maija, 1))).toBe(2);
    await liveUntil(new Date('2026-03-09T12:00:00Z'));
    expect(await told()).toEqual([
      '2026-03-09 10:00 anna: overdue, 1d after',
      '2026-03-09 10:00 anna: overdue, 1d after',
      '2026-03-09 10:00 anna: snooze_ended',
      '2026-03-09 10:00 liisa: overdue, 1d after',
      '2026-03-09 10:00 liisa: overdue, 1d after',
      '2026-03-09 10:00 maija: overdue, 1d after',
      '2026-03-09 10:00 maija: overdue, 1d after',
      '2026-03-09 10:00 maija: snooze_ended',
    ]);
    expect(await dataSource.query('select due_at, snoozed_until from cases')).toEqual([
      { due_at: DUE, snoozed_until: null },
    ]);
  });

  it('is for a case with something open, seen as it is, and for thirty days at most', async () => {
    const anna = await house();
    const caseId = await addCase(dataSource, { sourceId, writtenAt: WRITTEN });
    const later = new Date(clock.now().getTime() + 86_400_000);
    await expect(snoozing().snooze(caseId, later, by(anna, 1))).rejects.toThrow(
      new Conflict(`Case ${caseId} has no open task: there is nothing to be quiet about`),
    );
    await expect(snoozing().snooze(caseId, later, by(anna, 2))).rejects.toThrow('changed by somebody else');
    for (const days of [-1, 0, 31]) {
      const until = new Date(clock.now().getTime() + days * 86_400_000);
      await expect(snoozing().snooze(caseId, until, by(anna, 1))).rejects.toMatchObject({
        faults: [{ path: 'until', message: 'must be in the future and not after 2026-04-01T08:00:00.000Z' }],
      });
    }
  });

  it('can be ended', async () => {
    const anna = await house();
    const caseId = await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE }, ownerId: anna });
    await snoozing().snooze(caseId, new Date('2026-03-20T08:00:00Z'), by(anna, 1));
    expect(await snoozing().wake(caseId, by(anna, 2))).toBe(3);
    expect(await snoozing().wake(caseId, by(anna, 3))).toBe(3);
    await liveUntil(new Date('2026-03-05T14:00:00Z'));
    expect(await told()).toHaveLength(3);
  });
});

describe('what cannot wait', () => {
  const tellNow = (messageId: string, cues: string[]) =>
    new PostgresTransactions(dataSource).run(({ escalations }) =>
      escalations.tellNow([{ messageId, cues }], clock.now(), null),
    );
  const flagged = async (caseId: string) =>
    (await dataSource.query<[{ id: string }]>('select flagged_message_id as id from cases where id = $1', [caseId]))[0]
      .id;

  it('is told at once to owner, lead and manager, in the middle of the night, and once', async () => {
    const anna = await house();
    const caseId = await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE }, ownerId: anna });
    clock.moveTo(new Date('2026-03-08T01:00:00Z'));
    const messageId = await flagged(caseId);
    expect(await tellNow(messageId, ['legal', 'critical'])).toBe(1);
    expect(await tellNow(messageId, ['legal', 'critical'])).toBe(0);
    expect(await told()).toEqual(['anna', 'liisa', 'maija'].map((name) => `2026-03-08 03:00 ${name}: at_once, legal`));
  });

  it('is not told again when the customer corrects a word, but when they add a threat', async () => {
    await house();
    const caseId = await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } });
    const messageId = await flagged(caseId);
    await tellNow(messageId, ['legal']);
    const [edited] = await dataSource.query<[{ id: string }]>(
      `insert into messages (source_id, external_id, revision, revision_number, channel, kind, case_id, sent_at, text)
       select source_id, external_id, 'e2', 2, channel, kind, case_id, sent_at, 'Edited' from messages where id = $1
       returning id`,
      [messageId],
    );
    expect(await tellNow(edited.id, ['legal'])).toBe(0);
    expect(await tellNow(edited.id, ['threat', 'legal'])).toBe(1);
  });

  it('is told in the transaction that stores the message', async () => {
    await house();
    const poll = await dataSource.query<[{ id: string }]>(
      `insert into polls (source_id, started_at, outcome) values ($1, now(), 'running') returning id`,
      [sourceId],
    );
    await dataSource.query(`update sources set lease_holder = 'test', leased_until = now() + interval '1 hour'`);
    const assessor = new (class extends Assessor {
      readonly model = 'test';
      assess = () => assessment({ escalations: [{ kind: 'legal', start: 0, end: 4 }], severity: 'critical' });
    })();
    const clocks = () => Promise.resolve(new PolicyClocks(shippedPolicy(clock.now())));
    const own = { addresses: [], domains: [] };
    const mailed: string[][] = [];
    const mail = (userIds: readonly string[]) => Promise.resolve(void mailed.push([...userIds]));
    const storer = new PageStorer(new PostgresTransactions(dataSource), assessor, clocks, own, {
      kinds: ['legal'],
      mail,
    });
    const page = {
      messages: [incoming({ sentAt: new Date('2026-03-07T20:00:00Z') })],
      replies: [],
      rejected: [],
      skipped: {},
      cursor: {},
    };
    clock.moveTo(new Date('2026-03-07T21:00:00Z'));
    const origin = { sourceId, pollId: poll[0].id, leaseHolder: 'test' };
    await storer.store(page, origin, clock.now());
    await storer.store(page, origin, clock.now());
    // Nobody owns the case yet: the leads stand in.
    expect(await told()).toEqual(['liisa', 'maija'].map((name) => `2026-03-07 23:00 ${name}: at_once, legal`));
    expect(mailed).toHaveLength(1);
    expect(await dataSource.query('select topics from changes')).toEqual([
      { topics: ['cases', 'sources', 'notifications'] },
    ]);
  });

  it('tells nobody of a matter that was answered before it was read', async () => {
    await house();
    const caseId = await addCase(dataSource, { sourceId, writtenAt: WRITTEN, state: 'acknowledged', answeredAt: DUE });
    expect(await tellNow(await flagged(caseId), ['legal'])).toBe(0);
  });
});
