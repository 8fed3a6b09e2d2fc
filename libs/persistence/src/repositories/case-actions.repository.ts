import {
  CaseActionsStore,
  NotFound,
  type CaseDecision,
  type CaseState,
  type CaseUnderAction,
  type Task,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { refreshDeadlines } from './cases.repository.js';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import type { Sql } from './sql.js';

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
      const decision = decide(await lockCase(sql, caseId, actorId));
      if (decision === null) return;
      await storeTasks(sql, decision);
      await storeCase(sql, caseId, decision);
      await storeHistory(sql, caseId, actorId, at, decision);
      await new ChangesRepository(sql).announce({ topics: ['cases'], caseIds: [caseId] });
    });
  }
}

async function lockCase(sql: Sql, caseId: string, actorId: string): Promise<CaseUnderAction> {
  const [row] = await sql.query(
    'select state, owner_id, version, flagged_message_id, answered_at from cases where id = $1 for update',
    [caseId],
  );
  if (row === undefined) throw new NotFound('Case', caseId);
  const tasks = await sql.query(
    `select id, case_id as "caseId", kind, state, due_at as "dueAt", opened_at as "openedAt", closed_at as "closedAt"
     from tasks where case_id = $1 order by id`,
    [caseId],
  );
  const deeds = await sql.query(
    `select type, (detail->>'seenVersion')::int as "seenVersion" from case_events
     where case_id = $1 and actor_id = $2 and detail ? 'seenVersion'`,
    [caseId, actorId],
  );
  return {
    id: caseId,
    state: row.state as CaseState,
    ownerId: row.owner_id as string | null,
    version: row.version as number,
    flaggedMessageId: row.flagged_message_id as string,
    answeredAt: row.answered_at as Date | null,
    tasks: tasks as unknown as Task[],
    deeds: deeds as { type: string; seenVersion: number }[],
  };
}

async function storeTasks(sql: Sql, decision: CaseDecision): Promise<void> {
  for (const task of decision.tasks)
    await sql.query('update tasks set state = $2, closed_at = $3, closed_reason = $4 where id = $1', [
      task.id,
      task.state,
      task.closedAt,
      task.closedReason,
    ]);
}

async function storeCase(sql: Sql, caseId: string, decision: CaseDecision): Promise<void> {
  await sql.query('update cases set state = $2, owner_id = $3, answered_at = $4, version = version + 1 where id = $1', [
    caseId,
    decision.state,
    decision.ownerId,
    decision.answeredAt,
  ]);
  await refreshDeadlines(sql, [caseId]);
}

async function storeHistory(
  sql: Sql,
  caseId: string,
  actorId: string,
  at: Date,
  decision: CaseDecision,
): Promise<void> {
  if (decision.verdict !== null)
    await sql.query('insert into verdicts (message_id, user_id, dissatisfied, given_at) values ($1, $2, $3, $4)', [
      decision.verdict.messageId,
      actorId,
      decision.verdict.dissatisfied,
      at,
    ]);
  await sql.query('insert into case_events (case_id, at, actor_id, type, detail) values ($1, $2, $3, $4, $5)', [
    caseId,
    at,
    actorId,
    decision.event.type,
    JSON.stringify(decision.event.detail),
  ]);
}
