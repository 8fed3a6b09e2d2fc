import type { CaseChange, CaseHead, MovedThings, Movement } from '@earshot/domain';
import { CasesRepository } from './cases.repository.js';
import type { Sql } from './sql.js';

const TABLES: Readonly<Record<keyof MovedThings, string>> = {
  messageIds: 'messages',
  replyIds: 'seen_replies',
  taskIds: 'tasks',
  callIds: 'case_calls',
  optionIds: 'case_options',
  compensationIds: 'compensations',
  outgoingReplyIds: 'outgoing_replies',
  draftIds: 'reply_drafts',
  watchEventIds: 'watch_events',
};

/**
 * Writes a movement between two locked cases. What gives way goes first and what comes back goes last, because a case may
 * have one running task of a kind and one choice at every moment. Versions, deadlines and events are the caller's.
 */
export async function writeMovement(sql: Sql, movement: Movement): Promise<void> {
  const { giving, taking, moved } = movement;
  await cancel(sql, movement.cancelledTaskIds);
  await choose(
    sql,
    movement.changedOptions.filter(({ chosenAt }) => chosenAt === null),
  );
  for (const [ids, table] of Object.entries(TABLES) as [keyof MovedThings, string][]) {
    await sql.query(`update ${table} set case_id = $1 where id = any($2::bigint[]) and case_id = $3`, [
      taking.id,
      moved[ids],
      giving.id,
    ]);
  }
  await moveWhatFollows(sql, movement);
  await choose(
    sql,
    movement.changedOptions.filter(({ chosenAt }) => chosenAt !== null),
  );
  await restore(sql, movement.restoredTasks);
  await applyClocks(sql, movement);
  await writeHead(sql, giving);
  await writeHead(sql, taking);
}

/** The time of the sweep's next look stays, so that a task that comes back is warned about as before. */
async function cancel(sql: Sql, taskIds: readonly string[]): Promise<void> {
  await sql.query(
    `update tasks set state = 'cancelled', closed_at = now(), closed_reason = 'merged', paused_at = null,
       minutes_left = null where id = any($1::bigint[])`,
    [taskIds],
  );
}

async function restore(sql: Sql, tasks: Movement['restoredTasks']): Promise<void> {
  for (const { id, pausedAt, minutesLeft } of tasks) {
    await sql.query(
      `update tasks set state = $2, closed_at = null, closed_reason = null, paused_at = $3, minutes_left = $4,
         next_step_at = now() where id = $1`,
      [id, pausedAt === null ? 'open' : 'paused', pausedAt, minutesLeft],
    );
  }
}

async function choose(sql: Sql, options: Movement['changedOptions']): Promise<void> {
  for (const { id, chosenAt } of options)
    await sql.query('update case_options set chosen_at = $2 where id = $1', [id, chosenAt]);
}

/** Answers and warnings stay with the task or message that they are about, and what people were told leads there. */
async function moveWhatFollows(sql: Sql, { giving, taking, moved }: Movement): Promise<void> {
  const between = [taking.id, giving.id];
  await sql.query('update case_answers set case_id = $1 where case_id = $2 and task_id = any($3::bigint[])', [
    ...between,
    moved.taskIds,
  ]);
  await sql.query(
    `update escalations set case_id = $1
     where case_id = $2 and (task_id = any($3::bigint[]) or message_id = any($4::bigint[]))`,
    [...between, moved.taskIds, moved.messageIds],
  );
  await sql.query(
    `update notifications n set case_id = $1 from escalations e
     where n.case_id = $2 and e.id = n.escalation_id and e.case_id = $1`,
    between,
  );
}

/** Through the one way that starts and restarts clocks. */
async function applyClocks(sql: Sql, { giving, taking, resumedTasks, newTasks }: Movement): Promise<void> {
  const changes = [giving, taking].map((head) => ({
    ...clocksOf(head),
    retimedTasks: head === taking ? resumedTasks : [],
    newTasks: newTasks.filter(({ caseId }) => caseId === head.id).map(({ task }) => task),
  }));
  await new CasesRepository(sql).apply(
    changes.filter((change) => change.retimedTasks.length + change.newTasks.length > 0),
  );
}

const clocksOf = (head: CaseHead): CaseChange => ({
  caseId: head.id,
  customerId: head.customerId,
  sourceId: head.sourceId,
  state: head.state,
  severity: head.severity,
  channel: head.channel,
  language: head.language,
  topics: head.topics,
  subject: head.subject,
  subjectKey: head.subjectKey,
  openedAt: head.openedAt,
  lastMessageAt: head.lastMessageAt,
  flaggedMessageId: head.flaggedMessageId,
  answeredAt: head.answeredAt,
  joinedMessageIds: [],
  joinedReplyIds: [],
  newTasks: [],
  closedTasks: [],
  retimedTasks: [],
  events: [],
});

async function writeHead(sql: Sql, head: CaseHead): Promise<void> {
  await sql.query(
    `update cases set customer_id = $2, state = $3, severity = $4, topics = $5, language = $6, subject_key = $7,
       owner_id = $8, last_message_at = $9, message_count = $10, flagged_message_id = $11, answered_at = $12,
       solved_at = $13, merged_into = $14,
       snoozed_until = case when $14::bigint is null then snoozed_until end
     where id = $1`,
    [
      head.id,
      head.customerId,
      head.state,
      head.severity,
      head.topics,
      head.language,
      head.subjectKey,
      head.ownerId,
      head.lastMessageAt,
      head.messageCount,
      head.flaggedMessageId,
      head.answeredAt,
      head.solvedAt,
      head.mergedInto,
    ],
  );
}
