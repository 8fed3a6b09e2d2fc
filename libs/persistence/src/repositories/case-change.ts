import { Conflict, NotFound, type CaseState, type ChangeTopic, type Severity } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { refreshDeadlines } from './cases.repository.js';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import type { Sql } from './sql.js';

/** A case, locked until the transaction ends. */
export interface LockedCase {
  readonly id: string;
  readonly version: number;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly ownerId: string | null;
  readonly customerId: string | null;
  readonly sourceId: string;
  readonly flaggedMessageId: string;
  readonly answeredAt: Date | null;
  readonly solvedAt: Date | null;
  readonly mergedInto: string | null;
}

/** What happened, as the case's timeline keeps it. `detail` holds ids, instants and names of things, no message text. */
export interface CaseHappening {
  readonly type: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface CaseChangeRequest {
  readonly caseId: string;
  /** `null` for what the system does by itself. */
  readonly actorId: string | null;
  readonly at: Date;
  /** The version that the actor saw; `null` when no decision of a person depends on it. */
  readonly seenVersion: number | null;
}

/**
 * The one way to change a case outside intake: locks it, checks the version its person saw, lets `work` change what it
 * likes through `sql`, and then counts the version up, renews the case's deadline, writes what happened into the timeline
 * and tells open dashboards, all in one transaction. When `work` answers with no happening, nothing is written.
 *
 * @throws NotFound; Conflict when somebody else was faster, or when the case was merged into another
 */
export async function changeCase<Result>(
  dataSource: DataSource,
  request: CaseChangeRequest,
  work: (sql: Sql, found: LockedCase) => Promise<{ result: Result; happened: readonly CaseHappening[] }>,
): Promise<Result> {
  return inTransaction(dataSource, async (sql) => {
    const found = await lockCase(sql, request.caseId);
    if (request.seenVersion !== null && request.seenVersion !== found.version) {
      throw new Conflict(
        `Case ${found.id} was changed by somebody else: it is at version ${found.version}, you saw ${request.seenVersion}`,
      );
    }
    if (found.mergedInto !== null)
      throw new Conflict(`Case ${found.id} was merged into case ${found.mergedInto}: act there`);
    const { result, happened } = await work(sql, found);
    if (happened.length > 0) await recordCaseChange(sql, request, happened);
    return result;
  });
}

/** @throws NotFound */
export async function lockCase(sql: Sql, caseId: string): Promise<LockedCase> {
  const [row] = await sql.query(
    `select id, version, state, severity, owner_id as "ownerId", customer_id as "customerId", source_id as "sourceId",
       flagged_message_id as "flaggedMessageId", answered_at as "answeredAt", solved_at as "solvedAt",
       merged_into as "mergedInto"
     from cases where id = $1 for update`,
    [caseId],
  );
  if (row === undefined) throw new NotFound('Case', caseId);
  return row as unknown as LockedCase;
}

/** What follows every change of a case that the caller has locked. Resolves to its version from now on. */
export async function recordCaseChange(
  sql: Sql,
  { caseId, actorId, at, seenVersion }: CaseChangeRequest,
  happened: readonly CaseHappening[],
  topics: readonly ChangeTopic[] = ['cases'],
): Promise<number> {
  const [counted] = await sql.query('update cases set version = version + 1 where id = $1 returning version', [caseId]);
  await refreshDeadlines(sql, [caseId]);
  for (const { type, detail } of happened) {
    await sql.query('insert into case_events (case_id, at, actor_id, type, detail) values ($1, $2, $3, $4, $5)', [
      caseId,
      at,
      actorId,
      type,
      JSON.stringify({ ...(seenVersion === null ? {} : { seenVersion }), ...detail }),
    ]);
  }
  await new ChangesRepository(sql).announce({ topics, caseIds: [caseId] });
  return counted?.version as number;
}
