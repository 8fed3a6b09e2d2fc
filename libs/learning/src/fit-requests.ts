import type { Clock, JobQueue, OverlayStore, TransactionHandle } from '@earshot/domain';
import type { OverlayFitting } from './fit-overlays.js';
import { FEWEST_LESSONS } from './what-to-fit.js';

export const FIT_OVERLAY = 'fit-overlay';

/** Whoever gives one verdict gives more: one fit for all of them. Milliseconds. */
const GATHER_MS = 15_000;

/** At most one fit waits, whoever asks and however often. */
export class FitRequests {
  constructor(
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly gatherMs: number = GATHER_MS,
  ) {}

  /** Inside the transaction that stores a verdict. */
  async request(transaction?: TransactionHandle): Promise<void> {
    const startAfter = new Date(this.clock.now().getTime() + this.gatherMs);
    await this.queue.send(FIT_OVERLAY, {}, { singletonKey: FIT_OVERLAY, startAfter }, transaction);
  }

  /**
   * Asked now and then: for verdicts that came another way, or whose transaction committed after the fit it had asked
   * for had begun.
   */
  async requestForNews(store: OverlayStore): Promise<void> {
    if (await store.hasNews(FEWEST_LESSONS)) await this.request();
  }
}

/** Does the requests; the overlay and the job's completion are one transaction. */
export function registerFitting(queue: JobQueue, fitting: OverlayFitting): void {
  queue.handle(FIT_OVERLAY, async (_job, transaction, signal) => {
    await fitting.fit(transaction, { signal });
  });
}
