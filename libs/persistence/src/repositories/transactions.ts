import { Transactions, type Stores, type TransactionHandle } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { CasesRepository } from './cases.repository.js';
import { ChangesRepository } from './changes.repository.js';
import { MessagesRepository } from './messages.repository.js';
import { SourcesRepository } from './sources.repository.js';
import { Sql } from './sql.js';

export class PostgresTransactions extends Transactions {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async run<Result>(work: (stores: Stores, transaction: TransactionHandle) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.connect();
      await runner.startTransaction();
      const sql = new Sql(runner);
      const result = await work(
        {
          sources: new SourcesRepository(sql),
          messages: new MessagesRepository(sql),
          cases: new CasesRepository(sql),
          changes: new ChangesRepository(sql),
        },
        sql,
      );
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
}
