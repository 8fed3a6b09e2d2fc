import {
  InvalidTransition,
  NotFound,
  QuarantineStore,
  type QuarantinedRaw,
  type SourceDeedRecord,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { inTransaction } from './in-transaction.js';
import { recordDeed } from './source-lock.js';
import type { Row, Sql } from './sql.js';

export class PostgresQuarantineStore extends QuarantineStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async find(sourceId: string, itemId: string): Promise<QuarantinedRaw> {
    const [found] = await this.dataSource.query<QuarantinedRaw[]>(
      `select id, state, external_id as "externalId", raw from quarantine where source_id = $1 and id = $2`,
      [sourceId, itemId],
    );
    if (found === undefined) throw new NotFound('Quarantined item', itemId);
    return found;
  }

  async resolve(sourceId: string, itemId: string, outcome: string, deed: SourceDeedRecord): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      const { state } = await lock(sql, sourceId, itemId);
      // What was stored closes its row by itself; that somebody had it read again is told all the same.
      if (state === 'open') await close(sql, itemId, 'resolved', null, deed);
      await sql.query('update quarantine set tried_at = $2, tried_outcome = $3 where id = $1', [
        itemId,
        deed.at,
        outcome,
      ]);
      await recordDeed(sql, 'quarantine.retried', sourceId, { itemId, outcome }, deed);
    });
  }

  async dismiss(sourceId: string, itemId: string, reason: string, deed: SourceDeedRecord): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      const { state } = await lock(sql, sourceId, itemId);
      if (state !== 'open') throw new InvalidTransition('The item', String(state), 'dismiss', []);
      await close(sql, itemId, 'dismissed', reason, deed);
      await recordDeed(sql, 'quarantine.dismissed', sourceId, { itemId }, deed);
    });
  }

  async tried(sourceId: string, itemId: string, outcome: string, deed: SourceDeedRecord): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await lock(sql, sourceId, itemId);
      await sql.query('update quarantine set tried_at = $2, tried_outcome = $3 where id = $1', [
        itemId,
        deed.at,
        outcome,
      ]);
      await recordDeed(sql, 'quarantine.retried', sourceId, { itemId, outcome: 'not-read' }, deed);
    });
  }
}

async function lock(sql: Sql, sourceId: string, itemId: string): Promise<Row> {
  const [found] = await sql.query('select state from quarantine where source_id = $1 and id = $2 for update', [
    sourceId,
    itemId,
  ]);
  if (found === undefined) throw new NotFound('Quarantined item', itemId);
  return found;
}

async function close(
  sql: Sql,
  itemId: string,
  state: 'resolved' | 'dismissed',
  reason: string | null,
  { actorId, at }: SourceDeedRecord,
): Promise<void> {
  await sql.query(
    'update quarantine set state = $2, closed_at = $3, closed_by = $4, closed_reason = $5 where id = $1',
    [itemId, state, at, actorId, reason],
  );
}
