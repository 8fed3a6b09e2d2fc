import { randomUUID } from 'node:crypto';
import type { JobOptions, TransactionHandle } from '@earshot/domain';
import PgBoss from 'pg-boss';
import { bossDatabaseOf, type JobDatabase } from './job-database.js';

/** A job that this process has taken. */
export interface TakenJob {
  readonly id: string;
  readonly name: string;
  readonly data: object;
  /** 0 for the first attempt; also tells this taking of the job from a later one by somebody else. */
  readonly attempt: number;
  readonly singletonKey: string;
}

export type Claim = 'ours' | 'gone' | 'key-busy';

/** About three hours in all, with the delay doubling; long enough for most outages of a mail server or a channel. */
const RETRY_LIMIT = 10;
const RETRY_DELAY_SECONDS = 5;

const ORPHANS_AT_ONCE = 100;

/** Any constant will do; all processes must use the same. */
const SCHEMA_LOCK = 7_402_362;

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * The jobs as pg-boss keeps them, in its schema `pgboss`. Its own workers are not used: they complete a job apart from the
 * handler's effect and swallow what goes wrong in between, so that a kill doubles effects.
 *
 * Every queue has the policy `short`, one waiting job a key. `take` leaves a job alone while its key runs, and an
 * advisory lock decides when two processes take at the same moment. The policy `stately` would prevent two running ones by
 * an error of the fetch, which stops the whole queue while one key is busy.
 */
export class JobStore {
  private readonly boss: PgBoss;
  private readonly queues = new Map<string, Promise<void>>();
  private opened: Promise<unknown> | undefined;

  /**
   * @param orphanSeconds how long a job may be marked as running without its row being locked. Workers lock it within
   * milliseconds; this is for one that is paused in between.
   */
  constructor(
    private readonly database: JobDatabase,
    private readonly orphanSeconds: number,
  ) {
    this.boss = new PgBoss({
      db: database,
      // Waking up, expiry and cleaning are awaited by our own loops.
      supervise: false,
      schedule: false,
      // Finished jobs are moved out of the way of the queries; failed ones stay where a person finds them.
      archiveCompletedAfterSeconds: HOUR,
      archiveFailedAfterSeconds: 30 * DAY,
      deleteAfterDays: 90,
      // pg-boss drops jobs that waited longer, even if nobody was there to take them.
      retentionDays: 3650,
    });
    // Only its own timers emit errors, and they are off; calls reject.
    this.boss.on('error', () => undefined);
  }

  /** Creates the schema and the queue when they are missing. Not inside a transaction: others would wait for its end. */
  async open(name: string): Promise<void> {
    this.opened ??= this.boss.start().then(() => this.createRunningIndex());
    let queue = this.queues.get(name);
    if (queue === undefined) {
      queue = this.opened.then(() => this.createQueue(name));
      this.queues.set(name, queue);
    }
    try {
      await queue;
    } catch (error) {
      this.queues.delete(name);
      this.opened = undefined;
      throw error;
    }
  }

  /**
   * Two processes that create queues at the same moment would end in a deadlock: each has written to pg-boss's list of
   * queues and wants to lock that list for the foreign key of its new table.
   */
  private async createQueue(name: string): Promise<void> {
    await this.changeSchema(async (transaction) => {
      await new PgBoss({ db: bossDatabaseOf(transaction) }).createQueue(name, { name, policy: 'short' });
    });
  }

  /** Finds running jobs among the finished ones. */
  private async createRunningIndex(): Promise<void> {
    await this.changeSchema(async (transaction) => {
      await transaction.query(
        `create index if not exists job_running on pgboss.job (name, singleton_key) where state = 'active'`,
      );
    });
  }

  /** One of several starting processes at a time. */
  private async changeSchema(change: (transaction: TransactionHandle) => Promise<void>): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
      await change(transaction);
    });
  }

  async send(name: string, data: object, options: JobOptions, transaction?: TransactionHandle): Promise<string | null> {
    const id = randomUUID();
    return this.boss.send(name, data, {
      id,
      // The policy counts jobs without a key as having the same one.
      singletonKey: options.singletonKey ?? id,
      retryLimit: options.retryLimit ?? RETRY_LIMIT,
      retryDelay: options.retryDelaySeconds ?? RETRY_DELAY_SECONDS,
      retryBackoff: true,
      ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
      ...(transaction === undefined ? {} : { db: bossDatabaseOf(transaction) }),
    });
  }

  /**
   * Marks up to `count` due jobs as running and returns them. As boss.fetch does, but leaving those whose key is running
   * where they are, so that they keep their place as the one waiting job of the key; and with errors not swallowed.
   */
  async take(name: string, count: number): Promise<TakenJob[]> {
    const { rows } = await this.database.executeSql(
      `update pgboss.job job set
         state = 'active',
         started_on = now(),
         retry_count = case when job.started_on is null then job.retry_count else job.retry_count + 1 end
       from (
         select id from pgboss.job waiting
         where name = $1 and state < 'active' and start_after <= now()
           and not exists (
             select from pgboss.job running
             where running.name = $1 and running.state = 'active' and running.singleton_key = waiting.singleton_key)
         order by priority desc, created_on, id
         limit $2 for update skip locked
       ) due
       where job.name = $1 and job.id = due.id
       returning job.id, job.data, job.retry_count as attempt, job.singleton_key`,
      [name, count],
    );
    return (rows as { id: string; data: object; attempt: number; singleton_key: string }[]).map((row) => ({
      id: row.id,
      name,
      data: row.data,
      attempt: row.attempt,
      singletonKey: row.singleton_key,
    }));
  }

  /**
   * Locks the job's row and its key until the transaction ends, however it ends: that the row of a running job is not
   * locked is how others know that its worker has died.
   */
  async claim(job: TakenJob, transaction: TransactionHandle): Promise<Claim> {
    const rows = await transaction.query(
      `select from pgboss.job where name = $1 and id = $2 and state = 'active' and retry_count = $3 for update`,
      [job.name, job.id, job.attempt],
    );
    if (rows.length === 0) return 'gone';
    const [lock] = await transaction.query('select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as taken', [
      `${job.name}:${job.singletonKey}`,
    ]);
    return lock?.['taken'] === true ? 'ours' : 'key-busy';
  }

  async complete(job: TakenJob, transaction: TransactionHandle): Promise<void> {
    await this.boss.complete(job.name, job.id, {}, { db: bossDatabaseOf(transaction) });
  }

  /** Waits for its next attempt, or is kept as failed after the last one. Nothing happens when the job is complete. */
  async fail(job: Pick<TakenJob, 'name' | 'id'>, reason: object, transaction?: TransactionHandle): Promise<void> {
    await this.boss.fail(
      job.name,
      job.id,
      reason,
      transaction === undefined ? {} : { db: bossDatabaseOf(transaction) },
    );
  }

  /** Back to waiting, without counting as an attempt. `retry` is the waiting state that may hold several of a key. */
  async giveBack(job: TakenJob, delaySeconds: number): Promise<void> {
    await this.database.executeSql(
      `update pgboss.job set state = 'retry', started_on = null, start_after = now() + $4 * interval '1 second'
       where name = $1 and id = $2 and state = 'active' and retry_count = $3`,
      [job.name, job.id, job.attempt, delaySeconds],
    );
  }

  /** Fails the running jobs whose worker has died, so that they run again. @returns how many. */
  async failOrphans(names: readonly string[]): Promise<number> {
    return this.database.transaction(async (transaction) => {
      const orphans = await transaction.query(
        `select name, id from pgboss.job
         where name = any($1) and state = 'active' and started_on < now() - $2 * interval '1 second'
         limit $3 for update skip locked`,
        [names, this.orphanSeconds, ORPHANS_AT_ONCE],
      );
      for (const { name, id } of orphans as { name: string; id: string }[])
        await this.fail({ name, id }, { message: 'The process that ran this job ended' }, transaction);
      return orphans.length;
    });
  }

  /** Names of queues with waiting jobs that are not among `names`. */
  async unattended(names: readonly string[]): Promise<string[]> {
    const { rows } = await this.database.executeSql(
      `select distinct name from pgboss.job where state < 'active' and name <> all($1) order by name`,
      [names],
    );
    return rows.map((row) => String(row['name']));
  }

  /** Moves finished jobs to the archive and deletes old ones there. */
  async clean(): Promise<void> {
    await this.boss.maintain();
  }
}
