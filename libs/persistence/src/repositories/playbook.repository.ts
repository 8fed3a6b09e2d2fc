import {
  NotFound,
  PlaybookStore,
  type CauseLesson,
  type NewCauseLesson,
  type PlaybookCase,
  type PlaybookCaseUnderAction,
  type PlaybookChange,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { lockCase, recordCaseChange } from './case-change.js';
import { closeTasks, openTasks } from './case-tasks.js';
import { inTransaction } from './in-transaction.js';
import { loadDeeds, loadPlaybookCase } from './playbook-case.js';
import type { Sql } from './sql.js';

export class PostgresPlaybookStore extends PlaybookStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  find(caseId: string): Promise<PlaybookCase> {
    return inTransaction(this.dataSource, (sql) => loadPlaybookCase(sql, caseId));
  }

  async act(
    caseId: string,
    actorId: string,
    at: Date,
    decide: (found: PlaybookCaseUnderAction) => PlaybookChange | null,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await lockCase(sql, caseId);
      const found = await loadPlaybookCase(sql, caseId);
      const change = decide({ ...found, deeds: await loadDeeds(sql, caseId, actorId) });
      if (change === null) return;
      await storeCase(sql, found, actorId, at, change);
      await storeCall(sql, caseId, actorId, change);
      await storeOffers(sql, caseId, actorId, at, change);
      await storeTasks(sql, caseId, at, change);
      await recordCaseChange(sql, { caseId, actorId, at, seenVersion: null }, [change.event]);
    });
  }

  async findLesson(id: string): Promise<CauseLesson> {
    const [row] = await this.dataSource.query<CauseLesson[]>(`${LESSONS} where l.id = $1`, [id]);
    if (row === undefined) throw new NotFound('Lesson', id);
    return row;
  }

  async addLesson(lesson: NewCauseLesson, actorId: string, at: Date): Promise<string> {
    return inTransaction(this.dataSource, (sql) => insertLesson(sql, lesson, actorId, at));
  }

  async closeLesson(id: string, closedAt: Date | null): Promise<void> {
    const rows = await this.dataSource.query<[unknown[], number]>(
      `update lessons set closed_at = case when $2::timestamptz is null then null else coalesce(closed_at, $2) end
       where id = $1 returning id`,
      [id, closedAt],
    );
    if (rows[1] === 0) throw new NotFound('Lesson', id);
  }
}

/** With the number of cases that had the cause. */
export const LESSONS = `
  select l.id, l.cause_stage as "causeStage", l.title, l.text, l.created_at as "createdAt", l.closed_at as "closedAt",
    (select count(*)::int from cases c where c.lesson_id = l.id) as cases,
    case when u.id is not null then json_build_object('id', u.id::text, 'name', u.name) end as "createdBy"
  from lessons l left join users u on u.id = l.created_by`;

/** Two requests at once must not write one lesson twice: the author's row keeps them in order. */
async function insertLesson(sql: Sql, lesson: NewCauseLesson, actorId: string, at: Date): Promise<string> {
  const { causeStage, title, text } = lesson;
  await sql.query('select id from users where id = $1 for update', [actorId]);
  const [known] = await sql.query(
    `select id from lessons where created_by = $1 and cause_stage = $2 and title = $3 and text = $4
       and closed_at is null`,
    [actorId, causeStage, title, text],
  );
  if (known !== undefined) return known.id as string;
  const [added] = await sql.query(
    'insert into lessons (cause_stage, title, text, created_by, created_at) values ($1, $2, $3, $4, $5) returning id',
    [causeStage, title, text, actorId, at],
  );
  return added?.id as string;
}

async function storeCase(
  sql: Sql,
  found: PlaybookCase,
  actorId: string,
  at: Date,
  change: PlaybookChange,
): Promise<void> {
  const cause = change.cause ?? found.cause;
  const lessonId = change.lesson === undefined ? cause.lessonId : await insertLesson(sql, change.lesson, actorId, at);
  await sql.query(
    `update cases set state = $2, answered_at = $3, solved_at = $4, cause_stage = $5, cause_kind = $6,
       corrective_action = $7, lesson_id = $8 where id = $1`,
    [
      found.id,
      change.state ?? found.state,
      change.answeredAt === undefined ? found.answeredAt : change.answeredAt,
      change.solvedAt === undefined ? found.solvedAt : change.solvedAt,
      cause.stage,
      cause.kind,
      cause.correctiveAction,
      lessonId,
    ],
  );
  if (change.leftAt !== undefined && found.customer !== null)
    await sql.query('update customers set left_at = $2, version = version + 1 where id = $1', [
      found.customer.id,
      change.leftAt,
    ]);
}

async function storeCall(sql: Sql, caseId: string, actorId: string, { call }: PlaybookChange): Promise<void> {
  if (call === undefined) return;
  const [row] = await sql.query(
    `insert into case_calls (case_id, actor_id, at, direction, reached, minutes, summary)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [caseId, actorId, call.at, call.direction, call.reached, call.minutes, call.summary],
  );
  const evidence = { kind: 'call', callId: row?.id as string } as const;
  await closeTasks(
    sql,
    call.closed.map((task) => ({ ...task, caseId, answer: task.answer && { ...task.answer, evidence } })),
  );
}

async function storeOffers(sql: Sql, caseId: string, actorId: string, at: Date, change: PlaybookChange): Promise<void> {
  for (const text of change.offered ?? [])
    await sql.query('insert into case_options (case_id, text, offered_by, offered_at) values ($1, $2, $3, $4)', [
      caseId,
      text,
      actorId,
      at,
    ]);
  if (change.chosenOptionId !== undefined) {
    // One after the other, because at most one option of a case may be the chosen one at any moment.
    await sql.query('update case_options set chosen_at = null where case_id = $1 and chosen_at is not null', [caseId]);
    await sql.query('update case_options set chosen_at = $3 where case_id = $1 and id = $2', [
      caseId,
      change.chosenOptionId,
      at,
    ]);
  }
  if (change.compensation !== undefined) {
    const { kind, value, currency, description, expiresOn } = change.compensation;
    await sql.query(
      `insert into compensations (case_id, kind, value, currency, description, expires_on, given_by, given_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [caseId, kind, value, currency, description, expiresOn, actorId, at],
    );
  }
  if (change.usedCompensationId !== undefined)
    await sql.query('update compensations set used_at = $3 where case_id = $1 and id = $2', [
      caseId,
      change.usedCompensationId,
      at,
    ]);
}

async function storeTasks(sql: Sql, caseId: string, at: Date, change: PlaybookChange): Promise<void> {
  await closeTasks(
    sql,
    (change.closedTasks ?? []).map((task) => ({ ...task, caseId })),
  );
  for (const { kind, dueAt, note } of change.datedTasks ?? [])
    await sql.query(
      `insert into tasks (case_id, kind, state, opened_at, due_at, note, next_step_at)
       values ($1, $2, 'open', $3, $4, $5, $3)`,
      [caseId, kind, at, dueAt, note],
    );
  await openTasks(
    sql,
    (change.newTasks ?? []).map((task) => ({ ...task, caseId })),
  );
}
