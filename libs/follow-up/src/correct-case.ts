import type { CaseChange, KnownCase } from '@earshot/domain';
import { CaseDraft, type Flagged } from './case-draft.js';
import type { ClockKeeper } from './clock-keeper.js';

/** What a person's "the customer is unhappy" does to the case that the message stands in; `null` when nothing changes. */
export function correctCase(
  known: KnownCase,
  flagged: Flagged,
  isSeverityGiven: boolean,
  at: Date,
  clocks: ClockKeeper,
): CaseChange | null {
  const draft = CaseDraft.of(known, clocks);
  return draft.correct(flagged, isSeverityGiven, at) ? draft.toChange(known.sourceId) : null;
}
