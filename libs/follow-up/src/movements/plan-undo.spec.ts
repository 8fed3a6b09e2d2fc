import {
  at,
  clocks,
  message,
  task,
  caseOf,
  stored,
  recordOf,
  ids,
  running,
} from '../../../../test/support/held-cases.js';
import { planMerge } from './plan-merge.js';
import { planSplit } from './plan-split.js';
import { planUndo, undoObstacle } from './plan-undo.js';

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

  it('restores the case under a newer, stricter policy, without the clocks that the split started', () => {
    const stricter: typeof clocks = {
      ...clocks,
      start: (given, assessment, clock, group) => {
        const commitment = clocks.start(given, assessment, clock, group);
        return commitment === null ? null : { ...commitment, standard: 'strict', dueAt: at(3) };
      },
    };
    const three = caseOf('1', { messages: [message('1', 0), message('2', 1), message('3', 2)] });
    for (const chosen of [['3'], ['1'], ['2', '3']]) {
      const plan = planSplit(three, chosen, '7', stricter, at(50));
      const [left, off] = stored(plan.movement, three, empty);
      const undo = planUndo(recordOf('split', '1', '7', plan.detail, 50), left, off, at(51), stricter);
      const [, back] = stored(undo.movement, off, left);
      expect(back.tasks.filter((one) => one.state === 'open')).toEqual(three.tasks);
      expect(undo.movement).toMatchObject({ restoredTasks: [], resumedTasks: [], newTasks: [] });
      expect(back.head).toMatchObject({ state: 'new', answeredAt: null, messageCount: 3 });
    }
  });

  it('restores a case that was answered or closed, and owes nobody anything again', () => {
    for (const state of ['acknowledged', 'closed'] as const) {
      const done = task('1', { state: 'done', closedAt: at(9), closedReason: 'answer-seen' });
      const reply = { id: '50', sourceId: '1', answers: ['<m1>'], sentAt: at(9), automatic: false };
      const settled = caseOf(
        '1',
        { messages: from.messages, tasks: [done], replies: [reply] },
        { state, answeredAt: at(9) },
      );
      const plan = planSplit(settled, ['2'], '7', clocks, at(100));
      const [left, off] = stored(plan.movement, settled, empty);
      const undo = planUndo(recordOf('split', '1', '7', plan.detail), left, off, at(101), clocks);
      const [, back] = stored(undo.movement, off, left);
      expect(back.tasks.filter((one) => one.state === 'open')).toEqual([]);
      expect(back.head).toMatchObject({ state, answeredAt: at(9) });
    }
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
