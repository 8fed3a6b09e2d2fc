import {
  CASE_TRANSITIONS,
  Conflict,
  InvalidInput,
  nextCaseState,
  OPEN_CASE_STATES,
  type CaseBefore,
  type CaseContents,
  type CaseHead,
  type CaseMovementDetail,
  type CaseState,
  type HeldTask,
  type MovedThings,
  type Movement,
} from '@earshot/domain';
import { worseSeverity } from '../case-draft.js';
import type { ClockKeeper } from '../clock-keeper.js';
import { afterMove, everythingFor } from './held-things.js';
import { isAnswerClock, resumePaused, surplusTasks } from './single-tasks.js';
import { extentOf, flaggedMessages, latest } from './thread-facts.js';

export interface PlannedMovement {
  readonly movement: Movement;
  readonly detail: CaseMovementDetail;
}

/**
 * Everything of `from` goes into `to`; what is left of `from` is a closed shell that points there.
 * @throws Conflict when one of them is a shell already, InvalidInput for different customers without `confirmed`
 */
export function planMerge(
  from: CaseContents,
  to: CaseContents,
  confirmed: boolean,
  at: Date,
  clocks: ClockKeeper,
): PlannedMovement {
  for (const { head } of [from, to]) {
    if (head.mergedInto !== null) throw new Conflict(`Case ${head.id} was merged into case ${head.mergedInto} already`);
  }
  const customers = [from.head.customerId, to.head.customerId];
  if (!customers.includes(null) && customers[0] !== customers[1] && !confirmed) {
    throw new InvalidInput('The request has faults', [
      {
        path: 'confirmDifferentCustomers',
        message: `must be true: case ${from.head.id} is of customer ${customers[0]}, case ${to.head.id} of customer ${customers[1]}`,
      },
    ]);
  }
  return merged(from, to, everythingFor(to, from), at, clocks);
}

/** The merge itself, of two cases that may be merged. */
export function merged(
  from: CaseContents,
  to: CaseContents,
  moved: MovedThings,
  at: Date,
  clocks: ClockKeeper,
): PlannedMovement {
  const after = afterMove(from, to, moved).taking;
  const state = mergedState(to.head.state, from.head.state, after.tasks);
  const resumed = state === 'waiting' ? [] : resumePaused(after.tasks, at, clocks);
  const cancelled = surplusTasks(after.tasks, resumed);
  const cancelledIds = new Set(cancelled.map((task) => task.id));
  const setAside = earlierChoices(after);
  const taking = mergedHead(from, to, after, state);
  return {
    movement: {
      giving: shellOf(from.head, to.head.id),
      taking,
      moved,
      cancelledTaskIds: [...cancelledIds],
      resumedTasks: resumed.filter((task) => !cancelledIds.has(task.taskId)),
      restoredTasks: [],
      changedOptions: setAside.map(({ optionId }) => ({ id: optionId, chosenAt: null })),
      newTasks: [],
    },
    detail: {
      ...moved,
      from: beforeOf(from.head),
      to: beforeOf(to.head),
      toAfter: { state, severity: taking.severity },
      cancelledTasks: cancelled.map((task) => ({
        id: task.id,
        pausedAt: task.pausedAt?.toISOString() ?? null,
        minutesLeft: task.minutesLeft,
      })),
      setAsideChoices: setAside,
    },
  };
}

export function beforeOf(head: CaseHead): CaseBefore {
  const { state, severity, flaggedMessageId, ownerId, customerId, subjectKey } = head;
  const [answeredAt, solvedAt] = [head.answeredAt?.toISOString() ?? null, head.solvedAt?.toISOString() ?? null];
  return { state, severity, flaggedMessageId, ownerId, customerId, subjectKey, answeredAt, solvedAt };
}

/** Nothing is due in it, nothing finds it: it only tells where its messages are. */
function shellOf(head: CaseHead, mergedInto: string): CaseHead {
  return {
    ...head,
    state: 'closed',
    messageCount: 0,
    answeredAt: null,
    solvedAt: null,
    subjectKey: null,
    mergedInto,
  };
}

/** What goes on in either case goes on in the one: a settled case is reopened by an open one, waiting ends by a running clock. */
function mergedState(to: CaseState, from: CaseState, tasks: readonly HeldTask[]): CaseState {
  const isOpen = (state: CaseState) => OPEN_CASE_STATES.includes(state);
  const runs = tasks.some((task) => isAnswerClock(task) && task.state === 'open');
  const standsStill = tasks.some((task) => isAnswerClock(task) && task.state === 'paused');
  const state = !isOpen(to) && isOpen(from) ? nextCaseState(to, 'reopen') : to;
  if (state === 'waiting' && runs) return nextCaseState(state, 'customer_writes');
  const canWait = CASE_TRANSITIONS[state].wait !== undefined;
  return standsStill && !runs && canWait ? nextCaseState(state, 'wait') : state;
}

function mergedHead(from: CaseContents, to: CaseContents, after: CaseContents, state: CaseState): CaseHead {
  const { messageCount, lastMessageAt } = extentOf(after);
  const newest = flaggedMessages(after).at(-1);
  return {
    ...to.head,
    state,
    severity: worseSeverity(to.head.severity, from.head.severity),
    topics: [...new Set([...to.head.topics, ...from.head.topics])].sort(),
    customerId: to.head.customerId ?? from.head.customerId,
    ownerId: to.head.ownerId ?? from.head.ownerId,
    messageCount,
    lastMessageAt: lastMessageAt ?? to.head.lastMessageAt,
    flaggedMessageId: newest?.message.id ?? to.head.flaggedMessageId,
    language: newest?.assessment?.language ?? to.head.language,
    answeredAt: latest(to.head.answeredAt, from.head.answeredAt),
  };
}

/** A case has one choice of the customer: the last. */
function earlierChoices(after: CaseContents): { optionId: string; chosenAt: string }[] {
  return after.options
    .flatMap(({ id, chosenAt }) => (chosenAt === null ? [] : [{ optionId: id, chosenAt: chosenAt.toISOString() }]))
    .sort((a, b) => (a.chosenAt < b.chosenAt ? 1 : -1))
    .slice(1);
}
