import {
  CASE_TRANSITIONS,
  type CaseAction,
  type CaseState,
  type Severity,
  type TaskKind,
  type TaskState,
} from '@earshot/domain';
import { hindersReopening } from './task-decisions.js';

/** What a person can do to a case, as the API spells it, and the event that records it. */
export const CASE_DEEDS = {
  answered: 'answered',
  acknowledge: 'acknowledged',
  wait: 'waiting_began',
  resume: 'waiting_ended',
  'not-a-complaint': 'dismissed',
  'assign-to-me': 'assigned',
  unassign: 'unassigned',
  reopen: 'reopened',
  assign: 'handed_over',
  'set-severity': 'severity_set',
} as const;
export type CaseDeedName = keyof typeof CASE_DEEDS;

export interface CaseDeed {
  readonly name: CaseDeedName;
  readonly actorId: string;
  /** The version that the person saw when they decided. */
  readonly seenVersion: number;
  readonly note: string | null;
  /** For `assign`. */
  readonly assigneeId?: string | null;
  /** For `set-severity`. */
  readonly severity?: Severity | null;
}

/** The step of the state table that a deed takes; `null` for deeds that leave the state alone. */
const STEP_OF: Readonly<Record<CaseDeedName, CaseAction | null>> = {
  acknowledge: 'acknowledge',
  answered: 'answer',
  wait: 'wait',
  resume: 'resume',
  'not-a-complaint': 'dismiss',
  'assign-to-me': null,
  assign: null,
  unassign: null,
  reopen: 'reopen',
  'set-severity': null,
};

export interface CaseForDeeds {
  readonly state: CaseState;
  readonly ownerId: string | null;
  readonly mergedInto: string | null;
  readonly tasks: readonly { readonly kind: TaskKind; readonly state: TaskState }[];
}

/**
 * What a person is offered, in this order: what the state table allows, without what would change nothing: answering when
 * no task waits for it, reopening while an answer, a solution or a look is still to come, taking what one has. Nothing on a case that was merged into another.
 */
export function offeredDeeds(found: CaseForDeeds, actorId: string): CaseDeedName[] {
  if (found.mergedInto !== null) return [];
  const hasOpenTask = found.tasks.some(({ state }) => state === 'open');
  const isWorked = CASE_TRANSITIONS[found.state].dismiss !== undefined;
  const makesSense: Readonly<Record<CaseDeedName, boolean>> = {
    acknowledge: true,
    answered: hasOpenTask && isWorked,
    wait: true,
    resume: true,
    'not-a-complaint': true,
    'assign-to-me': isWorked && found.ownerId !== actorId,
    assign: isWorked,
    unassign: isWorked && found.ownerId === actorId,
    reopen: !found.tasks.some(hindersReopening),
    'set-severity': isWorked,
  };
  return (Object.keys(CASE_DEEDS) as CaseDeedName[]).filter((name) => {
    const step = STEP_OF[name];
    return makesSense[name] && (step === null || CASE_TRANSITIONS[found.state][step] !== undefined);
  });
}
