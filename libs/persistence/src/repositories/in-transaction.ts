import type { DataSource } from 'typeorm';
import { Sql } from './sql.js';

/** All of `work` takes effect or none of it. */
export async function inTransaction<Result>(
  dataSource: DataSource,
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    const result = await work(new Sql(runner));
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // The first error is the one to report; on a broken connection the server rolls back by itself.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
