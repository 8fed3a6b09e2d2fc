import { Conflict } from '@earshot/domain';
import { schedule, type ScheduledTask } from 'node-cron';

/** Something that is done by itself, again and again, by any number of workers. */
export interface Sweep {
  readonly name: string;
  /** For node-cron, with seconds. */
  readonly cron: string;
  /** Begun again while it still runs; what it does shares out the work by itself. Default false. */
  readonly overlapping?: boolean;
  /** Also done at start and when messages have come in. */
  readonly eager: boolean;
  /** Resolves to the number of things that it did, for the log. */
  readonly run: () => Promise<number>;
}

export interface SweepLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/**
 * Looks at deadlines and early signs at regular times. The timer is dumb: each sweep asks the database what is due, and a
 * sweep that fails (the database is away) is made up for by the next one.
 */
export class FollowUpSweeps {
  private tickers: ScheduledTask[] = [];
  private readonly running = new Map<Sweep, Promise<void>>();

  constructor(
    private readonly sweeps: readonly Sweep[],
    private readonly logger: SweepLogger,
  ) {}

  start(): void {
    this.tickers = this.sweeps.map((sweep) =>
      // The timer's own warnings of turns that overlap or are missed are switched off: `once` decides about the first, the
      // next turn makes up for the second.
      schedule(sweep.cron, () => this.once(sweep), { name: sweep.name, suppressMissedWarning: true }),
    );
    this.wake();
  }

  /** New messages have opened tasks: their first look need not wait for the timer. Costs one index probe. */
  wake(): void {
    if (this.tickers.length === 0) return;
    for (const sweep of this.sweeps.filter(({ eager }) => eager)) void this.once(sweep);
  }

  /** Waits for the sweep that runs: it is over in seconds. Idempotent. */
  async stop(): Promise<void> {
    const tickers = this.tickers;
    this.tickers = [];
    for (const ticker of tickers) await ticker.destroy();
    await Promise.all(this.running.values());
  }

  /** Never rejects. Asked while it runs, it is not run twice, unless it overlaps. */
  private once(sweep: Sweep): Promise<void> {
    const running = this.running.get(sweep);
    if (running !== undefined && sweep.overlapping !== true) return running;
    const all = Promise.all([running, this.run(sweep)]).then(() => {
      if (this.running.get(sweep) === all) this.running.delete(sweep);
    });
    this.running.set(sweep, all);
    return all;
  }

  private async run({ name, run }: Sweep): Promise<void> {
    try {
      const count = await run();
      if (count > 0) this.logger.info({ sweep: name, count }, 'a sweep has found something');
    } catch (error) {
      if (error instanceof Conflict) return;
      this.logger.warn({ sweep: name, error: error instanceof Error ? error.message : 'unknown' }, 'a sweep failed');
    }
  }
}
