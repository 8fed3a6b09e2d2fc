import {
  Conflict,
  nextCaseState,
  OPEN_CASE_STATES,
  SINGLE_TASK_KINDS,
  type CaseContents,
  type CaseHead,
  type CaseMovementRecord,
  type CaseState,
  type HeldTask,
  type MovedThings,
  type Movement,
  type NewTask,
} from '@earshot/domain';
import { worseSeverity } from '../case-draft.js';
import type { ClockKeeper } from '../clock-keeper.js';
import { afterMove, everythingFor, stillHeld } from './held-things.js';
import { owedTasks } from './owed-tasks.js';
import { merged } from './plan-merge.js';
import { remainingHead } from './plan-split.js';
import { isAnswerClock, isRunning, resumePaused } from './single-tasks.js';
import { answeredAtOf, extentOf, flaggedMessages, latest, severityOf, topicsOf } from './thread-facts.js';

export interface PlannedUndo {
  readonly movement: Movement;
  /** What came in since: nobody can say where it would have gone, so it stays where it is. */
  readonly stayedMessageIds: readonly string[];
}

/** Why a movement cannot be undone now; `null` when it can. */
export function undoObstacle(record: CaseMovementRecord, from: CaseContents, to: CaseContents): string | null {
  if (record.undoneAt !== null) return 'It was undone already';
  const emptied =
    record.kind === 'merge' ? to.head : ([to.head, from.head].find((h) => h.mergedInto !== null) ?? to.head);
  if (emptied.mergedInto !== null)
    return `Case ${emptied.id} was merged into case ${emptied.mergedInto} afterwards: undo that first`;
  const held = stillHeld(record.detail, to);
  for (const [list, what] of [
    ['messageIds', 'Message'],
    ['replyIds', 'Answer'],
    ['taskIds', 'Task'],
  ] as const) {
    const gone = record.detail[list].find((id) => !held[list].includes(id));
    if (gone !== undefined) return `${what} ${gone} has left case ${to.head.id} since: undo what moved it first`;
  }
  return null;
}

/** Everything that moved goes back. @throws Conflict with the obstacle when there is one */
export function planUndo(
  record: CaseMovementRecord,
  from: CaseContents,
  to: CaseContents,
  at: Date,
  clocks: ClockKeeper,
): PlannedUndo {
  const obstacle = undoObstacle(record, from, to);
  if (obstacle !== null) throw new Conflict(`Movement ${record.id} cannot be undone. ${obstacle}`);
  return record.kind === 'merge' ? unmerged(record, from, to, at, clocks) : unsplit(record, from, to, at, clocks);
}

function unmerged(
  record: CaseMovementRecord,
  from: CaseContents,
  to: CaseContents,
  at: Date,
  clocks: ClockKeeper,
): PlannedUndo {
  const { detail } = record;
  const moved = stillHeld(detail, to);
  const after = afterMove(to, from, moved);
  const stayed = cameAfter(record.at, after.giving);
  const [restoredThere, restoredHere] = [restorable(record, after.taking), restorable(record, after.giving)];
  const there = withRestored(after.taking, restoredThere);
  const here = withRestored(after.giving, restoredHere);
  const before = to.head.state === detail.toAfter.state ? detail.to.state : to.head.state;
  const hereAnswered = latest(dateOf(detail.to.answeredAt), answeredAtOf(here));
  const owed = owedTo(here, stayed, hereAnswered, clocks);
  const thereAnswered = latest(dateOf(detail.from.answeredAt), answeredAtOf(there));
  const taking: CaseHead = {
    ...there.head,
    ...extent(there),
    state: stateBack(detail.from.state, there.tasks, [], thereAnswered),
    answeredAt: thereAnswered,
    solvedAt: dateOf(detail.from.solvedAt),
    subjectKey: detail.from.subjectKey,
    mergedInto: null,
  };
  const giving: CaseHead = {
    ...keptHead(record, here),
    state: stateBack(before, here.tasks, owed, hereAnswered),
    answeredAt: hereAnswered,
  };
  return {
    movement: {
      giving,
      taking,
      moved,
      cancelledTaskIds: [],
      restoredTasks: [...restoredThere, ...restoredHere],
      resumedTasks: [
        ...(taking.state === 'waiting' ? [] : resumePaused(there.tasks, at, clocks)),
        ...(giving.state === 'waiting' ? [] : resumePaused(here.tasks, at, clocks)),
      ],
      changedOptions: detail.setAsideChoices
        .filter(({ optionId }) => hasNoChoice([after.giving, after.taking], optionId))
        .map(({ optionId, chosenAt }) => ({ id: optionId, chosenAt: new Date(chosenAt) })),
      newTasks: owed.map((task) => ({ caseId: giving.id, task })),
    },
    stayedMessageIds: [...stayed],
  };
}

/**
 * Without anything that came in since, the split case becomes a shell like a merged one; else it keeps that. The clocks that
 * the split started end, so that those from before it go on as they were, whatever a policy since then would have made of
 * them.
 */
function unsplit(
  record: CaseMovementRecord,
  foundFrom: CaseContents,
  foundTo: CaseContents,
  at: Date,
  clocks: ClockKeeper,
): PlannedUndo {
  const started = startedBySplit(record, foundFrom, foundTo);
  const [from, to] = [withEnded(foundFrom, started), withEnded(foundTo, started)];
  const wanted = withTasksOfMessages(stillHeld(record.detail, to), to);
  const left = afterMove(to, from, wanted).giving;
  if (left.messages.length === 0) {
    const moved = everythingFor(from, to);
    const { movement } = merged(to, from, moved, at, clocks);
    const { taking, owed } = wholeAgain(record, movement.taking, afterMove(to, from, moved).taking, clocks);
    return {
      movement: {
        ...movement,
        taking,
        cancelledTaskIds: [...movement.cancelledTaskIds, ...started],
        newTasks: owed.map((task) => ({ caseId: taking.id, task })),
      },
      stayedMessageIds: [],
    };
  }
  const { movement } = merged(to, from, wanted, at, clocks);
  const whole = wholeAgain(record, movement.taking, afterMove(to, from, wanted).taking, clocks);
  const { giving: held, taking: gone } = afterMove(to, from, wanted);
  const head = remainingHead(held, gone);
  const stayed = cameAfter(record.at, held);
  const owed = owedTo(held, stayed, head.answeredAt, clocks);
  const giving = { ...head, state: stateBack(head.state, held.tasks, owed, head.answeredAt) };
  return {
    movement: {
      ...movement,
      giving,
      cancelledTaskIds: [...movement.cancelledTaskIds, ...started],
      taking: { ...whole.taking, ownerId: from.head.ownerId, customerId: from.head.customerId },
      resumedTasks: [
        ...movement.resumedTasks,
        ...(giving.state === 'waiting' ? [] : resumePaused(held.tasks, at, clocks)),
      ],
      newTasks: [
        ...whole.owed.map((task) => ({ caseId: whole.taking.id, task })),
        ...owed.map((task) => ({ caseId: giving.id, task })),
      ],
    },
    stayedMessageIds: [...stayed],
  };
}

/**
 * The running clocks that the split started. When the case that was split has been settled since, they are all that says
 * what is still owed, and stay.
 */
function startedBySplit({ detail }: CaseMovementRecord, from: CaseContents, to: CaseContents): string[] {
  const isOpen = (state: CaseState) => OPEN_CASE_STATES.includes(state);
  if (isOpen(detail.from.state) && !isOpen(from.head.state)) return [];
  return [...from.tasks, ...to.tasks]
    .filter((task) => isRunning(task) && !detail.taskIds.includes(task.id))
    .filter(({ kind, messageId }) =>
      (detail.openedTasks ?? []).some((opened) => opened.kind === kind && opened.messageId === messageId),
    )
    .map(({ id }) => id);
}

function withEnded(held: CaseContents, taskIds: readonly string[]): CaseContents {
  const tasks = held.tasks.map((task): HeldTask =>
    taskIds.includes(task.id) ? { ...task, state: 'cancelled' } : task,
  );
  return { ...held, tasks };
}

/** The case that was split as it was before, with what is owed to messages since then that no clock from before covers. */
function wholeAgain(
  record: CaseMovementRecord,
  taking: CaseHead,
  whole: CaseContents,
  clocks: ClockKeeper,
): { readonly taking: CaseHead; readonly owed: readonly NewTask[] } {
  const before = record.detail.from;
  const owed = owedTo(whole, cameAfter(record.at, whole), taking.answeredAt, clocks);
  if (whole.head.state !== before.state) return { taking, owed };
  const isAnsweredSince = taking.answeredAt?.getTime() !== dateOf(before.answeredAt)?.getTime();
  const state = stateBack(before.state, whole.tasks, owed, isAnsweredSince ? taking.answeredAt : null);
  return { taking: { ...taking, state }, owed };
}

const dateOf = (iso: string | null): Date | null => (iso === null ? null : new Date(iso));

const extent = (held: CaseContents): Pick<CaseHead, 'messageCount' | 'lastMessageAt'> => {
  const { messageCount, lastMessageAt } = extentOf(held);
  return { messageCount, lastMessageAt: lastMessageAt ?? held.head.lastMessageAt };
};

function cameAfter(at: Date, held: CaseContents): ReadonlySet<string> {
  return new Set(held.messages.filter(({ message }) => message.receivedAt > at).map(({ message }) => message.id));
}

/** A message that came in while the clock of another one ran started none of its own: now it must. */
function owedTo(
  held: CaseContents,
  stayed: ReadonlySet<string>,
  answeredAt: Date | null,
  clocks: ClockKeeper,
): NewTask[] {
  const messages = held.messages.filter(({ message }) => stayed.has(message.id));
  return held.head.state === 'waiting' ? [] : owedTasks({ ...held, messages }, answeredAt, clocks);
}

/** Of the tasks that gave way, those that this case holds and that stand in nobody's way now. */
function restorable(record: CaseMovementRecord, held: CaseContents): Movement['restoredTasks'] {
  return record.detail.cancelledTasks.flatMap(({ id, pausedAt, minutesLeft }) => {
    const task = held.tasks.find((candidate) => candidate.id === id);
    if (task === undefined || task.state !== 'cancelled' || task.closedReason !== MERGED) return [];
    const isTaken = held.tasks.some((other) => other.kind === task.kind && isRunning(other));
    return isTaken && SINGLE_TASK_KINDS.includes(task.kind) ? [] : [{ id, pausedAt: dateOf(pausedAt), minutesLeft }];
  });
}

/** Why a task was cancelled that gave way to the same kind of another case. */
export const MERGED = 'merged';

function withRestored(held: CaseContents, restored: Movement['restoredTasks']): CaseContents {
  const byId = new Map(restored.map((task) => [task.id, task]));
  const tasks = held.tasks.map((task): HeldTask => {
    const back = byId.get(task.id);
    if (back === undefined) return task;
    return { ...task, ...back, state: back.pausedAt === null ? 'open' : 'paused', closedAt: null, closedReason: null };
  });
  return { ...held, tasks };
}

function withTasksOfMessages(wanted: MovedThings, held: CaseContents): MovedThings {
  const messages = new Set(wanted.messageIds);
  const tasks = held.tasks.filter((task) => messages.has(task.messageId ?? '')).map((task) => task.id);
  return { ...wanted, taskIds: [...new Set([...wanted.taskIds, ...tasks])] };
}

/** The state from before, corrected by what has happened to the tasks in the meantime. */
function stateBack(
  before: CaseState,
  tasks: readonly HeldTask[],
  owed: readonly NewTask[],
  answeredAt: Date | null,
): CaseState {
  const runs = owed.length > 0 || tasks.some((task) => isAnswerClock(task) && task.state === 'open');
  const standsStill = tasks.some((task) => isAnswerClock(task) && task.state === 'paused');
  if (!OPEN_CASE_STATES.includes(before)) return runs ? nextCaseState(before, 'reopen') : before;
  if (before === 'waiting') return runs ? nextCaseState(before, 'resume') : before;
  if (standsStill && !runs) return nextCaseState(before, 'wait');
  return !runs && answeredAt !== null ? nextCaseState(before, 'answer') : before;
}

/** The case that took over, without what it had taken over; what people changed since stays as they set it. */
function keptHead({ detail }: CaseMovementRecord, held: CaseContents): CaseHead {
  const { head } = held;
  const flagged = flaggedMessages(held);
  const newest = flagged.at(-1);
  const given = <Key extends 'ownerId' | 'customerId'>(key: Key) =>
    detail.to[key] === null && head[key] === detail.from[key] ? null : head[key];
  return {
    ...head,
    ...extent(held),
    severity:
      head.severity === detail.toAfter.severity
        ? worseSeverity(detail.to.severity, severityOf(flagged))
        : head.severity,
    topics: newest === undefined ? head.topics : topicsOf(flagged),
    language: newest?.assessment?.language ?? head.language,
    flaggedMessageId: newest?.message.id ?? detail.to.flaggedMessageId,
    ownerId: given('ownerId'),
    customerId: given('customerId'),
  };
}

function hasNoChoice(cases: readonly CaseContents[], optionId: string): boolean {
  const holder = cases.find(({ options }) => options.some((option) => option.id === optionId));
  return holder !== undefined && holder.options.every((option) => option.chosenAt === null);
}
