import { ReplayStore, type ReplayPage } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../queries/keyset-cursor.js';
import { JUDGED_INPUT, judgedInput } from './judged-input.js';
import type { Row } from './sql.js';

export class PostgresReplayStore extends ReplayStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async page(from: Date, to: Date, after: string | null, limit: number): Promise<ReplayPage> {
    const start = after === null ? null : decodeCursor('replay', after);
    const rows = await this.dataSource.query<Row[]>(
      `select m.id, ${JUDGED_INPUT}, v.dissatisfied,
         to_char(m.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
       from messages m
         join lateral (select unanswered_before, thread_probability from assessments where message_id = m.id order by id desc limit 1) a on true
         left join lateral (select dissatisfied from verdicts where message_id = m.id order by id desc limit 1) v on true
       where m.received_at >= $1 and m.received_at < $2 and m.superseded_at is null and m.erased_at is null
         and (m.received_at, m.id) > ($3::timestamptz, $4::bigint)
       order by m.received_at, m.id limit $5`,
      [from, to, start?.at ?? '-infinity', start?.id ?? '0', limit],
    );
    const last = rows.length < limit ? undefined : rows.at(-1);
    return {
      messages: rows.map((row) => ({
        id: row.id as string,
        input: judgedInput(row),
        dissatisfied: row.dissatisfied as boolean | null,
      })),
      next: last === undefined ? null : encodeCursor('replay', { at: last.at as string, id: last.id as string }),
    };
  }
}
