import {
  CASE_TRANSITIONS,
  Conflict,
  createWorkingCalendar,
  InvalidInput,
  InvalidTransition,
  isoDay,
  OPEN_CASE_STATES,
  parseCivilDay,
  type Assessment,
  type CaseState,
  type CommitmentRow,
  type Message,
  type PlaybookCaseUnderAction,
  type PlaybookChange,
  type PlaybookTask,
} from '@earshot/domain';
import fc from 'fast-check';
import { join } from 'node:path';
import { offeredDeeds } from '../../case-deeds.js';
import type { ClockKeeper } from '../../clock-keeper.js';
import { isRunning } from '../../task-decisions.js';
import { factsOfCase } from '../facts-of-case.js';
import { decide } from '../playbook-desk.js';
import { closingFaults } from '../playbook-steps.js';
import { readPlaybook } from '../read-playbook.js';
import { dueAfter } from './aftercare.js';
import { checkRecovery } from './check-recovery.js';
import { closeCase } from './close-case.js';
import { giveCompensation, useCompensation } from './compensation.js';
import type { Circumstances, Deed } from './deed.js';
import { logCall } from './log-call.js';
import { chooseOption, offerOptions } from './options.js';
import { makePromise, settlePromise } from './promises.js';
import { requestReview } from './request-review.js';
import { setCause } from './set-cause.js';
import { solveCase } from './solve-case.js';
import { customerLeaves, tryWinBack } from './win-back.js';

const HOUSE = { name: 'Helsinki', country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00', days: 'mon-fri' };
const calendar = createWorkingCalendar(HOUSE, null, 2026);
const playbook = readPlaybook(join(__dirname, '../../../../../config'));
const CLOCKS: ClockKeeper = {
  start: ({ sentAt }) => committed(sentAt),
  pause: () => 0,
  resume: (_left, at) => ({ dueAt: at, derivation: [], waitedMinutes: 0 }),
  houseDay: (at) => at.toISOString().slice(0, 10),
};
const committed = (receivedAt: Date): CommitmentRow => ({
  clock: 'next_answer',
  standard: 'default',
  target: { unit: 'working_days', amount: 3 },
  calendar: 'Helsinki',
  zone: 'Europe/Helsinki',
  receivedAt,
  dueAt: new Date(receivedAt.getTime() + 3 * 86_400_000),
  derivation: [],
});

/** A Tuesday, ten in the morning in Helsinki. */
const NOW = new Date('2026-11-17T08:00:00Z');
const around = (at: Date): Circumstances => ({ actorId: '7', role: 'agent', at, playbook, calendar, clocks: CLOCKS });

const CASE: PlaybookCaseUnderAction = {
  id: '1',
  version: 1,
  state: 'new',
  severity: 'high',
  channel: 'email',
  language: 'en',
  subject: null,
  ownerId: null,
  mergedInto: null,
  openedAt: new Date('2026-11-16T07:00:00Z'),
  answeredAt: null,
  solvedAt: null,
  customer: { id: '5', name: 'Kalle', leftAt: null },
  winBackElsewhere: false,
  flagged: { message: { id: '3' } as Message, assessment: { severity: 'high' } as Assessment, group: null },
  escalations: [],
  managerTold: false,
  review: null,
  writtenAnswers: 0,
  cause: { stage: null, kind: null, correctiveAction: null, lessonId: null },
  calls: [],
  options: [],
  compensations: [],
  tasks: [],
  deeds: [],
};

const task = (given: Partial<PlaybookTask>): PlaybookTask => ({
  id: '10',
  caseId: '1',
  kind: 'answer',
  state: 'open',
  openedAt: CASE.openedAt,
  dueAt: new Date('2026-11-19T15:00:00Z'),
  closedAt: null,
  closedReason: null,
  note: null,
  minutesLeft: null,
  waitedMinutes: 0,
  commitment: committed(CASE.openedAt),
  ...given,
});
const CALL = { direction: 'outgoing', reached: true, minutes: 5, summary: 'Apologised.', at: null } as const;

describe('a call', () => {
  const waiting = { ...CASE, tasks: [task({}), task({ id: '11', kind: 'promise', commitment: null })] };

  it('in which the customer was reached stops the clocks that had started, and keeps promises', () => {
    const { state, answeredAt, call } = logCall(waiting, CALL, around(NOW));
    expect([state, answeredAt]).toEqual(['acknowledged', NOW]);
    expect(call?.closed).toEqual([
      {
        taskId: '10',
        state: 'done',
        closedAt: NOW,
        reason: 'answered-by-call',
        answer: { clock: 'next_answer', at: NOW, seconds: 25 * 3600, inTime: true },
      },
    ]);
  });

  it('that took place before the customer wrote again does not answer that', () => {
    const later = task({ commitment: committed(new Date('2026-11-17T07:30:00Z')) });
    const at = new Date('2026-11-17T07:00:00Z');
    expect(logCall({ ...CASE, tasks: [later] }, { ...CALL, at }, around(NOW)).call?.closed).toEqual([]);
  });

  it('in which nobody was reached changes nothing but the log', () => {
    const { call, state, answeredAt } = logCall(waiting, { ...CALL, reached: false }, around(NOW));
    expect([call?.closed, state, answeredAt]).toEqual([[], undefined, undefined]);
  });

  it('after a deadline was missed says so', () => {
    const late = { ...CASE, tasks: [task({ dueAt: new Date('2026-11-17T07:00:00Z') })] };
    expect(logCall(late, CALL, around(NOW)).call?.closed[0]?.answer?.inTime).toBe(false);
  });

  describe('before a deadline and written down after it', () => {
    const late = { ...CASE, tasks: [task({ dueAt: new Date('2026-11-17T07:00:00Z') })] };
    const before = { ...CALL, at: new Date('2026-11-17T06:00:00Z') };

    it('does not turn the missed deadline into a kept one', () => {
      const { call, event } = logCall(late, before, around(NOW));
      expect(call?.closed[0]?.answer).toMatchObject({ at: before.at, inTime: false });
      expect(event.detail).toMatchObject({ recordedLate: true });
    });

    it.each(['lead', 'manager', 'admin'] as const)('keeps it by the word of a %s, and says so', (role) => {
      const { call, event } = logCall(late, before, { ...around(NOW), role });
      expect(call?.closed[0]?.answer?.inTime).toBe(true);
      expect(event.detail).toMatchObject({ recordedLate: true });
    });
  });

  it('cannot have lasted into the future', () => {
    const at = new Date(NOW.getTime() - 60_000);
    const tooLong = () => logCall(waiting, { ...CALL, at, minutes: 1440 }, around(NOW));
    expect(tooLong).toThrow(InvalidInput);
    expect(() => logCall(waiting, { ...CALL, at, minutes: 1 }, around(NOW))).not.toThrow();
    expect(() => logCall(waiting, { ...CALL, minutes: 45 }, around(NOW))).not.toThrow();
  });
});

describe('a promise', () => {
  const dueOf = (on: string) => makePromise(CASE, { text: 'x', due: { on } }, around(NOW)).datedTasks?.[0]?.dueAt;

  it('for a working day is due at closing time, for a Sunday at midnight', () => {
    expect(dueOf('2026-11-20')).toEqual(new Date('2026-11-20T15:00:00Z'));
    expect(dueOf('2026-11-22')).toEqual(new Date('2026-11-22T22:00:00Z'));
    expect(dueOf('2026-11-17')).toEqual(new Date('2026-11-17T15:00:00Z'));
  });

  it.each(['2026-11-16', '2026-02-30', 'soon'])('for %s is refused', (on) => {
    expect(() => dueOf(on)).toThrow(InvalidInput);
  });
});

describe('a compensation', () => {
  it('expires after three months, on the last day of a shorter one', () => {
    const gift = { kind: 'gift', value: null, currency: null, description: 'Flowers', expiresOn: null } as const;
    const at = (written: string) => giveCompensation(CASE, gift, around(new Date(written))).compensation?.expiresOn;
    expect(at('2026-11-17T08:00:00Z')).toBe('2027-02-17');
    expect(at('2026-11-30T12:00:00Z')).toBe('2027-02-28');
    // It is tomorrow in Helsinki.
    expect(at('2026-11-17T23:00:00Z')).toBe('2027-02-18');
  });
});

describe('the tasks after the solution', () => {
  const solvedAt = (at: string, given: Partial<PlaybookCaseUnderAction> = {}, customerLeft = false) =>
    solveCase(
      { ...CASE, state: 'acknowledged', answeredAt: NOW, ...given },
      { customerLeft, confirmUnkeptPromises: false },
      around(new Date(at)),
    ).datedTasks?.map(({ kind, dueAt }) => `${kind} ${dueAt.toISOString()}`);

  it('are due at closing of the first working day on or after', () => {
    expect(solvedAt('2026-11-17T08:00:00Z')).toEqual(['recovery_check 2026-12-17T15:00:00.000Z']);
    // Thirty days later is Boxing Day, a Saturday: the check falls on Monday.
    expect(solvedAt('2026-11-26T08:00:00Z')).toEqual(['recovery_check 2026-12-28T15:00:00.000Z']);
  });

  it('ask for a new review where a review began it, and only to come back where the customer left', () => {
    const review = { review: { url: null } };
    expect(solvedAt('2026-11-17T08:00:00Z', review)).toEqual([
      'review_request 2026-11-24T15:00:00.000Z',
      'recovery_check 2026-12-17T15:00:00.000Z',
    ]);
    // Six months later is a Monday; twelve months later, a Wednesday.
    expect(solvedAt('2026-11-17T08:00:00Z', review, true)).toEqual([
      'win_back 2027-05-17T14:00:00.000Z',
      'win_back 2027-11-17T15:00:00.000Z',
    ]);
  });

  it('win a customer back once, however many cases they had', () => {
    expect(solvedAt('2026-11-17T08:00:00Z', { winBackElsewhere: true }, true)).toEqual([]);
  });

  it('fall on working days, never before their day and never more than a long weekend after it', () => {
    const start = Date.parse('2026-01-01T00:00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500_000 }), fc.integer({ min: 0, max: 400 }), (minute, days) => {
        const from = new Date(start + minute * 60_000);
        const due = dueAfter({ days }, from, calendar);
        const first = calendar.dayAt(from).day + days;
        const found = calendar.dayAt(due).day;
        expect(found).toBeGreaterThanOrEqual(first);
        expect(calendar.closingOf(calendar.day(found))).toEqual(due);
        for (let day = first; day < found; day++)
          expect([isoDay(day), calendar.day(day).shifts]).toEqual([isoDay(day), []]);
      }),
    );
    expect(parseCivilDay('2026-01-01')).not.toBeNull();
  });
});

describe('the same request', () => {
  const acting = { actorId: '7', seenVersion: 1 };
  const change = (): PlaybookChange => ({ event: { type: 'closed', detail: {} } });

  it('takes effect once; another on the version it saw is told that somebody was faster', () => {
    const first = decide(CASE, acting, 'mark', change);
    expect(first?.event.detail).toEqual({ seenVersion: 1, request: 'mark' });
    const after = { ...CASE, version: 2, deeds: [{ type: 'closed', seenVersion: 1, request: 'mark' }] };
    expect(decide(after, acting, 'mark', change)).toBeNull();
    expect(() => decide(after, acting, 'another', change)).toThrow(
      'Case 1 was changed by somebody else: it is at version 2, you saw 1',
    );
  });
});

describe('promises that are not kept', () => {
  const promise = (given: Partial<PlaybookTask>) => task({ id: '20', kind: 'promise', commitment: null, ...given });
  const solving = (tasks: PlaybookTask[], confirmUnkeptPromises = false) =>
    solveCase(
      { ...CASE, state: 'acknowledged', answeredAt: NOW, tasks },
      { customerLeft: false, confirmUnkeptPromises },
      around(NOW),
    );
  const broken = promise({ state: 'cancelled', closedAt: new Date('2026-11-16T08:00:00Z'), closedReason: 'broken' });

  it.each([
    ['open', promise({})],
    ['past its day', promise({ dueAt: new Date('2026-11-16T15:00:00Z') })],
    ['given up', broken],
  ])('are asked about before a case is solved: one that is %s', (_, unkept) => {
    expect(() => solving([unkept])).toThrow(InvalidInput);
    expect(solving([unkept], true)).toMatchObject({
      state: 'solved',
      event: { detail: { unkeptPromises: ['20'] } },
    });
  });

  it('are asked about before a case is closed, beside what else is missing', () => {
    const solved = { ...CASE, state: 'solved' as const, solvedAt: NOW, tasks: [promise({})] };
    const close = (found: PlaybookCaseUnderAction, confirmUnkeptPromises = false) =>
      closeCase(found, { confirmUnkeptPromises }, around(NOW));
    expect(faultsOf(() => close(solved))).toEqual(['cause', 'correctiveAction', 'confirmUnkeptPromises']);
    const known = {
      ...solved,
      cause: { stage: 'delivery', kind: 'accident' as const, correctiveAction: 'x', lessonId: null },
    };
    expect(faultsOf(() => close(known))).toEqual(['confirmUnkeptPromises']);
    expect(close(known, true).state).toBe('closed');
  });

  it('ask nothing once they are kept or made good', () => {
    const kept = promise({ state: 'done', closedAt: NOW, closedReason: 'kept' });
    const renewed = promise({ id: '21', openedAt: NOW, state: 'done', closedAt: NOW, closedReason: 'kept' });
    expect(solving([kept]).event.detail).toEqual({ customerLeft: false });
    expect(solving([broken, renewed]).state).toBe('solved');
  });
});

describe('what nobody means', () => {
  it('is refused: a promise for the year 9999, a compensation of milliards, one that never ends', () => {
    const never = { text: 'x', due: { on: '9999-12-31' } };
    expect(faultsOf(() => makePromise(CASE, never, around(NOW)))).toEqual(['dueOn']);
    const gift = {
      kind: 'gift' as const,
      description: 'x',
      value: '9999999999',
      currency: 'EUR',
      expiresOn: '9999-12-31',
    };
    expect(faultsOf(() => giveCompensation(CASE, gift, around(NOW)))).toEqual(['expiresOn', 'value']);
  });
});

describe('a case that is solved again', () => {
  const running = (kind: PlaybookTask['kind']) => task({ id: '30', kind, commitment: null });
  const again = (found: Partial<PlaybookCaseUnderAction>) =>
    solveCase(
      { ...CASE, state: 'reopened', answeredAt: NOW, ...found },
      { customerLeft: false, confirmUnkeptPromises: false },
      around(NOW),
    );

  it('counts the check from this solution, also one that another case brought along', () => {
    const { closedTasks, datedTasks } = again({ tasks: [running('recovery_check')] });
    expect(closedTasks).toMatchObject([{ taskId: '30', reason: 'solved-again' }]);
    expect(datedTasks?.map(({ kind }) => kind)).toEqual(['recovery_check']);
  });

  it('goes on winning a customer back from the day on which they left', () => {
    const customer = { id: '5', name: 'Kalle', leftAt: new Date('2026-11-01T08:00:00Z') };
    const { closedTasks, datedTasks } = again({ customer, tasks: [running('win_back')] });
    expect([closedTasks, datedTasks]).toEqual([[], []]);
  });
});

function faultsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return error.faults.map(({ path }) => path);
    throw error;
  }
  return [];
}

/** The case as the store would have it after a change. */
function applied(found: PlaybookCaseUnderAction, change: PlaybookChange, at: Date): PlaybookCaseUnderAction {
  const closed = new Map(
    [...(change.closedTasks ?? []), ...(change.call?.closed ?? [])].map((one) => [one.taskId, one]),
  );
  const opened = [
    ...(change.datedTasks ?? []).map((one) => ({ ...one, commitment: null })),
    ...(change.newTasks ?? []).map(({ kind, commitment }) => ({
      kind,
      commitment,
      dueAt: commitment.dueAt,
      note: null,
    })),
  ];
  const next = found.tasks.length;
  return {
    ...found,
    version: found.version + 1,
    state: change.state ?? found.state,
    answeredAt: change.answeredAt === undefined ? found.answeredAt : change.answeredAt,
    solvedAt: change.solvedAt === undefined ? found.solvedAt : change.solvedAt,
    cause: { ...(change.cause ?? found.cause), ...(change.lesson === undefined ? {} : { lessonId: '1' }) },
    customer:
      change.leftAt === undefined || found.customer === null
        ? found.customer
        : { ...found.customer, leftAt: change.leftAt },
    calls: change.call === undefined ? found.calls : [...found.calls, { ...change.call, id: 'c', actor: null }],
    options: [
      ...found.options.map((one) =>
        change.chosenOptionId === undefined ? one : { ...one, chosenAt: one.id === change.chosenOptionId ? at : null },
      ),
      ...(change.offered ?? []).map((text, i) => ({
        id: String(found.options.length + i),
        text,
        offeredAt: at,
        chosenAt: null,
      })),
    ],
    compensations: [
      ...found.compensations.map((one) => (one.id === change.usedCompensationId ? { ...one, usedAt: at } : one)),
      ...(change.compensation === undefined
        ? []
        : [{ ...change.compensation, id: String(found.compensations.length), givenAt: at, usedAt: null }]),
    ],
    tasks: [
      ...found.tasks.map((one) => {
        const end = closed.get(one.id);
        return end === undefined ? one : { ...one, state: end.state, closedAt: end.closedAt, closedReason: end.reason };
      }),
      ...opened.map((one, i) => task({ ...one, id: String(next + i), openedAt: at })),
    ],
  };
}

describe('a case that was closed as not a complaint', () => {
  const promise = task({ id: '11', kind: 'promise', commitment: null });
  const dismissed: PlaybookCaseUnderAction = { ...CASE, state: 'not_a_complaint', tasks: [promise] };
  const gift = { kind: 'gift', value: null, currency: null, description: 'A card', expiresOn: null } as const;
  const attempt = (change: () => PlaybookChange) => () => decide(dismissed, { seenVersion: 1 }, 'mark', change);

  it('is to be reopened before anything is begun on it', () => {
    const words = 'Case 1 was closed as not a complaint: reopen it first';
    const toPromise = { text: 'A new card', due: { on: '2026-11-30' } };
    expect(attempt(() => makePromise(dismissed, toPromise, around(NOW)))).toThrow(words);
    expect(attempt(() => logCall(dismissed, { ...CALL, reached: false }, around(NOW)))).toThrow(words);
    expect(attempt(() => giveCompensation(dismissed, gift, around(NOW)))).toThrow(words);
    expect(attempt(() => offerOptions(dismissed, { texts: ['A'] }, around(NOW)))).toThrow(words);
  });

  it('still lets a promise that was given before be kept', () => {
    const kept = attempt(() => settlePromise(dismissed, { taskId: '11', kept: true }, around(NOW)))();
    expect(kept?.closedTasks).toMatchObject([{ taskId: '11', reason: 'kept' }]);
  });

  it('offers to be reopened, also with a promise on it', () => {
    expect(offeredDeeds(dismissed, '7')).toEqual(['reopen']);
    expect(offeredDeeds({ ...dismissed, state: 'waiting', tasks: [task({ state: 'paused' })] }, '7')).not.toContain(
      'reopen',
    );
  });
});

/** Any deed with any request that the API would let through. */
const anyDeed: fc.Arbitrary<(found: PlaybookCaseUnderAction, at: Date) => PlaybookChange> = fc.oneof(
  doing(logCall, fc.record({ ...constants(CALL), reached: fc.boolean() })),
  doing(offerOptions, fc.record({ texts: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1 }) })),
  doing(chooseOption, fc.record({ optionId: fc.constantFrom('0', '1', '2') })),
  doing(makePromise, fc.constant({ text: 'x', due: { on: '2026-12-01' } })),
  doing(settlePromise, fc.record({ taskId: fc.nat(8).map(String), kept: fc.boolean() })),
  doing(
    giveCompensation,
    fc.constant({ kind: 'gift', value: null, currency: null, description: 'x', expiresOn: null }),
  ),
  doing(useCompensation, fc.record({ compensationId: fc.constantFrom('0', '1') })),
  doing(
    setCause,
    fc.record({
      stage: fc.constantFrom('delivery', 'weather'),
      kind: fc.constantFrom('accident' as const, 'systemic' as const),
      correctiveAction: fc.constantFrom(null, 'Done.'),
      lesson: fc.constant(null),
      newLesson: fc.constantFrom(null, { title: 'x', text: 'x' }),
    }),
  ),
  doing(solveCase, fc.record({ customerLeft: fc.boolean(), confirmUnkeptPromises: fc.boolean() })),
  doing(closeCase, fc.record({ confirmUnkeptPromises: fc.boolean() })),
  doing(checkRecovery, fc.record({ outcome: fc.constantFrom('still_solved' as const, 'unhappy' as const) })),
  doing(requestReview, fc.record({ asked: fc.boolean() })),
  doing(tryWinBack, fc.record({ returned: fc.boolean() })),
  doing(customerLeaves, fc.record({ left: fc.boolean() })),
);

function doing<Request>(deed: Deed<Request>, requests: fc.Arbitrary<Request>) {
  return requests.map((request) => (found: PlaybookCaseUnderAction, at: Date) => deed(found, request, around(at)));
}

function constants<T extends object>(values: T): { [Key in keyof T]: fc.Arbitrary<T[Key]> } {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fc.constant(value)])) as never;
}

describe('no sequence of deeds', () => {
  it('leaves the state table, solves what waits for an answer, closes without a cause, or doubles a check', () => {
    const start = { ...CASE, tasks: [task({ id: '0' })], review: { url: null } };
    fc.assert(
      fc.property(fc.array(anyDeed, { maxLength: 30 }), (deeds) => {
        let found: PlaybookCaseUnderAction = start;
        deeds.forEach((deed, i) => {
          const at = new Date(NOW.getTime() + i * 60_000);
          const before = found;
          try {
            found = applied(found, deed(found, at), at);
          } catch (error) {
            if (!isRefusal(error)) throw error;
          }
          expectSound(before, found, at);
        });
      }),
      { numRuns: 300 },
    );
  });
});

const isRefusal = (error: unknown): boolean =>
  error instanceof Conflict ||
  error instanceof InvalidInput ||
  error instanceof InvalidTransition ||
  (error as Error).name === 'NotFound';

function expectSound(before: PlaybookCaseUnderAction, after: PlaybookCaseUnderAction, at: Date): void {
  const running = (kind: PlaybookTask['kind']) =>
    after.tasks.filter((one) => one.kind === kind && isRunning(one)).length;
  const steps: readonly (CaseState | undefined)[] = Object.values(CASE_TRANSITIONS[before.state]);
  if (before.state !== after.state) expect(steps).toContain(after.state);
  if (after.state === 'solved') expect(running('answer')).toBe(0);
  if (before.state !== 'closed' && after.state === 'closed')
    expect(closingFaults(factsOfCase(before, at), playbook)).toEqual([]);
  for (const kind of ['answer', 'recovery_check', 'review_request'] as const)
    expect(running(kind)).toBeLessThanOrEqual(1);
  expect(running('win_back')).toBeLessThanOrEqual(2);
  if (OPEN_CASE_STATES.includes(after.state)) expect(running('recovery_check')).toBe(0);
  if (after.customer?.leftAt) expect(running('recovery_check') + running('review_request')).toBe(0);
  expect(after.options.filter(({ chosenAt }) => chosenAt !== null).length).toBeLessThanOrEqual(1);
}
