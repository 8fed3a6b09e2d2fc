import {
  afterWaiting,
  describeDerivation,
  pauseClock,
  resumeClock,
  isoDay,
  wallClock,
  workingMinutesBetween,
  type Assessment,
  type ClockName,
  type CommitmentRow,
  type Message,
  type PausedClock,
  type Policy,
} from '@earshot/domain';
import type { ClockKeeper, ResumedDeadline, RunningClock } from '../clock-keeper.js';
import { commitmentRow } from './commitment-row.js';

/** Keeps clocks by one policy. The clock starts when the customer wrote, not when the message was fetched. */
export class PolicyClocks implements ClockKeeper {
  constructor(private readonly policy: Policy) {}

  start(
    message: Message,
    assessment: Assessment,
    clock: ClockName,
    group: string | null,
    waitedMinutes = 0,
  ): CommitmentRow | null {
    const { sourceId, channel, sentAt } = message;
    const { severity, language } = assessment;
    const subject = { sourceId, channel, language, customerGroup: group };
    const commitment = this.policy.commit(subject, { clock, severity, startedAt: sentAt });
    if (commitment === null) return null;
    return commitmentRow(afterWaiting(commitment, waitedMinutes, this.policy.calendar(commitment.calendarName)));
  }

  pause(clock: RunningClock, at: Date): number {
    return pauseClock(clock, at, this.policy.calendar(clock.calendar));
  }

  resume(clock: PausedClock, at: Date, calendar: string | null): ResumedDeadline {
    const workingCalendar = this.policy.calendar(calendar);
    const { dueAt, steps } = resumeClock(clock, at, workingCalendar);
    const waitedMinutes = workingMinutesBetween(clock.dueAt, dueAt, workingCalendar);
    return { dueAt, derivation: describeDerivation(steps), waitedMinutes };
  }

  houseDay(at: Date): string {
    return isoDay(wallClock(at, this.policy.house.zone).day);
  }
}
