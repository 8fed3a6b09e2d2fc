import type { AnsweredClock } from '@earshot/domain';
import { bulkInsert } from '../repositories/bulk-insert.js';
import type { Row, Sql } from '../repositories/sql.js';

/** Of cases that a mark names, and of the other cases of their customers: whose first case it was may have changed. */
const TOUCHED = `
  select id from cases where id = any($1::bigint[])
  union select c.id from cases k join cases c on c.customer_id = k.customer_id where k.id = any($1::bigint[])
  union select c.case_id from insight_cases k join insight_cases c on c.customer_id = k.customer_id
    where k.case_id = any($1::bigint[])`;

/**
 * The first answer is the first task that a first-answer clock ran for: an answer before anything was promised by a clock
 * has its task's own end. A task that was cancelled without an answer promised nothing, and one that runs again has none:
 * its answer was taken back by whoever recorded it.
 */
const FACTS = `
  select c.id, c.source_id, c.language, c.severity, c.topics, c.owner_id, c.customer_id, c.opened_at, c.solved_at,
    c.cause_stage, c.cause_kind, p.previous_at, f.*, r.closed_at as checked_at, r.closed_reason = 'still-solved' as recovered
  from cases c
    left join lateral (select max(e.opened_at) as previous_at from cases e
      where e.customer_id = c.customer_id and e.merged_into is null and e.state <> 'not_a_complaint'
        and (e.opened_at, e.id) < (c.opened_at, c.id)) p on true
    left join lateral (select t.due_at, t.state as task_state, k.received_at, k.calendar,
        coalesce(a.at, case when t.state = 'done' then t.closed_at end) as answered_at,
        coalesce(a.in_time, case when t.state = 'done' then t.closed_at <= t.due_at end) as in_time
      from tasks t join commitments k on k.task_id = t.id and k.clock = 'first_answer'
        left join case_answers a on a.task_id = t.id and t.state in ('done', 'cancelled')
      where t.case_id = c.id and t.kind = 'answer' and (t.state <> 'cancelled' or a.at is not null)
      order by t.id limit 1) f on true
    left join lateral (select closed_at, closed_reason from tasks where case_id = c.id and kind = 'recovery_check'
        and state = 'done' and closed_reason in ('still-solved', 'unhappy') order by id desc limit 1) r on true
  where c.id = any($1::bigint[]) and c.merged_into is null and c.state <> 'not_a_complaint' order by c.id`;

/** Writes the facts of these cases, and of those that hang together with them, as they are now. */
export async function keepCaseFacts(
  sql: Sql,
  marked: readonly string[],
  workingMinutes: (answered: AnsweredClock) => number,
): Promise<void> {
  const ids = (await sql.query(TOUCHED, [marked])).map((row) => row.id as string);
  const facts = (await sql.query(FACTS, [ids])).map((row) => ({ row, ...answerOf(row, workingMinutes) }));
  await sql.query('delete from insight_cases where case_id = any($1::bigint[])', [ids]);
  await bulkInsert(
    sql,
    'insight_cases',
    {
      case_id: ['bigint', ({ row }) => row.id],
      source_id: ['bigint', ({ row }) => row.source_id],
      language: ['text', ({ row }) => row.language],
      severity: ['text', ({ row }) => row.severity],
      topics: ['text[]', ({ row }) => row.topics],
      owner_id: ['bigint', ({ row }) => row.owner_id],
      customer_id: ['bigint', ({ row }) => row.customer_id],
      opened_at: ['timestamptz', ({ row }) => row.opened_at],
      previous_at: ['timestamptz', ({ row }) => row.previous_at],
      cause_stage: ['text', ({ row }) => row.cause_stage],
      cause_kind: ['text', ({ row }) => row.cause_kind],
      due_at: ['timestamptz', ({ row }) => row.due_at],
      answered_at: ['timestamptz', ({ row }) => row.answered_at],
      in_time: ['boolean', ({ row }) => row.in_time],
      settled_at: ['timestamptz', ({ settledAt }) => settledAt],
      elapsed_seconds: ['int', ({ elapsedSeconds }) => elapsedSeconds],
      working_minutes: ['float8', ({ minutes }) => minutes],
      solved_at: ['timestamptz', ({ row }) => row.solved_at],
      checked_at: ['timestamptz', ({ row }) => row.checked_at],
      recovered: ['boolean', ({ row }) => row.recovered],
    },
    facts,
  );
}

/**
 * A promise is settled by an answer in time, else at its deadline, which for one that runs may lie ahead. A clock that
 * stands still while the customer is waited for cannot run out.
 */
function answerOf(row: Row, workingMinutes: (answered: AnsweredClock) => number) {
  const dueAt = row.due_at as Date | null;
  const answeredAt = row.answered_at as Date | null;
  if (dueAt === null) return { settledAt: null, elapsedSeconds: null, minutes: null };
  if (answeredAt === null)
    return { settledAt: row.task_state === 'open' ? dueAt : null, elapsedSeconds: null, minutes: null };
  const startedAt = row.received_at as Date;
  return {
    settledAt: row.in_time === true ? answeredAt : dueAt,
    elapsedSeconds: Math.max(0, Math.round((answeredAt.getTime() - startedAt.getTime()) / 1000)),
    minutes: Math.max(0, workingMinutes({ startedAt, answeredAt, calendar: row.calendar as string })),
  };
}
