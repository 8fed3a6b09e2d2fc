import type { ChangeTopic } from '@earshot/domain';
import type { DataSource } from 'typeorm';

export interface ChangeRow {
  readonly id: string;
  readonly topics: ChangeTopic[];
  readonly caseIds: string[];
  readonly sourceIds: string[];
}

/**
 * Ids are given out in the order in which transactions write, not in which they commit: a lower id may appear after a
 * higher one was read. Whatever began up to this long before the known change is therefore read again. It is longer than
 * a statement may take.
 */
const OVERLAP = '60 seconds';

/** The log of what changed, for readers that missed a notification. */
export class ChangeLog {
  constructor(private readonly dataSource: DataSource) {}

  /** `0` while nothing has changed yet. */
  async latestId(): Promise<string> {
    const [row] = await this.dataSource.query<[{ id: string }]>('select coalesce(max(id), 0)::text as id from changes');
    return row.id;
  }

  /**
   * Ids of at most `limit` changes that somebody who knows `id` may have missed; some of them they may know already.
   * `known` is false when the log does not have that id (any more), so that it cannot tell what was missed.
   */
  async idsSince(id: string, limit: number): Promise<{ known: boolean; ids: string[] }> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select id from changes
       where id >= $1 or at > (select at from changes where id = $1) - interval '${OVERLAP}'
       order by id desc limit $2`,
      [id, limit + 1],
    );
    const ids = rows.map((row) => row.id);
    return { known: id === '0' || ids.includes(id) || ids.length > limit, ids: ids.filter((other) => other !== id) };
  }

  async byIds(ids: readonly string[]): Promise<ChangeRow[]> {
    return this.dataSource.query<ChangeRow[]>(
      `select id, topics, case_ids as "caseIds", source_ids as "sourceIds" from changes
       where id = any($1::bigint[]) order by id`,
      [ids],
    );
  }
}
