import type { TransactionHandle } from '@earshot/domain';
import { Pool, type PoolClient } from 'pg';

/** What pg-boss asks of a database; it takes one per call, and so runs inside our transactions. */
export interface BossDatabase {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** The server ends what runs longer; nothing of ours should. Milliseconds. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** We give up a little later: then the server or the network has gone without saying so. */
const QUERY_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** The connections of the job queue, apart from those of requests: a busy dashboard does not delay jobs, and the reverse. */
export class JobDatabase implements BossDatabase {
  private readonly pool: Pool;

  /** @param size connections at most; may be raised later. */
  constructor(connectionString: string, size: number) {
    this.pool = new Pool({
      connectionString,
      max: size,
      application_name: 'earshot-jobs',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
    });
    // An idle connection that the server ended; the pool replaces it. The loop reports a database that is really away.
    this.pool.on('error', () => undefined);
  }

  set size(size: number) {
    this.pool.options.max = size;
  }

  async executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }> {
    return this.pool.query<Record<string, unknown>>(text, values);
  }

  /** Commits when `work` resolves. When it rejects, the connection is closed, which rolls back whatever state it is in. */
  async transaction<T>(work: (transaction: TransactionHandle) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    // Without a listener a connection that breaks during the work would end the process.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    const handle = new OpenTransaction(client);
    try {
      await client.query('begin');
      const result = await work(handle);
      handle.close();
      await client.query('commit');
      client.off('error', ignore);
      client.release();
      return result;
    } catch (error) {
      handle.close();
      client.release(true);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

class OpenTransaction implements TransactionHandle {
  private open = true;

  constructor(private readonly client: PoolClient) {}

  async query(sql: string, parameters: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    if (!this.open) throw new Error('This transaction has ended; a job must await everything it starts');
    const { rows } = await this.client.query<Record<string, unknown>>(sql, [...parameters]);
    return rows;
  }

  close(): void {
    this.open = false;
  }
}

/** Makes pg-boss write through a transaction. */
export function bossDatabaseOf(transaction: TransactionHandle): BossDatabase {
  return { executeSql: async (text, values = []) => ({ rows: await transaction.query(text, values) }) };
}
