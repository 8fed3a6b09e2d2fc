import {
  AFTERCARE_TASK_KINDS,
  Conflict,
  nextCaseState,
  type CaseDecision,
  type CaseState,
  type CaseUnderAction,
  type ClockName,
  type NewTask,
  type TaskUnderAction,
} from '@earshot/domain';
import { CASE_DEEDS } from './case-deeds.js';
import type { ClockKeeper } from './clock-keeper.js';
import {
  changed,
  closed,
  DISMISSED,
  hindersReopening,
  isRunning,
  RECORDED_BY_PERSON,
  RESTORED_KINDS,
} from './task-decisions.js';

/** What is taken back from which state. */
const REASON_TAKEN_BACK: Readonly<Partial<Record<CaseState, string>>> = {
  acknowledged: RECORDED_BY_PERSON,
  waiting: RECORDED_BY_PERSON,
  not_a_complaint: DISMISSED,
};

/**
 * Takes back a person's word that closed the case last: what they marked as answered, or dismissed, returns with its
 * original commitment. An answer that reached the customer cannot be taken back: it stays with its evidence and its time,
 * and the case asks for another, from now on; so does one that was settled. A case that nobody ever looked at asks for its
 * first, from when its customer wrote. What was to follow the solution is no longer to be done.
 *
 * @throws InvalidTransition when the state table has no such step; Conflict while a task is open
 */
export function reopened(found: CaseUnderAction, at: Date, clocks: ClockKeeper): Partial<Omit<CaseDecision, 'event'>> {
  const state = nextCaseState(found.state, 'reopen');
  if (found.tasks.some(hindersReopening))
    throw new Conflict(`Case ${found.id} has an open task already: there is nothing to reopen`);
  const restored = takenBack(found);
  const takesAnswerBack = restored.some(({ closedReason }) => closedReason === RECORDED_BY_PERSON);
  const earlierAnswers = found.tasks.filter(
    (task) => task.kind === 'answer' && task.state === 'done' && !restored.includes(task),
  );
  return {
    state,
    answeredAt: takesAnswerBack ? latest(earlierAnswers.map((task) => task.closedAt)) : found.answeredAt,
    tasks: [
      ...restored.map((task) => changed(task, 'reopen', {})),
      ...found.tasks
        .filter((task) => isRunning(task) && AFTERCARE_TASK_KINDS.includes(task.kind))
        .map((task) => closed(task, 'cancel', at, 'reopened')),
    ],
    newTasks:
      restored.length > 0
        ? []
        : isUntouched(found)
          ? clocksFromTheStart(found, at, clocks)
          : clocksFromNow(found, at, clocks),
    verdict: found.state === 'not_a_complaint' ? correctedVerdict(found, at) : null,
  };
}

/** An undo stands on the screen for ten seconds, longer while it is pointed at; a person who has second thoughts takes longer. */
const MOMENTS_MS = 60_000;

/**
 * A dismissal that its own person takes back within moments, before anything else has happened to the case, was a slip and
 * says nothing of the message. Whoever reopens it later, or another's, says that the dismissal was wrong.
 */
function correctedVerdict(found: CaseUnderAction, at: Date): NonNullable<CaseDecision['verdict']> {
  const isSlip = found.deeds.some(
    (done) =>
      done.type === CASE_DEEDS['not-a-complaint'] &&
      done.seenVersion === found.version - 1 &&
      at.getTime() - done.at.getTime() <= MOMENTS_MS,
  );
  return { messageId: found.flagged.message.id, dissatisfied: isSlip ? null : true, severity: null };
}

/**
 * The clocks of a case that is taken up again: the next answer and, where one is promised, the solution. They start when it
 * is reopened, not when its customer first wrote.
 */
export function clocksFromNow(
  found: Pick<CaseUnderAction, 'flagged' | 'severity'>,
  at: Date,
  clocks: ClockKeeper,
): NewTask[] {
  return [
    ...started(found, 'answer', 'next_answer', at, at, clocks),
    ...started(found, 'solve', 'solution', at, at, clocks),
  ];
}

/**
 * Nobody has answered it and nothing ever asked for an answer: what was split off from another matter without a clock of
 * its own, for instance. Its customer has waited since they wrote.
 */
const isUntouched = ({ state, answeredAt, tasks }: CaseUnderAction): boolean =>
  (state === 'acknowledged' || state === 'waiting') &&
  answeredAt === null &&
  !tasks.some(({ kind }) => RESTORED_KINDS.includes(kind));

function clocksFromTheStart(found: CaseUnderAction, at: Date, clocks: ClockKeeper): NewTask[] {
  const { sentAt } = found.flagged.message;
  return [
    ...started(found, 'answer', 'first_answer', sentAt, at, clocks),
    ...started(found, 'solve', 'solution', sentAt, at, clocks),
  ];
}

function started(
  { flagged: { message, assessment, group }, severity }: Pick<CaseUnderAction, 'flagged' | 'severity'>,
  kind: 'answer' | 'solve',
  clock: ClockName,
  startsAt: Date,
  openedAt: Date,
  clocks: ClockKeeper,
): NewTask[] {
  const commitment = clocks.start({ ...message, sentAt: startsAt }, { ...assessment, severity }, clock, group);
  if (commitment === null) return [];
  const task = { kind, messageId: message.id, state: 'open' as const, openedAt };
  return [{ ...task, closedAt: null, closedReason: null, commitment, answer: null }];
}

/** What a person's word alone has closed: an answer that they recorded, or a dismissal, unless we have answered since. */
function takenBack({ state, answeredAt, tasks }: CaseUnderAction): TaskUnderAction[] {
  const reason = REASON_TAKEN_BACK[state];
  if (reason === undefined) return [];
  return lastClosedTasks(tasks).filter(
    ({ closedReason, closedAt }) =>
      closedReason === reason && (answeredAt === null || closedAt === null || answeredAt <= closedAt),
  );
}

/** The tasks that were closed together, last of all; at most one of a kind, since only one of a kind may be open. */
function lastClosedTasks(tasks: readonly TaskUnderAction[]): TaskUnderAction[] {
  const restorable = tasks.filter((task) => RESTORED_KINDS.includes(task.kind));
  const last = latest(restorable.map((task) => task.closedAt))?.getTime();
  const together = restorable.filter((task) => task.closedAt?.getTime() === last);
  return [...new Map(together.map((task) => [task.kind, task])).values()];
}

function latest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((instant) => (instant === null ? [] : [instant.getTime()]));
  return times.length === 0 ? null : new Date(Math.max(...times));
}
