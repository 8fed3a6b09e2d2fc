import { NotFound, SourceChanged, type SourceDeedRecord } from '@earshot/domain';
import { ChangesRepository } from './changes.repository.js';
import type { Row, Sql } from './sql.js';

/** Locks a source for a change. @throws NotFound, SourceChanged when it has another version than `seen` */
export async function lockSeen(sql: Sql, id: string, seen: number | null): Promise<Row> {
  const [found] = await sql.query(
    'select id, name, state, version from sources where id = $1 and removed_at is null for update',
    [id],
  );
  if (found === undefined) throw new NotFound('Source', id);
  const version = found.version as number;
  if (seen !== null && seen !== version) throw new SourceChanged(id, seen, version);
  return found;
}

/** One audit event and one change for open dashboards; ids and codes only. */
export async function recordDeed(
  sql: Sql,
  action: string,
  sourceId: string,
  detail: Readonly<Record<string, unknown>>,
  { actorId, at }: SourceDeedRecord,
): Promise<void> {
  await sql.query(
    `insert into audit_events (at, actor_id, action, subject_kind, subject_id, detail)
     values ($1, $2, $3, 'source', $4, $5::jsonb)`,
    [at, actorId, action, sourceId, JSON.stringify(detail)],
  );
  await new ChangesRepository(sql).announce({ topics: ['sources'], sourceIds: [sourceId] });
}
