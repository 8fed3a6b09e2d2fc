import { CASE_STATES, InvalidInput, TASK_KINDS, type CaseUnderAction, type TaskUnderAction } from '@earshot/domain';
import fc from 'fast-check';
import { PlainClocks } from '../../../test/support/clocks.js';
import { assessment, incoming } from '../../../test/support/messages.js';
import { decideOnCase } from './case-actions.js';
import { CASE_DEEDS, offeredDeeds, type CaseDeed, type CaseDeedName } from './case-deeds.js';

const NOW = new Date('2026-11-18T10:00:00Z');
const DUE = new Date('2026-11-19T08:00:00Z');

const clocks = new PlainClocks();

const task = (over: Partial<TaskUnderAction> = {}): TaskUnderAction => ({
  id: '1',
  caseId: '7',
  kind: 'answer',
  state: 'open',
  openedAt: new Date('2026-11-16T08:00:00Z'),
  dueAt: DUE,
  closedAt: null,
  closedReason: null,
  minutesLeft: null,
  waitedMinutes: 0,
  commitment: { clock: 'first_answer', calendar: 'FI', receivedAt: new Date('2026-11-16T08:00:00Z') },
  ...over,
});

const flagged = {
  message: {
    ...incoming({}),
    id: '99',
    sourceId: '1',
    revisionNumber: 1,
    customerId: '3',
    caseId: '7',
    receivedAt: NOW,
  },
  assessment: assessment({}),
  group: null,
};

const found = (over: Partial<CaseUnderAction> = {}): CaseUnderAction => ({
  id: '7',
  state: 'new',
  severity: 'medium',
  ownerId: null,
  version: 4,
  mergedInto: null,
  flagged,
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
  assigneeId: null,
  severity: null,
  ...over,
});

describe('a deed on a case', () => {
  it('is refused when the person saw another version', () => {
    expect(() => decideOnCase(found(), deed('answered', { seenVersion: 3 }), NOW, clocks)).toThrow(
      'at version 4, you saw 3',
    );
  });

  it('that the person has done from that version already is nothing to do', () => {
    const deeds = [{ type: 'answered', seenVersion: 3, at: NOW }];
    expect(decideOnCase(found({ deeds }), deed('answered', { seenVersion: 3 }), NOW, clocks)).toBeNull();
    expect(() => decideOnCase(found({ deeds }), deed('not-a-complaint', { seenVersion: 3 }), NOW, clocks)).toThrow();
  });

  it('carries the note and the version it was decided on', () => {
    expect(decideOnCase(found(), deed('answered', { note: 'Called' }), NOW, clocks)?.event).toEqual({
      type: 'answered',
      detail: { seenVersion: 4, note: 'Called' },
    });
  });
});

describe('reopening', () => {
  it('waits until nothing is open', () => {
    expect(() => decideOnCase(found({ state: 'acknowledged' }), deed('reopen'), NOW, clocks)).toThrow(
      'open task already',
    );
    expect(offeredDeeds(found({ state: 'acknowledged' }), '5')).not.toContain('reopen');
    expect(offeredDeeds(found({ state: 'acknowledged', tasks: [] }), '5')).toContain('reopen');
  });

  it('restores only what was closed last, and the time of the answer before it', () => {
    const first = task({ id: '1', state: 'done', closedAt: new Date('2026-11-01T10:00:00Z') });
    const second = task({
      id: '2',
      state: 'done',
      closedAt: new Date('2026-11-17T10:00:00Z'),
      closedReason: 'recorded-by-person',
    });
    const decision = decideOnCase(
      found({ state: 'acknowledged', tasks: [first, second], answeredAt: second.closedAt }),
      deed('reopen'),
      NOW,
      clocks,
    );
    expect(decision).toMatchObject({
      state: 'reopened',
      answeredAt: first.closedAt,
      tasks: [{ id: '2', state: 'open', closedAt: null, closedReason: null }],
      verdict: null,
    });
  });

  it.each(['answer-seen', 'answer-sent', 'answered-by-call'])(
    'asks for another answer from now on, and leaves the one that reached the customer as it was: %s',
    (closedReason) => {
      const answeredAt = new Date('2026-11-17T10:00:00Z');
      const answered = task({ state: 'done', closedAt: answeredAt, closedReason });
      const decision = decideOnCase(
        found({ state: 'acknowledged', tasks: [answered], answeredAt }),
        deed('reopen'),
        NOW,
        clocks,
      );
      expect(decision).toMatchObject({ state: 'reopened', answeredAt, tasks: [] });
      expect(decision?.newTasks).toMatchObject([
        { kind: 'answer', commitment: { clock: 'next_answer', receivedAt: NOW } },
      ]);
    },
  );

  it('takes back no mark that an answer to the customer has made true since', () => {
    const marked = task({ state: 'done', closedAt: DUE, closedReason: 'recorded-by-person' });
    const answeredAt = new Date('2026-11-19T12:00:00Z');
    const decision = decideOnCase(
      found({ state: 'acknowledged', tasks: [marked], answeredAt }),
      deed('reopen'),
      answeredAt,
      clocks,
    );
    expect(decision).toMatchObject({ answeredAt, tasks: [], newTasks: [{ commitment: { clock: 'next_answer' } }] });
  });

  it('gives a dismissed case its unanswered task back, and keeps the time of the answer before it', () => {
    const answeredAt = new Date('2026-11-17T10:00:00Z');
    const cancelled = task({ state: 'cancelled', closedAt: NOW, closedReason: 'not-a-complaint' });
    const dismissed = found({ state: 'not_a_complaint', tasks: [cancelled], answeredAt });
    expect(decideOnCase(dismissed, deed('reopen'), NOW, clocks)).toMatchObject({
      answeredAt,
      tasks: [{ id: '1', state: 'open', dueAt: DUE }],
      newTasks: [],
    });
  });

  it('revokes the verdict of a dismissed case only', () => {
    const cancelled = task({ state: 'cancelled', closedAt: NOW, closedReason: 'not-a-complaint' });
    expect(
      decideOnCase(found({ state: 'not_a_complaint', tasks: [cancelled] }), deed('reopen'), NOW, clocks)?.verdict,
    ).toEqual({ messageId: '99', dissatisfied: true, severity: null });
  });

  it.each([
    ['taken back by its person within a minute says nothing of the message', { seenVersion: 3, seconds: 60 }, null],
    ['reopened later was wrong', { seenVersion: 3, seconds: 61 }, true],
    ['that was not the last that happened was wrong', { seenVersion: 2, seconds: 5 }, true],
  ])('a dismissal %s', (_, { seenVersion, seconds }, dissatisfied) => {
    const deeds = [{ type: 'dismissed', seenVersion, at: new Date(NOW.getTime() - seconds * 1000) }];
    const tasks = [task({ state: 'cancelled', closedAt: NOW, closedReason: 'not-a-complaint' })];
    const decision = decideOnCase(found({ state: 'not_a_complaint', tasks, deeds }), deed('reopen'), NOW, clocks);
    expect(decision?.verdict).toEqual({ messageId: '99', dissatisfied, severity: null });
  });
});

describe('a case that was settled', () => {
  it('asks for another answer from now on when it is reopened', () => {
    const done = task({ state: 'done', closedAt: new Date('2026-10-01T10:00:00Z') });
    const check = task({ id: '2', kind: 'recovery_check', commitment: null });
    const decision = decideOnCase(found({ state: 'closed', tasks: [done, check] }), deed('reopen'), NOW, clocks);
    expect(decision?.tasks).toMatchObject([{ id: '2', state: 'cancelled', closedReason: 'reopened' }]);
    expect(decision?.newTasks).toMatchObject([
      { kind: 'answer', state: 'open', commitment: { clock: 'next_answer', receivedAt: NOW } },
    ]);
  });
});

describe('a case that never asked for an answer', () => {
  it('asks for its first one from when its customer wrote, not from now', () => {
    const decision = decideOnCase(found({ state: 'acknowledged', tasks: [] }), deed('reopen'), NOW, clocks);
    const wroteAt = found().flagged.message.sentAt;
    expect(decision?.newTasks).toMatchObject([
      { kind: 'answer', openedAt: NOW, commitment: { clock: 'first_answer', receivedAt: wroteAt } },
    ]);
  });
});

describe('a case that is taken up again', () => {
  it('runs for its solution anew where one is promised', () => {
    const solving = new PlainClocks(10);
    const decision = decideOnCase(found({ state: 'closed', tasks: [] }), deed('reopen'), NOW, solving);
    expect(decision?.newTasks.map(({ kind, commitment }) => [kind, commitment.clock])).toEqual([
      ['answer', 'next_answer'],
      ['solve', 'solution'],
    ]);
  });
});

describe('waiting for the customer', () => {
  it('stops the clocks with what is left, and resuming starts them with it', () => {
    const waiting = decideOnCase(
      found({ state: 'acknowledged' }),
      deed('wait', { note: 'the order number' }),
      NOW,
      clocks,
    );
    const minutesLeft = (DUE.getTime() - NOW.getTime()) / 60_000;
    expect(waiting).toMatchObject({ state: 'waiting', tasks: [{ state: 'paused', pausedAt: NOW, minutesLeft }] });

    const later = new Date('2026-11-25T10:00:00Z');
    const dueAt = new Date(later.getTime() + minutesLeft * 60_000);
    const waitedMinutes = (dueAt.getTime() - DUE.getTime()) / 60_000;
    const paused = found({ state: 'waiting', tasks: [task({ state: 'paused', minutesLeft })] });
    const resumed = decideOnCase(paused, deed('resume'), later, clocks);
    expect(resumed).toMatchObject({
      state: 'acknowledged',
      tasks: [{ state: 'open', dueAt, minutesLeft: null, waitedMinutes }],
    });
  });

  it('of whom nobody has answered yet needs a reason, which the timeline keeps', () => {
    expect(() => decideOnCase(found(), deed('wait'), NOW, clocks)).toThrow(InvalidInput);
    const decision = decideOnCase(found(), deed('wait', { note: 'the order number' }), NOW, clocks);
    expect(decision?.event.detail).toMatchObject({ note: 'the order number' });
    const answered = found({ answeredAt: new Date('2026-11-17T10:00:00Z') });
    expect(decideOnCase(answered, deed('wait'), NOW, clocks)?.state).toBe('waiting');
  });

  it('lets a promise run on: it was given with its date', () => {
    const promise = task({ id: '2', kind: 'promise', commitment: null });
    const decision = decideOnCase(
      found({ tasks: [task(), promise] }),
      deed('wait', { note: 'the order number' }),
      NOW,
      clocks,
    );
    expect(decision?.tasks.map(({ id }) => id)).toEqual(['1']);
  });
});

describe('a person’s severity', () => {
  it('ends the clock sooner when it is worse, teaches the detector, and never moves a deadline away', () => {
    const worse = decideOnCase(found(), deed('set-severity', { severity: 'critical' }), NOW, clocks);
    expect(worse).toMatchObject({
      severity: 'critical',
      tasks: [{ dueAt: new Date('2026-11-17T08:00:00Z') }],
      verdict: { messageId: '99', dissatisfied: true, severity: 'critical' },
    });
    expect(decideOnCase(found(), deed('set-severity', { severity: 'low' }), NOW, clocks)?.tasks).toEqual([]);
    expect(decideOnCase(found(), deed('set-severity', { severity: 'medium' }), NOW, clocks)).toBeNull();
  });
});

describe('a graver case that has waited', () => {
  it('keeps what it waited, and its promise is stored as it is now', () => {
    const waited = found({ tasks: [task({ waitedMinutes: 60 })] });
    const dueAt = new Date('2026-11-17T09:00:00Z');
    expect(decideOnCase(waited, deed('set-severity', { severity: 'critical' }), NOW, clocks)?.tasks).toMatchObject([
      { dueAt, waitedMinutes: 0, commitment: { dueAt, target: { amount: 1 } }, derivation: ['1 days'] },
    ]);
  });
});

describe('a case that was merged into another', () => {
  it('offers nothing and refuses everything', () => {
    const merged = found({ mergedInto: '8' });
    expect(offeredDeeds(merged, '5')).toEqual([]);
    expect(() => decideOnCase(merged, deed('answered'), NOW, clocks)).toThrow('merged into case 8');
  });
});

describe('whatever happens to a case', () => {
  const names = Object.keys(CASE_DEEDS) as CaseDeedName[];
  const anyTask = fc
    .tuple(fc.constantFrom(...TASK_KINDS), fc.constantFrom('open', 'paused', 'done', 'cancelled'))
    .map(([kind, state]) => ({ kind, state }));
  const anyCase = fc
    .tuple(fc.constantFrom(...CASE_STATES), fc.uniqueArray(anyTask, { selector: (t) => t.kind, maxLength: 4 }))
    .map(([state, tasks]) =>
      found({
        state,
        tasks: tasks.map((t, i) =>
          task({
            ...t,
            id: String(i + 1),
            minutesLeft: t.state === 'paused' ? 60 : null,
            closedAt: t.state === 'open' || t.state === 'paused' ? null : NOW,
          }),
        ),
      }),
    );

  it('a closed case keeps no open task, and at most one of a kind is open', () => {
    fc.assert(
      fc.property(anyCase, fc.array(fc.constantFrom(...names), { maxLength: 8 }), (start, deeds) => {
        let current = start;
        for (const name of deeds) current = applied(current, name);
        const open = current.tasks.filter((t) => t.state === 'open' || t.state === 'paused');
        expect(new Set(open.map((t) => t.kind)).size).toBe(open.length);
        for (const t of current.tasks) {
          expect(t.state === 'open' || t.state === 'paused').toBe(t.closedAt === null);
          expect(t.state === 'paused').toBe(t.minutesLeft !== null);
        }
        if (
          deeds.at(-1) === 'not-a-complaint' &&
          current.state === 'not_a_complaint' &&
          start.state !== 'not_a_complaint'
        )
          expect(open.filter((t) => t.kind !== 'promise')).toEqual([]);
      }),
    );
  });

  /** What storing does: refusals change nothing. */
  function applied(current: CaseUnderAction, name: CaseDeedName): CaseUnderAction {
    try {
      const decision = decideOnCase(
        current,
        deed(name, { seenVersion: current.version, assigneeId: '6', severity: 'critical', note: 'why' }),
        NOW,
        clocks,
      );
      if (decision === null) return current;
      const changed = new Map(decision.tasks.map((t) => [t.id, t]));
      return {
        ...current,
        state: decision.state,
        ownerId: decision.ownerId,
        answeredAt: decision.answeredAt,
        version: current.version + 1,
        severity: decision.severity,
        tasks: [
          ...current.tasks.map((t) => ({ ...t, ...changed.get(t.id) })),
          ...decision.newTasks.map((t, i) => task({ ...t, id: `${current.version}-${i}`, dueAt: t.commitment.dueAt })),
        ],
      };
    } catch (error) {
      expect((error as Error).name).toMatch(/^(InvalidTransition|Conflict)$/);
      return current;
    }
  }
});
