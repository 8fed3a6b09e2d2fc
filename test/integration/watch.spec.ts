import { createWorkingCalendar, type ReportedEvent } from '@earshot/domain';
import { WatchActions, WatchDesk } from '@earshot/follow-up';
import { createDataSource, CustomerIdentityEntity, PostgresWatchStore } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { insertCase, insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addUser, openSweeper, SetClock } from '../support/sweep-kit.js';

/** A Monday. */
const NOW = new Date('2026-03-16T10:00:00Z');
const calendar = createWorkingCalendar(
  { name: 'FI', country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00', days: 'mon-fri' },
  null,
  2026,
);

let database: TestDatabase;
let dataSource: DataSource;
let sourceId: string;
let clock: SetClock;
let desk: WatchDesk;
let actions: WatchActions;
beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 6 }).initialize();
  sourceId = await insertSource(dataSource);
  clock = new SetClock(NOW);
  const store = new PostgresWatchStore(dataSource);
  desk = new WatchDesk(store, () => Promise.resolve(calendar), clock);
  actions = new WatchActions(store, () => Promise.resolve(calendar), clock);
});
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
});

const rows = async <Row>(sql: string, parameters: unknown[] = []) => dataSource.query<Row[]>(sql, parameters);
const tasks = () =>
  rows<{ case_id: string; state: string; note: string; closed_reason: string | null }>(
    `select case_id, state, note, closed_reason from tasks where kind = 'watch' order by id`,
  );
const customerOf = async (caseId: string) =>
  (await rows<{ customer_id: string }>('select customer_id from cases where id = $1', [caseId]))[0]!.customer_id;

let counter = 0;
/** A message that was read and not flagged. */
async function write(
  customerId: string,
  sentAt: string,
  given: { kind?: string; threadId?: string } = {},
): Promise<string> {
  counter += 1;
  const [message] = await rows<{ id: string }>(
    `insert into messages (source_id, external_id, channel, kind, customer_id, author_name, sent_at, received_at, subject, text, thread_id)
     values ($1, $2, 'email', $3, $4, 'Kalle', $5, $5, 'Opening hours', 'When are you open?', $6) returning id`,
    [sourceId, `m${counter}`, given.kind ?? 'person', customerId, sentAt, given.threadId ?? `<m${counter}>`],
  );
  return message!.id;
}

async function answer(threadId: string, sentAt: string, automatic = false): Promise<void> {
  counter += 1;
  const [reply] = await rows<{ id: string }>(
    `insert into seen_replies (source_id, external_id, answers, recipients, sent_at, automatic, text)
     values ($1, $2, $3, '{}', $4, $5, 'At nine.') returning id`,
    [sourceId, `r${counter}`, [threadId], sentAt, automatic],
  );
  await rows('insert into seen_reply_answers (reply_id, thread_id, source_id) values ($1, $2, $3)', [
    reply!.id,
    threadId,
    sourceId,
  ]);
}

async function newCustomer(name = 'Kalle'): Promise<string> {
  const [customer] = await rows<{ id: string }>('insert into customers (name) values ($1) returning id', [name]);
  return customer!.id;
}

describe('the watch', () => {
  it('looks for nothing unless somebody asked for it', async () => {
    await write(await newCustomer(), '2026-03-02T08:00:00Z');
    expect(await desk.look()).toBe(0);
  });

  it('remembers what is looked for, sign by sign, and who said so', async () => {
    const anna = await addUser(dataSource, 'anna', 'ops');
    await actions.change(sourceId, { noReplyDays: 5 }, anna);
    await actions.change(sourceId, { unansweredDays: 3 }, anna);
    expect(await actions.settings(sourceId)).toEqual({ noReplyDays: 5, unansweredDays: 3 });
    expect(await actions.change(sourceId, { noReplyDays: null }, anna)).toEqual({ unansweredDays: 3 });
    expect(await rows(`select action, actor_id from audit_events`)).toEqual(
      Array.from({ length: 3 }, () => ({ action: 'source.watch', actor_id: anna })),
    );
    await expect(actions.change('999', {}, anna)).rejects.toThrow('Source 999 does not exist');
  });
});

describe('a message that nobody answered', () => {
  beforeEach(() => actions.change(sourceId, { unansweredDays: 3 }, null));

  it('is found without waiting for the hourly look when it was read late, or when watching begins', async () => {
    const messageId = await write(await newCustomer(), '2026-03-05T08:00:00Z');
    const later = new Date(NOW.getTime() + 3_600_000);
    clock.moveTo(later);
    expect(await desk.lookAtNews()).toBe(0);
    await rows('update messages set received_at = $2 where id = $1', [messageId, later]);
    expect(await desk.lookAtNews()).toBe(1);
    await write(await newCustomer('Vera'), '2026-03-05T09:00:00Z');
    clock.moveTo(new Date(later.getTime() + 3_600_000));
    expect(await desk.lookAtNews()).toBe(0);
    await actions.change(sourceId, { unansweredDays: 2 }, null);
    expect(await desk.lookAtNews()).toBe(1);
  });

  it('opens a case of low severity after so many working days, once, however many look', async () => {
    const customerId = await newCustomer();
    const messageId = await write(customerId, '2026-03-11T08:00:00Z');
    expect(await desk.look()).toBe(0);
    clock.moveTo(new Date('2026-03-16T15:00:00Z'));
    const found = await Promise.all([desk.look(), desk.look(), desk.look()]);
    expect(found.reduce((a, b) => a + b)).toBe(1);
    expect(await desk.look()).toBe(0);
    expect(
      await rows(
        'select customer_id, state, severity, subject, flagged_message_id, message_count, due_kind from cases',
      ),
    ).toEqual([
      {
        customer_id: customerId,
        state: 'new',
        severity: 'low',
        subject: 'Opening hours',
        flagged_message_id: messageId,
        message_count: 1,
        due_kind: 'watch',
      },
    ]);
    expect(await rows('select due_at from tasks')).toEqual([{ due_at: new Date('2026-03-19T15:00:00Z') }]);
    expect((await rows<{ type: string }>('select type from case_events order by id')).map(({ type }) => type)).toEqual([
      'opened',
      'task_opened',
    ]);
  });

  it('joins the customer’s open case', async () => {
    const caseId = await insertCase(dataSource, { sourceId, open: { answer: NOW } });
    await write(await customerOf(caseId), '2026-03-09T08:00:00Z');
    expect(await desk.look()).toBe(1);
    expect(await tasks()).toMatchObject([{ case_id: caseId, note: 'unanswered' }]);
    expect(await rows('select message_count from cases')).toEqual([{ message_count: 2 }]);
  });

  it('is none when it was answered in whatever thread, is no person’s, was edited since, or is of long ago', async () => {
    const [a, b] = [await newCustomer('A'), await newCustomer('B')];
    await write(a, '2026-03-09T08:00:00Z', { threadId: '<question>' });
    await answer('<question>', '2026-03-10T08:00:00Z');
    await write(b, '2026-03-08T08:00:00Z', { threadId: '<older>' });
    await write(b, '2026-03-08T09:00:00Z', { threadId: '<newer>' });
    await answer('<newer>', '2026-03-10T08:00:00Z');
    await write(await newCustomer(), '2026-03-09T08:00:00Z', { kind: 'automatic' });
    await write(await newCustomer(), '2025-11-01T08:00:00Z');
    const edited = await write(await newCustomer(), '2026-03-09T08:00:00Z');
    await rows('update messages set superseded_at = now() where id = $1', [edited]);
    expect(await desk.look()).toBe(0);
    await write(await newCustomer(), '2026-03-09T08:00:00Z', { threadId: '<auto>' });
    await answer('<auto>', '2026-03-09T08:01:00Z', true);
    expect(await desk.look()).toBe(1);
  });

  it('is withdrawn when somebody answers', async () => {
    await write(await newCustomer(), '2026-03-09T08:00:00Z', { threadId: '<question>' });
    await desk.look();
    expect(await desk.settle()).toBe(0);
    await answer('<question>', '2026-03-16T09:00:00Z');
    expect([await desk.settle(), await desk.settle()]).toEqual([1, 0]);
    expect(await tasks()).toMatchObject([{ state: 'done', closed_reason: 'answer-seen' }]);
    expect(await rows('select due_at from cases')).toEqual([{ due_at: null }]);
  });

  it('is warned of like every task', async () => {
    await addUser(dataSource, 'maija', 'manager');
    await write(await newCustomer(), '2026-03-09T08:00:00Z');
    await desk.look();
    clock.moveTo(new Date('2026-03-19T08:00:00Z'));
    const sweeper = await openSweeper(database.url, clock);
    expect(await sweeper.desk.tick()).toBe(1);
    await sweeper.dataSource.destroy();
    expect(await rows('select event, severity from notifications')).toEqual([{ event: 'overdue', severity: 'low' }]);
  });
});

describe('no reply to our answer', () => {
  const answeredAt = new Date('2026-03-09T08:00:00Z');
  beforeEach(() => actions.change(sourceId, { noReplyDays: 5 }, null));
  const waiting = () =>
    insertCase(dataSource, { sourceId, state: 'waiting', answeredAt, writtenAt: new Date('2026-03-06T08:00:00Z') });

  it('adds a task to the case that waits, once for each answer', async () => {
    const caseId = await waiting();
    expect(await desk.look()).toBe(0);
    clock.moveTo(new Date('2026-03-16T15:00:00Z'));
    expect([await desk.look(), await desk.look()]).toEqual([1, 0]);
    expect(await tasks()).toEqual([{ case_id: caseId, state: 'open', note: 'no_reply', closed_reason: null }]);
    await rows(`update cases set answered_at = '2026-03-17T08:00:00.123456Z'`);
    clock.moveTo(new Date('2026-03-30T10:00:00Z'));
    expect([await desk.look(), await desk.look()]).toEqual([1, 0]);
  });

  it('is none where the customer wrote, or where nobody waits', async () => {
    clock.moveTo(new Date('2026-03-17T10:00:00Z'));
    await write(await customerOf(await waiting()), '2026-03-12T08:00:00Z');
    await insertCase(dataSource, { sourceId, state: 'acknowledged', answeredAt });
    expect(await desk.look()).toBe(0);
  });

  it('is withdrawn when the customer writes, in whatever thread', async () => {
    const caseId = await waiting();
    clock.moveTo(new Date('2026-03-17T10:00:00Z'));
    await desk.look();
    await write(await customerOf(caseId), '2026-03-17T09:00:00Z');
    expect(await desk.settle()).toBe(1);
    expect(await tasks()).toMatchObject([{ state: 'done', closed_reason: 'customer-wrote' }]);
  });
});

describe('a late payment', () => {
  const late = (given: Partial<ReportedEvent> = {}): ReportedEvent => ({
    kind: 'payment.late',
    externalId: 'evt-1',
    customer: { namespace: 'mailto', value: 'kalle@customers.example' },
    reference: 'INV-7',
    dueOn: '2026-03-01',
    amount: { value: '129.90', currency: 'EUR' },
    happenedAt: NOW,
    ...given,
  });
  const known = async (customerId: string) =>
    dataSource
      .getRepository(CustomerIdentityEntity)
      .save({ customerId, namespace: 'mailto', value: 'kalle@customers.example' });

  it('adds a task to the customer’s open case, is taken once, and is closed by the payment', async () => {
    const caseId = await insertCase(dataSource, { sourceId, open: { answer: NOW } });
    await known(await customerOf(caseId));
    const answers = await Promise.all(Array.from({ length: 5 }, () => actions.report(late())));
    expect(answers.filter(({ repeated }) => !repeated)).toEqual([{ outcome: 'joined', caseId, repeated: false }]);
    expect(answers.every((one) => one.outcome === 'joined' && one.caseId === caseId)).toBe(true);
    expect(await actions.report(late({ externalId: 'evt-2' }))).toMatchObject({ outcome: 'known', caseId });
    expect(await tasks()).toMatchObject([{ case_id: caseId, state: 'open', note: 'payment.late INV-7' }]);

    const paid = late({ kind: 'payment.settled', externalId: 'evt-3' });
    expect(await actions.report({ ...paid, reference: 'INV-8' })).toMatchObject({ outcome: 'nothing' });
    expect(await actions.report({ ...paid, externalId: 'evt-4' })).toMatchObject({ outcome: 'settled', caseId });
    expect(await tasks()).toMatchObject([{ state: 'done', closed_reason: 'payment-settled' }]);
  });

  it('opens a case around what the customer wrote last, when there is none', async () => {
    const customerId = await newCustomer();
    await known(customerId);
    await write(customerId, '2026-02-01T08:00:00Z');
    const newest = await write(customerId, '2026-02-02T08:00:00Z');
    expect(await actions.report(late())).toMatchObject({ outcome: 'opened' });
    expect(await rows('select severity, flagged_message_id from cases')).toEqual([
      { severity: 'low', flagged_message_id: newest },
    ]);
  });

  it('stands with the customer’s last case when everything they wrote is settled', async () => {
    const caseId = await insertCase(dataSource, { sourceId, state: 'closed' });
    await known(await customerOf(caseId));
    expect(await actions.report(late())).toMatchObject({ outcome: 'joined', caseId });
    expect(await rows('select state, due_kind from cases')).toEqual([{ state: 'closed', due_kind: 'watch' }]);
  });

  it('that was settled before its report came is nothing', async () => {
    const caseId = await insertCase(dataSource, { sourceId, open: { answer: NOW } });
    await known(await customerOf(caseId));
    const later = new Date(NOW.getTime() + 1_000);
    await actions.report(late({ kind: 'payment.settled', externalId: 'evt-0', happenedAt: later }));
    expect(await actions.report(late())).toMatchObject({ outcome: 'nothing', caseId: null });
    expect(await tasks()).toEqual([]);
  });

  it('of somebody who never wrote to us is kept, and opens nothing', async () => {
    expect(await actions.report(late())).toEqual({ outcome: 'unknown_customer', caseId: null, repeated: false });
    expect(await rows('select external_id from watch_events')).toEqual([{ external_id: 'evt-1' }]);
  });
});
