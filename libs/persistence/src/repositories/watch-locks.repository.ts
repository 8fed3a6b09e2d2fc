import { WatchLocks } from '@earshot/domain';
import { Client } from 'pg';

/** The first half of the advisory lock's key, so that it meets no other use of advisory locks; the second is the source. */
const WATCH_LOCKS = 7_402_362;

/** A session that says nothing for so long is ended by the server, and its locks are free: its worker hangs or is gone. */
const SILENT_SESSION_SECONDS = 15;
/** A living worker says something three times in that. */
const HEARTBEAT_MS = 5_000;

/**
 * A machine that vanished without a word does not close its connections: the server finds out by these (seconds, and
 * milliseconds for unacknowledged data), else only after hours.
 */
const SESSION_SETTINGS = [
  `idle_session_timeout=${SILENT_SESSION_SECONDS * 1_000}`,
  'tcp_keepalives_idle=5',
  'tcp_keepalives_interval=3',
  'tcp_keepalives_count=3',
  'tcp_user_timeout=15000',
];

/** Session-level advisory locks on a connection of their own, opened when first needed and again after it was lost. */
export class PostgresWatchLocks extends WatchLocks {
  private session: Promise<Client> | null = null;
  private current: Client | null = null;
  private heartbeat: NodeJS.Timeout | null = null;
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
    this.stopHeartbeat();
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
      options: SESSION_SETTINGS.map((setting) => `-c ${setting}`).join(' '),
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    await client.connect();
    this.current = client;
    this.stopHeartbeat();
    this.heartbeat = setInterval(() => void this.beat(client), HEARTBEAT_MS);
    this.heartbeat.unref();
    return client;
  }

  /** A server that does not answer has given the locks to somebody else, or will have by the time it does. */
  private async beat(client: Client): Promise<void> {
    const answer = this.asked.then(() => client.query('select 1'));
    this.asked = answer.catch(() => undefined);
    await answer.catch(() => {
      this.lost(client);
      return client.end().catch(() => undefined);
    });
  }

  private stopHeartbeat(): void {
    if (this.heartbeat !== null) clearInterval(this.heartbeat);
    this.heartbeat = null;
  }

  private lost(client: Client): void {
    if (this.current !== client) return;
    this.current = null;
    this.stopHeartbeat();
    if (this.session === null) return;
    this.session = null;
    for (const listener of this.listeners) listener();
  }
}
