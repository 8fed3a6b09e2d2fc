import {
  Conflict,
  InvalidInput,
  nextCaseState,
  PAUSING_TASK_KINDS,
  type CaseActionsStore,
  type CaseDecision,
  type CaseUnderAction,
  type Clock,
  type TaskDecision,
  type TaskUnderAction,
} from '@earshot/domain';
import { CASE_DEEDS, type CaseDeed, type CaseDeedName } from './case-deeds.js';
import { clockOf, type ClockKeeper, type ClocksInForce } from './clock-keeper.js';
import { reopened } from './reopen-case.js';
import { changed, closed, DISMISSED, isRunning, RECORDED_BY_PERSON, stoppedClock } from './task-decisions.js';

/** Acts on cases for people: each deed takes effect once, on the case that its person saw, or not at all. */
export class CaseActions {
  constructor(
    private readonly store: CaseActionsStore,
    private readonly clock: Clock,
    private readonly clocksInForce: ClocksInForce,
  ) {}

  /**
   * Repeating a deed that has taken effect (a second click, a retried request) changes nothing and succeeds.
   * @throws NotFound, Conflict when somebody else was faster, InvalidTransition when the state table has no such step.
   */
  async act(caseId: string, deed: CaseDeed): Promise<void> {
    const at = this.clock.now();
    const clocks = await this.clocksInForce();
    await this.store.act(caseId, deed.actorId, at, (found) => decideOnCase(found, deed, at, clocks));
  }
}

/** `null` when the deed has been done already. */
export function decideOnCase(
  found: CaseUnderAction,
  deed: CaseDeed,
  at: Date,
  clocks: ClockKeeper,
): CaseDecision | null {
  const type = CASE_DEEDS[deed.name];
  if (found.deeds.some((done) => done.type === type && done.seenVersion === deed.seenVersion)) return null;
  if (found.version !== deed.seenVersion)
    throw new Conflict(
      `Case ${found.id} was changed by somebody else: it is at version ${found.version}, you saw ${deed.seenVersion}`,
    );
  if (found.mergedInto !== null)
    throw new Conflict(`Case ${found.id} was merged into case ${found.mergedInto}: act there`);
  const change = CHANGES[deed.name](found, deed, at, clocks);
  if (change === null) return null;
  const { detail, ...rest } = change;
  return {
    state: found.state,
    severity: found.severity,
    ownerId: found.ownerId,
    answeredAt: found.answeredAt,
    tasks: [],
    newTasks: [],
    verdict: null,
    ...rest,
    event: {
      type,
      detail: { seenVersion: deed.seenVersion, ...(deed.note === null ? {} : { note: deed.note }), ...detail },
    },
  };
}

type Change = Partial<Omit<CaseDecision, 'event'>> & { readonly detail?: Readonly<Record<string, unknown>> };
type Decide = (found: CaseUnderAction, deed: CaseDeed, at: Date, clocks: ClockKeeper) => Change | null;

const CHANGES: Readonly<Record<CaseDeedName, Decide>> = {
  acknowledge: (found) => ({ state: nextCaseState(found.state, 'acknowledge') }),
  answered: (found, deed, at) => ({
    state: nextCaseState(found.state, 'answer'),
    answeredAt: at,
    tasks: runningOf(found, ['answer', 'review', 'watch']).map((task) => ({
      ...closed(task, 'complete', at, RECORDED_BY_PERSON),
      answer: stoppedClock(task, at, { kind: 'recorded', actorId: deed.actorId }),
    })),
  }),
  wait: (found, deed, at, clocks) => {
    const state = nextCaseState(found.state, 'wait');
    requireReasonToWait(found, deed);
    return { state, tasks: runningOf(found, PAUSING_TASK_KINDS).flatMap((task) => paused(task, at, clocks)) };
  },
  resume: (found, _deed, at, clocks) => ({
    state: nextCaseState(found.state, 'resume'),
    tasks: found.tasks.flatMap((task) => resumed(task, at, clocks)),
  }),
  'not-a-complaint': (found, _deed, at) => ({
    state: nextCaseState(found.state, 'dismiss'),
    // A promise was given to a person, whatever the message was: it stays.
    tasks: found.tasks
      .filter((task) => isRunning(task) && task.kind !== 'promise')
      .map((task) => closed(task, 'cancel', at, DISMISSED)),
    verdict: { messageId: found.flagged.message.id, dissatisfied: false, severity: null },
  }),
  'assign-to-me': (found, { actorId }) => given(found, actorId),
  assign: (found, { assigneeId = null }) => (assigneeId === null ? null : given(found, assigneeId)),
  unassign: (found) => (found.ownerId === null ? null : { ownerId: null }),
  reopen: (found, _deed, at, clocks) => reopened(found, at, clocks),
  'set-severity': (found, deed, at, clocks) => graver(found, deed, at, clocks),
};

const runningOf = (found: CaseUnderAction, kinds: readonly string[]): TaskUnderAction[] =>
  found.tasks.filter((task) => isRunning(task) && kinds.includes(task.kind));

/**
 * Waiting stops the clock: of somebody whom nobody has answered yet, only for a reason that stands in the timeline.
 * @throws InvalidInput
 */
function requireReasonToWait(found: CaseUnderAction, { note }: CaseDeed): void {
  const isUnanswered = found.answeredAt === null && runningOf(found, ['answer']).length > 0;
  if (!isUnanswered || (note ?? '').trim() !== '') return;
  const message = 'must say what is waited for: the customer has not been answered yet';
  throw new InvalidInput('The action has faults', [{ path: 'note', message }]);
}

function given(found: CaseUnderAction, ownerId: string): Change | null {
  return found.ownerId === ownerId ? null : { ownerId, detail: { ownerId } };
}

function paused(task: TaskUnderAction, at: Date, clocks: ClockKeeper): TaskDecision[] {
  if (task.state !== 'open') return [];
  return [changed(task, 'pause', { pausedAt: at, minutesLeft: clocks.pause(clockOf(task), at) })];
}

/** With what was left when it was paused. */
function resumed(task: TaskUnderAction, at: Date, clocks: ClockKeeper): TaskDecision[] {
  if (task.state !== 'paused' || task.minutesLeft === null) return [];
  const { minutesLeft, dueAt } = task;
  const resumed = clocks.resume({ minutesLeft, dueAt }, at, clockOf(task).calendar);
  return [changed(task, 'resume', { ...resumed, pausedAt: null, minutesLeft: null })];
}

/**
 * A person's severity. Where it asks for an earlier answer the running clock ends sooner, later by what waiting
 * has won it; a milder one moves no deadline.
 */
function graver(found: CaseUnderAction, { severity = null }: CaseDeed, _at: Date, clocks: ClockKeeper): Change | null {
  if (severity === null || severity === found.severity) return null;
  const { message, assessment, group } = found.flagged;
  const sooner = runningOf(found, ['answer']).flatMap((task): TaskDecision[] => {
    if (task.state !== 'open' || task.commitment === null) return [];
    const started = { ...message, sentAt: task.commitment.receivedAt };
    const judged = { ...assessment, severity };
    const commitment = clocks.start(started, judged, task.commitment.clock, group, task.waitedMinutes);
    if (commitment === null || commitment.dueAt >= task.dueAt) return [];
    const { dueAt, derivation } = commitment;
    return [changed(task, null, { dueAt, commitment, derivation })];
  });
  return {
    severity,
    tasks: sooner,
    verdict: { messageId: message.id, dissatisfied: true, severity },
    detail: { from: found.severity, to: severity },
  };
}
