import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLineOf, identityOf } from '@earshot/platform';
import { Client } from 'pg';
import { createCluster } from './create-cluster.js';
import { DatabaseUnavailable } from './database-unavailable.js';
import { parsePostmasterFile, type PostmasterFile } from './postmaster-file.js';
import type { ServerPlace } from './server-place.js';
import { explainStartFailure } from './start-failure.js';

export const DATABASE_NAME = 'earshot';
/** Of the only role; it owns the cluster. */
export const ROLE_NAME = 'earshot';

export interface ServerOptions {
  /** False gives up durability for speed: tests only. */
  readonly durable: boolean;
  /** Milliseconds; a server that recovers after a power cut replays its log within this time. */
  readonly startTimeoutMs: number;
  readonly maxConnections: number;
}

/** Fast shutdown: clients are cut off and a checkpoint is written; a slow disk needs some seconds for it. */
const STOP_PATIENCE_MS = 20_000;
/** Immediate shutdown: the next start recovers from the log. */
const ABORT_PATIENCE_MS = 5_000;

type State =
  | { readonly kind: 'absent' }
  | { readonly kind: 'busy'; readonly pid: number }
  | ({ readonly kind: 'ready' } & PostmasterFile);

/**
 * The one server of a data folder: found by its postmaster.pid or started. Callers hold the lock of the home around every
 * method, so that two processes never start or stop it at once.
 */
export class EmbeddedServer {
  constructor(
    private readonly place: ServerPlace,
    private readonly options: ServerOptions,
  ) {}

  /** @returns the port. A server left behind by a killed process is used as it is. */
  async ensureRunning(preferredPort = 0): Promise<number> {
    if (!existsSync(join(this.place.data, 'PG_VERSION'))) await createCluster(this.place, ROLE_NAME);
    this.checkVersion();
    const deadline = Date.now() + this.options.startTimeoutMs;
    for (;;) {
      const state = await this.state();
      if (state.kind === 'ready') return state.port;
      if (state.kind === 'absent') await this.launch(preferredPort, deadline);
      else if (Date.now() > deadline)
        throw this.failure(`it does not answer within ${this.options.startTimeoutMs / 1000} s (process ${state.pid})`);
      else await delay(50);
    }
  }

  /** Whether the process of the server lives; asked often, so no connection is made. */
  isAlive(): boolean {
    return this.processOfData() !== undefined;
  }

  /** Fast shutdown, then the immediate one. Resolves when the process is gone; does nothing when none runs. */
  async stop(): Promise<void> {
    const state = await this.state();
    if (state.kind === 'absent') return;
    for (const [signal, patience] of [
      ['SIGINT', STOP_PATIENCE_MS],
      ['SIGQUIT', ABORT_PATIENCE_MS],
    ] as const) {
      process.kill(state.pid, signal);
      const deadline = Date.now() + patience;
      while (identityOf(state.pid) !== undefined && Date.now() < deadline) await delay(20);
      if (identityOf(state.pid) === undefined) return;
    }
    throw new DatabaseUnavailable(
      `the embedded PostgreSQL (process ${state.pid}) does not stop; end it with: kill -9 ${state.pid}`,
    );
  }

  /** Begins the fast shutdown and does not wait for its end, for a process that is ending itself. */
  askToStop(): void {
    const known = this.processOfData();
    if (known !== undefined) process.kill(known.pid, 'SIGINT');
  }

  urlOf(port: number, database = DATABASE_NAME): string {
    return `postgres://${ROLE_NAME}:${this.place.password}@127.0.0.1:${port}/${database}`;
  }

  private async state(): Promise<State> {
    const known = this.processOfData();
    if (known === undefined) return { kind: 'absent' };
    return known.ready && (await this.answers(known.port))
      ? { kind: 'ready', ...known }
      : { kind: 'busy', pid: known.pid };
  }

  /** What postmaster.pid says, checked against the processes: a number that another program has meanwhile is no server. */
  private processOfData(): PostmasterFile | undefined {
    const file = join(this.place.data, 'postmaster.pid');
    const text = readIfThere(file);
    const known = text === undefined ? undefined : parsePostmasterFile(text);
    if (known === undefined || identityOf(known.pid) === undefined) return undefined;
    if (commandLineOf(known.pid)?.includes(`-D ${this.place.data} `) === true) return known;
    // PostgreSQL itself would refuse to start as long as any process of this account has that number.
    rmSync(file, { force: true });
    return undefined;
  }

  private async answers(port: number): Promise<boolean> {
    const client = new Client({ connectionString: this.urlOf(port, 'postgres'), connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01')
        throw this.failure(`the password in ${join(this.place.folder, 'password')} is not the one of the data`);
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Returns when the server takes connections; tries another port when somebody took the chosen one meanwhile. */
  private async launch(preferredPort: number, deadline: number): Promise<void> {
    const server = this.spawnServer(await freePort(preferredPort));
    let ended: string | undefined;
    server.once('error', (error) => (ended = error.message));
    server.once('exit', (code, signal) => (ended ??= `it ended with ${signal ?? `code ${code}`}`));
    while (Date.now() < deadline) {
      await delay(30);
      if (ended !== undefined) {
        const log = this.logText();
        // Processes of a server that was killed need a moment to leave the shared memory.
        if (/Address already in use|pre-existing shared memory block/i.test(log)) return delay(300);
        throw this.failure(ended);
      }
      if ((await this.state()).kind === 'ready') return;
    }
    server.kill('SIGQUIT');
    throw this.failure(`it is not ready after ${this.options.startTimeoutMs / 1000} s`);
  }

  /** In a process group of its own, so that Ctrl-C reaches only us: we stop it when our own work is done. */
  private spawnServer(port: number): ChildProcess {
    const settings: Record<string, string> = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: String(this.options.maxConnections),
      log_checkpoints: 'off',
      // The details of an error quote the refused row, and with it customers' words and addresses.
      log_error_verbosity: 'terse',
      log_timezone: 'UTC',
      timezone: 'UTC',
      ...(this.options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = this.newLog();
    try {
      const server = spawn(this.place.binaries.postgres, ['-D', this.place.data, '-p', String(port), ...flags], {
        ...this.place.account,
        cwd: this.place.account === undefined ? this.place.folder : '/',
        env: { PATH: process.env['PATH'], LC_ALL: 'C' },
        stdio: ['ignore', log, log],
        detached: this.options.durable,
      });
      server.unref();
      return server;
    } finally {
      closeSync(log);
    }
  }

  /** One log a start; the one before is kept. */
  private newLog(): number {
    if (existsSync(this.place.log)) renameSync(this.place.log, `${this.place.log}.1`);
    const log = openSync(this.place.log, 'a', 0o600);
    if (this.place.account !== undefined) fchownSync(log, this.place.account.uid, this.place.account.gid);
    return log;
  }

  private logText(): string {
    return readIfThere(this.place.log) ?? '';
  }

  private failure(what: string): DatabaseUnavailable {
    return new DatabaseUnavailable(
      explainStartFailure(`the embedded PostgreSQL does not start, ${what}`, this.place.folder, this.logText()),
    );
  }

  private checkVersion(): void {
    const version = readFileSync(join(this.place.data, 'PG_VERSION'), 'utf8').trim();
    const { major } = this.place.binaries;
    if (Number(version) !== major)
      throw new DatabaseUnavailable(
        `the data in ${this.place.data} are of PostgreSQL ${version}, and this version of Earshot brings PostgreSQL ${major}. ` +
          `Write them out with the Earshot that made them (pg_dump), move ${this.place.folder} away, start, and read them in; or set DATABASE_URL to a server of version ${version}`,
      );
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The preferred one when it is free, else any. */
async function freePort(preferred: number): Promise<number> {
  try {
    return await listenOnce(preferred);
  } catch (error) {
    if (preferred === 0) throw error;
    return listenOnce(0);
  }
}

function listenOnce(port: number): Promise<number> {
  const probe = createServer();
  return new Promise<number>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const { port: given } = probe.address() as AddressInfo;
      probe.close(() => resolve(given));
    });
  });
}
