import type { ClosedTask, NewAnswer, NewTask, RetimedTask } from '@earshot/domain';
import { bulkInsert } from './bulk-insert.js';
import type { Sql } from './sql.js';

interface OfCase {
  readonly caseId: string;
}

/** Writes new tasks with their commitments. The sweep plans their warnings at its next look, which `next_step_at` asks for. */
export async function openTasks(sql: Sql, tasks: readonly (NewTask & OfCase)[]): Promise<void> {
  const ids = await sql.newIds('tasks', tasks.length);
  const rows = tasks.map((task, index) => ({ ...task, taskId: ids[index] as string }));
  await bulkInsert(
    sql,
    'tasks',
    {
      id: ['bigint', (t) => t.taskId],
      case_id: ['bigint', (t) => t.caseId],
      message_id: ['bigint', (t) => t.messageId],
      kind: ['text', (t) => t.kind],
      state: ['text', (t) => t.state],
      opened_at: ['timestamptz', (t) => t.openedAt],
      due_at: ['timestamptz', (t) => t.commitment.dueAt],
      closed_at: ['timestamptz', (t) => t.closedAt],
      closed_reason: ['text', (t) => t.closedReason],
      next_step_at: ['timestamptz', (t) => (t.state === 'open' ? t.openedAt : null)],
    },
    rows,
  );
  await bulkInsert(
    sql,
    'commitments',
    {
      task_id: ['bigint', (t) => t.taskId],
      clock: ['text', (t) => t.commitment.clock],
      standard: ['text', (t) => t.commitment.standard],
      target_unit: ['text', (t) => t.commitment.target.unit],
      target_amount: ['float8', (t) => t.commitment.target.amount],
      calendar: ['text', (t) => t.commitment.calendar],
      zone: ['text', (t) => t.commitment.zone],
      received_at: ['timestamptz', (t) => t.commitment.receivedAt],
      due_at: ['timestamptz', (t) => t.commitment.dueAt],
      derivation: ['text[]', (t) => t.commitment.derivation],
    },
    rows,
  );
  await keepAnswers(sql, rows);
}

/** Ends running tasks, paused ones too; one that has ended already is left as it is. */
export async function closeTasks(sql: Sql, closed: readonly (ClosedTask & OfCase)[]): Promise<void> {
  if (closed.length === 0) return;
  await sql.query(
    `update tasks t set state = c.state, closed_at = c.closed_at, closed_reason = c.reason, paused_at = null,
       minutes_left = null, next_step_at = null
     from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::text[]) as c(task_id, state, closed_at, reason)
     where t.id = c.task_id and t.state in ('open', 'paused')`,
    [
      closed.map((c) => c.taskId),
      closed.map((c) => c.state),
      closed.map((c) => c.closedAt),
      closed.map((c) => c.reason),
    ],
  );
  await keepAnswers(sql, closed);
}

/** Gives running or paused tasks another deadline; they run from now on, and the sweep looks at them again. */
export async function retimeTasks(sql: Sql, retimed: readonly RetimedTask[]): Promise<void> {
  if (retimed.length === 0) return;
  await sql.query(
    `update tasks t set state = 'open', due_at = r.due_at, paused_at = null, minutes_left = null,
       waited_minutes = t.waited_minutes + r.waited, next_step_at = now()
     from unnest($1::bigint[], $2::timestamptz[], $3::float8[]) as r(task_id, due_at, waited) where t.id = r.task_id`,
    [retimed.map((r) => r.taskId), retimed.map((r) => r.dueAt), retimed.map((r) => r.waitedMinutes ?? 0)],
  );
  const rows = retimed.map(({ taskId, dueAt, commitment, derivation }) => ({
    task_id: taskId,
    due_at: dueAt,
    standard: commitment?.standard,
    target_unit: commitment?.target.unit,
    target_amount: commitment?.target.amount,
    calendar: commitment?.calendar,
    zone: commitment?.zone,
    derivation: commitment?.derivation ?? derivation,
  }));
  await sql.query(
    `update commitments k set due_at = r.due_at, standard = coalesce(r.standard, k.standard),
       target_unit = coalesce(r.target_unit, k.target_unit), target_amount = coalesce(r.target_amount, k.target_amount),
       calendar = coalesce(r.calendar, k.calendar), zone = coalesce(r.zone, k.zone),
       derivation = coalesce(r.derivation, k.derivation)
     from jsonb_to_recordset($1::jsonb) as r(task_id bigint, due_at timestamptz, standard text, target_unit text,
       target_amount float8, calendar text, zone text, derivation text[])
     where k.task_id = r.task_id`,
    [JSON.stringify(rows)],
  );
}

/** When a clock was stopped, by what, and how long it had run; a task that is answered anew keeps the last answer. */
export async function keepAnswers(
  sql: Sql,
  tasks: readonly (OfCase & { readonly taskId: string; readonly answer: NewAnswer | null })[],
): Promise<void> {
  await bulkInsert(
    sql,
    'case_answers',
    {
      case_id: ['bigint', (a) => a.caseId],
      task_id: ['bigint', (a) => a.taskId],
      clock: ['text', (a) => a.answer.clock],
      at: ['timestamptz', (a) => a.answer.at],
      seconds: ['int', (a) => a.answer.seconds],
      in_time: ['boolean', (a) => a.answer.inTime],
      evidence: ['jsonb', (a) => a.answer.evidence],
    },
    tasks.flatMap(({ answer, ...task }) => (answer === null ? [] : [{ ...task, answer }])),
    `on conflict (task_id) do update set at = excluded.at, seconds = excluded.seconds, in_time = excluded.in_time,
       evidence = excluded.evidence, clock = excluded.clock`,
  );
}

/** A task that runs again has not been answered: whoever recorded the answer has taken their word back. */
export async function withdrawAnswers(sql: Sql, taskIds: readonly string[]): Promise<void> {
  if (taskIds.length === 0) return;
  await sql.query('delete from case_answers where task_id = any($1::bigint[])', [taskIds]);
}
