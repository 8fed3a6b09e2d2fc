import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ChangeEvent } from '@earshot/contracts';
import { ChangeListener, ChangeLog } from '@earshot/persistence';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { everythingChanged, mergeChanges } from './merge-changes.js';

/** Changes that come within this time leave as one event. */
const GATHER_MS = 50;
/** How often the log is read in case a notification was lost. */
const FALLBACK_POLL_MS = 5_000;
/** Somebody who missed more changes than this is told that everything changed. */
const MOST_MISSED = 2_000;
/** What this process reads of the log at a time: ids only, and with their overlap the same ones several times. */
const MOST_READ = 50_000;

/**
 * What changes in the database, by any process, as events for everybody who is connected to this one. The notification is
 * the fast way, the log the sure one: it is read after every reconnection and every few seconds.
 */
@Injectable()
export class ChangeFeed implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly readers = new Set<(event: ChangeEvent) => void>();
  /** Recently delivered ids: the log is read with an overlap, and what was told is not told again. */
  private delivered = new Set<string>();
  private announced = new Set<string>();
  private newest = '0';
  private gathering: NodeJS.Timeout | null = null;
  private polling: NodeJS.Timeout | null = null;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly listener: ChangeListener,
    private readonly log: ChangeLog,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.newest = await this.log.latestId();
    this.listener.listen({
      changed: (id) => this.announce(id),
      connected: () => this.inTurn(() => this.readLog()),
      lost: (error) => this.settings.logger.warn({ err: error }, 'the change notifications are lost; reconnecting'),
    });
    this.polling = setInterval(() => this.inTurn(() => this.readLog()), FALLBACK_POLL_MS);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.polling !== null) clearInterval(this.polling);
    if (this.gathering !== null) clearTimeout(this.gathering);
    await this.listener.close();
    await this.working;
  }

  /** Returns what ends the subscription. */
  subscribe(reader: (event: ChangeEvent) => void): () => void {
    this.readers.add(reader);
    return () => this.readers.delete(reader);
  }

  /** What somebody may have missed who saw `lastId` last; `null`: nobody was there before. */
  async missedSince(lastId: string | null): Promise<{ missed: ChangeEvent[]; resumeFrom: string }> {
    const resumeFrom = await this.log.latestId();
    if (lastId === null) return { missed: [], resumeFrom };
    const { known, ids } = await this.log.idsSince(lastId, MOST_MISSED);
    if (!known || ids.length > MOST_MISSED) return { missed: [everythingChanged(resumeFrom)], resumeFrom };
    const event = mergeChanges(await this.log.byIds(ids));
    return { missed: event === null ? [] : [event], resumeFrom };
  }

  private announce(id: string): void {
    this.announced.add(id);
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.inTurn(() => this.deliverAnnounced());
    }, GATHER_MS);
  }

  private async deliverAnnounced(): Promise<void> {
    const ids = [...this.announced];
    this.announced = new Set();
    await this.deliver(ids);
  }

  private async readLog(): Promise<void> {
    const { known, ids } = await this.log.idsSince(this.newest, MOST_READ);
    if (!known || ids.length > MOST_READ) {
      this.newest = await this.log.latestId();
      this.delivered = new Set(ids);
      this.tell(everythingChanged(this.newest));
    } else {
      await this.deliver(ids);
      // What the overlap no longer reaches need not be remembered.
      this.delivered = new Set(ids);
    }
  }

  private async deliver(ids: readonly string[]): Promise<void> {
    const unknown = ids.filter((id) => !this.delivered.has(id) && id !== this.newest);
    if (unknown.length === 0) return;
    const event = mergeChanges(await this.log.byIds(unknown));
    if (event === null) return;
    for (const id of unknown) this.delivered.add(id);
    if (BigInt(event.id) > BigInt(this.newest)) {
      this.delivered.add(this.newest);
      this.newest = event.id;
    }
    this.tell(event);
  }

  private tell(event: ChangeEvent): void {
    for (const reader of this.readers) reader(event);
  }

  /** One after the other, so that nothing is read twice; a failure is logged and made good by the next reading. */
  private inTurn(work: () => Promise<void>): void {
    this.working = this.working.then(work).catch((error: unknown) => {
      this.settings.logger.warn({ err: error }, 'the change log could not be read; it is read again soon');
    });
  }
}
