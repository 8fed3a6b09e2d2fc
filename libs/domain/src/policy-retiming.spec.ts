import { pauseClock, resumeClock } from './clock-pause.js';
import { parsePolicyDocument } from './policy-document.js';
import { retimed, type OpenCommitment, type RetimingScope } from './policy-retiming.js';
import { Policy } from './policy.js';

const helsinki = { name: 'Helsinki', zone: 'Europe/Helsinki', country: 'FI', hours: '09:00-17:00' };
const threeDays = { name: 'all', firstAnswer: '3 working days' as string | number };
const policy = (calendar: object = helsinki, standard: object = threeDays) =>
  Policy.of(parsePolicyDocument({ calendars: [calendar], standards: [standard] }, ''), () => null, NOW);

/** A Wednesday. */
const NOW = new Date('2026-12-09T08:00:00Z');
const before = policy();
const closedOn = (day: string) => policy({ ...helsinki, closed: [{ day, name: 'Moving house' }] });

function promised(startedAt: string, more: Partial<OpenCommitment> = {}): OpenCommitment {
  const start = { clock: 'first_answer' as const, severity: null, startedAt: new Date(startedAt) };
  const promise = before.commit({}, start);
  return { taskId: '1', waitedMinutes: 0, paused: false, subject: {}, severity: null, ...promise!, ...more };
}

const moves = (open: OpenCommitment, after: Policy, scope: RetimingScope = 'calendar') =>
  retimed([open], before, after, { scope, now: NOW }).map(({ from, to, workingMinutes }) => ({
    from: from.toISOString(),
    to: to.toISOString(),
    workingMinutes,
  }));

/** Due on Thursday 10 December at 17:00. */
const monday = promised('2026-12-07T08:00:00Z');

describe('an edited calendar', () => {
  it('moves what is still ahead, and says by how much', () => {
    expect(moves(monday, closedOn('2026-12-10'))).toEqual([
      { from: '2026-12-10T15:00:00.000Z', to: '2026-12-11T15:00:00.000Z', workingMinutes: 480 },
    ]);
    const [moved] = retimed([monday], before, closedOn('2026-12-10'), { scope: 'calendar', now: NOW });
    expect(moved?.commitment.derivation.words).toContain('Thu 10 Dec skipped (Moving house)');
  });

  it('does not touch days that have been counted', () => {
    expect(moves(monday, closedOn('2026-12-08'))).toEqual([]);
  });

  it('does not make good what was missed', () => {
    expect(moves(promised('2026-12-01T08:00:00Z'), closedOn('2026-12-10'))).toEqual([]);
  });

  it('leaves a paused clock the minutes it has', () => {
    expect(moves({ ...monday, paused: true }, closedOn('2026-12-10'))).toEqual([]);
  });

  it('leaves a clock that was paused what was left of it', () => {
    const left = pauseClock(monday, new Date('2026-12-07T09:00:00Z'), before.house);
    const { dueAt } = resumeClock({ ...monday, minutesLeft: left }, new Date('2026-12-08T09:00:00Z'), before.house);
    // Due on Friday at 17:00: a whole day later than promised.
    expect(moves({ ...monday, dueAt, waitedMinutes: 480 }, closedOn('2026-12-10'))).toEqual([
      { from: '2026-12-11T15:00:00.000Z', to: '2026-12-14T15:00:00.000Z', workingMinutes: 480 },
    ]);
  });

  it('counts a promise from its own start, whatever was in force since it was made', () => {
    const between = closedOn('2026-12-10');
    const after = (successor: Policy) => retimed([monday], between, successor, { scope: 'calendar', now: NOW });
    // Made on the calendar that comes back: there is nothing to count anew.
    expect(after(before)).toEqual([]);
    const [moved] = after(closedOn('2026-12-09'));
    expect(moved).toMatchObject({ to: new Date('2026-12-11T15:00:00Z'), workingMinutes: 480 });
    expect(moved?.commitment.derivation.words).not.toContain('resumed');
  });

  it('keeps the standard’s promise as it was made', () => {
    const after = policy({ ...helsinki, closed: [{ day: '2026-12-10', name: 'x' }] }, { name: 'all', firstAnswer: 9 });
    expect(moves(monday, after)).toHaveLength(1);
    expect(moves(monday, policy(helsinki, { name: 'all', firstAnswer: 9 }))).toEqual([]);
  });

  it('holds throughout when it keeps another zone', () => {
    expect(moves(monday, policy({ ...helsinki, zone: 'Europe/London' }))).toEqual([
      { from: '2026-12-10T15:00:00.000Z', to: '2026-12-10T17:00:00.000Z', workingMinutes: 120 },
    ]);
  });

  it('gives an earlier deadline when the house closes earlier', () => {
    expect(moves(monday, policy({ ...helsinki, hours: '09:00-15:00' }))).toEqual([
      { from: '2026-12-10T15:00:00.000Z', to: '2026-12-10T13:00:00.000Z', workingMinutes: -120 },
    ]);
  });
});

describe('a policy that is applied to all', () => {
  const after = policy(helsinki, { name: 'sooner', firstAnswer: '2 working days', solution: 5 });

  it('promises anew from the start of the clock', () => {
    expect(moves(monday, after, 'all')).toEqual([
      { from: '2026-12-10T15:00:00.000Z', to: '2026-12-09T15:00:00.000Z', workingMinutes: -480 },
    ]);
    const [moved] = retimed([monday], before, after, { scope: 'all', now: NOW });
    expect(moved?.commitment).toMatchObject({ standardName: 'sooner', target: { amount: 2 } });
  });

  it('counts a clock that was never paused anew from its start, however its promise was made', () => {
    const round = policy(
      { name: 'Helsinki', zone: 'Europe/Helsinki', hours: '00:00-24:00', days: 'mon-sun' },
      { name: 'all', firstAnswer: '30 working minutes' },
    );
    expect(retimed([monday], round, before, { scope: 'all', now: NOW })).toEqual([]);
  });

  it('adds what was won by waiting for the customer', () => {
    const open = { ...monday, dueAt: new Date('2026-12-11T15:00:00Z'), waitedMinutes: 480 };
    expect(moves(open, after, 'all')).toEqual([
      { from: '2026-12-11T15:00:00.000Z', to: '2026-12-10T15:00:00.000Z', workingMinutes: -480 },
    ]);
    const [moved] = retimed([open], before, after, { scope: 'all', now: NOW });
    expect(moved?.commitment.derivation.words).toMatch(/480 minutes added that did not count, due Thu 10 Dec 17:00$/);
  });

  it('does not make good what was missed, and leaves a clock that it does not have', () => {
    expect(
      moves(promised('2026-12-01T08:00:00Z'), policy(helsinki, { name: 'later', firstAnswer: 30 }), 'all'),
    ).toEqual([]);
    const solution = { ...monday, clock: 'solution' as const };
    expect(moves(solution, before, 'all')).toEqual([]);
  });
});
