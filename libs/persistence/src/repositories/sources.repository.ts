import { Conflict, NotFound, type LedgerEntry, type QuarantinedItem, type SourceStore } from '@earshot/domain';
import { bulkInsert } from './bulk-insert.js';
import { erasedAmong } from './erased-items.js';
import type { Sql } from './sql.js';

/** The counts by reason of two ledgers, added up. */
const mergedCounts = (a: string, b: string): string =>
  `(select coalesce(jsonb_object_agg(reason, n), '{}') from (
     select key as reason, sum(value::int) as n
     from (select * from jsonb_each_text(${a}) union all select * from jsonb_each_text(${b})) both_of_them
     group by key) summed)`;

/** One statement, so that the poll, the day and the rhythm cannot tell different stories. */
const ADD_TO_POLL = `
  with polled as (
    update polls set seen = seen + $2, stored = stored + $3, duplicate = duplicate + $4, quarantined = quarantined + $5,
      skipped_count = skipped_count + $6, skipped = ${mergedCounts('skipped', '$7::jsonb')},
      delivery_id = coalesce($8, delivery_id), delivery_hash = coalesce($13, delivery_hash)
    where id = $1),
  of_the_day as (
    insert into source_days as d (source_id, day, seen, stored, duplicate, quarantined, skipped_count, skipped)
    values ($9, $10, $2, $3, $4, $5, $6, $7)
    on conflict (source_id, day) do update set seen = d.seen + excluded.seen, stored = d.stored + excluded.stored,
      duplicate = d.duplicate + excluded.duplicate, quarantined = d.quarantined + excluded.quarantined,
      skipped_count = d.skipped_count + excluded.skipped_count,
      skipped = ${mergedCounts('d.skipped', 'excluded.skipped')})
  insert into source_hours as h (source_id, hour, messages)
  select $9, hour, messages from unnest($11::timestamptz[], $12::int[]) as written(hour, messages)
  on conflict (source_id, hour) do update set messages = h.messages + excluded.messages`;

const HOUR_MS = 3_600_000;

/** Beginning of the hour (UTC) → messages. */
function countByHour(written: readonly Date[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const at of written) {
    const hour = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  }
  return counts;
}

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

  async addToPoll(entry: LedgerEntry): Promise<void> {
    const { pollId, sourceId, day, ledger, written, deliveryId, deliveryHash } = entry;
    await this.refuseOtherDelivery(entry);
    const hours = countByHour(written);
    await this.sql.query(ADD_TO_POLL, [
      pollId,
      ledger.seen,
      ledger.stored,
      ledger.duplicate,
      ledger.quarantined,
      Object.values(ledger.skipped).reduce((sum, count) => sum + count, 0),
      JSON.stringify(ledger.skipped),
      deliveryId,
      sourceId,
      day,
      [...hours.keys()].map((hour) => new Date(hour)),
      [...hours.values()],
      bytes(deliveryHash),
    ]);
  }

  /** Two that come at the same moment do not see each other before they are stored. */
  private async refuseOtherDelivery({ sourceId, deliveryId, deliveryHash }: LedgerEntry): Promise<void> {
    if (deliveryId === null || deliveryHash === null) return;
    const [other] = await this.sql.query(
      'select id from polls where source_id = $1 and delivery_id = $2 and delivery_hash <> $3 limit 1',
      [sourceId, deliveryId, bytes(deliveryHash)],
    );
    if (other !== undefined) throw new Conflict('Something else was stored under the name of this delivery');
  }

  async quarantine(sourceId: string, items: readonly QuarantinedItem[]): Promise<number> {
    const marked = items.flatMap(({ itemKey, externalId }) => [itemKey, externalId ?? []].flat());
    const erased = await erasedAmong(this.sql, sourceId, marked);
    const added = await bulkInsert(
      this.sql,
      'quarantine',
      {
        source_id: ['bigint', () => sourceId],
        item_key: ['text', (i) => i.itemKey],
        external_id: ['text', (i) => i.externalId],
        reason: ['text', (i) => i.reason],
        detail: ['text', (i) => i.detail],
        raw: ['bytea', (i) => bytes(i.raw)],
      },
      items.filter(({ itemKey, externalId }) => !erased.has(itemKey) && !erased.has(externalId ?? '')),
      // What was corrected and is wrong again waits for a person again; what somebody dismissed stays dismissed. What waits
      // and is wrong in another way says so, with what stands there now, and keeps its age.
      `on conflict (source_id, item_key) do update set state = 'open', reason = excluded.reason, detail = excluded.detail,
         raw = excluded.raw, at = case quarantine.state when 'open' then quarantine.at else now() end,
         closed_at = null, closed_by = null, closed_reason = null, tried_at = null, tried_outcome = null
       where quarantine.state = 'resolved' or (quarantine.state = 'open'
         and (quarantine.reason, quarantine.detail, quarantine.raw)
           is distinct from (excluded.reason, excluded.detail, excluded.raw))
       returning at = now() as counts`,
    );
    return added.filter(({ counts }) => counts === true).length;
  }

  async closeQuarantine(sourceId: string, externalIds: readonly string[], at: Date): Promise<void> {
    if (externalIds.length === 0) return;
    await this.sql.query(
      `update quarantine set state = 'resolved', closed_at = $3
       where source_id = $1 and state = 'open' and external_id = any($2::text[])`,
      [sourceId, externalIds, at],
    );
  }
}

const bytes = (value: Uint8Array | null): Buffer | null => (value === null ? null : Buffer.from(value));
