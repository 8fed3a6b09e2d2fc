import { setTimeout as delay } from 'node:timers/promises';
import { JobQueue, type JobHandler, type JobOptions, type TransactionHandle } from '@earshot/domain';
import { JobDatabase } from './job-database.js';
import type { JobLogger } from './job-logger.js';
import { JobStore } from './job-store.js';
import { QueueLoop } from './queue-loop.js';
import { ServiceStopping, type FinishedJob } from './run-job.js';

export interface JobQueueSettings {
  readonly connectionString: string;
  /** Every job name there is: start refuses a name without a handler and a handler without a name. */
  readonly names: readonly string[];
  readonly logger: JobLogger;
  /** How often an idle queue is looked at. Milliseconds, 500 by default. */
  readonly idleMs?: number;
  /** A handler that runs longer is aborted and counts as failed. Milliseconds, 30 minutes by default. */
  readonly timeLimitMs?: number;
  /** After which a job whose worker died is run again; up to 5 s more until it is noticed. 10 by default. */
  readonly orphanSeconds?: number;
  /** For metrics. */
  readonly onFinished?: (finished: FinishedJob) => void;
}

interface Registration {
  readonly handler: JobHandler<object>;
  readonly concurrency: number;
}

/** For sending, looking after orphans and giving back, beside one connection for each running job. */
const CONNECTIONS_BESIDE_JOBS = 3;
const ORPHAN_INTERVAL_MS = 5_000;
const CLEAN_INTERVAL_MS = 10 * 60_000;
/** For handlers to notice the abort, and for what they did to be rolled back. */
const ABORT_LIMIT_MS = 5_000;

/**
 * The job queue on PostgreSQL. Any number of processes may send and work on the same database.
 *
 * - A throw: everything the handler did through its transaction is undone; the job runs again after 5 to 10 s, the pause
 *   doubling with each attempt; after the last attempt it is kept as failed.
 * - kill -9: the transaction is undone by the server; another worker takes the job after 10 to 15 s.
 * - stop: no job is taken any more; running ones may finish; those that do not are aborted, undone and wait again.
 * - A database that is away: the loops try again with a growing pause; the first failure and the recovery are logged.
 */
export class PgBossJobQueue extends JobQueue {
  private readonly handlers = new Map<string, Registration>();
  private loops: QueueLoop[] = [];
  private connection: { readonly database: JobDatabase; readonly store: JobStore } | undefined;
  private readonly chores = new AbortController();
  private choresEnded: Promise<unknown> = Promise.resolve();
  private stopping: Promise<void> | undefined;

  constructor(private readonly settings: JobQueueSettings) {
    super();
  }

  override handle<Data extends object>(
    name: string,
    handler: JobHandler<Data>,
    options: { concurrency?: number } = {},
  ): void {
    if (!this.settings.names.includes(name))
      throw new TypeError(`There is no job name '${name}'; the names are ${this.settings.names.join(', ')}`);
    if (this.handlers.has(name)) throw new TypeError(`The job '${name}' has a handler already`);
    this.handlers.set(name, { handler: handler as JobHandler<object>, concurrency: options.concurrency ?? 1 });
  }

  override async send<Data extends object>(
    name: string,
    data: Data,
    options: JobOptions = {},
    transaction?: TransactionHandle,
  ): Promise<string | null> {
    if (!this.settings.names.includes(name))
      throw new TypeError(`There is no job name '${name}'; the names are ${this.settings.names.join(', ')}`);
    const { store } = this.connected();
    await store.open(name);
    const id = await store.send(name, data, options, transaction);
    if (transaction === undefined) this.loops.find((loop) => loop.name === name)?.wake();
    return id;
  }

  override async start(): Promise<void> {
    const missing = this.settings.names.filter((name) => !this.handlers.has(name));
    if (missing.length > 0) throw new TypeError(`These jobs have no handler: ${missing.join(', ')}`);
    // The tables come with the first name; without any there is nothing to look after.
    if (this.handlers.size === 0) return;
    const { database, store } = this.connected();
    const slots = [...this.handlers.values()].reduce((sum, { concurrency }) => sum + concurrency, 0);
    database.size = slots + CONNECTIONS_BESIDE_JOBS;
    const names = [...this.handlers.keys()];
    for (const name of names) await store.open(name);
    const unattended = await store.unattended(names);
    if (unattended.length > 0)
      this.settings.logger.error({ queues: unattended }, 'Jobs are waiting under names that no handler has');
    const onFinished = this.settings.onFinished ?? (() => undefined);
    this.loops = [...this.handlers].map(
      ([name, { handler, concurrency }]) =>
        new QueueLoop(
          name,
          handler,
          { concurrency, idleMs: this.settings.idleMs ?? 500, timeLimitMs: this.settings.timeLimitMs ?? 30 * 60_000 },
          { database, store, logger: this.settings.logger, onFinished },
        ),
    );
    for (const loop of this.loops) loop.start();
    this.choresEnded = Promise.all([
      this.every(ORPHAN_INTERVAL_MS, () => this.failOrphans(store, names)),
      this.every(CLEAN_INTERVAL_MS, () => store.clean()),
    ]);
  }

  override stop(drainLimitMs: number): Promise<void> {
    return (this.stopping ??= this.stopOnce(drainLimitMs));
  }

  private async stopOnce(drainLimitMs: number): Promise<void> {
    this.chores.abort();
    const drained = Promise.all([this.choresEnded, ...this.loops.map((loop) => loop.drain())]);
    if (!(await endsWithin(drained, drainLimitMs))) {
      for (const loop of this.loops) loop.abort(new ServiceStopping('The service stops; the job will run again'));
      await endsWithin(drained, ABORT_LIMIT_MS);
    }
    // Waits for connections in use; one that the server does not answer must not keep the process.
    if (this.connection !== undefined) await endsWithin(this.connection.database.close(), ABORT_LIMIT_MS);
  }

  /** Opened at the first use. */
  private connected(): { readonly database: JobDatabase; readonly store: JobStore } {
    if (this.stopping !== undefined) throw new Error('The job queue has been stopped');
    if (this.connection === undefined) {
      const database = new JobDatabase(this.settings.connectionString, CONNECTIONS_BESIDE_JOBS);
      this.connection = { database, store: new JobStore(database, this.settings.orphanSeconds ?? 10) };
    }
    return this.connection;
  }

  private async failOrphans(store: JobStore, names: readonly string[]): Promise<void> {
    const count = await store.failOrphans(names);
    if (count === 0) return;
    this.settings.logger.warn({ count }, 'Jobs of a worker that ended will run again');
  }

  /** Until stop; a failure is left to the next time, the loops report a database that is away. */
  private async every(intervalMs: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.chores;
    while (!signal.aborted) {
      await work().catch(() => undefined);
      await delay(intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function endsWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const limit = new AbortController();
  const lapse = delay(limitMs, false, { signal: limit.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), lapse]);
  } finally {
    limit.abort();
  }
}
