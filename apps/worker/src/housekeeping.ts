import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Turns } from './turns.js';

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
  private readonly turns: Turns;

  constructor(
    private readonly chore: Chore,
    private readonly logger: Logger,
  ) {
    this.turns = new Turns(chore.name, () => this.sweep(), logger);
  }

  onApplicationBootstrap(): void {
    this.turns.start(this.chore.cron);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.turns.stop();
  }

  private sweep(): Promise<void> {
    return this.chore
      .work(() => this.turns.areOn)
      .catch((error: unknown) => {
        // The database is away: the next sweep goes on.
        const reason = error instanceof Error ? error.message : 'unknown';
        this.logger.warn({ error: reason }, `looking after ${this.chore.name} failed`);
      });
  }
}
