import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { SourceBook } from '@earshot/domain';
import { schedule, type ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';

/** Messages that go in one transaction. */
const PORTION = 2_000;

/**
 * Deletes what removed sources have left, portion by portion, and closes quarantined items that a backfill could read; any
 * number of workers may do so at once.
 */
export class SourceHousekeeping implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private ticker: ScheduledTask | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly book: SourceBook,
    private readonly settle: () => Promise<number>,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker = schedule('25 * * * * *', () => this.sweep(), { name: 'removed sources', noOverlap: true });
  }

  async beforeApplicationShutdown(): Promise<void> {
    const ticker = this.ticker;
    this.ticker = null;
    await ticker?.destroy();
    await this.running;
  }

  private sweep(): Promise<void> {
    this.running = this.keepHouse().catch((error: unknown) => {
      // The database is away: the next sweep goes on.
      const reason = error instanceof Error ? error.message : 'unknown';
      this.logger.warn({ error: reason }, 'looking after removed sources and quarantine failed');
    });
    return this.running;
  }

  private async keepHouse(): Promise<void> {
    while (this.ticker !== null && (await this.book.purge(PORTION)));
    while (this.ticker !== null && (await this.settle()) > 0);
  }
}
