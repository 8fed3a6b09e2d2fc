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
      `select id, source_id as "sourceId", state, external_id as "externalId", raw from quarantine where source_id = $1 and id = $2`,
      [sourceId, itemId],
    );
    if (found === undefined) throw new NotFound('Quarantined item', itemId);
    return found;
  }

  async passedByBackfill(kinds: readonly string[], limit: number): Promise<readonly QuarantinedRaw[]> {
    return this.dataSource.query<QuarantinedRaw[]>(
      `select i.id, i.source_id as "sourceId", i.state, i.external_id as "externalId", i.raw
       from sources s join quarantine i on i.source_id = s.id
       where s.backfill_asked_at is not null and s.removed_at is null and s.kind = any($1::text[])
         and i.state = 'open' and i.raw is not null
         and coalesce(i.tried_at, i.at) < (select case when p.outcome = 'succeeded' then p.finished_at end from polls p
           where p.source_id = s.id and p.delivery_id is null and p.started_at >= s.backfill_asked_at
             and p.outcome in ('succeeded', 'failed')
           order by p.id limit 1)
       order by i.id limit $2`,
      [kinds, limit],
    );
  }

  async closeIfStored({ id, sourceId }: QuarantinedRaw, externalId: string | null, at: Date): Promise<boolean> {
    const [looked] = await this.dataSource.query<{ closed: boolean }[]>(
      `with looked as (
         update quarantine set tried_at = $4,
           state = case when stored.is_there then 'resolved' else state end,
           closed_at = case when stored.is_there then $4 else closed_at end
         from (select exists (select from messages where source_id = $2 and external_id = $3)
                 or exists (select from seen_replies where source_id = $2 and external_id = $3) as is_there) stored
         where id = $1 and state = 'open' returning stored.is_there)
       select is_there as closed from looked`,
      [id, sourceId, externalId, at],
    );
    return looked?.closed === true;
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
