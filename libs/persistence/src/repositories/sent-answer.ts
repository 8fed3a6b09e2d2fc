import { CASE_TRANSITIONS, stopClock, type StoredOutgoingReply, type StoredReceipt } from '@earshot/domain';
import type { CaseHappening, LockedCase } from './case-change.js';
import { closeTasks } from './case-tasks.js';
import type { Sql } from './sql.js';
import { TASK_COLUMNS, taskOfRow } from './task-row.js';

/**
 * Marks a reply as sent and lets it be the answer. It is entered among the answers seen in the channel under the id that
 * reading the channel will find it by: its copy there is then nothing new. Where the copy was read first, intake has stopped
 * the clocks already and the reply is only linked to it.
 *
 * @param found the case, locked
 */
export async function recordSentAnswer(
  sql: Sql,
  found: LockedCase,
  reply: StoredOutgoingReply,
  receipt: StoredReceipt,
): Promise<readonly CaseHappening[]> {
  const fresh =
    (await insertSeenReply(sql, found.id, reply, receipt)) ?? (await adoptSeenReply(sql, found.id, reply, receipt));
  const seenReplyId = fresh ?? (await findSeenReply(sql, reply.sourceId, receipt));
  await sql.query(
    `update outgoing_replies set state = 'sent', sent_at = $2, seen_reply_id = $3, error = null where id = $1`,
    [reply.id, receipt.sentAt, seenReplyId],
  );
  const happened: CaseHappening = { type: 'answer_sent', detail: { replyId: reply.id, seenReplyId } };
  if (fresh === null) return [happened];
  await stopClocks(sql, found.id, reply, receipt.sentAt);
  await sql.query('update cases set state = $2, answered_at = greatest(answered_at, $3::timestamptz) where id = $1', [
    found.id,
    CASE_TRANSITIONS[found.state].answer ?? found.state,
    receipt.sentAt,
  ]);
  return [happened];
}

async function insertSeenReply(
  sql: Sql,
  caseId: string,
  reply: StoredOutgoingReply,
  receipt: StoredReceipt,
): Promise<string | null> {
  const { threadId, references } = reply.answers;
  const [row] = await sql.query(
    `insert into seen_replies (source_id, external_id, thread_id, answers, recipients, sent_at, automatic, subject, text,
       case_id)
     select $1::bigint, $2::text, $3::text, $4::text[], $5::text[], $6::timestamptz, false, $7::text, $8::text, $9::bigint
     where not exists (select from seen_replies where source_id = $1::bigint and thread_id = $3::text)
     on conflict (source_id, external_id) do nothing returning id`,
    [
      reply.sourceId,
      receipt.externalId,
      receipt.threadId,
      [...(threadId === null ? [] : [threadId]), ...references],
      [reply.to.toLowerCase()],
      receipt.sentAt,
      reply.subject ?? reply.answers.subject,
      reply.text,
      caseId,
    ],
  );
  return (row?.id as string | undefined) ?? null;
}

/** A copy that was read first, and that intake could not put into a case. */
async function adoptSeenReply(
  sql: Sql,
  caseId: string,
  { sourceId }: StoredOutgoingReply,
  { externalId, threadId }: StoredReceipt,
): Promise<string | null> {
  const [row] = await sql.query(
    `update seen_replies set case_id = $1
     where source_id = $2 and (external_id = $3 or thread_id = $4) and case_id is null returning id`,
    [caseId, sourceId, externalId, threadId],
  );
  return (row?.id as string | undefined) ?? null;
}

async function findSeenReply(sql: Sql, sourceId: string, receipt: StoredReceipt): Promise<string | null> {
  const [row] = await sql.query(
    'select id from seen_replies where source_id = $1 and (external_id = $2 or thread_id = $3) limit 1',
    [sourceId, receipt.externalId, receipt.threadId],
  );
  return (row?.id as string | undefined) ?? null;
}

/** The clocks that ran when the person wrote; what the customer wrote after that is not answered by it. */
async function stopClocks(sql: Sql, caseId: string, reply: StoredOutgoingReply, sentAt: Date): Promise<void> {
  const tasks = await sql.query(
    `select ${TASK_COLUMNS}
     from tasks t left join commitments k on k.task_id = t.id
     where t.case_id = $1 and t.state in ('open', 'paused') and t.kind in ('answer', 'review', 'watch')
       and coalesce(k.received_at, t.opened_at) <= $2`,
    [caseId, reply.createdAt],
  );
  await closeTasks(
    sql,
    tasks.map(taskOfRow).map((task) => ({
      caseId,
      taskId: task.id,
      state: 'done',
      closedAt: sentAt,
      reason: 'answer-sent',
      answer: task.kind === 'answer' ? stopClock(task, sentAt, { kind: 'sent', outgoingReplyId: reply.id }) : null,
    })),
  );
}
