import { InvalidTransition } from './errors.js';
import { unreachableStates } from './state-table.js';

export const CASE_STATES = [
  'new',
  'acknowledged',
  'waiting',
  'solved',
  'closed',
  'not_a_complaint',
  'reopened',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const CASE_ACTIONS = [
  'acknowledge',
  'answer',
  'wait',
  'resume',
  'solve',
  'close',
  'dismiss',
  'reopen',
  'customer_writes',
] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

/**
 * The state table: from → action → to. `dismiss` is a person's "not a complaint", `resume` ends the waiting for the
 * customer, `customer_writes` is a new message that joins the case: a thank-you leaves a solved case solved, an unhappy
 * one reopens it by `reopen`. What is not in the table cannot happen.
 */
export const CASE_TRANSITIONS: Readonly<Record<CaseState, Partial<Record<CaseAction, CaseState>>>> = {
  new: {
    acknowledge: 'acknowledged',
    answer: 'acknowledged',
    wait: 'waiting',
    solve: 'solved',
    dismiss: 'not_a_complaint',
    customer_writes: 'new',
  },
  acknowledged: {
    answer: 'acknowledged',
    wait: 'waiting',
    solve: 'solved',
    dismiss: 'not_a_complaint',
    reopen: 'reopened',
    customer_writes: 'acknowledged',
  },
  waiting: {
    answer: 'waiting',
    resume: 'acknowledged',
    solve: 'solved',
    dismiss: 'not_a_complaint',
    reopen: 'reopened',
    customer_writes: 'acknowledged',
  },
  solved: { close: 'closed', reopen: 'reopened', customer_writes: 'solved' },
  closed: { reopen: 'reopened', customer_writes: 'closed' },
  not_a_complaint: { reopen: 'reopened', customer_writes: 'not_a_complaint' },
  reopened: {
    acknowledge: 'acknowledged',
    answer: 'acknowledged',
    wait: 'waiting',
    solve: 'solved',
    dismiss: 'not_a_complaint',
    customer_writes: 'reopened',
  },
};

/** States in which a new message of the same thread or customer joins the case instead of opening another. */
export const OPEN_CASE_STATES: readonly CaseState[] = ['new', 'acknowledged', 'waiting', 'reopened'];

/** What people call the steps, as the API spells them; a customer's message is nothing that a person does. */
const SPELLED: Readonly<Record<CaseAction, string | null>> = {
  acknowledge: 'acknowledge',
  answer: 'answered',
  wait: 'wait',
  resume: 'resume',
  solve: 'solve',
  close: 'close',
  dismiss: 'not-a-complaint',
  reopen: 'reopen',
  customer_writes: null,
};

/** @throws InvalidTransition when the table has no such step; it names what a person can do instead. */
export function nextCaseState(from: CaseState, action: CaseAction): CaseState {
  const to = CASE_TRANSITIONS[from][action];
  if (to === undefined) {
    const possible = caseActionsFrom(from).flatMap((step) => SPELLED[step] ?? []);
    throw new InvalidTransition('The case', from.replaceAll('_', ' '), SPELLED[action] ?? action, possible);
  }
  return to;
}

/** The states of a case that no sequence of actions reaches from `new`: a fault of the table when there is any. */
export const unreachableCaseStates = (): CaseState[] => unreachableStates(CASE_TRANSITIONS, 'new');

export function caseActionsFrom(from: CaseState): CaseAction[] {
  return Object.keys(CASE_TRANSITIONS[from]) as CaseAction[];
}

/** One customer's matter, across messages and channels. */
export interface Case {
  readonly id: string;
  readonly customerId: string | null;
  readonly state: CaseState;
  readonly severity: import('./assessment.js').Severity;
  readonly subject: string | null;
  readonly ownerId: string | null;
  readonly openedAt: Date;
  /** Counts changes; the guard against two people acting at once. */
  readonly version: number;
}
