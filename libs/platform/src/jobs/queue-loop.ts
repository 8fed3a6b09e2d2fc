import type { JobHandler } from '@earshot/domain';
import type { JobDatabase } from './job-database.js';
import type { JobLogger } from './job-logger.js';
import type { JobStore, TakenJob } from './job-store.js';
import { retryPauseMs } from './retry-pause.js';
import { runJob, type FinishedJob } from './run-job.js';

export interface LoopSettings {
  readonly concurrency: number;
  /** How often an idle queue is looked at. Milliseconds. */
  readonly idleMs: number;
  readonly timeLimitMs: number;
}

/** What a loop works with; shared by all loops of a process. */
export interface LoopSurroundings {
  readonly database: JobDatabase;
  readonly store: JobStore;
  readonly logger: JobLogger;
  readonly onFinished: (finished: FinishedJob) => void;
}

/** Takes and runs the jobs of one queue, up to `concurrency` at once, until it is stopped. A failure never ends it. */
export class QueueLoop {
  private readonly running = new Set<Promise<void>>();
  private readonly aborting = new AbortController();
  private stopped = false;
  private failures = 0;
  private wakeUp: () => void = () => undefined;
  private ended: Promise<void> | undefined;

  constructor(
    readonly name: string,
    private readonly handler: JobHandler<object>,
    private readonly settings: LoopSettings,
    private readonly surroundings: LoopSurroundings,
  ) {}

  start(): void {
    this.ended = this.loop();
  }

  /** Something may be due now. */
  wake(): void {
    this.wakeUp();
  }

  /** No job is taken any more; resolves when the running ones have ended. */
  async drain(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.ended;
    await Promise.all(this.running);
  }

  /** Asks the running handlers to end; their jobs wait again. */
  abort(reason: Error): void {
    this.aborting.abort(reason);
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      const free = this.settings.concurrency - this.running.size;
      const taken = free > 0 ? await this.take(free) : [];
      for (const job of taken) this.run(job);
      // A full batch suggests that more is waiting; otherwise the next look is after a pause, a wake-up or a finished job.
      if (taken.length === 0 || taken.length < free) await this.pause();
    }
  }

  private async take(free: number): Promise<TakenJob[]> {
    try {
      const taken = await this.surroundings.store.take(this.name, free);
      if (this.failures > 0) this.surroundings.logger.info({ queue: this.name }, 'Jobs are taken again');
      this.failures = 0;
      return taken;
    } catch (error) {
      this.failures += 1;
      if (this.failures === 1)
        this.surroundings.logger.error({ queue: this.name, err: error }, 'Jobs cannot be taken; trying again');
      return [];
    }
  }

  private run(job: TakenJob): void {
    const { database, store, logger, onFinished } = this.surroundings;
    const run = runJob(job, this.handler, {
      database,
      store,
      stopping: this.aborting.signal,
      timeLimitMs: this.settings.timeLimitMs,
    })
      .then((finished) => {
        const { outcome } = finished;
        if (outcome.kind === 'failed')
          logger.warn({ queue: job.name, jobId: job.id, attempt: job.attempt, err: outcome.error }, 'A job failed');
        onFinished(finished);
      })
      .catch((error: unknown) => {
        logger.error(
          { queue: job.name, jobId: job.id, err: error },
          'The outcome of a job could not be stored; it will run again',
        );
      })
      .finally(() => {
        this.running.delete(run);
        this.wake();
      });
    this.running.add(run);
  }

  private async pause(): Promise<void> {
    const pauseMs = this.failures > 0 ? retryPauseMs(this.failures) : this.settings.idleMs;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.stopped) this.wakeUp();
    });
  }
}
