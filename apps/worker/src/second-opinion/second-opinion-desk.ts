import type { Clock, JobQueue, SecondOpinionStore } from '@earshot/domain';
import { OpinionRequests, registerSecondOpinions, SecondOpinions, type OpenClassifier } from '@earshot/second-opinion';
import type { Logger } from 'pino';
import type { SecondOpinionSetup } from './second-opinion-setup.js';
import { ThreadClassifier } from './thread-classifier.js';

/** How soon a message is asked about after it was stored. */
const LOOK_EVERY_MS = 15_000;

export interface SecondOpinionPorts {
  readonly secondOpinions: SecondOpinionStore;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Asks another model about stored messages, by jobs and in a thread of its own. */
export class SecondOpinionDesk {
  private readonly opinions: SecondOpinions;
  private readonly requests: OpinionRequests;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    { opinions, load }: SecondOpinionSetup,
    private readonly ports: SecondOpinionPorts,
    open: OpenClassifier = () => ThreadClassifier.open(load),
  ) {
    const { secondOpinions, queue, clock } = ports;
    this.opinions = new SecondOpinions(secondOpinions, open, opinions, clock);
    this.requests = new OpinionRequests(secondOpinions, queue, opinions, clock);
  }

  /** Before the queue starts. */
  register(): void {
    registerSecondOpinions(this.ports.queue, this.opinions, this.ports.clock);
  }

  start(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.look();
  }

  /** No job is asked for any more. */
  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await this.looking;
  }

  /** After the queue has stopped: ends the thread. */
  async close(): Promise<void> {
    await this.opinions.close();
  }

  private look(): void {
    this.looking = this.looking
      .then(() => this.requests.requestForNews())
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : 'unknown';
        this.ports.logger.warn({ error: reason }, 'looking for messages that need a second opinion failed');
      });
  }
}
