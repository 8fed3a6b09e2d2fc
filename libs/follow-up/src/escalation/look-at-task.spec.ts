import {
  createWorkingCalendar,
  escalationPlan,
  nextOpenMoment,
  readEscalation,
  type Audience,
  type LookDecision,
  type PlannedStep,
  type TaskToWarn,
  type WorkingCalendar,
} from '@earshot/domain';
import fc from 'fast-check';
import { lookAtTask } from './look-at-task.js';

const calendar = createWorkingCalendar(
  { name: 'FI', country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00', days: 'mon-fri' },
  null,
  2026,
);
const STEPS = readEscalation([
  { at: '50 % of the time', if: 'unassigned', tell: ['team'] },
  { at: '1 working day before', tell: ['owner'] },
  { at: '2 working hours before', tell: ['owner', 'lead'] },
  { at: 'when due', tell: ['owner', 'lead'] },
  { at: '1 working day after', tell: ['manager'] },
]);
const helsinki = (local: string): Date => new Date(local);

function task(given: Partial<TaskToWarn> = {}): TaskToWarn {
  return {
    taskId: '1',
    caseId: '1',
    kind: 'answer',
    openedAt: helsinki('2026-03-02T10:00:00+02:00'),
    dueAt: helsinki('2026-03-05T17:00:00+02:00'),
    commitment: null,
    state: 'new',
    severity: 'medium',
    ownerId: null,
    snoozedUntil: null,
    told: [],
    ...given,
  };
}

function planOf(given: TaskToWarn): readonly PlannedStep[] {
  const critical = given.severity === 'critical';
  return escalationPlan(STEPS, { startedAt: given.openedAt, dueAt: given.dueAt, critical }, calendar);
}

const look = (given: TaskToWarn, now: Date): LookDecision => lookAtTask(given, planOf(given), calendar, now);

interface Told {
  readonly at: Date;
  readonly step: string;
  readonly to: readonly Audience[];
}

/** Lives through time as the sweep does: looks when the decision said so, a tick late. */
function live(start: TaskToWarn, from: Date, to: Date, tickMs = 20_000): Told[] {
  const told: Told[] = [];
  let current = start;
  let next: Date | null = from;
  while (next !== null && next <= to) {
    const now = new Date(next.getTime() + tickMs);
    const decision = look(current, now);
    if (decision.tell !== null) told.push({ at: now, ...decision.tell });
    current = {
      ...current,
      told: decision.tell === null ? current.told : [...current.told, decision.tell.step],
      snoozedUntil: decision.snoozeEnded ? null : current.snoozedUntil,
    };
    if (decision.nextStepAt !== null && decision.nextStepAt <= now) throw new Error('it would be looked at for ever');
    next = decision.nextStepAt;
  }
  return told;
}

const spelled = (told: readonly Told[], zone = 'Europe/Helsinki') =>
  told.map(({ at, step, to }) => {
    const time = at.toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    return `${time} ${step} → ${to.join(', ')}`;
  });

describe('the warnings of a deadline', () => {
  it('come one after the other, in working hours', () => {
    expect(spelled(live(task(), task().openedAt, helsinki('2026-04-01T00:00:00+03:00')))).toEqual([
      '2026-03-04 09:30 50% if unassigned → team',
      '2026-03-05 09:00 1d before → owner',
      '2026-03-05 15:00 120m before → owner, lead',
      '2026-03-06 09:00 due → owner, lead',
      '2026-03-09 09:00 1d after → manager',
    ]);
  });

  it('wait over a weekend, a holiday and a change of clocks', () => {
    // Good Friday 3 April, Easter Monday 6 April; clocks go forward on 29 March.
    const easter = task({
      openedAt: helsinki('2026-03-27T16:00:00+02:00'),
      dueAt: helsinki('2026-04-07T17:00:00+03:00'),
    });
    expect(spelled(live(easter, easter.openedAt, helsinki('2026-05-01T00:00:00+03:00')))).toEqual([
      '2026-04-01 12:30 50% if unassigned → team',
      '2026-04-07 09:00 1d before → owner',
      '2026-04-07 15:00 120m before → owner, lead',
      '2026-04-08 09:00 due → owner, lead',
      '2026-04-09 09:00 1d after → manager',
    ]);
  });

  it('come at any hour when the case is critical', () => {
    const critical = task({ severity: 'critical', ownerId: '7', snoozedUntil: helsinki('2026-03-20T09:00:00+02:00') });
    expect(spelled(live(critical, critical.openedAt, helsinki('2026-03-12T00:00:00+02:00')))).toEqual([
      '2026-03-04 17:00 1d before → owner',
      '2026-03-05 15:00 120m before → owner, lead',
      '2026-03-05 17:00 due → owner, lead',
      '2026-03-06 17:00 1d after → manager',
    ]);
  });

  it('are one after a stop of days: the last word, to all who should have heard', () => {
    const { tell, nextStepAt } = look(task(), helsinki('2026-03-06T11:00:00+02:00'));
    expect(tell).toEqual({ step: 'due', to: ['owner', 'lead', 'team'], event: 'overdue' });
    expect(nextStepAt).toEqual(helsinki('2026-03-09T09:00:00+02:00'));
  });

  it('wait for the morning when the stop ended in the night', () => {
    expect(look(task(), helsinki('2026-03-06T03:00:00+02:00'))).toEqual({
      tell: null,
      snoozeEnded: false,
      nextStepAt: helsinki('2026-03-06T09:00:00+02:00'),
    });
  });

  it('come in spite of a tick that is a little late for closing time', () => {
    const plan: PlannedStep[] = [
      { key: '1m before', at: helsinki('2026-03-05T16:59:50+02:00'), condition: null, tell: ['owner'] },
    ];
    const at = (local: string) => lookAtTask(task(), plan, calendar, helsinki(local)).tell?.step;
    expect([at('2026-03-05T17:00:10+02:00'), at('2026-03-05T17:30:00+02:00')]).toEqual(['1m before', undefined]);
  });

  it('spare the team a case that has an owner, and come when the owner gives it back', () => {
    const owned = task({ ownerId: '7' });
    expect(look(owned, helsinki('2026-03-04T10:00:00+02:00')).tell).toBeNull();
    expect(look({ ...owned, ownerId: null }, helsinki('2026-03-04T11:00:00+02:00')).tell?.step).toBe(
      '50% if unassigned',
    );
  });

  it('come anew for a deadline that was moved', () => {
    const moved = task({ dueAt: helsinki('2026-03-19T17:00:00+02:00'), ownerId: '7' });
    expect(live(moved, helsinki('2026-03-06T09:00:00+02:00'), helsinki('2026-03-31T00:00:00+03:00'))).toHaveLength(4);
  });

  it('name a broken promise', () => {
    expect(look(task({ kind: 'promise' }), helsinki('2026-03-06T11:00:00+02:00')).tell?.event).toBe('promise_broken');
  });
});

describe('a snooze', () => {
  const until = helsinki('2026-03-07T12:00:00+02:00');
  const snoozed = task({ ownerId: '7', snoozedUntil: until });

  it('holds the warnings back until its end, and then until somebody works', () => {
    expect(look(snoozed, helsinki('2026-03-05T15:30:00+02:00'))).toEqual({
      tell: null,
      snoozeEnded: false,
      nextStepAt: until,
    });
    expect(look(snoozed, until)).toEqual({
      tell: null,
      snoozeEnded: false,
      nextStepAt: helsinki('2026-03-09T09:00:00+02:00'),
    });
    expect(look(snoozed, helsinki('2026-03-09T09:00:10+02:00'))).toMatchObject({
      tell: { step: '1d after', to: ['owner', 'lead', 'manager'] },
      snoozeEnded: true,
      nextStepAt: null,
    });
  });

  it('is told to be over even when no warning is left', () => {
    const told = [...STEPS.map(({ key }) => key)];
    const later = { ...snoozed, told, snoozedUntil: helsinki('2026-03-18T10:00:00+02:00') };
    expect(look(later, helsinki('2026-03-17T10:00:00+02:00')).nextStepAt).toEqual(later.snoozedUntil);
    expect(look(later, helsinki('2026-03-18T10:00:20+02:00'))).toEqual({
      tell: null,
      snoozeEnded: true,
      nextStepAt: null,
    });
  });
});

/** Split shifts, weekends, a change of clocks. */
const CALENDARS: readonly WorkingCalendar[] = [
  calendar,
  createWorkingCalendar(
    { name: 'A', zone: 'America/New_York', hours: '08:00-12:00,13:00-18:00', days: 'mon-sat' },
    null,
    2026,
  ),
  createWorkingCalendar({ name: 'B', zone: 'Asia/Jakarta', hours: '00:00-24:00', days: 'mon-sun' }, null, 2026),
];
const MINUTE = 60_000;
const START = Date.parse('2026-03-20T06:00:00Z');

const plans = fc
  .uniqueArray(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      minute: fc.integer({ min: 0, max: 20_000 }),
      condition: fc.constantFrom(null, null, 'unassigned' as const, 'unacknowledged' as const),
      tell: fc.subarray<Audience>(['owner', 'lead', 'manager', 'team'], { minLength: 1 }),
    }),
    { selector: ({ key }) => key, maxLength: 6 },
  )
  .map((steps) => [...steps].sort((a, b) => a.minute - b.minute));

const looks = fc.array(
  fc.record({
    pause: fc.integer({ min: 0, max: 4_000 }),
    ownerId: fc.constantFrom(null, '7'),
    state: fc.constantFrom('new' as const, 'acknowledged' as const),
    snooze: fc.option(fc.integer({ min: 1, max: 3_000 }), { nil: null, freq: 8 }),
  }),
  { minLength: 1, maxLength: 25 },
);

describe('whenever a task is looked at, in whatever sequence', () => {
  it('no step is told twice, none tells earlier than planned, and every step without a condition reaches its people', () => {
    fc.assert(
      fc.property(plans, looks, fc.boolean(), fc.constantFrom(...CALENDARS), (steps, sequence, critical, house) => {
        const plan = steps.map(({ minute, ...step }): PlannedStep => {
          const at = new Date(START + minute * MINUTE);
          return { ...step, at: critical ? at : nextOpenMoment(at, house) };
        });
        const told: { step: string; at: Date; to: readonly Audience[] }[] = [];
        let current = task({ severity: critical ? 'critical' : 'low', dueAt: new Date(START + 10_000 * MINUTE) });
        const visit = (now: Date): LookDecision => {
          const decision = lookAtTask(current, plan, house, now);
          if (decision.tell !== null) told.push({ at: now, ...decision.tell });
          current = {
            ...current,
            told: told.map(({ step }) => step),
            snoozedUntil: decision.snoozeEnded ? null : current.snoozedUntil,
          };
          return decision;
        };
        let now = START;
        for (const { pause, ownerId, state, snooze } of sequence) {
          now += pause * MINUTE;
          current = { ...current, ownerId, state };
          if (snooze !== null) current = { ...current, snoozedUntil: new Date(now + snooze * MINUTE) };
          visit(new Date(now));
        }
        // From here on the sweep follows its own appointments.
        let next: Date | null = new Date(now);
        for (let round = 0; next !== null; round += 1) {
          expect(round).toBeLessThan(30);
          next = visit(next).nextStepAt;
        }
        expect(new Set(told.map(({ step }) => step)).size).toBe(told.length);
        for (const { step, at } of told) {
          expect(at.getTime()).toBeGreaterThanOrEqual(plan.find(({ key }) => key === step)?.at.getTime() ?? Infinity);
          if (!critical) expect(nextOpenMoment(new Date(at.getTime() - 10 * MINUTE), house) <= at).toBe(true);
        }
        for (const planned of plan.filter(({ condition }) => condition === null)) {
          const heard = told.filter(({ at }) => at >= planned.at).flatMap(({ to }) => to);
          expect(heard).toEqual(expect.arrayContaining([...planned.tell]));
        }
      }),
      { numRuns: 400 },
    );
  });
});
