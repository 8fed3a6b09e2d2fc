import type { CaseContents, ClockName, CommitmentRow, HeldMessage, NewTask, TaskKind } from '@earshot/domain';
import type { ClockKeeper } from '../clock-keeper.js';
import { isRunning } from './single-tasks.js';
import { attentionOf, flaggedMessages } from './thread-facts.js';

/**
 * What a thread still owes its customer when no task of it says so: an answer (with the solution, where one is promised)
 * to the oldest unhappy message since the last answer, or a look at a doubtful one that nobody has looked at. The clock
 * starts when the customer wrote, as if the message had never stood elsewhere.
 */
export function owedTasks(held: CaseContents, answeredAt: Date | null, clocks: ClockKeeper): NewTask[] {
  const waiting = flaggedMessages(held).filter(
    ({ message }) => answeredAt === null || message.sentAt.getTime() > answeredAt.getTime(),
  );
  const runs = (kind: TaskKind) => held.tasks.some((task) => task.kind === kind && isRunning(task));
  if (runs('answer')) return [];
  const unhappy = waiting.find((message) => attentionOf(message) === 'answer');
  if (unhappy !== undefined) {
    const clock = answeredAt === null ? 'first_answer' : 'next_answer';
    const solution = runs('solve') ? [] : open('solve', unhappy, 'solution', held, clocks);
    return [...open('answer', unhappy, clock, held, clocks), ...solution];
  }
  const looked = new Set(held.tasks.filter((task) => task.kind === 'review').map((task) => task.messageId));
  const doubtful = waiting.find(({ message }) => !looked.has(message.id));
  return doubtful === undefined || runs('review') ? [] : open('review', doubtful, 'first_answer', held, clocks);
}

function open(
  kind: TaskKind,
  { message, assessment }: HeldMessage,
  clock: ClockName,
  held: CaseContents,
  clocks: ClockKeeper,
): NewTask[] {
  const commitment = assessment === null ? null : clocks.start(message, assessment, clock, held.group);
  return commitment === null ? [] : [newTask(kind, message.id, commitment)];
}

const newTask = (kind: TaskKind, messageId: string, commitment: CommitmentRow): NewTask => ({
  kind,
  messageId,
  state: 'open',
  openedAt: commitment.receivedAt,
  closedAt: null,
  closedReason: null,
  commitment,
  answer: null,
});
