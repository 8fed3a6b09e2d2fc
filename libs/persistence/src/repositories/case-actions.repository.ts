import { CaseActionsStore, NotFound, type CaseDecision, type CaseUnderAction } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { lockCase, recordCaseChange } from './case-change.js';
import { forgetSolution } from './cases.repository.js';
import { keepAnswers, openTasks, retimeTasks, withdrawAnswers } from './case-tasks.js';
import { inTransaction } from './in-transaction.js';
import type { Sql } from './sql.js';
import { TASK_COLUMNS, taskOfRow } from './task-row.js';
import { findJudgedMessage } from './verdicts.repository.js';

export class PostgresCaseActionsStore extends CaseActionsStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async act(
    caseId: string,
    actorId: string,
    at: Date,
    decide: (found: CaseUnderAction) => CaseDecision | null,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      const found = await lockForAction(sql, caseId, actorId);
      const decision = decide(found);
      if (decision === null) return;
      await storeDecision(sql, found, actorId, at, decision);
    });
  }
}

async function lockForAction(sql: Sql, caseId: string, actorId: string): Promise<CaseUnderAction> {
  const locked = await lockCase(sql, caseId);
  const tasks = await sql.query(
    `select ${TASK_COLUMNS} from tasks t left join commitments k on k.task_id = t.id where t.case_id = $1 order by t.id`,
    [caseId],
  );
  const deeds = await sql.query(
    `select type, (detail->>'seenVersion')::int as "seenVersion", at from case_events
     where case_id = $1 and actor_id = $2 and detail ? 'seenVersion'`,
    [caseId, actorId],
  );
  return {
    ...locked,
    flagged: await findJudgedMessage(sql, locked.flaggedMessageId),
    tasks: tasks.map(taskOfRow),
    deeds: deeds as { type: string; seenVersion: number; at: Date }[],
  };
}

/** Writes what was decided about a case that the caller has locked. */
export async function storeDecision(
  sql: Sql,
  found: Pick<CaseUnderAction, 'id' | 'ownerId'>,
  actorId: string,
  at: Date,
  decision: CaseDecision,
): Promise<void> {
  const caseId = found.id;
  if (decision.ownerId !== null && decision.ownerId !== found.ownerId) await checkOwner(sql, decision.ownerId);
  await forgetSolution(sql, [{ caseId, state: decision.state }]);
  await sql.query('update cases set state = $2, severity = $3, owner_id = $4, answered_at = $5 where id = $1', [
    caseId,
    decision.state,
    decision.severity,
    decision.ownerId,
    decision.answeredAt,
  ]);
  await storeTasks(sql, caseId, decision);
  await openTasks(
    sql,
    decision.newTasks.map((task) => ({ ...task, caseId })),
  );
  // Whom a warning is for may have changed with the owner: the sweep looks again.
  if (decision.ownerId !== found.ownerId) {
    await sql.query(`update tasks set next_step_at = $2 where case_id = $1 and state = 'open'`, [caseId, at]);
  }
  if (decision.verdict !== null) await storeVerdict(sql, actorId, at, decision.verdict);
  await recordCaseChange(sql, { caseId, actorId, at, seenVersion: null }, [decision.event]);
}

async function storeVerdict(
  sql: Sql,
  actorId: string,
  at: Date,
  { messageId, dissatisfied, severity }: NonNullable<CaseDecision['verdict']>,
): Promise<void> {
  if (dissatisfied === null) return withdrawVerdict(sql, messageId, actorId);
  await sql.query(
    'insert into verdicts (message_id, user_id, dissatisfied, severity, given_at) values ($1, $2, $3, $4, $5)',
    [messageId, actorId, dissatisfied, severity, at],
  );
}

/** What was said before it, by whomever, counts again. */
async function withdrawVerdict(sql: Sql, messageId: string, actorId: string): Promise<void> {
  await sql.query(
    'delete from verdicts where id = (select max(id) from verdicts where message_id = $1 and user_id = $2)',
    [messageId, actorId],
  );
  // Only new words mark by themselves that their hour is to be counted anew.
  await sql.query(
    `insert into insight_stale_hours (at) select date_trunc('hour', sent_at, 'UTC') from messages where id = $1`,
    [messageId],
  );
}

async function storeTasks(sql: Sql, caseId: string, { tasks }: CaseDecision): Promise<void> {
  for (const task of tasks) {
    await sql.query(
      `update tasks set state = $2, due_at = $3, closed_at = $4, closed_reason = $5, paused_at = $6, minutes_left = $7,
         waited_minutes = waited_minutes + $8, next_step_at = case when $2 = 'open' then now() end where id = $1`,
      [
        task.id,
        task.state,
        task.dueAt,
        task.closedAt,
        task.closedReason,
        task.pausedAt,
        task.minutesLeft,
        task.waitedMinutes,
      ],
    );
  }
  await retimeTasks(
    sql,
    tasks.flatMap(({ id, dueAt, commitment, derivation }) =>
      derivation === null ? [] : [{ taskId: id, dueAt, commitment, derivation }],
    ),
  );
  await withdrawAnswers(
    sql,
    tasks.filter(({ state }) => state === 'open').map(({ id }) => id),
  );
  await keepAnswers(
    sql,
    tasks.map(({ id, answer }) => ({ taskId: id, caseId, answer })),
  );
}

async function checkOwner(sql: Sql, userId: string): Promise<void> {
  const rows = await sql.query('select id from users where id = $1 and disabled_at is null', [userId]);
  if (rows.length === 0) throw new NotFound('User', userId);
}
