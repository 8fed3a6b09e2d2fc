import { describeDerivation, type Commitment, type CommitmentRow } from '@earshot/domain';

/** A commitment as it is stored: with its reasons in words. */
export function commitmentRow(commitment: Commitment): CommitmentRow {
  return {
    clock: commitment.clock,
    standard: commitment.standardName,
    target: commitment.target,
    calendar: commitment.calendarName,
    zone: commitment.zone,
    receivedAt: commitment.startedAt,
    dueAt: commitment.dueAt,
    derivation: describeDerivation(commitment.derivation.steps),
  };
}
