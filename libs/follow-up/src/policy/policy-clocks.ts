import {
  describeDerivation,
  pauseClock,
  resumeClock,
  type Assessment,
  type ClockName,
  type CommitmentRow,
  type Message,
  type Policy,
} from '@earshot/domain';
import type { ClockKeeper, ExplainedDeadline, RunningClock } from '../clock-keeper.js';
import { commitmentRow } from './commitment-row.js';

/** Keeps clocks by one policy. The clock starts when the customer wrote, not when the message was fetched. */
export class PolicyClocks implements ClockKeeper {
  constructor(private readonly policy: Policy) {}

  start(message: Message, assessment: Assessment, clock: ClockName, group: string | null): CommitmentRow | null {
    const { sourceId, channel, sentAt } = message;
    const { severity, language } = assessment;
    const subject = { sourceId, channel, language, customerGroup: group };
    const commitment = this.policy.commit(subject, { clock, severity, startedAt: sentAt });
    return commitment === null ? null : commitmentRow(commitment);
  }

  pause(clock: RunningClock, at: Date): number {
    return pauseClock(clock, at, this.policy.calendar(clock.calendar));
  }

  resume(minutesLeft: number, at: Date, calendar: string | null): ExplainedDeadline {
    const due = resumeClock(minutesLeft, at, this.policy.calendar(calendar));
    return { dueAt: due.dueAt, derivation: describeDerivation(due.steps) };
  }
}
