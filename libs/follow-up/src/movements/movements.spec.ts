import {
  OPEN_CASE_STATES,
  SINGLE_TASK_KINDS,
  type CaseContents,
  type CaseMovementRecord,
  type Movement,
} from '@earshot/domain';
import fc from 'fast-check';
import { at, clocks, message, task, caseOf, stored, recordOf, ids } from '../../../../test/support/held-cases.js';
import { planMerge } from './plan-merge.js';
import { planSplit } from './plan-split.js';
import { planUndo } from './plan-undo.js';

describe('whatever is merged, split and undone', () => {
  type Step = readonly ['merge' | 'split' | 'undo', number, number];
  const anyStep: fc.Arbitrary<Step> = fc.tuple(
    fc.constantFrom('merge' as const, 'split' as const, 'undo' as const),
    fc.nat(5),
    fc.nat(5),
  );
  const states = ['new', 'acknowledged', 'waiting', 'closed', 'reopened'] as const;
  const anyState = fc.constantFrom(...states);

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
