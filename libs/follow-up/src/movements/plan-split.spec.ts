import type { CaseContents } from '@earshot/domain';
import { at, clocks, message, task, caseOf } from '../../../../test/support/held-cases.js';
import { planSplit } from './plan-split.js';

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
