import { CaseActionsStore, Conflict, InvalidTransition, type Clock, type SeenCase } from '@earshot/domain';
import { CaseActions, CaseMovements, type CaseDeedName } from '@earshot/follow-up';
import { createDataSource, PostgresCaseMovementsStore, UserEntity } from '@earshot/persistence';
import { PostgresCaseActionsStore } from '../../libs/persistence/src/repositories/case-actions.repository.js';
import type { DataSource } from 'typeorm';
import { plainClocks } from '../support/clocks.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { IntakeDesk } from '../support/intake-desk.js';
import { incoming, seenReply } from '../support/messages.js';

const clock: Clock = { now: () => new Date() };
const DAY = 86_400_000;

let database: TestDatabase;
let dataSource: DataSource;
let desk: IntakeDesk;
let movements: CaseMovements;
let actions: CaseActions;
let actorId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 16 }).initialize();
  desk = new IntakeDesk(dataSource);
  movements = new CaseMovements(new PostgresCaseMovementsStore(dataSource), plainClocks, clock);
  const store: CaseActionsStore = new PostgresCaseActionsStore(dataSource);
  actions = new CaseActions(store, clock, plainClocks);
  actorId = (
    await dataSource
      .getRepository(UserEntity)
      .save({ email: 'anna@example.org', name: 'Anna', role: 'agent', passwordHash: 'none' })
  ).id;
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

const rows = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => dataSource.query<Row[]>(sql, parameters);
const deed = (name: CaseDeedName) => ({ name, actorId, note: null, assigneeId: null, severity: null });
const mover = () => ({ actorId, note: 'belongs together' });
const receive = (sourceId: string, ...messages: ReturnType<typeof incoming>[]) =>
  desk.receive(sourceId, { messages }, new Date());

async function caseOf(externalId: string): Promise<string> {
  const [row] = await rows<{ case_id: string }>('select case_id from messages where external_id = $1', [externalId]);
  return row?.case_id ?? 'none';
}

async function messageId(externalId: string): Promise<string> {
  const [row] = await rows<{ id: string }>('select id from messages where external_id = $1', [externalId]);
  return row?.id ?? '0';
}

async function seen(id: string): Promise<SeenCase> {
  const [row] = await rows<{ version: number }>('select version from cases where id = $1', [id]);
  return { id, version: row?.version ?? 0 };
}

const head = async (id: string) =>
  (
    await rows<Record<string, unknown>>(
      `select state, severity, message_count, merged_into, due_at, due_kind, flagged_message_id, answered_at,
         last_message_at from cases where id = $1`,
      [id],
    )
  )[0];
const tasksOf = (id: string) =>
  rows<{ kind: string; state: string; due_at: Date }>(
    'select kind, state, due_at from tasks where case_id = $1 order by id',
    [id],
  );
const eventsOf = async (id: string) =>
  (await rows<{ type: string }>('select type from case_events where case_id = $1 order by id', [id])).map(
    (e) => e.type,
  );

/** Two cases of two customers, the second written a day later. */
async function twoCases(sourceId: string) {
  const first = incoming({ subject: 'Loan', sentAt: new Date('2026-03-01T08:00:00Z') });
  const second = incoming({ subject: 'Card', sentAt: new Date('2026-03-02T08:00:00Z') });
  await receive(sourceId, first, second);
  return { first, second, a: await caseOf(first.externalId), b: await caseOf(second.externalId) };
}

describe('merged cases', () => {
  it('are one case with all messages, the earlier deadline and both histories', async () => {
    const sourceId = await desk.addSource();
    const { first, second, a, b } = await twoCases(sourceId);
    await movements.merge(await seen(b), await seen(a), true, mover());
    expect([await caseOf(first.externalId), await caseOf(second.externalId)]).toEqual([a, a]);
    expect(await head(a)).toMatchObject({
      state: 'new',
      message_count: 2,
      due_at: new Date(first.sentAt.getTime() + 3 * DAY),
      flagged_message_id: await messageId(second.externalId),
      last_message_at: second.sentAt,
    });
    expect(await head(b)).toMatchObject({ state: 'closed', merged_into: a, due_at: null, due_kind: null });
    expect((await tasksOf(a)).map((task) => [task.kind, task.state])).toEqual([
      ['answer', 'open'],
      ['answer', 'cancelled'],
    ]);
    expect(await tasksOf(b)).toEqual([]);
    expect([(await eventsOf(a)).at(-1), (await eventsOf(b)).at(-1)]).toEqual(['merged_from', 'merged_into']);
  });

  it('get the later mails and answers of both threads', async () => {
    const sourceId = await desk.addSource();
    const { second, a, b } = await twoCases(sourceId);
    await movements.merge(await seen(b), await seen(a), true, mover());
    const later = incoming({ references: [second.threadId ?? ''], author: second.author, text: 'Thanks' });
    const answer = seenReply({ answers: [second.threadId ?? ''], sentAt: new Date('2026-03-03T09:00:00Z') });
    await desk.receive(sourceId, { messages: [later], replies: [answer] }, new Date());
    expect(await caseOf(later.externalId)).toBe(a);
    expect(await head(a)).toMatchObject({ state: 'acknowledged', due_at: null, answered_at: answer.sentAt });
    const again = incoming({ author: second.author, sentAt: new Date('2026-03-04T08:00:00Z') });
    await receive(sourceId, again);
    expect(await caseOf(again.externalId)).not.toBe(b);
  });

  it('come apart again as they were', async () => {
    const sourceId = await desk.addSource();
    const { first, second, a, b } = await twoCases(sourceId);
    const before = [await head(a), await head(b), await tasksOf(a), await tasksOf(b)];
    const { movementId: id } = await movements.merge(await seen(b), await seen(a), true, mover());
    expect(await movements.undo(id, [await seen(a), await seen(b)], mover())).toMatchObject({ stayedMessageIds: [] });
    expect([await head(a), await head(b), await tasksOf(a), await tasksOf(b)]).toEqual(before);
    expect([await caseOf(first.externalId), await caseOf(second.externalId)]).toEqual([a, b]);
    await expect(movements.undo(id, [await seen(a), await seen(b)], mover())).rejects.toThrow('It was undone already');
  });

  it('keep what came in since, and say so', async () => {
    const sourceId = await desk.addSource();
    const { second, a, b } = await twoCases(sourceId);
    const { movementId: id } = await movements.merge(await seen(b), await seen(a), true, mover());
    const later = incoming({ references: [second.threadId ?? ''], author: second.author });
    await receive(sourceId, later);
    const { stayedMessageIds: stayed } = await movements.undo(id, [await seen(a), await seen(b)], mover());
    expect(stayed).toEqual([await messageId(later.externalId)]);
    expect([await caseOf(later.externalId), await caseOf(second.externalId)]).toEqual([a, b]);
    const [listed] = (await movements.of(b)).movements;
    expect(listed).toMatchObject({ obstacle: 'It was undone already' });
  });

  it('cannot be taken apart after they went on into a third, and the reason is told beforehand', async () => {
    const sourceId = await desk.addSource();
    const { a, b } = await twoCases(sourceId);
    const { movementId: id } = await movements.merge(await seen(b), await seen(a), true, mover());
    const { a: third } = await twoCases(sourceId);
    await movements.merge(await seen(a), await seen(third), true, mover());
    const reason = `Case ${a} was merged into case ${third} afterwards: undo that first`;
    expect((await movements.of(b)).movements[0]?.obstacle).toBe(reason);
    await expect(movements.undo(id, [await seen(a), await seen(b)], mover())).rejects.toThrow(reason);
  });

  it('are refused when somebody else was faster at either of them', async () => {
    const { a, b } = await twoCases(await desk.addSource());
    const [oldA, oldB] = [await seen(a), await seen(b)];
    await actions.act(b, { ...deed('assign-to-me'), seenVersion: oldB.version });
    await expect(movements.merge(oldB, oldA, true, mover())).rejects.toThrow(Conflict);
    await expect(movements.merge(await seen(b), { ...oldA, version: 99 }, true, mover())).rejects.toThrow(Conflict);
    expect(await movements.of(a)).toEqual({ mergedInto: null, movements: [] });
  });
});

describe('messages that are split off', () => {
  it('are a case with the clock of their own time, and later mails of their thread find it', async () => {
    const sourceId = await desk.addSource();
    const loan = incoming({ subject: 'Loan', sentAt: new Date('2026-03-01T08:00:00Z') });
    const card = incoming({ subject: 'Card', author: loan.author, sentAt: new Date('2026-03-02T08:00:00Z') });
    await receive(sourceId, loan, card);
    const a = await caseOf(loan.externalId);
    expect(await caseOf(card.externalId)).toBe(a);
    const cardId = await messageId(card.externalId);
    const { newCaseId } = await movements.split(await seen(a), [cardId], mover());
    expect(await head(newCaseId)).toMatchObject({
      state: 'new',
      message_count: 1,
      due_at: new Date(card.sentAt.getTime() + 3 * DAY),
      flagged_message_id: cardId,
    });
    expect(await head(a)).toMatchObject({ message_count: 1, due_at: new Date(loan.sentAt.getTime() + 3 * DAY) });
    const later = incoming({ author: loan.author, references: [card.threadId ?? ''] });
    const other = incoming({ author: loan.author, references: [loan.threadId ?? ''] });
    await receive(sourceId, later, other);
    expect([await caseOf(later.externalId), await caseOf(other.externalId)]).toEqual([newCaseId, a]);
  });

  it('take along their answers, and go back with them', async () => {
    const sourceId = await desk.addSource();
    const loan = incoming({ sentAt: new Date('2026-03-01T08:00:00Z') });
    const card = incoming({ author: loan.author, sentAt: new Date('2026-03-02T08:00:00Z') });
    const answer = seenReply({ answers: [card.threadId ?? ''], sentAt: new Date('2026-03-02T10:00:00Z') });
    await desk.receive(sourceId, { messages: [loan, card], replies: [answer] }, new Date());
    const a = await caseOf(loan.externalId);
    const { newCaseId, movementId } = await movements.split(await seen(a), [await messageId(card.externalId)], mover());
    expect(await rows('select case_id from seen_replies where external_id = $1', [answer.externalId])).toEqual([
      { case_id: newCaseId },
    ]);
    // The answer was to the card alone: the loan is owed its own.
    expect(await head(a)).toMatchObject({ due_kind: 'answer', answered_at: null });
    await movements.undo(movementId, [await seen(a), await seen(newCaseId)], mover());
    expect(await head(newCaseId)).toMatchObject({ state: 'closed', merged_into: a, message_count: 0 });
    expect(await head(a)).toMatchObject({ message_count: 2, merged_into: null });
  });
});

describe('fifty people at the same two cases', () => {
  it('lose nothing, double nothing, and nobody waits for ever', async () => {
    const sourceId = await desk.addSource();
    const { first, second, a, b } = await twoCases(sourceId);
    const extra = [first, second].flatMap((message) =>
      [1, 2].map(() => incoming({ references: [message.threadId ?? ''], author: message.author })),
    );
    await receive(sourceId, ...extra);
    const known = new Set(
      (await rows<{ id: string }>('select id from messages where source_id = $1', [sourceId])).map((m) => m.id),
    );
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => attempt(index)));
    await receive(sourceId, incoming({ references: [first.threadId ?? ''], author: first.author }));
    expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(0);
    expect(outcomes.filter((outcome) => outcome !== 'done' && outcome !== 'refused')).toEqual([]);
    await expectSound(known);

    async function attempt(index: number): Promise<string> {
      const [one, other] = index % 2 === 0 ? [a, b] : [b, a];
      try {
        if (index % 5 === 0)
          await receive(sourceId, incoming({ references: [second.threadId ?? ''], author: second.author }));
        else if (index % 5 === 1) await movements.merge(await seen(one), await seen(other), true, mover());
        else if (index % 5 === 2)
          await movements.split(await seen(one), [await messageId(extra[index % 4]?.externalId ?? '')], mover());
        else if (index % 5 === 3)
          await actions.act(one, { ...deed('answered'), seenVersion: (await seen(one)).version });
        else {
          const last = (await movements.of(one)).movements.at(0);
          if (last === undefined) return 'refused';
          const { fromCaseId, toCaseId, id } = last.record;
          await movements.undo(id, [await seen(fromCaseId), await seen(toCaseId)], mover());
        }
        return 'done';
      } catch (error) {
        const isRefusal =
          error instanceof Conflict || error instanceof InvalidTransition || (error as Error).name === 'InvalidInput';
        return isRefusal ? 'refused' : String(error);
      }
    }
  });

  async function expectSound(known: ReadonlySet<string>): Promise<void> {
    const held = await rows<{ id: string; case_id: string | null; merged_into: string | null }>(
      'select m.id, m.case_id, c.merged_into from messages m left join cases c on c.id = m.case_id where m.id = any($1::bigint[])',
      [[...known]],
    );
    expect(held).toHaveLength(known.size);
    expect(held.filter((message) => message.case_id === null || message.merged_into !== null)).toEqual([]);
    expect(
      await rows(`select case_id, kind from tasks where state in ('open', 'paused') and kind <> 'promise'
        group by case_id, kind having count(*) > 1`),
    ).toEqual([]);
    expect(
      await rows(`select c.id from cases c
        left join lateral (select due_at from tasks where case_id = c.id and state = 'open' order by due_at, id limit 1) t on true
        where c.due_at is distinct from t.due_at or (c.merged_into is not null and t.due_at is not null)
          or c.message_count <> (select count(*) from messages m where m.case_id = c.id)`),
    ).toEqual([]);
  }
});
