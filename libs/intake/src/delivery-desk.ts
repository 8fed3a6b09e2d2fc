import type { Connector, Page } from '@earshot/connector-kit';
import {
  Conflict,
  isPausedByPerson,
  type Clock,
  type PollBook,
  type PollLedger,
  type SourceToPoll,
} from '@earshot/domain';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { OpenConnector, SourcePoller } from './poll-source.js';
import { readAhead } from './read-ahead.js';

/** Deliveries to one source are stored one after the other; one that waits longer is sent away to come again. */
const LONGEST_WAIT_MS = 10_000;
const RETRY_MS = 40;

/** Another delivery is being stored, or the database went away: nothing of this one is lost when it is sent again. */
export class TryAgainLater extends Error {
  override readonly name = 'TryAgainLater';
}

/** Pages that are brought to us: from another system, a form, a file or a person's hand. */
export type BroughtPages = AsyncIterable<Page<unknown>>;

/**
 * Stores what is brought to a source just as a poll stores what it reads: under the source's lease, page by page, in the
 * transaction that keeps the ledger.
 */
export class DeliveryDesk {
  private readonly holder = `delivery:${randomUUID()}`;

  constructor(
    private readonly pollerOf: (open: OpenConnector) => SourcePoller,
    private readonly book: PollBook,
    private readonly clock: Clock,
    private readonly leaseMs: number,
  ) {}

  /**
   * What the pages came to; `Page.cursor` is of no account: where the source stands in its own reading stays.
   *
   * @param isPolled the source is also asked for news, and nothing that is brought says how that goes
   * @throws NotFound; Conflict when a person paused the source; TryAgainLater; whatever reading the pages throws
   */
  async deliver(sourceId: string, pages: BroughtPages, signal: AbortSignal, isPolled = false): Promise<PollLedger> {
    const holder = `${this.holder}:${randomUUID()}`;
    const source = await this.claim(sourceId, holder, signal);
    const poller = this.pollerOf(() => connectorOf(pages));
    const { outcome, error, ledger } = await poller.poll(source, holder, signal, isPolled ? 'delivery' : 'source');
    if (outcome === 'failed') throw error;
    signal.throwIfAborted();
    if (outcome === 'interrupted') throw new TryAgainLater('What was sent could not be stored now; send it again');
    return ledger;
  }

  private async claim(sourceId: string, holder: string, signal: AbortSignal): Promise<SourceToPoll> {
    const giveUpAt = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      if (isPausedByPerson(await this.book.find(sourceId)))
        throw new Conflict('The source is paused; nothing is taken until it is resumed');
      const now = this.clock.now();
      const source = await this.book.claim(sourceId, holder, now, new Date(now.getTime() + this.leaseMs));
      if (source !== null) return source;
      if (performance.now() > giveUpAt) throw new TryAgainLater('The source is busy; send it again in a while');
      // Those who wait do not ask in step.
      await pause(RETRY_MS * (0.5 + Math.random()), undefined, { signal });
    }
  }
}

function connectorOf(pages: BroughtPages): Connector<unknown> {
  return {
    verify: () => Promise.resolve({ summary: 'brought to us', warnings: [], preview: [] }),
    poll: (from) => standingAt(from, pages),
    close: () => Promise.resolve(),
  };
}

async function* standingAt(cursor: unknown, pages: BroughtPages): BroughtPages {
  for await (const page of readAhead(pages)) yield { ...page, cursor };
}
