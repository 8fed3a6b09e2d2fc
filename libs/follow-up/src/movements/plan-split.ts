import {
  Conflict,
  InvalidInput,
  OPEN_CASE_STATES,
  subjectKey,
  type CaseContents,
  type CaseHead,
  type CaseState,
  type MovedThings,
  type NewTask,
} from '@earshot/domain';
import type { ClockKeeper } from '../clock-keeper.js';
import { afterMove } from './held-things.js';
import { owedTasks } from './owed-tasks.js';
import { beforeOf, type PlannedMovement } from './plan-merge.js';
import { isAnswerClock, resumePaused } from './single-tasks.js';
import { answeredAtOf, extentOf, flaggedMessages, latest, severityOf, topicsOf } from './thread-facts.js';

/**
 * The chosen messages become the case `newCaseId`, with the answers and tasks that belong to them. Whatever is then left
 * unanswered on either side has a clock that started when its customer wrote.
 * @throws Conflict for a shell, InvalidInput when nothing or everything is chosen, or a message that the case has not
 */
export function planSplit(
  from: CaseContents,
  messageIds: readonly string[],
  newCaseId: string,
  clocks: ClockKeeper,
  at: Date,
): PlannedMovement {
  if (from.head.mergedInto !== null)
    throw new Conflict(`Case ${from.head.id} was merged into case ${from.head.mergedInto}: split it off there`);
  const moved = belongingTo(from, chosenMessages(from, messageIds));
  const { giving, taking } = afterMove(from, emptyCase(from, newCaseId), moved);
  const stayOpen = OPEN_CASE_STATES.includes(from.head.state) && from.head.state !== 'waiting';
  const oldHead = remainingHead(giving, taking);
  const owedThere = owedTasks(taking, answeredAtOf(taking), clocks);
  const owedHere = stayOpen ? owedTasks(giving, oldHead.answeredAt, clocks) : [];
  const newHead = splitHead(from.head, taking, owedThere);
  const openedTasks = [...owedThere, ...owedHere].map(({ kind, messageId }) => ({ kind, messageId }));
  return {
    movement: {
      giving: oldHead,
      taking: newHead,
      moved,
      cancelledTaskIds: [],
      resumedTasks: newHead.state === 'waiting' ? [] : resumePaused(taking.tasks, at, clocks),
      restoredTasks: [],
      changedOptions: [],
      newTasks: [
        ...owedThere.map((task) => ({ caseId: newCaseId, task })),
        ...owedHere.map((task) => ({ caseId: from.head.id, task })),
      ],
    },
    detail: {
      ...moved,
      from: beforeOf(from.head),
      to: beforeOf(newHead),
      toAfter: { state: newHead.state, severity: newHead.severity },
      cancelledTasks: [],
      setAsideChoices: [],
      openedTasks,
    },
  };
}

/** With every revision of them: an edited message is one message. */
function chosenMessages(from: CaseContents, messageIds: readonly string[]): ReadonlySet<string> {
  const byId = new Map(from.messages.map(({ message }) => [message.id, message]));
  const faults = messageIds.flatMap((id, index) =>
    byId.has(id) ? [] : [{ path: `messageIds.${index}`, message: `must be a message of case ${from.head.id}` }],
  );
  if (faults.length > 0) throw new InvalidInput('The request has faults', faults);
  const identities = new Set(
    messageIds.map((id) => {
      const message = byId.get(id);
      return `${message?.sourceId} ${message?.externalId}`;
    }),
  );
  const chosen = from.messages
    .filter(({ message }) => identities.has(`${message.sourceId} ${message.externalId}`))
    .map(({ message }) => message.id);
  if (chosen.length > 0 && chosen.length < from.messages.length) return new Set(chosen);
  const message = `must be some of the messages of case ${from.head.id}, and must leave it at least one`;
  throw new InvalidInput('The request has faults', [{ path: 'messageIds', message }]);
}

/** An answer goes with the message that it answers, by the nearest of the ids it names. */
function belongingTo(from: CaseContents, chosen: ReadonlySet<string>): MovedThings {
  const messageByThread = new Map(
    from.messages.map(({ message }) => [`${message.sourceId} ${message.threadId}`, message.id]),
  );
  const answered = (sourceId: string, threadIds: readonly string[]) =>
    threadIds.map((threadId) => messageByThread.get(`${sourceId} ${threadId}`)).find((id) => id !== undefined);
  const isChosen = (messageId: string | null | undefined) => chosen.has(messageId ?? '');
  const ids = (items: readonly { readonly id: string }[]) => items.map((item) => item.id);
  return {
    messageIds: [...chosen],
    replyIds: ids(from.replies.filter((reply) => isChosen(answered(reply.sourceId, reply.answers)))),
    taskIds: ids(from.tasks.filter((task) => isChosen(task.messageId))),
    outgoingReplyIds: ids(from.outgoingReplies.filter((reply) => isChosen(reply.answersMessageId))),
    draftIds: ids(from.drafts.filter((draft) => isChosen(draft.answersMessageId))),
    callIds: [],
    optionIds: [],
    compensationIds: [],
    watchEventIds: [],
  };
}

function emptyCase(from: CaseContents, id: string): CaseContents {
  return {
    head: { ...from.head, id, version: 0, answeredAt: null, solvedAt: null },
    group: from.group,
    messages: [],
    replies: [],
    tasks: [],
    calls: [],
    options: [],
    compensations: [],
    outgoingReplies: [],
    drafts: [],
    watchEvents: [],
  };
}

function splitHead(from: CaseHead, held: CaseContents, owed: readonly NewTask[]): CaseHead {
  const messages = [...held.messages].sort((a, b) => a.message.sentAt.getTime() - b.message.sentAt.getTime());
  const first = messages[0]?.message;
  const flagged = flaggedMessages(held);
  const shown = flagged.at(-1) ?? messages.at(-1);
  const { messageCount, lastMessageAt } = extentOf(held);
  const answeredAt = answeredAtOf(held);
  const subject = first?.subject ?? null;
  return {
    ...held.head,
    customerId: messages.find(({ message }) => message.customerId !== null)?.message.customerId ?? from.customerId,
    sourceId: first?.sourceId ?? from.sourceId,
    state: splitState(held, owed, answeredAt),
    severity: severityOf(flagged),
    topics: topicsOf(flagged),
    channel: shown?.message.channel ?? from.channel,
    language: shown?.assessment?.language ?? from.language,
    subject,
    subjectKey: subjectKey(subject),
    openedAt: first?.sentAt ?? from.openedAt,
    lastMessageAt: lastMessageAt ?? from.lastMessageAt,
    messageCount,
    flaggedMessageId: shown?.message.id ?? from.flaggedMessageId,
    answeredAt,
  };
}

/** A matter of its own begins like any other; what waited for the customer goes on waiting. */
function splitState(held: CaseContents, owed: readonly NewTask[], answeredAt: Date | null): CaseState {
  const runs = owed.length > 0 || held.tasks.some((task) => isAnswerClock(task) && task.state === 'open');
  if (!runs && held.tasks.some((task) => isAnswerClock(task) && task.state === 'paused')) return 'waiting';
  return runs && answeredAt === null ? 'new' : 'acknowledged';
}

/** What is left in a case when `gone` has left it; without any flagged message it keeps what it had. */
export function remainingHead(held: CaseContents, gone: CaseContents): CaseHead {
  const flagged = flaggedMessages(held);
  const newest = flagged.at(-1);
  const { messageCount, lastMessageAt } = extentOf(held);
  const isThere = held.messages.some(({ message }) => message.id === held.head.flaggedMessageId);
  const instead = isThere ? held.head.flaggedMessageId : held.messages.at(-1)?.message.id;
  const wentAlong = answeredAtOf(gone)?.getTime() === held.head.answeredAt?.getTime();
  return {
    ...held.head,
    severity: newest === undefined ? held.head.severity : severityOf(flagged),
    topics: newest === undefined ? held.head.topics : topicsOf(flagged),
    language: newest?.assessment?.language ?? held.head.language,
    flaggedMessageId: newest?.message.id ?? instead ?? held.head.flaggedMessageId,
    lastMessageAt: lastMessageAt ?? held.head.lastMessageAt,
    messageCount,
    answeredAt: wentAlong ? answeredAtOf(held) : latest(held.head.answeredAt, answeredAtOf(held)),
  };
}
