import type { Connector, ConnectorLogger } from '@earshot/connector-kit';
import type { PollBook, SourceToPoll, WatchLocks } from '@earshot/domain';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * How often the list of sources is compared with what is watched. The locks of a worker that died or hangs are free within
 * 15 seconds (`WatchLocks`), so that its streams are taken over within 25.
 */
const COMPARE_EVERY_MS = 10_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** While a source is being read, news wait for the end of that poll in steps of this. */
const BUSY_RETRY_MS = 250;

interface Watch {
  /** What was configured when it began; a change begins it anew. */
  readonly configured: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Holds the long streams of the sources that can push, each by exactly one worker, and polls a source the moment its
 * stream says that something is new. A stream that dies is opened again with growing pauses; the scheduled poll goes on
 * in any case, because streams are known to die without saying so.
 */
export class Watching {
  private readonly watches = new Map<string, Watch>();
  private timer: NodeJS.Timeout | null = null;
  private comparing: Promise<void> = Promise.resolve();

  constructor(
    private readonly kinds: readonly string[],
    private readonly open: (source: SourceToPoll) => Connector<unknown>,
    private readonly pollNow: (sourceId: string) => Promise<unknown>,
    private readonly book: PollBook,
    private readonly locks: WatchLocks,
    private readonly logger: ConnectorLogger,
  ) {}

  start(): void {
    this.locks.onLost(() => void this.endAll());
    this.timer = setInterval(() => this.compare(), COMPARE_EVERY_MS);
    this.compare();
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await this.comparing;
    await this.endAll();
    await this.locks.close();
  }

  private compare(): void {
    this.comparing = this.comparing
      .then(() => this.compareOnce())
      .catch((error: unknown) => {
        this.logger.warn(
          { error: error instanceof Error ? error.message : 'unknown' },
          'looking for sources to watch failed',
        );
      });
  }

  private async compareOnce(): Promise<void> {
    const sources = new Map((await this.book.active(this.kinds)).map((source) => [source.id, source]));
    for (const [id, watch] of this.watches) {
      const source = sources.get(id);
      if (source === undefined || fingerprint(source) !== watch.configured) await this.end(id, watch);
    }
    for (const source of sources.values()) {
      if (this.timer === null) return;
      if (!this.watches.has(source.id) && (await this.locks.tryAcquire(source.id))) this.begin(source);
    }
  }

  private begin(source: SourceToPoll): void {
    const stop = new AbortController();
    const ended = this.watch(source.id, stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) this.logger.warn({ sourceId: source.id, error: nameOf(error) }, 'watching ended');
    });
    this.watches.set(source.id, { configured: fingerprint(source), stop, ended });
  }

  private async watch(sourceId: string, signal: AbortSignal): Promise<void> {
    let failures = 0;
    let isFirst = true;
    while (!signal.aborted) {
      const connector = this.open(await this.book.find(sourceId));
      try {
        if (connector.watch === undefined) return;
        for (;;) {
          const news = connector.watch(signal);
          // What came while nobody held the stream was told to nobody.
          await Promise.all([news, isFirst ? this.pollSoon(sourceId, signal) : null]);
          isFirst = false;
          if (signal.aborted) return;
          failures = 0;
          await this.pollSoon(sourceId, signal);
        }
      } catch (error) {
        if (signal.aborted) return;
        isFirst = false;
        failures += 1;
        if (failures === 1) this.logger.info({ sourceId, error: nameOf(error) }, 'the stream of a source ended');
      } finally {
        await connector.close().catch(() => undefined);
      }
      await pause(Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10), LONGEST_RETRY_MS), undefined, { signal });
    }
  }

  /** News that come during a poll may have been missed by it, so they are worth another. */
  private async pollSoon(sourceId: string, signal: AbortSignal): Promise<void> {
    while ((await this.pollNow(sourceId)) === null) await pause(BUSY_RETRY_MS, undefined, { signal });
  }

  private async endAll(): Promise<void> {
    await Promise.all([...this.watches].map(([id, watch]) => this.end(id, watch)));
  }

  private async end(id: string, watch: Watch): Promise<void> {
    this.watches.delete(id);
    watch.stop.abort(new Error('watching was stopped'));
    await watch.ended;
    await this.locks.release(id);
  }
}

/** Secrets are left out: they change by themselves when the other side renews a token, and are read anew at each opening. */
function fingerprint(source: SourceToPoll): string {
  return JSON.stringify([source.kind, source.options]);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}${'kind' in error ? `:${String(error.kind)}` : ''}` : typeof error;
}
