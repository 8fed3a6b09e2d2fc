import { setTimeout as pause } from 'node:timers/promises';
import type { SeededRandom } from './seeded-random.js';

const AGAIN_MS = 500;
/** Longer than a delivery waits for its turn at the source. */
const PATIENCE_MS = 15_000;

/** One attempt. @returns whether the API says that it has taken what was sent */
export type Attempt = (signal: AbortSignal) => Promise<boolean>;

/**
 * Sends to the API, one after the other, each again until it was taken. Answers get lost on the way, so that some are sent
 * again though they were taken.
 */
export class PatientSender {
  private readonly stopped = new AbortController();
  private sending = Promise.resolve();

  constructor(private readonly random: SeededRandom) {}

  send(attempt: Attempt): void {
    this.sending = this.sending.then(() => this.untilHeard(attempt));
  }

  /** What was not taken by now is given up. */
  stop(): Promise<void> {
    this.stopped.abort();
    return this.sending;
  }

  private async untilHeard(attempt: Attempt): Promise<void> {
    const { signal } = this.stopped;
    let isHeard = false;
    while (!isHeard && !signal.aborted) {
      // The API is killed now and then, in the middle of a delivery as well.
      const isTaken = await attempt(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])).catch(() => false);
      isHeard = isTaken && this.random.below(4) > 0;
      if (!isHeard) await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
