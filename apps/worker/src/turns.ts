import { schedule, type ScheduledTask } from 'node-cron';

/** Where it is noted that something took long. */
export interface TurnLogger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/**
 * Does something by the clock, one turn at a time. A turn that comes while the one before is at work is passed over: what is
 * left is done by the next. That something takes so long is noted once, however many turns pass.
 */
export class Turns {
  private ticker: ScheduledTask | null = null;
  private running: Promise<void> | null = null;
  private isNoted = false;

  /**
   * @param name stands in logs
   * @param work never rejects
   */
  constructor(
    private readonly name: string,
    private readonly work: () => Promise<void>,
    private readonly logger: TurnLogger,
  ) {}

  /** Between `start` and `stop`. */
  get areOn(): boolean {
    return this.ticker !== null;
  }

  /** @param cron five fields, or six with seconds first */
  start(cron: string): void {
    // The timer would warn of each turn that overlaps or is missed: `take` notes the first, the next turn makes up for the
    // second.
    this.ticker = schedule(cron, () => this.take(), { name: this.name, suppressMissedWarning: true });
  }

  /** One turn, or the one that is at work. Never rejects. */
  take(): Promise<void> {
    if (this.running !== null) {
      this.note();
      return this.running;
    }
    this.isNoted = false;
    this.running = this.work().finally(() => (this.running = null));
    return this.running;
  }

  /** Waits for the turn that is at work. Idempotent. */
  async stop(): Promise<void> {
    const { ticker } = this;
    this.ticker = null;
    await ticker?.destroy();
    await this.running;
  }

  private note(): void {
    if (this.isNoted) return;
    this.isNoted = true;
    this.logger.info({ turns: this.name }, 'still at work when the next turn came, which is passed over');
  }
}
