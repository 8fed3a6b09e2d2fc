import type { SourceNotice, SourceState, SourceToPoll } from '@earshot/domain';

/** Somebody has to act, or it stays so. */
const NEEDS_A_PERSON: readonly SourceState[] = ['paused', 'failing'];

/** Trouble that heals by itself weighs least; what has to be acted upon weighs alike. */
function weight(state: SourceState): number {
  return state === 'healthy' ? 0 : NEEDS_A_PERSON.includes(state) ? 2 : 1;
}

/**
 * What ops people are told when a source comes to `state`: of the first failure, once more only when it gets so bad that a
 * person is needed, and once of the recovery. `null` while nothing is new.
 */
export function sourceNotice(
  { troubleTold }: Pick<SourceToPoll, 'troubleTold'>,
  state: SourceState,
): SourceNotice | null {
  const told = troubleTold === null ? 0 : weight(troubleTold);
  if (weight(state) === 0)
    return told === 0 ? null : { event: 'source_recovered', severity: 'none', byMail: told === weight('failing') };
  if (weight(state) <= told) return null;
  const needsAPerson = NEEDS_A_PERSON.includes(state);
  return { event: 'source_trouble', severity: needsAPerson ? 'high' : 'low', byMail: needsAPerson };
}
