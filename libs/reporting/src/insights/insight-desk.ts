import {
  isZone,
  parseCivilDay,
  isoDay,
  startOfDay,
  wallClock,
  workingMinutesBetween,
  type Clock,
  type InsightStore,
  type InsightZone,
  type Policy,
  type ZoneDay,
} from '@earshot/domain';

/** Days of a zone that one transaction counts for the first time. */
const FIRST_DAYS = 10;
/** Marks that one transaction takes. Each may be of another day: some seconds of work at most. */
const MARKS = 50;
const CASES = 500;
/** One look ends after so many transactions; the next goes on. */
const ROUNDS = 500;

const HOUR_MS = 3_600_000;

/**
 * Keeps the figures ready: counts the days of every zone that somebody reads in, and what has changed since. The marks of
 * what changed are in the database, so that any number of workers may look at any time, and a kill loses nothing.
 */
export class InsightDesk {
  /** @param houseZone is kept also when nobody reads in it */
  constructor(
    private readonly store: InsightStore,
    private readonly policy: () => Promise<Policy>,
    private readonly houseZone: string,
    private readonly clock: Clock,
  ) {}

  /** Brings everything up to date. Resolves to the number of marks that were taken; 0 while another worker counts. */
  async tick(): Promise<number> {
    const begun = this.clock.now();
    const policy = await this.policy();
    const zones = await this.zones();
    const names = zones.map(({ zone }) => zone);
    for (const zone of zones) if ((await this.countFirst(zone, begun)) === 'busy') return 0;
    const messages = await untilNone(MARKS, () => this.store.recount(MARKS, (hours) => daysOfHours(hours, names)));
    const cases = await untilNone(CASES, () =>
      this.store.refreshCases(CASES, ({ startedAt, answeredAt, calendar }) =>
        workingMinutesBetween(startedAt, answeredAt, policy.calendar(calendar)),
      ),
    );
    if (messages === null || cases === null) return 0;
    await this.store.complete(begun);
    return messages + cases;
  }

  private async zones(): Promise<readonly InsightZone[]> {
    const read = await this.store.readersZones();
    return this.store.addZones([...new Set([this.houseZone, ...read])].filter(isZone));
  }

  private async countFirst({ zone, countFrom }: InsightZone, now: Date): Promise<'done' | 'busy'> {
    const today = wallClock(now, zone).day;
    for (let day = countFrom === null ? null : parseCivilDay(countFrom); day !== null;) {
      // What was written ahead of our clock is counted when its day is marked.
      const next = Math.min(day + FIRST_DAYS, today + 1);
      const days = Array.from({ length: Math.max(0, next - day) }, (_, i) => zoneDay(zone, (day as number) + i));
      const outcome = await this.store.countFirst(days, zone, next > today ? null : isoDay(next));
      if (outcome === 'busy') return 'busy';
      day = next > today ? null : next;
    }
    return 'done';
  }
}

/** The local days that the hours from these instants on touch. */
export function daysOfHours(hours: readonly Date[], zones: readonly string[]): ZoneDay[] {
  return zones.flatMap((zone) => {
    const days = hours.flatMap((hour) => [
      wallClock(hour, zone).day,
      wallClock(new Date(hour.getTime() + HOUR_MS - 1), zone).day,
    ]);
    return [...new Set(days)].sort((a, b) => a - b).map((day) => zoneDay(zone, day));
  });
}

function zoneDay(zone: string, day: number): ZoneDay {
  return { zone, day: isoDay(day), from: startOfDay(day, zone), to: startOfDay(day + 1, zone) };
}

/** The sum of what was taken; `null` when another worker is at it. */
async function untilNone(full: number, take: () => Promise<number | 'busy'>): Promise<number | null> {
  let sum = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const taken = await take();
    if (taken === 'busy') return null;
    sum += taken;
    if (taken < full) return sum;
  }
  return null;
}
