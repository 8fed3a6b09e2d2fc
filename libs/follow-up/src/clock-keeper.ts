import type { Assessment, ClockName, CommitmentRow, Message, PausedClock, RunningTask } from '@earshot/domain';

/** What a clock needs to be stopped and started again. */
export interface RunningClock {
  readonly startedAt: Date;
  readonly dueAt: Date;
  /** The name of the calendar it is counted on; `null` for the house's own. */
  readonly calendar: string | null;
}

/** The deadline of a clock that goes on, with its derivation, one line a step. */
export interface ResumedDeadline {
  readonly dueAt: Date;
  readonly derivation: readonly string[];
  /** Open minutes by which it is later than before the pause. */
  readonly waitedMinutes: number;
}

/** The policy in force, as far as cases need it: it starts, stops and restarts clocks. Pure. */
export interface ClockKeeper {
  /**
   * `null` when no such clock is promised for the message.
   * @param group the customer's, where the house gave them one
   * @param waitedMinutes the open time that waiting has won the clock, when it is started anew; 0 when left out
   */
  start(
    message: Message,
    assessment: Assessment,
    clock: ClockName,
    group: string | null,
    waitedMinutes?: number,
  ): CommitmentRow | null;
  /** The working minutes that are left; negative when the deadline has passed. */
  pause(clock: RunningClock, at: Date): number;
  /** @param calendar its name; `null` for the house's own */
  resume(clock: PausedClock, at: Date, calendar: string | null): ResumedDeadline;
  /** The day in the house's own zone, `2026-03-02`. */
  houseDay(at: Date): string;
}

export const clockOf = (task: Pick<RunningTask, 'openedAt' | 'dueAt' | 'commitment'>): RunningClock => ({
  startedAt: task.commitment?.receivedAt ?? task.openedAt,
  dueAt: task.dueAt,
  calendar: task.commitment?.calendar ?? null,
});

/** Clocks by the policy in force at the moment of asking, which people may edit while messages are being read. */
export type ClocksInForce = () => Promise<ClockKeeper>;
