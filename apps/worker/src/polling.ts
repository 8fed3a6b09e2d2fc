import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import type { ConnectorLogger } from '@earshot/connector-kit';
import type { Clock, PollBook, SourceToPoll } from '@earshot/domain';
import type { PollReport, SourcePoller } from '@earshot/intake';
import { ReadingLanes } from './reading-lanes.js';
import { Turns } from './turns.js';

export interface PollingSettings {
  readonly tickSeconds: number;
  readonly concurrency: number;
  readonly leaseMs: number;
  /** After how long a reading is slow; see `ReadingLanes`. */
  readonly patienceMs?: number;
}

/**
 * Reads the sources that are due. The timer is dumb: it only asks the database, and any number of workers may ask at
 * once, because claiming a source and skipping claimed ones is one statement. A source that turns out to be slow leaves
 * its place to the next (`ReadingLanes`) and delays no other.
 */
export class Polling {
  readonly holder = `${hostname()}:${process.pid}:${randomUUID()}`;
  private readonly running = new Map<string, Promise<unknown>>();
  private readonly lanes: ReadingLanes;
  private readonly stopping = new AbortController();
  private readonly turns: Turns;
  private asking: Promise<void> = Promise.resolve();

  constructor(
    private readonly poller: SourcePoller,
    private readonly book: PollBook,
    private readonly clock: Clock,
    private readonly settings: PollingSettings,
    private readonly logger: ConnectorLogger,
  ) {
    this.lanes = new ReadingLanes(settings.concurrency, () => void this.tick(), settings.patienceMs);
    this.turns = new Turns('polling', () => this.tick(), logger);
  }

  start(): void {
    const everyTick =
      this.settings.tickSeconds < 60
        ? `*/${this.settings.tickSeconds} * * * * *`
        : `*/${Math.round(this.settings.tickSeconds / 60)} * * * *`;
    this.turns.start(everyTick);
    void this.tick();
  }

  /** Claims what is due, as far as there is room, and starts reading it. Never rejects. */
  tick(): Promise<void> {
    this.asking = this.asking.then(() => this.claimDue());
    return this.asking;
  }

  /**
   * Reads one source now, due or not.
   * @returns null when another worker is reading it at this moment
   * @throws NotFound
   */
  async pollNow(sourceId: string): Promise<PollReport | null> {
    const source = await this.book.claim(sourceId, this.holder, this.clock.now(), this.leaseEnd());
    return source === null ? null : this.run(source);
  }

  /** Stops asking, waits for what is being read up to the limit, then breaks it off. What was stored stays. */
  async stop(drainLimitMs: number): Promise<void> {
    const limit = setTimeout(() => this.stopping.abort(new Error('the worker is stopping')), drainLimitMs);
    await this.turns.stop();
    await this.asking;
    await Promise.allSettled(this.running.values());
    clearTimeout(limit);
    this.stopping.abort(new Error('the worker is stopping'));
  }

  private async claimDue(): Promise<void> {
    const { room } = this.lanes;
    if (room <= 0 || !this.turns.areOn) return;
    try {
      const sources = await this.book.claimDue(this.holder, this.clock.now(), this.leaseEnd(), room);
      for (const source of sources) void this.run(source).then(() => this.tick());
    } catch (error) {
      // The database is away: the next tick asks again.
      this.logger.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'asking for due sources failed');
    }
  }

  /** Never rejects but for the caller's sake: a poll whose own record cannot be written is reported as failed. */
  private run(source: SourceToPoll): Promise<PollReport> {
    const poll = this.poller.poll(source, this.holder, this.stopping.signal).catch((error: unknown): PollReport => {
      this.logger.warn(
        { sourceId: source.id, error: error instanceof Error ? error.name : 'unknown' },
        'a poll was lost',
      );
      return { outcome: 'failed', error, ledger: { seen: 0, stored: 0, duplicate: 0, skipped: {}, quarantined: 0 } };
    });
    this.running.set(source.id, poll);
    this.lanes.enter(source.id);
    return poll.finally(() => {
      this.running.delete(source.id);
      this.lanes.leave(source.id);
    });
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + this.settings.leaseMs);
  }
}
