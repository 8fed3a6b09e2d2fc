import { Injectable } from '@nestjs/common';
import {
  caseActionsFrom,
  CaseActionsStore,
  Clock,
  Conflict,
  nextCaseState,
  nextTaskState,
  type CaseAction,
  type CaseDecision,
  type CaseState,
  type CaseUnderAction,
  type Task,
  type TaskAction,
  type TaskDecision,
} from '@earshot/domain';

/** What a person can do to a case, as the API spells it, and the event that records it. */
export const CASE_DEEDS = {
  answered: 'answered',
  'not-a-complaint': 'dismissed',
  'assign-to-me': 'assigned',
  unassign: 'unassigned',
  reopen: 'reopened',
} as const;
export type CaseDeedName = keyof typeof CASE_DEEDS;

export interface CaseDeed {
  readonly name: CaseDeedName;
  readonly actorId: string;
  /** The version that the person saw when they decided. */
  readonly seenVersion: number;
  readonly note: string | null;
}

/** Acts on cases for people: each deed takes effect once, on the case that its person saw, or not at all. */
@Injectable()
export class CaseActions {
  constructor(
    private readonly store: CaseActionsStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeating a deed that has taken effect (a second click, a retried request) changes nothing and succeeds.
   * @throws NotFound, Conflict when somebody else was faster, InvalidTransition when the state table has no such step.
   */
  async act(caseId: string, deed: CaseDeed): Promise<void> {
    const at = this.clock.now();
    await this.store.act(caseId, deed.actorId, at, (found) => decideOnCase(found, deed, at));
  }
}

/** `null` when the deed has been done already. */
export function decideOnCase(found: CaseUnderAction, deed: CaseDeed, at: Date): CaseDecision | null {
  const type = CASE_DEEDS[deed.name];
  if (found.deeds.some((done) => done.type === type && done.seenVersion === deed.seenVersion)) return null;
  if (found.version !== deed.seenVersion)
    throw new Conflict(
      `Case ${found.id} was changed by somebody else: it is at version ${found.version}, you saw ${deed.seenVersion}`,
    );
  const change = CHANGES[deed.name](found, deed, at);
  if (change === null) return null;
  return {
    state: found.state,
    ownerId: found.ownerId,
    answeredAt: found.answeredAt,
    tasks: [],
    verdict: null,
    ...change,
    event: { type, detail: { seenVersion: deed.seenVersion, ...(deed.note === null ? {} : { note: deed.note }) } },
  };
}

/** What the state table allows now; an answered case can be reopened, one that still waits for its answer need not. */
export function possibleCaseActions(state: CaseState, hasOpenTask: boolean): CaseAction[] {
  return caseActionsFrom(state).filter((action) => action !== 'reopen' || !hasOpenTask);
}

type Change = Partial<Omit<CaseDecision, 'event'>>;

const CHANGES: Readonly<Record<CaseDeedName, (found: CaseUnderAction, deed: CaseDeed, at: Date) => Change | null>> = {
  answered: (found, _deed, at) => ({
    state: nextCaseState(found.state, 'answer'),
    answeredAt: at,
    tasks: openTasks(found).map((task) => closed(task, 'complete', at, 'recorded-by-person')),
  }),
  'not-a-complaint': (found, _deed, at) => ({
    state: nextCaseState(found.state, 'dismiss'),
    tasks: openTasks(found).map((task) => closed(task, 'cancel', at, 'not-a-complaint')),
    verdict: { messageId: found.flaggedMessageId, dissatisfied: false },
  }),
  'assign-to-me': (found, deed) => (found.ownerId === deed.actorId ? null : { ownerId: deed.actorId }),
  unassign: (found) => (found.ownerId === null ? null : { ownerId: null }),
  reopen: (found) => reopened(found),
};

/** Takes back what closed the case last: its tasks return with their original commitments, a dismissal is revoked. */
function reopened(found: CaseUnderAction): Change {
  const state = nextCaseState(found.state, 'reopen');
  if (openTasks(found).length > 0)
    throw new Conflict(`Case ${found.id} has an open task already: there is nothing to reopen`);
  const restored = lastClosedTasks(found.tasks);
  const earlierAnswers = found.tasks.filter(
    (task) => task.kind === 'answer' && task.state === 'done' && !restored.includes(task),
  );
  return {
    state,
    answeredAt: restored.some((task) => task.kind === 'answer')
      ? latest(earlierAnswers.map((task) => task.closedAt))
      : found.answeredAt,
    tasks: restored.map((task) => ({
      id: task.id,
      state: nextTaskState(task.state, 'reopen'),
      closedAt: null,
      closedReason: null,
    })),
    verdict: found.state === 'not_a_complaint' ? { messageId: found.flaggedMessageId, dissatisfied: true } : null,
  };
}

const openTasks = (found: CaseUnderAction): Task[] => found.tasks.filter((task) => task.state === 'open');

function closed(task: Task, action: TaskAction, at: Date, reason: string): TaskDecision {
  return { id: task.id, state: nextTaskState(task.state, action), closedAt: at, closedReason: reason };
}

/** The tasks that were closed together, last of all; at most one of a kind, since only one of a kind may be open. */
function lastClosedTasks(tasks: readonly Task[]): Task[] {
  const last = latest(tasks.map((task) => task.closedAt))?.getTime();
  const together = tasks.filter((task) => task.closedAt?.getTime() === last);
  return [...new Map(together.map((task) => [task.kind, task])).values()];
}

function latest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((instant) => (instant === null ? [] : [instant.getTime()]));
  return times.length === 0 ? null : new Date(Math.max(...times));
}
