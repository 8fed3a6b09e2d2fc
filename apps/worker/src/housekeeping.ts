import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { schedule, type ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';

/** Something that is looked after from time to time. */
export interface Chore {
  /** Stands in logs: `removed sources`. */
  readonly name: string;
  /** Six fields, seconds first. */
  readonly cron: string;
  /** Done portion by portion; before each it asks whether to go on. */
  readonly work: (goesOn: () => boolean) => Promise<void>;
}

/** Does a chore by the clock until the application ends; any number of workers may do so at once. */
export class Housekeeping implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private ticker: ScheduledTask | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly chore: Chore,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { cron, name } = this.chore;
    this.ticker = schedule(cron, () => this.sweep(), { name, noOverlap: true });
  }

  async beforeApplicationShutdown(): Promise<void> {
    const ticker = this.ticker;
    this.ticker = null;
    await ticker?.destroy();
    await this.running;
  }

  private sweep(): Promise<void> {
    this.running = this.chore
      .work(() => this.ticker !== null)
      .catch((error: unknown) => {
        // The database is away: the next sweep goes on.
        const reason = error instanceof Error ? error.message : 'unknown';
        this.logger.warn({ error: reason }, `looking after ${this.chore.name} failed`);
      });
    return this.running;
  }
}
