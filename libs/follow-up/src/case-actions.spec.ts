import { CASE_STATES, type CaseUnderAction, type Task } from '@earshot/domain';
import fc from 'fast-check';
import { CASE_DEEDS, decideOnCase, possibleCaseActions, type CaseDeed, type CaseDeedName } from './case-actions.js';

const NOW = new Date('2026-11-18T10:00:00Z');
const DUE = new Date('2026-11-19T15:00:00Z');

const task = (over: Partial<Task> = {}): Task => ({
  id: '1',
  caseId: '7',
  kind: 'answer',
  state: 'open',
  openedAt: new Date('2026-11-16T08:00:00Z'),
  dueAt: DUE,
  closedAt: null,
  ...over,
});

const found = (over: Partial<CaseUnderAction> = {}): CaseUnderAction => ({
  id: '7',
  state: 'new',
  ownerId: null,
  version: 4,
  flaggedMessageId: '99',
  answeredAt: null,
  tasks: [task()],
  deeds: [],
  ...over,
});

const deed = (name: CaseDeedName, over: Partial<CaseDeed> = {}): CaseDeed => ({
  name,
  actorId: '5',
  seenVersion: 4,
  note: null,
  ...over,
});

describe('a deed on a case', () => {
  it('is refused when the person saw another version', () => {
    expect(() => decideOnCase(found(), deed('answered', { seenVersion: 3 }), NOW)).toThrow('at version 4, you saw 3');
  });

  it('that the person has done from that version already is nothing to do', () => {
    const deeds = [{ type: 'answered', seenVersion: 3 }];
    expect(decideOnCase(found({ deeds }), deed('answered', { seenVersion: 3 }), NOW)).toBeNull();
    expect(() => decideOnCase(found({ deeds }), deed('not-a-complaint', { seenVersion: 3 }), NOW)).toThrow();
  });

  it('carries the note and the version it was decided on', () => {
    expect(decideOnCase(found(), deed('answered', { note: 'Called' }), NOW)?.event).toEqual({
      type: 'answered',
      detail: { seenVersion: 4, note: 'Called' },
    });
  });
});

describe('reopening', () => {
  it('waits until nothing is open', () => {
    expect(() => decideOnCase(found({ state: 'acknowledged' }), deed('reopen'), NOW)).toThrow('open task already');
    expect(possibleCaseActions('acknowledged', true)).not.toContain('reopen');
    expect(possibleCaseActions('acknowledged', false)).toContain('reopen');
  });

  it('restores only what was closed last, and the time of the answer before it', () => {
    const first = task({ id: '1', state: 'done', closedAt: new Date('2026-11-01T10:00:00Z') });
    const second = task({ id: '2', state: 'done', closedAt: new Date('2026-11-17T10:00:00Z') });
    const decision = decideOnCase(
      found({ state: 'acknowledged', tasks: [first, second], answeredAt: second.closedAt }),
      deed('reopen'),
      NOW,
    );
    expect(decision).toMatchObject({
      state: 'reopened',
      answeredAt: first.closedAt,
      tasks: [{ id: '2', state: 'open', closedAt: null, closedReason: null }],
      verdict: null,
    });
  });

  it('revokes the verdict of a dismissed case only', () => {
    const cancelled = task({ state: 'cancelled', closedAt: NOW });
    expect(decideOnCase(found({ state: 'not_a_complaint', tasks: [cancelled] }), deed('reopen'), NOW)?.verdict).toEqual(
      { messageId: '99', dissatisfied: true },
    );
  });
});

describe('whatever happens to a case', () => {
  const names = Object.keys(CASE_DEEDS) as CaseDeedName[];
  const anyTask = fc
    .tuple(fc.constantFrom('answer' as const, 'review' as const), fc.constantFrom('open', 'done', 'cancelled'))
    .map(([kind, state]) => ({ kind, state: state }));
  const anyCase = fc
    .tuple(fc.constantFrom(...CASE_STATES), fc.uniqueArray(anyTask, { selector: (t) => t.kind, maxLength: 2 }))
    .map(([state, tasks]) =>
      found({
        state,
        tasks: tasks.map((t, i) => task({ ...t, id: String(i + 1), closedAt: t.state === 'open' ? null : NOW })),
      }),
    );

  it('a closed case keeps no open task, and at most one of a kind is open', () => {
    fc.assert(
      fc.property(anyCase, fc.array(fc.constantFrom(...names), { maxLength: 8 }), (start, deeds) => {
        let current = start;
        for (const name of deeds) current = applied(current, name);
        const open = current.tasks.filter((t) => t.state === 'open');
        expect(new Set(open.map((t) => t.kind)).size).toBe(open.length);
        for (const t of current.tasks) expect(t.state === 'open').toBe(t.closedAt === null);
        if (
          deeds.at(-1) === 'not-a-complaint' &&
          current.state === 'not_a_complaint' &&
          start.state !== 'not_a_complaint'
        )
          expect(open).toEqual([]);
      }),
    );
  });

  /** What storing does: refusals change nothing. */
  function applied(current: CaseUnderAction, name: CaseDeedName): CaseUnderAction {
    try {
      const decision = decideOnCase(current, deed(name, { seenVersion: current.version }), NOW);
      if (decision === null) return current;
      const changed = new Map(decision.tasks.map((t) => [t.id, t]));
      return {
        ...current,
        state: decision.state,
        ownerId: decision.ownerId,
        answeredAt: decision.answeredAt,
        version: current.version + 1,
        tasks: current.tasks.map((t) => ({ ...t, ...changed.get(t.id) })),
      };
    } catch (error) {
      expect((error as Error).name).toMatch(/^(InvalidTransition|Conflict)$/);
      return current;
    }
  }
});
