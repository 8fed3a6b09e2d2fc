import type { Clock, HandOnMail, SpikeStore } from '@earshot/domain';
import { episodeChanges } from './episodes.js';
import { unusualRise, WEEKS } from './unusual-rise.js';
import { weeklyWindows } from './weekly-windows.js';
import { wordSeries } from './word-series.js';

/** Short enough to be told the same day, long enough to hold a few messages. Hours. */
export const WINDOW_HOURS = 6;
/** An episode that is not seen for this long is over; what comes then is another. Milliseconds. */
const QUIET_MS = 12 * 3_600_000;
/** Looks for an unusual rise of unhappy messages by source, topic and word. Any number of workers may look at any time. */
export class SpikeDesk {
  /** @param houseZone the clock by which hours of different weeks are the same, IANA */
  constructor(
    private readonly store: SpikeStore,
    private readonly houseZone: string,
    private readonly clock: Clock,
    private readonly mail: HandOnMail | null,
  ) {}

  /** Resolves to the number of new episodes, each told once. */
  async look(): Promise<number> {
    const now = this.clock.now();
    const windows = weeklyWindows(now, WINDOW_HOURS, WEEKS, this.houseZone);
    const counted = await this.store.series(windows, WINDOW_HOURS);
    const known = Math.max(0, ...counted.map(({ before }) => before.length));
    const said = wordSeries(await this.store.texts(windows.slice(0, known + 1)), WINDOW_HOURS, known);
    const rises = [...counted, ...said].map(unusualRise).filter((rise) => rise !== null);
    const quietSince = new Date(now.getTime() - QUIET_MS);
    return this.store.keep((running) => episodeChanges(rises, running), now, quietSince, this.mail);
  }
}
