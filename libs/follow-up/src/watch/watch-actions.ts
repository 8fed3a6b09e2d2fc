import {
  dueAt,
  type Clock,
  type ReportAnswer,
  type ReportedEvent,
  type WatchSettings,
  type WatchStore,
  type WorkingCalendar,
} from '@earshot/domain';
import { WATCH_WORKING_DAYS } from './watch-desk.js';

/** A change of what is watched for; what is absent stays, `null` turns it off. Working days, 1..250. */
export interface WatchChange {
  readonly noReplyDays?: number | null | undefined;
  readonly unansweredDays?: number | null | undefined;
}

/** What people and other systems tell the watch. */
export class WatchActions {
  constructor(
    private readonly store: WatchStore,
    private readonly calendar: () => Promise<WorkingCalendar>,
    private readonly clock: Clock,
  ) {}

  async report(event: ReportedEvent): Promise<ReportAnswer> {
    const now = this.clock.now();
    return this.store.report(event, now, dueAt(now, WATCH_WORKING_DAYS, await this.calendar()).dueAt);
  }

  /** @throws NotFound */
  settings(sourceId: string): Promise<WatchSettings> {
    return this.store.settings(sourceId);
  }

  /** @throws NotFound */
  async change(sourceId: string, change: WatchChange, actorId: string | null): Promise<WatchSettings> {
    const current = await this.store.settings(sourceId);
    const merged = { ...current, ...withoutUndefined(change) };
    const watch = Object.fromEntries(Object.entries(merged).filter(([, days]) => days !== null)) as WatchSettings;
    await this.store.changeSettings(sourceId, watch, actorId, this.clock.now());
    return watch;
  }
}

function withoutUndefined(change: WatchChange): WatchChange {
  return Object.fromEntries(Object.entries(change).filter(([, days]) => days !== undefined));
}
