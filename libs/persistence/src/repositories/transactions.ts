import { Transactions, type Stores, type TransactionHandle } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { CasesRepository } from './cases.repository.js';
import { ChangesRepository } from './changes.repository.js';
import { ImmediateEscalationsRepository } from './immediate-escalations.repository.js';
import { inTransaction } from './in-transaction.js';
import { MessagesRepository } from './messages.repository.js';
import { SourcesRepository } from './sources.repository.js';

export class PostgresTransactions extends Transactions {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  run<Result>(work: (stores: Stores, transaction: TransactionHandle) => Promise<Result>): Promise<Result> {
    return inTransaction(this.dataSource, (sql) =>
      work(
        {
          sources: new SourcesRepository(sql),
          messages: new MessagesRepository(sql),
          cases: new CasesRepository(sql),
          changes: new ChangesRepository(sql),
          escalations: new ImmediateEscalationsRepository(sql),
        },
        sql,
      ),
    );
  }
}
