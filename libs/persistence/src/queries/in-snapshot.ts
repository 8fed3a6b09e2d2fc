import type { DataSource } from 'typeorm';
import { inTransaction } from '../repositories/in-transaction.js';
import type { Sql } from '../repositories/sql.js';

/** Reads everything as of one moment, so that figures agree with each other. */
export function inSnapshot<Result>(dataSource: DataSource, read: (sql: Sql) => Promise<Result>): Promise<Result> {
  return inTransaction(dataSource, async (sql) => {
    await sql.query('set transaction isolation level repeatable read, read only');
    // Compiling a query takes longer than any of these run.
    await sql.query('set local jit = off');
    return read(sql);
  });
}
