import type { TransactionHandle } from '@earshot/domain';
import type { QueryRunner } from 'typeorm';

export type Row = Record<string, unknown>;

/** Plain SQL on one connection; rows come back for every kind of statement alike. */
export class Sql implements TransactionHandle {
  constructor(private readonly runner: QueryRunner) {}

  async query(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const result = await this.runner.query(sql, [...parameters], true);
    return result.records as Row[];
  }

  /** See `newIds`. */
  async newIds(table: string, count: number): Promise<string[]> {
    return newIds(this, table, count);
  }
}

/** `count` fresh ids of a table, for rows that must know each other before they are inserted. */
export async function newIds(sql: TransactionHandle, table: string, count: number): Promise<string[]> {
  const rows = await sql.query(
    // The name of the sequence is looked up once, not for every id.
    `with named as materialized (select pg_get_serial_sequence($1, 'id')::regclass as sequence)
     select nextval(sequence)::text as id from named, generate_series(1, $2)`,
    [table, count],
  );
  return rows.map((row) => row.id as string);
}
