import type { InsightSpan } from '../insight-period.js';

/** A local day of a zone that is to be counted. */
export interface ZoneDay extends InsightSpan {
  readonly zone: string;
}

export interface InsightZone {
  readonly zone: string;
  /** Days from here on have not been counted for the first time, `YYYY-MM-DD`; `null` when all have. */
  readonly countFrom: string | null;
}

/** A first answer whose length in working time is to be counted. */
export interface AnsweredClock {
  readonly startedAt: Date;
  readonly answeredAt: Date;
  /** The calendar it was promised by. */
  readonly calendar: string;
}

/**
 * What is kept ready for the figures, and the marks of what must be counted anew. Each method is one transaction; of
 * several workers one counts at a time, to the others it answers `'busy'`.
 */
export abstract class InsightStore {
  /** Adds the zones that are new, to be counted from the day of the first message on. Resolves to all. */
  abstract addZones(zones: readonly string[]): Promise<readonly InsightZone[]>;
  /** The zones of everybody who may sign in, and of their digests. */
  abstract readersZones(): Promise<readonly string[]>;
  /** Counts days of a zone for the first time; `countFrom` is the day to go on from, `null` when it was the last. */
  abstract countFirst(days: readonly ZoneDay[], zone: string, countFrom: string | null): Promise<'done' | 'busy'>;
  /** Takes up to `limit` marks and counts the days anew that `daysOf` names for their hours. Resolves to how many. */
  abstract recount(limit: number, daysOf: (hours: readonly Date[]) => readonly ZoneDay[]): Promise<number | 'busy'>;
  /** Takes up to `limit` marks of cases and keeps their facts anew. */
  abstract refreshCases(limit: number, workingMinutes: (answered: AnsweredClock) => number): Promise<number | 'busy'>;
  /** Everything that was committed before `at` is counted. */
  abstract complete(at: Date): Promise<void>;
}
