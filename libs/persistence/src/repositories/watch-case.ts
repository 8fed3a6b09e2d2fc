import { OPEN_CASE_STATES, subjectKey } from '@earshot/domain';
import { lockCase, recordCaseChange, type CaseHappening } from './case-change.js';
import type { Sql } from './sql.js';

/** Why somebody should have a look. */
export interface WatchTask {
  readonly caseId: string;
  readonly messageId: string | null;
  /** The sign, and what it is about; shown with the task. */
  readonly note: string;
  readonly at: Date;
  readonly dueAt: Date;
}

/** The newest open case of a customer. */
export async function openCaseOf(sql: Sql, customerId: string | null): Promise<string | null> {
  if (customerId === null) return null;
  const [row] = await sql.query(
    `select id from cases where customer_id = $1 and state = any($2::text[]) and merged_into is null
     order by id desc limit 1`,
    [customerId, OPEN_CASE_STATES],
  );
  return (row?.id ?? null) as string | null;
}

/** A case of low severity around a message that stands in none. */
export async function openWatchCase(sql: Sql, messageId: string, at: Date): Promise<string> {
  const [message] = await sql.query(
    `select m.customer_id, m.source_id, m.channel, m.subject, m.sent_at, coalesce(a.language, m.language, 'und') as language
     from messages m left join lateral
       (select language from assessments where message_id = m.id order by id desc limit 1) a on true
     where m.id = $1`,
    [messageId],
  );
  if (message === undefined) throw new Error(`message ${messageId} was locked a moment ago and is gone`);
  const subject = message.subject as string | null;
  const [opened] = await sql.query(
    `insert into cases (customer_id, source_id, state, severity, channel, language, subject, subject_key, opened_at,
       last_message_at, message_count, flagged_message_id)
     values ($1, $2, 'new', 'low', $3, $4, $5, $6, $7, $7, 1, $8) returning id`,
    [
      message.customer_id,
      message.source_id,
      message.channel,
      message.language,
      subject,
      subjectKey(subject),
      message.sent_at,
      messageId,
    ],
  );
  const caseId = opened?.id as string;
  await sql.query('update messages set case_id = $2 where id = $1', [messageId, caseId]);
  await sql.query(`insert into case_events (case_id, at, type, detail) values ($1, $2, 'opened', $3)`, [
    caseId,
    at,
    JSON.stringify({ messageId, how: 'first' }),
  ]);
  return caseId;
}

/** A message that stands in no case joins one that is open. */
export async function joinCase(sql: Sql, messageId: string, caseId: string): Promise<CaseHappening> {
  await sql.query('update messages set case_id = $2 where id = $1', [messageId, caseId]);
  await sql.query(
    `update cases c set message_count = c.message_count + 1, last_message_at = greatest(c.last_message_at, m.sent_at)
     from messages m where m.id = $1 and c.id = $2`,
    [messageId, caseId],
  );
  return { type: 'message_joined', detail: { messageId, how: 'customer' } };
}

/** Adds the task, to be looked at by the sweep, and what happened beside it. Resolves to the task's id. */
export async function openWatchTask(
  sql: Sql,
  { caseId, messageId, note, at, dueAt }: WatchTask,
  happened: readonly CaseHappening[] = [],
): Promise<string> {
  await lockCase(sql, caseId);
  const [task] = await sql.query(
    `insert into tasks (case_id, message_id, kind, state, opened_at, due_at, note, next_step_at)
     values ($1, $2, 'watch', 'open', $3, $4, $5, $3) returning id`,
    [caseId, messageId, at, dueAt, note],
  );
  const opened = { type: 'task_opened', detail: { kind: 'watch', note, dueAt: dueAt.toISOString() } };
  await recordCaseChange(sql, { caseId, actorId: null, at, seenVersion: null }, [...happened, opened]);
  return task?.id as string;
}
