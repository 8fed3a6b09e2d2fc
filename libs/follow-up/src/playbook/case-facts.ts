import {
  CASE_STATES,
  CHANNELS,
  ESCALATION_KINDS,
  SEVERITIES,
  type CaseState,
  type Channel,
  type EscalationKind,
  type Severity,
} from '@earshot/domain';

/** What the conditions of a playbook may speak of: a case as it stands now. */
export interface CaseFacts {
  readonly state: CaseState;
  readonly severity: Severity;
  readonly channel: Channel;
  /** Every kind of escalation that was heard in the case. */
  readonly escalations: readonly EscalationKind[];
  readonly owned: boolean;
  /** We have answered, in writing or in a call that reached the customer. */
  readonly answered: boolean;
  /** A call in which the customer was reached. */
  readonly callReached: boolean;
  /** The manager was told, by an escalation or because the case is theirs. */
  readonly managerTold: boolean;
  readonly optionChosen: boolean;
  readonly compensated: boolean;
  readonly cause: boolean;
  /** The cause is in how we work, not an accident. */
  readonly systemic: boolean;
  readonly correctiveAction: boolean;
  readonly lesson: boolean;
  /** The customer was asked after the solution whether it still holds. */
  readonly recoveryChecked: boolean;
  /** A public review began the case. */
  readonly publicReview: boolean;
  readonly reviewRequested: boolean;
  readonly customerLeft: boolean;
  /** All attempts to win the customer back have been made. */
  readonly winBackDone: boolean;
  /** Our written answers so far. */
  readonly writtenAnswers: number;
  readonly optionsOffered: number;
  readonly promisesOpen: number;
  readonly promisesBroken: number;
  /** Also those that were made good, or kept late. */
  readonly promisesEverBroken: number;
  readonly promisesMade: number;
  /** Whole days since the solution; `null` while there is none. */
  readonly daysSinceSolved: number | null;
}

/**
 * What each fact can be. `choice`: one of these; `kinds`: any number of these at once; `flag`: yes or no; `count`: a whole
 * number from 0, or unknown.
 */
export const FACTS = {
  state: { is: 'choice', values: CASE_STATES },
  severity: { is: 'choice', values: SEVERITIES },
  channel: { is: 'choice', values: CHANNELS },
  escalations: { is: 'kinds', values: ESCALATION_KINDS },
  owned: { is: 'flag' },
  answered: { is: 'flag' },
  callReached: { is: 'flag' },
  managerTold: { is: 'flag' },
  optionChosen: { is: 'flag' },
  compensated: { is: 'flag' },
  cause: { is: 'flag' },
  systemic: { is: 'flag' },
  correctiveAction: { is: 'flag' },
  lesson: { is: 'flag' },
  recoveryChecked: { is: 'flag' },
  publicReview: { is: 'flag' },
  reviewRequested: { is: 'flag' },
  customerLeft: { is: 'flag' },
  winBackDone: { is: 'flag' },
  writtenAnswers: { is: 'count' },
  optionsOffered: { is: 'count' },
  promisesOpen: { is: 'count' },
  promisesBroken: { is: 'count' },
  promisesEverBroken: { is: 'count' },
  promisesMade: { is: 'count' },
  daysSinceSolved: { is: 'count' },
} as const satisfies Record<
  keyof CaseFacts,
  { is: 'choice' | 'kinds'; values: readonly string[] } | { is: 'flag' | 'count' }
>;

export type FactName = keyof CaseFacts;
export const FACT_NAMES = Object.keys(FACTS) as FactName[];
