import { WatchLocks } from '@earshot/domain';
import { Client } from 'pg';

/** The first half of the advisory lock's key, so that it meets no other use of advisory locks; the second is the source. */
const WATCH_LOCKS = 7_402_362;

/** Session-level advisory locks on a connection of their own, opened when first needed and again after it was lost. */
export class PostgresWatchLocks extends WatchLocks {
  private session: Promise<Client> | null = null;
  private current: Client | null = null;
  /** One statement after the other: a connection does one thing at a time. */
  private asked: Promise<unknown> = Promise.resolve();
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly url: string) {
    super();
  }

  async tryAcquire(sourceId: string): Promise<boolean> {
    try {
      return await this.ask('pg_try_advisory_lock', sourceId);
    } catch {
      return false;
    }
  }

  async release(sourceId: string): Promise<void> {
    // A session that cannot be asked any more has given its locks up already.
    if (this.session !== null) await this.ask('pg_advisory_unlock', sourceId).catch(() => undefined);
  }

  private ask(lockFunction: string, sourceId: string): Promise<boolean> {
    const answer = this.asked.then(async () => {
      const session = await this.connected();
      const { rows } = await session.query<{ done: boolean }>(`select ${lockFunction}($1, $2::bigint::int) as done`, [
        WATCH_LOCKS,
        sourceId,
      ]);
      return rows[0]?.done === true;
    });
    this.asked = answer.catch(() => undefined);
    return answer;
  }

  onLost(listener: () => void): void {
    this.listeners.push(listener);
  }

  async close(): Promise<void> {
    const session = this.session;
    this.session = null;
    if (session !== null) await session.then((client) => client.end()).catch(() => undefined);
  }

  private connected(): Promise<Client> {
    this.session ??= this.connect().catch((error: unknown) => {
      this.session = null;
      throw error;
    });
    return this.session;
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'earshot watch locks',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    await client.connect();
    this.current = client;
    return client;
  }

  private lost(client: Client): void {
    if (this.current !== client) return;
    this.current = null;
    if (this.session === null) return;
    this.session = null;
    for (const listener of this.listeners) listener();
  }
}
