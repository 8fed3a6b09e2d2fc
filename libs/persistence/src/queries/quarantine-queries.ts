import { NotFound, type PollLedger } from '@earshot/domain';
import type { DataSource } from 'typeorm';

export interface QuarantineItemRow {
  readonly id: string;
  readonly at: Date;
  readonly externalId: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly rawBytes: number;
  readonly kind: string;
  readonly state: 'open' | 'resolved' | 'dismissed';
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly closedReason: string | null;
  readonly triedAt: Date | null;
  readonly triedOutcome: string | null;
}

/** How the backfill that was asked for last has gone so far. */
export interface BackfillRow {
  readonly from: Date;
  readonly askedAt: Date;
  readonly state: 'waiting' | 'running' | 'failed' | 'done';
  /** Why it failed and what to do. */
  readonly reason: string | null;
  readonly ledger: PollLedger;
  /**
   * The gap that it closed: messages written before it was asked for that were not there. Instants are ISO 8601; what is
   * missing no longer shows as `duplicate` when it is asked for again.
   */
  readonly missing: { readonly messages: number; readonly earliest: string | null; readonly latest: string | null };
}

const utc = (value: string): string => `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What is quarantined, page by page, and what was read again because of it. */
export class QuarantineQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first, those after the item `after`. @throws NotFound when the source does not exist */
  async page(
    sourceId: string,
    state: QuarantineItemRow['state'] | 'closed',
    after: string | null,
    limit: number,
  ): Promise<QuarantineItemRow[]> {
    const [source] = await this.dataSource.query<object[]>('select from sources where id = $1 and removed_at is null', [
      sourceId,
    ]);
    if (source === undefined) throw new NotFound('Source', sourceId);
    return this.dataSource.query<QuarantineItemRow[]>(
      `select i.id, i.at, i.external_id as "externalId", i.reason, i.detail, coalesce(length(i.raw), 0) as "rawBytes",
         s.kind, i.state, i.closed_at as "closedAt", u.name as "closedBy", i.closed_reason as "closedReason",
         i.tried_at as "triedAt", i.tried_outcome as "triedOutcome"
       from quarantine i join sources s on s.id = i.source_id left join users u on u.id = i.closed_by
       where i.source_id = $1 and i.state = any($2::text[]) and ($3::bigint is null or i.id < $3)
       order by i.id desc limit $4`,
      [sourceId, state === 'closed' ? ['resolved', 'dismissed'] : [state], after, limit],
    );
  }

  /** `null` when none was asked for. Its account ends with the first reading that went through or failed. */
  async backfill(sourceId: string): Promise<BackfillRow | null> {
    const [found] = await this.dataSource.query<BackfillRow[]>(
      `with asked as (select id, backfill_from, backfill_asked_at from sources
                      where id = $1 and backfill_asked_at is not null),
       since as (select p.* from polls p, asked where p.source_id = asked.id and p.delivery_id is null
                   and p.started_at >= asked.backfill_asked_at),
       part as (select * from since where id <= coalesce((select min(id) from since where outcome in ('succeeded', 'failed')),
                                                         9223372036854775807))
       select asked.backfill_from as "from", asked.backfill_asked_at as "askedAt",
         case when exists (select from part where outcome = 'succeeded') then 'done'
              when exists (select from part where outcome = 'running') then 'running'
              when exists (select from part where outcome = 'failed') then 'failed'
              else 'waiting' end as state,
         (select error from part where outcome = 'failed') as reason,
         (select json_build_object('seen', coalesce(sum(seen), 0), 'stored', coalesce(sum(stored), 0),
            'duplicate', coalesce(sum(duplicate), 0), 'quarantined', coalesce(sum(quarantined), 0), 'skipped',
            (select coalesce(json_object_agg(reason, total), '{}') from
              (select reason, sum(n::int) as total from part, jsonb_each_text(skipped) as counted(reason, n)
               group by reason) by_reason)) from part) as ledger,
         (select json_build_object('messages', count(*), 'earliest', ${utc('min(m.sent_at)')}, 'latest', ${utc('max(m.sent_at)')})
          from messages m
          where m.source_id = asked.id and m.revision_number = 1 and m.sent_at < asked.backfill_asked_at
            and m.received_at >= asked.backfill_asked_at
            and m.received_at <= coalesce((select max(coalesce(finished_at, now())) from part), now())) as missing
       from asked`,
      [sourceId],
    );
    return found ?? null;
  }
}
