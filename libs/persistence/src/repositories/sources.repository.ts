import { Conflict, NotFound, type PollLedger, type QuarantinedItem, type SourceStore } from '@earshot/domain';
import { bulkInsert } from './bulk-insert.js';
import type { Sql } from './sql.js';

export class SourcesRepository implements SourceStore {
  constructor(private readonly sql: Sql) {}

  async lockForStoring(sourceId: string, leaseHolder: string): Promise<void> {
    // No stronger: a person who acts on a case refers to its source, and must not wait here while we wait for the case.
    const [row] = await this.sql.query('select lease_holder from sources where id = $1 for no key update', [sourceId]);
    if (row === undefined) throw new NotFound('Source', sourceId);
    if (row.lease_holder !== leaseHolder) throw new Conflict(`Source ${sourceId} is being polled by another worker`);
  }

  async saveCursor(sourceId: string, cursor: unknown): Promise<void> {
    await this.sql.query('update sources set cursor = $2::jsonb where id = $1', [sourceId, JSON.stringify(cursor)]);
  }

  async addToPoll(pollId: string, ledger: PollLedger, deliveryId?: string): Promise<void> {
    const skippedCount = Object.values(ledger.skipped).reduce((sum, count) => sum + count, 0);
    await this.sql.query(
      `update polls set seen = seen + $2, stored = stored + $3, duplicate = duplicate + $4,
         quarantined = quarantined + $5, skipped_count = skipped_count + $6, delivery_id = coalesce($8, delivery_id),
         skipped = (select coalesce(jsonb_object_agg(reason, n), '{}') from (
           select key as reason, sum(value::int) as n
           from (select * from jsonb_each_text(skipped) union all select * from jsonb_each_text($7::jsonb)) both_of_them
           group by key) summed)
       where id = $1`,
      [
        pollId,
        ledger.seen,
        ledger.stored,
        ledger.duplicate,
        ledger.quarantined,
        skippedCount,
        JSON.stringify(ledger.skipped),
        deliveryId ?? null,
      ],
    );
  }

  async quarantine(sourceId: string, items: readonly QuarantinedItem[]): Promise<number> {
    const added = await bulkInsert(
      this.sql,
      'quarantine',
      {
        source_id: ['bigint', () => sourceId],
        item_key: ['text', (i) => i.itemKey],
        external_id: ['text', (i) => i.externalId],
        reason: ['text', (i) => i.reason],
        detail: ['text', (i) => i.detail],
        raw: ['bytea', (i) => (i.raw === null ? null : Buffer.from(i.raw))],
      },
      items,
      'on conflict (source_id, item_key) do nothing returning id',
    );
    return added.length;
  }
}
