import type { Assessment, ClockName, CommitmentRow, Message, RunningTask } from '@earshot/domain';

/** What a clock needs to be stopped and started again. */
export interface RunningClock {
  readonly startedAt: Date;
  readonly dueAt: Date;
  /** The name of the calendar it is counted on; `null` for the house's own. */
  readonly calendar: string | null;
}

/** A deadline with its derivation, one line a step. */
export interface ExplainedDeadline {
  readonly dueAt: Date;
  readonly derivation: readonly string[];
}

/** The policy in force, as far as cases need it: it starts, stops and restarts clocks. Pure. */
export interface ClockKeeper {
  /** `null` when no such clock is promised for the message. `group` is the customer's, where the house gave them one. */
  start(message: Message, assessment: Assessment, clock: ClockName, group: string | null): CommitmentRow | null;
  /** The working minutes that are left; negative when the deadline has passed. */
  pause(clock: RunningClock, at: Date): number;
  resume(minutesLeft: number, at: Date, calendar: string | null): ExplainedDeadline;
}

export const clockOf = (task: Pick<RunningTask, 'openedAt' | 'dueAt' | 'commitment'>): RunningClock => ({
  startedAt: task.commitment?.receivedAt ?? task.openedAt,
  dueAt: task.dueAt,
  calendar: task.commitment?.calendar ?? null,
});

/** Clocks by the policy in force at the moment of asking, which people may edit while messages are being read. */
export type ClocksInForce = () => Promise<ClockKeeper>;
