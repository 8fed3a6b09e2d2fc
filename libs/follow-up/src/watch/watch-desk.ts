import {
  dueAt,
  type Clock,
  type EarlySignKind,
  type WatchedSource,
  type WatchStore,
  type WorkingCalendar,
} from '@earshot/domain';
import { isSignDue, signPeriod } from './sign-due.js';

/** Working days within which somebody looks at an early sign. */
export const WATCH_WORKING_DAYS = 2;

/** Of one sign in one source at one look; the next look takes the rest. */
const AT_ONCE = 200;
/** News are looked at every minute; a look that was missed or delayed leaves them to the next. Milliseconds. */
const NEWS_MS = 5 * 60_000;
/** Tasks that are looked at for whether their sign still stands. */
const SETTLED_AT_ONCE = 1_000;

/**
 * Looks for early signs in the sources where a house has asked for it, and withdraws those that are none any more. Any
 * number of workers may look: a sign is opened once by its key.
 */
export class WatchDesk {
  constructor(
    private readonly store: WatchStore,
    private readonly calendar: () => Promise<WorkingCalendar>,
    private readonly clock: Clock,
  ) {}

  /** Resolves to the number of signs that were found. */
  async look(): Promise<number> {
    return this.lookIn(await this.store.watched());
  }

  /** As `look`, only in sources that have just been read or whose settings have just changed. */
  async lookAtNews(): Promise<number> {
    return this.lookIn(await this.store.watchedWithNews(new Date(this.clock.now().getTime() - NEWS_MS)));
  }

  /** Resolves to the number of signs that were withdrawn. */
  settle(): Promise<number> {
    return this.store.settle(this.clock.now(), SETTLED_AT_ONCE);
  }

  private async lookIn(sources: readonly WatchedSource[]): Promise<number> {
    if (sources.length === 0) return 0;
    const calendar = await this.calendar();
    let found = 0;
    for (const source of sources) {
      found += await this.lookFor('no_reply', source, source.watch.noReplyDays, calendar);
      found += await this.lookFor('unanswered', source, source.watch.unansweredDays, calendar);
    }
    return found;
  }

  private async lookFor(
    kind: EarlySignKind,
    source: WatchedSource,
    days: number | undefined,
    calendar: WorkingCalendar,
  ): Promise<number> {
    if (days === undefined) return 0;
    const now = this.clock.now();
    const candidates = await this.store.candidates(kind, source.id, signPeriod(days, now), AT_ONCE);
    let found = 0;
    for (const sign of candidates.filter(({ since }) => isSignDue(since, days, calendar, now))) {
      if (await this.store.open(sign, now, dueAt(now, WATCH_WORKING_DAYS, calendar).dueAt)) found += 1;
    }
    return found;
  }
}
