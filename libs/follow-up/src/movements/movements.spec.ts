import {
  OPEN_CASE_STATES,
  SINGLE_TASK_KINDS,
  type CaseContents,
  type CaseMovementRecord,
  type HeldMessage,
  type HeldTask,
  type Movement,
} from '@earshot/domain';
import fc from 'fast-check';
import type { ClockKeeper } from '../clock-keeper.js';
import { afterMove } from './held-things.js';
import { planMerge } from './plan-merge.js';
import { planSplit } from './plan-split.js';
import { planUndo, undoObstacle } from './plan-undo.js';

const HOUR = 3_600_000;
const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 16, 8) + hour * HOUR);

/** Three days for an answer, ten for a solution; a paused clock goes on by the minutes that were left. */
const clocks: ClockKeeper = {
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
  resume: (minutesLeft, from) => ({ dueAt: new Date(from.getTime() + minutesLeft * 60_000), derivation: [] }),
};

const message = (id: string, hour: number, over: Partial<HeldMessage> = {}): HeldMessage => ({
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

const task = (id: string, over: Partial<HeldTask> = {}): HeldTask => ({
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

function caseOf(id: string, over: Partial<CaseContents> = {}, head: Partial<CaseContents['head']> = {}): CaseContents {
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
function stored(movement: Movement, giving: CaseContents, taking: CaseContents): [CaseContents, CaseContents] {
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

const recordOf = (
  kind: 'merge' | 'split',
  fromCaseId: string,
  toCaseId: string,
  detail: CaseMovementRecord['detail'],
  hour = 100,
): CaseMovementRecord => ({ id: '1', kind, fromCaseId, toCaseId, detail, at: at(hour), actor: null, undoneAt: null });

const ids = (held: CaseContents): string[] => held.messages.map(({ message: { id } }) => id).sort();
const running = (held: CaseContents): string[] =>
  held.tasks.filter((one) => one.state === 'open' || one.state === 'paused').map((one) => one.id);

describe('merging a case into another', () => {
  it('moves everything, keeps the earlier deadline and leaves a closed shell', () => {
    const from = caseOf('2', {
      tasks: [task('2', { dueAt: at(48) })],
      calls: [{ id: '7', at: at(1), reached: false }],
    });
    const to = caseOf('1');
    const [shell, kept] = stored(planMerge(from, to, false, at(100), clocks).movement, from, to);
    expect(ids(kept)).toEqual(['1', '2']);
    expect(kept.calls).toHaveLength(1);
    expect(running(kept)).toEqual(['2']);
    expect(kept.head).toMatchObject({ state: 'new', messageCount: 2 });
    expect(shell.head).toMatchObject({ state: 'closed', mergedInto: '1', messageCount: 0, answeredAt: null });
    expect([shell.messages, shell.tasks, shell.calls]).toEqual([[], [], []]);
  });

  it('asks whether different customers are meant', () => {
    const from = caseOf('2', {}, { customerId: '6' });
    expect(() => planMerge(from, caseOf('1'), false, at(100), clocks)).toThrow('faults');
    expect(planMerge(from, caseOf('1'), true, at(100), clocks).movement.taking.customerId).toBe('5');
  });

  it('takes the worse severity, all topics, the newest flagged message and an owner where there is none', () => {
    const from = caseOf(
      '2',
      { messages: [message('2', 5)] },
      { severity: 'critical', topics: ['refund'], ownerId: '9', answeredAt: at(7) },
    );
    expect(planMerge(from, caseOf('1'), false, at(100), clocks).movement.taking).toMatchObject({
      severity: 'critical',
      topics: ['delivery', 'refund'],
      flaggedMessageId: '2',
      ownerId: '9',
      answeredAt: at(7),
    });
  });

  it('reopens a settled case when an open one goes into it', () => {
    const settled = caseOf('1', { tasks: [] }, { state: 'closed' });
    expect(planMerge(caseOf('2'), settled, false, at(100), clocks).movement.taking.state).toBe('reopened');
  });

  it('ends the waiting when the other case’s clock runs, and lets what stood still go on', () => {
    const paused = task('1', { kind: 'solve', state: 'paused', pausedAt: at(10), minutesLeft: 120 });
    const to = caseOf('1', { tasks: [paused] }, { state: 'waiting' });
    const from = caseOf('2');
    const [, kept] = stored(planMerge(from, to, false, at(100), clocks).movement, from, to);
    expect(kept.head.state).toBe('acknowledged');
    expect(kept.tasks).toMatchObject([
      { id: '1', state: 'open', dueAt: at(102), minutesLeft: null },
      { id: '2', state: 'open' },
    ]);
  });

  it('waits when only the other case’s clock stands still', () => {
    const paused = task('2', { state: 'paused', pausedAt: at(10), minutesLeft: 120 });
    const from = caseOf('2', { tasks: [paused] }, { state: 'waiting' });
    const to = caseOf('1', { tasks: [] }, { state: 'acknowledged' });
    expect(planMerge(from, to, false, at(100), clocks).movement).toMatchObject({
      taking: { state: 'waiting' },
      resumedTasks: [],
    });
  });

  it('keeps the later of two choices', () => {
    const to = caseOf('1', { options: [{ id: '31', chosenAt: at(3) }] });
    const from = caseOf('2', { options: [{ id: '32', chosenAt: at(4) }] });
    expect(planMerge(from, to, false, at(100), clocks).movement.changedOptions).toEqual([{ id: '31', chosenAt: null }]);
  });

  it('is refused for a shell', () => {
    expect(() => planMerge(caseOf('2', {}, { mergedInto: '8' }), caseOf('1'), false, at(100), clocks)).toThrow(
      'Case 2 was merged into case 8 already',
    );
  });
});

describe('splitting messages off', () => {
  const twoMatters = (over: Partial<CaseContents> = {}) =>
    caseOf('1', { messages: [message('1', 0), message('2', 2)], ...over });

  it('opens an answer task for what is left unanswered, from its own time', () => {
    const from = twoMatters();
    const { movement } = planSplit(from, ['2'], '7', clocks, at(100));
    expect(movement.newTasks).toMatchObject([
      { caseId: '7', task: { kind: 'answer', messageId: '2', commitment: { receivedAt: at(2), dueAt: at(74) } } },
      { caseId: '7', task: { kind: 'solve', messageId: '2' } },
    ]);
    expect(movement.taking).toMatchObject({ id: '7', state: 'new', subject: 'Matter 2', messageCount: 1 });
    expect(movement.giving).toMatchObject({ messageCount: 1, flaggedMessageId: '1', lastMessageAt: at(0) });
  });

  it('takes the task of its message along, and then the rest has a clock of its own', () => {
    const { movement } = planSplit(twoMatters(), ['1'], '7', clocks, at(100));
    expect(movement.moved.taskIds).toEqual(['1']);
    expect(movement.newTasks).toMatchObject([
      { caseId: '1', task: { kind: 'answer', messageId: '2', commitment: { receivedAt: at(2) } } },
      { caseId: '1', task: { kind: 'solve' } },
    ]);
  });

  it('takes along the answer that answers it, and opens nothing when it came later', () => {
    const reply = { id: '50', sourceId: '1', answers: ['<m2>', '<m1>'], sentAt: at(9), automatic: false };
    const { movement } = planSplit(twoMatters({ replies: [reply] }), ['2'], '7', clocks, at(100));
    expect(movement.moved.replyIds).toEqual(['50']);
    expect(movement.newTasks).toEqual([]);
    expect(movement.taking).toMatchObject({ state: 'acknowledged', answeredAt: at(9) });
  });

  it('does not believe that the answer to another message answered it', () => {
    const reply = { id: '50', sourceId: '1', answers: ['<m1>'], sentAt: at(9), automatic: false };
    const from = twoMatters({
      replies: [reply],
      tasks: [task('1', { state: 'done', closedAt: at(9), closedReason: 'answer-seen' })],
    });
    const { movement } = planSplit(from, ['2'], '7', clocks, at(100));
    expect(movement.newTasks[0]).toMatchObject({ caseId: '7', task: { kind: 'answer' } });
  });

  it('moves every revision of an edited message', () => {
    const edited = message('3', 3);
    const first = message('2', 2, { superseded: true });
    const from = caseOf('1', {
      messages: [
        message('1', 0),
        first,
        { ...edited, message: { ...edited.message, externalId: first.message.externalId, revisionNumber: 2 } },
      ],
    });
    expect(planSplit(from, ['3'], '7', clocks, at(100)).movement.moved.messageIds).toEqual(['2', '3']);
  });

  it.each([
    ['all of them', ['1', '2']],
    ['none', []],
    ['one that stands elsewhere', ['2', '99']],
  ])('is refused for %s', (_, chosen) => {
    expect(() => planSplit(twoMatters(), chosen, '7', clocks, at(100))).toThrow('faults');
  });

  it('opens nothing for what a person called no complaint', () => {
    const from = twoMatters({
      messages: [message('1', 0), message('2', 2, { verdict: { dissatisfied: false, severity: null } })],
    });
    expect(planSplit(from, ['2'], '7', clocks, at(100)).movement).toMatchObject({
      newTasks: [],
      taking: { state: 'acknowledged', severity: 'none' },
    });
  });
});

describe('taking a merge back', () => {
  const from = caseOf('2', { tasks: [task('2', { dueAt: at(48) })] }, { ownerId: '9', severity: 'high' });
  const to = caseOf('1');
  const { movement, detail } = planMerge(from, to, false, at(100), clocks);
  const [shell, kept] = stored(movement, from, to);
  const record = recordOf('merge', '2', '1', detail);

  it('restores both cases as they were', () => {
    const [back, original] = stored(planUndo(record, shell, kept, at(101), clocks).movement, kept, shell);
    for (const [now, before] of [
      [back, to],
      [original, from],
    ] as const) {
      expect({ ...now.head, version: 1 }).toEqual(before.head);
      expect(now.tasks).toEqual(before.tasks);
      expect(ids(now)).toEqual(ids(before));
    }
  });

  it('leaves what came in since where it is, with a clock of its own', () => {
    const later = message('3', 120);
    const since = { ...kept, messages: [...kept.messages, later] };
    const undo = planUndo(record, shell, since, at(130), clocks);
    expect(undo.stayedMessageIds).toEqual(['3']);
    const [back, original] = stored(undo.movement, since, shell);
    expect([ids(back), ids(original)]).toEqual([['1', '3'], ['2']]);
    expect(running(back)).toEqual(['1']);
  });

  it('starts the clock of what came in since when the running one goes back', () => {
    const answered = caseOf('1', { tasks: [] }, { state: 'acknowledged', answeredAt: at(5) });
    const plan = planMerge(from, answered, false, at(100), clocks);
    const [emptied, holder] = stored(plan.movement, from, answered);
    const since = { ...holder, messages: [...holder.messages, message('3', 120)] };
    const undo = planUndo(recordOf('merge', '2', '1', plan.detail), emptied, since, at(130), clocks);
    expect(undo.movement.newTasks[0]).toMatchObject({
      caseId: '1',
      task: { kind: 'answer', messageId: '3', commitment: { clock: 'next_answer', receivedAt: at(120) } },
    });
  });

  it('is refused with the reason when something has moved on', () => {
    expect(undoObstacle(record, shell, { ...kept, messages: [message('1', 0)] })).toBe(
      'Message 2 has left case 1 since: undo what moved it first',
    );
    const gone = { ...kept, head: { ...kept.head, mergedInto: '8' } };
    expect(() => planUndo(record, shell, gone, at(101), clocks)).toThrow('Case 1 was merged into case 8 afterwards');
    expect(undoObstacle({ ...record, undoneAt: at(101) }, shell, kept)).toBe('It was undone already');
  });
});

describe('taking a split back', () => {
  const from = caseOf('1', { messages: [message('1', 0), message('2', 2)] });
  const empty = { ...caseOf('7', { messages: [], tasks: [] }), head: { ...from.head, id: '7' } };
  const { movement, detail } = planSplit(from, ['2'], '7', clocks, at(100));
  const [rest, split] = stored(movement, from, empty);
  const record = recordOf('split', '1', '7', detail);

  it('leaves a shell and one running answer', () => {
    const [shell, whole] = stored(planUndo(record, rest, split, at(101), clocks).movement, split, rest);
    expect(ids(whole)).toEqual(['1', '2']);
    expect(whole.tasks.filter((one) => one.kind === 'answer' && one.state === 'open')).toHaveLength(1);
    expect(shell.head).toMatchObject({ state: 'closed', mergedInto: '1' });
  });

  it('leaves the case what came in since', () => {
    const since = { ...split, messages: [...split.messages, message('3', 120)] };
    const undo = planUndo(record, rest, since, at(130), clocks);
    const [left, whole] = stored(undo.movement, since, rest);
    expect([ids(left), ids(whole), undo.stayedMessageIds]).toEqual([['3'], ['1', '2'], ['3']]);
    expect(left.head).toMatchObject({ mergedInto: null, messageCount: 1 });
    expect(left.tasks.filter((one) => one.state === 'open').map((one) => one.messageId)).toEqual(['3', '3']);
  });
});

describe('whatever is merged, split and undone', () => {
  type Step = readonly ['merge' | 'split' | 'undo', number, number];
  const anyStep: fc.Arbitrary<Step> = fc.tuple(
    fc.constantFrom('merge' as const, 'split' as const, 'undo' as const),
    fc.nat(5),
    fc.nat(5),
  );
  const anyState = fc.constantFrom('new', 'acknowledged', 'waiting', 'closed', 'reopened');

  it('no message is lost or doubled, and no case has two running tasks of a single kind', () => {
    fc.assert(
      fc.property(
        fc.array(anyState, { minLength: 2, maxLength: 4 }),
        fc.array(anyStep, { maxLength: 12 }),
        (states, steps) => {
          const world = new Map(states.map((state, index) => [String(index + 1), started(String(index + 1), state)]));
          const all = [...world.values()].flatMap(ids).sort();
          const records: CaseMovementRecord[] = [];
          for (const [step, index] of steps.map((given, place) => [given, place] as const))
            take(world, records, step, 200 + index);
          expect([...world.values()].flatMap(ids).sort()).toEqual(all);
          for (const held of world.values()) expectSound(held);
        },
      ),
    );
  });

  function started(id: string, state: (typeof states)[number]): CaseContents {
    const waits = state === 'waiting';
    const pause = waits ? { state: 'paused' as const, pausedAt: at(20), minutesLeft: Number(id) * 30 } : {};
    const settled = state === 'closed' || state === 'acknowledged';
    const tasks = settled
      ? [task(`${id}0`, { messageId: `${id}0`, state: 'done', closedAt: at(9), closedReason: 'recorded-by-person' })]
      : [task(`${id}0`, { messageId: `${id}0`, dueAt: at(60 + Number(id)), ...pause })];
    const messages = [0, 1, 2].map((index) => message(`${id}${index}`, index));
    return caseOf(id, { messages, tasks }, { state, answeredAt: settled ? at(9) : null });
  }
  const states = ['new', 'acknowledged', 'waiting', 'closed', 'reopened'] as const;

  /** A refusal changes nothing. */
  function take(
    world: Map<string, CaseContents>,
    records: CaseMovementRecord[],
    [kind, a, b]: Step,
    hour: number,
  ): void {
    const cases = [...world.values()];
    const [one, other] = [cases[a % cases.length] as CaseContents, cases[b % cases.length] as CaseContents];
    try {
      if (kind === 'merge' && one !== other) {
        const { movement, detail } = planMerge(one, other, true, at(hour), clocks);
        keep(world, movement, one, other);
        records.push(recordOf('merge', one.head.id, other.head.id, detail, hour));
      } else if (kind === 'split') {
        const id = String(world.size + 1);
        const chosen = ids(one).slice(0, 1 + (b % 3));
        const { movement, detail } = planSplit(one, chosen, id, clocks, at(hour));
        keep(world, movement, one, { ...caseOf(id, { messages: [], tasks: [] }), head: movement.taking });
        records.push(recordOf('split', one.head.id, id, detail, hour));
      } else if (kind === 'undo' && records.length > 0) {
        const index = a % records.length;
        const record = records[index] as CaseMovementRecord;
        const [from, to] = [world.get(record.fromCaseId), world.get(record.toCaseId)] as [CaseContents, CaseContents];
        keep(world, planUndo(record, from, to, at(hour), clocks).movement, to, from);
        records[index] = { ...record, undoneAt: at(hour) };
      }
    } catch (error) {
      expect((error as Error).name).toMatch(/^(Conflict|InvalidInput)$/);
    }
  }

  function keep(
    world: Map<string, CaseContents>,
    movement: Movement,
    giving: CaseContents,
    taking: CaseContents,
  ): void {
    for (const held of stored(movement, giving, taking)) world.set(held.head.id, held);
  }

  function expectSound(held: CaseContents): void {
    const live = held.tasks.filter((one) => one.state === 'open' || one.state === 'paused');
    for (const kind of SINGLE_TASK_KINDS) expect(live.filter((one) => one.kind === kind).length).toBeLessThanOrEqual(1);
    if (held.head.mergedInto !== null) expect([ids(held), live]).toEqual([[], []]);
    else expect(held.messages.length).toBe(held.head.messageCount);
    if (live.length > 0) expect(OPEN_CASE_STATES).toContain(held.head.state);
    if (held.head.state !== 'waiting') expect(live.filter((one) => one.state === 'paused')).toEqual([]);
    for (const one of held.tasks) expect(one.state === 'open' || one.state === 'paused').toBe(one.closedAt === null);
  }
});
