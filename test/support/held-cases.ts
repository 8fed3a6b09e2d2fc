import type { CaseContents, CaseMovementRecord, HeldMessage, HeldTask, Movement } from '@earshot/domain';
import { afterMove, type ClockKeeper } from '@earshot/follow-up';

const HOUR = 3_600_000;
export const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 16, 8) + hour * HOUR);

/** Three days for an answer, ten for a solution; a paused clock goes on by the minutes that were left. */
export const clocks: ClockKeeper = {
  start: (message, _assessment, clock) => ({
    clock,
    standard: 'test',
    target: { unit: 'working_days', amount: 3 },
    calendar: 'FI',
    zone: 'UTC',
    receivedAt: message.sentAt,
    dueAt: new Date(message.sentAt.getTime() + (clock === 'solution' ? 240 : 72) * HOUR),
    derivation: [],
  }),
  pause: () => 60,
  resume: ({ minutesLeft, dueAt }, from) => ({
    dueAt: new Date(Math.max(dueAt.getTime(), from.getTime() + minutesLeft * 60_000)),
    derivation: [],
    waitedMinutes: 0,
  }),
  houseDay: (at) => at.toISOString().slice(0, 10),
};

export const message = (id: string, hour: number, over: Partial<HeldMessage> = {}): HeldMessage => ({
  message: {
    id,
    sourceId: '1',
    externalId: `m${id}`,
    revision: null,
    revisionNumber: 1,
    channel: 'email',
    kind: 'person',
    customerId: '5',
    caseId: '1',
    author: { name: 'Aino', address: 'aino@example.com', handle: null, namespace: null },
    sentAt: at(hour),
    receivedAt: at(hour),
    subject: `Matter ${id}`,
    text: 'Where is it?',
    quoted: null,
    signature: null,
    language: null,
    rating: null,
    url: null,
    threadId: `<m${id}>`,
    references: [],
    attachments: [],
    tags: [],
  },
  superseded: false,
  assessment: {
    language: 'en',
    languageConfidence: 1,
    verdict: 'dissatisfied',
    probability: 0.9,
    severity: 'medium',
    signals: [],
    escalations: [],
    topics: ['delivery'],
    model: 'test',
    judgedLength: null,
  },
  verdict: null,
  ...over,
});

export const task = (id: string, over: Partial<HeldTask> = {}): HeldTask => ({
  id,
  kind: 'answer',
  state: 'open',
  messageId: id,
  dueAt: at(72),
  closedAt: null,
  closedReason: null,
  pausedAt: null,
  minutesLeft: null,
  calendar: null,
  ...over,
});

export function caseOf(
  id: string,
  over: Partial<CaseContents> = {},
  head: Partial<CaseContents['head']> = {},
): CaseContents {
  const messages = over.messages ?? [message(id, 0)];
  return {
    head: {
      id,
      version: 1,
      customerId: '5',
      sourceId: '1',
      state: 'new',
      severity: 'medium',
      channel: 'email',
      language: 'en',
      topics: ['delivery'],
      subject: 'Matter',
      subjectKey: 'matter',
      ownerId: null,
      openedAt: at(0),
      lastMessageAt: at(0),
      messageCount: messages.length,
      flaggedMessageId: messages.at(-1)?.message.id ?? '0',
      answeredAt: null,
      solvedAt: null,
      mergedInto: null,
      ...head,
    },
    group: null,
    messages,
    replies: [],
    tasks: [task(id)],
    calls: [],
    options: [],
    compensations: [],
    outgoingReplies: [],
    drafts: [],
    watchEvents: [],
    ...over,
  };
}

/** What storing a movement does. */
export function stored(movement: Movement, giving: CaseContents, taking: CaseContents): [CaseContents, CaseContents] {
  const after = afterMove(giving, taking, movement.moved);
  const change = (held: CaseContents): CaseContents['tasks'] => [
    ...held.tasks.map((one): HeldTask => {
      let changed = one;
      if (movement.cancelledTaskIds.includes(one.id))
        changed = {
          ...one,
          state: 'cancelled',
          closedAt: at(500),
          closedReason: 'merged',
          pausedAt: null,
          minutesLeft: null,
        };
      const restored = movement.restoredTasks.find(({ id }) => id === one.id);
      if (restored !== undefined)
        changed = {
          ...changed,
          ...restored,
          state: restored.pausedAt === null ? 'open' : 'paused',
          closedAt: null,
          closedReason: null,
        };
      const resumed = movement.resumedTasks.find(({ taskId }) => taskId === one.id);
      if (resumed !== undefined)
        changed = { ...changed, state: 'open', dueAt: resumed.dueAt, pausedAt: null, minutesLeft: null };
      return changed;
    }),
    ...movement.newTasks
      .filter(({ caseId }) => caseId === held.head.id)
      .map(({ task: opened }, index) =>
        task(`${held.head.id}9${held.tasks.length + index}`, {
          kind: opened.kind,
          messageId: opened.messageId,
          dueAt: opened.commitment.dueAt,
        }),
      ),
  ];
  const options = (held: CaseContents) =>
    held.options.map((option) => movement.changedOptions.find(({ id }) => id === option.id) ?? option);
  const done = (held: CaseContents, head: CaseContents['head']): CaseContents => ({
    ...held,
    head: { ...head, version: held.head.version + 1 },
    tasks: change(held),
    options: options(held),
  });
  return [done(after.giving, movement.giving), done(after.taking, movement.taking)];
}

export const recordOf = (
  kind: 'merge' | 'split',
  fromCaseId: string,
  toCaseId: string,
  detail: CaseMovementRecord['detail'],
  hour = 100,
): CaseMovementRecord => ({ id: '1', kind, fromCaseId, toCaseId, detail, at: at(hour), actor: null, undoneAt: null });

export const ids = (held: CaseContents): string[] => held.messages.map(({ message: { id } }) => id).sort();
export const running = (held: CaseContents): string[] =>
  held.tasks.filter((one) => one.state === 'open' || one.state === 'paused').map((one) => one.id);
