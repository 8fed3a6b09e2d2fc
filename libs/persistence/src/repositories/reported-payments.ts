import type { ReportAnswer, ReportedEvent, ReportOutcome } from '@earshot/domain';
import { recordCaseChange } from './case-change.js';
import { closeTasks } from './case-tasks.js';
import type { Sql } from './sql.js';
import { openCaseOf, openWatchCase, openWatchTask } from './watch-case.js';

interface Outcome {
  readonly outcome: ReportOutcome;
  readonly caseId: string | null;
  readonly taskId?: string;
}

/** Takes a report once by its id; a repeated one is answered as the first was. */
export async function reportPayment(sql: Sql, event: ReportedEvent, at: Date, dueAt: Date): Promise<ReportAnswer> {
  const { kind, externalId, customer, reference, dueOn, amount, happenedAt } = event;
  const customerId = await lockCustomer(sql, customer);
  const [taken] = await sql.query(
    `insert into watch_events (kind, external_id, customer_id, detail, happened_at, received_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (kind, external_id) do nothing returning id`,
    [kind, externalId, customerId, JSON.stringify({ reference, dueOn, amount }), happenedAt, at],
  );
  if (taken === undefined) return earlierAnswer(sql, event);
  const found: Outcome =
    customerId === null
      ? { outcome: 'unknown_customer', caseId: null }
      : await (kind === 'payment.late' ? late : settled)(sql, event, customerId, at, dueAt);
  const { outcome, caseId, taskId } = found;
  await sql.query(`update watch_events set case_id = $2, detail = detail || $3::jsonb where id = $1`, [
    taken.id,
    caseId,
    JSON.stringify({ outcome, ...(taskId === undefined ? {} : { taskId }) }),
  ]);
  return { outcome, caseId, repeated: false };
}

/** Locked, so that two reports about one customer are taken one after the other. */
async function lockCustomer(sql: Sql, { namespace, value }: ReportedEvent['customer']): Promise<string | null> {
  const [row] = await sql.query(
    `select c.id from customer_identities i join customers c on c.id = i.customer_id
     where i.namespace = $1 and i.value = $2 for no key update of c`,
    [namespace, value],
  );
  return (row?.id ?? null) as string | null;
}

async function earlierAnswer(sql: Sql, { kind, externalId }: ReportedEvent): Promise<ReportAnswer> {
  const [row] = await sql.query(
    `select case_id, detail->>'outcome' as outcome from watch_events where kind = $1 and external_id = $2`,
    [kind, externalId],
  );
  return { outcome: row?.outcome as ReportOutcome, caseId: row?.case_id as string | null, repeated: true };
}

/** The customer's debts by this reference that were reported late, with their open tasks. */
const OPEN_TASKS = `
  select t.id, t.case_id from watch_events e join tasks t on t.id = (e.detail->>'taskId')::bigint
  where e.kind = 'payment.late' and e.customer_id = $1 and e.detail->>'reference' = $2 and t.state = 'open'
  order by t.case_id, t.id`;

async function late(
  sql: Sql,
  { reference, happenedAt }: ReportedEvent,
  customerId: string,
  at: Date,
  dueAt: Date,
): Promise<Outcome> {
  const [open] = await sql.query(OPEN_TASKS, [customerId, reference]);
  if (open !== undefined) return { outcome: 'known', caseId: open.case_id as string };
  // Reports may overtake each other: what is settled since is not late.
  const [over] = await sql.query(
    `select from watch_events where kind = 'payment.settled' and customer_id = $1 and detail->>'reference' = $2
       and happened_at >= $3 limit 1`,
    [customerId, reference, happenedAt],
  );
  if (over !== undefined) return { outcome: 'nothing', caseId: null };
  const place = await placeFor(sql, customerId, at);
  if (place === null) return { outcome: 'unknown_customer', caseId: null };
  const { caseId, outcome } = place;
  const taskId = await openWatchTask(sql, { caseId, messageId: null, note: `payment.late ${reference}`, at, dueAt });
  return { outcome, caseId, taskId };
}

/**
 * Where a customer's matter is looked at: their open case, else a new one around their newest message that stands in no
 * case, else their newest case, as it is.
 */
async function placeFor(
  sql: Sql,
  customerId: string,
  at: Date,
): Promise<{ caseId: string; outcome: 'opened' | 'joined' } | null> {
  const open = await openCaseOf(sql, customerId);
  if (open !== null) return { caseId: open, outcome: 'joined' };
  const [message] = await sql.query(
    `select id from messages where customer_id = $1 and case_id is null and superseded_at is null and kind = 'person'
     order by sent_at desc, id desc limit 1 for update`,
    [customerId],
  );
  if (message !== undefined) return { caseId: await openWatchCase(sql, message.id as string, at), outcome: 'opened' };
  const [newest] = await sql.query(
    'select id from cases where customer_id = $1 and merged_into is null order by id desc limit 1',
    [customerId],
  );
  return newest === undefined ? null : { caseId: newest.id as string, outcome: 'joined' };
}

async function settled(sql: Sql, { reference }: ReportedEvent, customerId: string, at: Date): Promise<Outcome> {
  const open = await sql.query(OPEN_TASKS, [customerId, reference]);
  for (const task of open) {
    const [taskId, caseId] = [task.id as string, task.case_id as string];
    await sql.query('select from cases where id = $1 for update', [caseId]);
    const done = { state: 'done' as const, closedAt: at, reason: 'payment-settled', answer: null };
    await closeTasks(sql, [{ taskId, caseId, ...done }]);
    await recordCaseChange(sql, { caseId, actorId: null, at, seenVersion: null }, [
      { type: 'task_closed', detail: { kind: 'watch', taskId, reason: done.reason } },
    ]);
  }
  const caseId = (open[0]?.case_id ?? null) as string | null;
  return { outcome: open.length > 0 ? 'settled' : 'nothing', caseId };
}
