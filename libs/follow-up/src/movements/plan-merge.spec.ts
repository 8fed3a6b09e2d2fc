import { at, clocks, message, task, caseOf, stored, ids, running } from '../../../../test/support/held-cases.js';
import { planMerge } from './plan-merge.js';

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
