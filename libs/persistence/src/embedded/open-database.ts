import { join } from 'node:path';
import { withFileLock } from '@earshot/platform';
import { Client } from 'pg';
import { DATABASE_NAME, EmbeddedServer, type ServerOptions } from './embedded-server.js';
import { prepareServerPlace } from './server-place.js';
import { ServerUsers } from './server-users.js';
import { waitForDatabase } from './wait-for-database.js';

export interface OpenDatabase {
  readonly url: string;
  readonly mode: 'external' | 'embedded';
  /** Idempotent. Stops the embedded server when no other living process uses it. */
  close(): Promise<void>;
}

/** The part of the configuration that decides which database is used. */
export interface DatabaseChoice {
  readonly database: { readonly url: string | null };
  /** Absolute. */
  readonly home: string;
}

const SERVER_OPTIONS: ServerOptions = { durable: true, startTimeoutMs: 60_000, maxConnections: 100 };

/** Told what goes wrong with the server while the database is open. */
export type OnTrouble = (error: Error) => void;

export type EmbeddedOptions = Partial<ServerOptions> & { readonly onTrouble?: OnTrouble | undefined };

const WATCH_INTERVAL_MS = 2_000;

/** How long another process may take to start or stop the same server. */
const LOCK_PATIENCE_MS = 90_000;

/** A server that is about to start (a container beside ours) is waited for; a wrong password is told at once. */
const EXTERNAL_PATIENCE_MS = 15_000;

/**
 * The database of this installation, reachable when this resolves: the one of `database.url`, else the embedded server of
 * `home`, which is started when it does not run. Any number of processes may have it open.
 * @throws DatabaseUnavailable saying where, why and what to do.
 */
export async function openDatabase(configuration: DatabaseChoice, onTrouble?: OnTrouble): Promise<OpenDatabase> {
  const { url } = configuration.database;
  if (url === null) return openEmbeddedDatabase(configuration.home, { onTrouble });
  await waitForDatabase(url, EXTERNAL_PATIENCE_MS);
  return { url, mode: 'external', close: () => Promise.resolve() };
}

/**
 * The embedded server of `home`. While it is open it is watched: should the server end by itself (out of memory, kill -9),
 * it is started again on the same port, and clients that reconnect go on.
 * @param options everything but `onTrouble` is for tests.
 */
export async function openEmbeddedDatabase(home: string, options: EmbeddedOptions = {}): Promise<OpenDatabase> {
  const { onTrouble = () => undefined, ...overrides } = options;
  const place = prepareServerPlace(home);
  const server = new EmbeddedServer(place, { ...SERVER_OPTIONS, ...overrides });
  const users = new ServerUsers(place.home);
  const locked = <T>(work: () => Promise<T>): Promise<T> =>
    withFileLock(join(place.home, 'postgres.lock'), LOCK_PATIENCE_MS, work);

  const port = await locked(async () => {
    const running = await server.ensureRunning();
    users.add();
    await createDatabase(server.urlOf(running, 'postgres'));
    return running;
  });

  const watch = setInterval(() => {
    if (server.isAlive()) return;
    locked(() => server.ensureRunning(port)).catch(onTrouble);
  }, WATCH_INTERVAL_MS).unref();

  let closing: Promise<void> | undefined;
  return {
    url: server.urlOf(port),
    mode: 'embedded',
    close() {
      clearInterval(watch);
      return (closing ??= locked(async () => {
        if (users.removeSelf()) await server.stop();
      }));
    },
  };
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
}
