import { NotFound, type SpikeKind } from '@earshot/domain';
import type { DataSource } from 'typeorm';

export interface SpikeRow {
  readonly id: string;
  readonly kind: SpikeKind;
  readonly key: string;
  /** The source's name, the topic, or the word. */
  readonly what: string;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly endedAt: Date | null;
  readonly hours: number;
  readonly count: number;
  readonly usual: number;
  readonly weeks: number;
  /** What else rises with the same messages. */
  readonly also: { readonly kind: SpikeKind; readonly key: string; readonly what: string }[];
  readonly acknowledged: { readonly at: Date; readonly by: string | null } | null;
  readonly messages: { readonly id: string; readonly caseId: string | null }[];
}

/** The other series of the episode `p`, as JSON, with the names of sources. */
export const ALSO = `coalesce((select json_agg(json_build_object('kind', x.kind, 'key', x.key, 'what', coalesce(n.name, x.key)) order by x.place)
      from rows from (jsonb_to_recordset(p.also) as (kind text, key text)) with ordinality as x(kind, key, place)
        left join sources n on x.kind = 'source' and n.id::text = x.key), '[]')`;

const SPIKES = `select p.id, p.kind, p.key, coalesce(s.name, p.key) as what, p.started_at as "startedAt",
    p.last_seen_at as "lastSeenAt", p.ended_at as "endedAt", p.hours, p.count, p.usual, p.weeks,
    ${ALSO} as also,
    case when p.acknowledged_at is null then null
      else json_build_object('at', p.acknowledged_at, 'by', u.name) end as acknowledged,
    coalesce((select json_agg(json_build_object('id', m.id::text, 'caseId', m.case_id::text) order by m.id desc)
      from messages m where m.id = any(p.message_ids)), '[]') as messages
  from spikes p left join sources s on p.kind = 'source' and s.id::text = p.key
    left join users u on u.id = p.acknowledged_by`;

/** Episodes of unusually many unhappy messages, with the messages that make them. */
export class SpikeQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. @param running only those that are not over */
  async page(asked: {
    readonly running: boolean;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<{ items: SpikeRow[]; next: string | null }> {
    const { running, after, limit } = asked;
    const rows = await this.dataSource.query<SpikeRow[]>(
      `${SPIKES} where ($1::bigint is null or p.id < $1) ${running ? 'and p.ended_at is null' : ''}
       order by p.id desc limit $2`,
      [after ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** When the oldest message was written; `null` when there is none. */
  async firstMessageAt(): Promise<Date | null> {
    const [row] = await this.dataSource.query<{ at: Date | null }[]>('select min(sent_at) as at from messages');
    return row?.at ?? null;
  }

  /** @throws NotFound */
  async one(spikeId: string): Promise<SpikeRow> {
    const [row] = await this.dataSource.query<SpikeRow[]>(`${SPIKES} where p.id = $1`, [spikeId]);
    if (row === undefined) throw new NotFound('Spike', spikeId);
    return row;
  }
}
