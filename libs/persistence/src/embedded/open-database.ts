import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LockTaken, withFileLock } from '@earshot/platform';
import { Client, DatabaseError } from 'pg';
import { DATABASE_NAME, EmbeddedServer, type ServerOptions } from './embedded-server.js';
import { DatabaseUnavailable } from './database-unavailable.js';
import { prepareServerPlace } from './server-place.js';
import { explainStartFailure } from './start-failure.js';
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
const RESTART_PAUSE_MS = 30_000;

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
  try {
    return await open(home, { ...SERVER_OPTIONS, ...overrides }, onTrouble);
  } catch (error) {
    if (error instanceof DatabaseUnavailable || error instanceof LockTaken) throw error;
    // Mostly a full disk or a wrong owner, met by us instead of the server.
    const what = `the embedded database of ${home} cannot be opened`;
    throw new DatabaseUnavailable(explainStartFailure(what, home, (error as Error).message), { cause: error });
  }
}

async function open(home: string, options: ServerOptions, onTrouble: OnTrouble): Promise<OpenDatabase> {
  const place = prepareServerPlace(home);
  const server = new EmbeddedServer(place, options);
  const users = new ServerUsers(place.home);
  const locked = <T>(work: () => Promise<T>): Promise<T> =>
    withFileLock(join(place.home, 'postgres.lock'), LOCK_PATIENCE_MS, work);
  const leave = async (): Promise<void> => {
    if (users.removeSelf()) await server.stop();
  };

  const port = await locked(async () => {
    const running = await server.ensureRunning();
    try {
      users.add();
      await createDatabase(server.urlOf(running, 'postgres'));
    } catch (error) {
      await leave();
      throw error;
    }
    return running;
  });

  // Whoever ends without closing (a second Ctrl-C, a fault) cannot wait, and yet leaves no server behind.
  const abandon = (): void => {
    if (users.removeSelf()) server.askToStop();
  };
  process.once('exit', abandon);
  const stopWatching = watchServer(server, () => locked(() => server.ensureRunning(port)), onTrouble);

  let closing: Promise<void> | undefined;
  return {
    url: server.urlOf(port),
    mode: 'embedded',
    close() {
      stopWatching();
      // On a full disk no lock can be written, and the server must be stopped all the same.
      return (closing ??= locked(leave)
        .catch(leave)
        .finally(() => process.off('exit', abandon)));
    },
  };
}

/** Looks every two seconds; after a restart that failed, every thirty. @returns what ends it. */
function watchServer(server: EmbeddedServer, restart: () => Promise<unknown>, onTrouble: OnTrouble): () => void {
  const stopped = new AbortController();
  const watch = async (): Promise<void> => {
    let pauseMs = WATCH_INTERVAL_MS;
    while (!stopped.signal.aborted) {
      await delay(pauseMs, undefined, { signal: stopped.signal, ref: false });
      pauseMs = WATCH_INTERVAL_MS;
      if (server.isAlive()) continue;
      try {
        await restart();
      } catch (error) {
        pauseMs = RESTART_PAUSE_MS;
        onTrouble(error as Error);
      }
    }
  };
  // The only way out is the abort of the pause.
  watch().catch(() => undefined);
  return () => stopped.abort();
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await createWithLetters(client);
  } finally {
    await client.end();
  }
}

/** How PostgreSQL refuses a locale that the system does not have. */
const WRONG_OBJECT_TYPE = '42809';

/**
 * Trigram indexes take for a letter what the C library takes for one: of the locale `C` these are the ASCII letters. Where the
 * system has no other that is the same everywhere, words of other scripts are found as well, though without an index.
 */
async function createWithLetters(client: Client): Promise<void> {
  try {
    await client.query(`create database ${DATABASE_NAME} lc_ctype 'C.UTF-8' template template0`);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== WRONG_OBJECT_TYPE) throw error;
    await client.query(`create database ${DATABASE_NAME}`);
  }
}
