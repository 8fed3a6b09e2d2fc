import type { AuditEvent } from '@earshot/domain';
import type { Sql } from './sql.js';

/** Records a deed on a person within the transaction of the deed itself. */
export async function insertAuditEvent(
  sql: Sql,
  { at, actorId, action, subjectId, detail }: Omit<AuditEvent, 'subjectKind'>,
): Promise<void> {
  await sql.query(
    `insert into audit_events (at, actor_id, action, subject_kind, subject_id, detail)
     values ($1, $2, $3, 'user', $4, $5::jsonb)`,
    [at, actorId, action, subjectId, JSON.stringify(detail)],
  );
}
