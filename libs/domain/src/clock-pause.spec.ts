import fc from 'fast-check';
import { createWorkingCalendar, type CalendarDefinition } from './calendar/create-working-calendar.js';
import { dueAt } from './calendar/due-at.js';
import { addWorkingTime, workingMinutesBetween } from './calendar/working-time.js';
import { pauseClock, resumeClock } from './clock-pause.js';

const house = (more: Partial<CalendarDefinition> = {}) =>
  createWorkingCalendar(
    { name: 'house', zone: 'Europe/Helsinki', country: 'FI', hours: '09:00-17:00', ...more },
    null,
    2026,
  );
const at = (text: string) => new Date(`${text}:00+02:00`);

describe('a clock that is paused', () => {
  const office = house();
  const clock = { startedAt: at('2026-12-07T10:00'), dueAt: at('2026-12-10T17:00') };

  it('goes on with what was left', () => {
    const left = pauseClock(clock, at('2026-12-09T11:00'), office);
    expect(left).toBe(14 * 60);
    const { dueAt, words } = resumeClock({ ...clock, minutesLeft: left }, at('2026-12-14T10:00'), office);
    expect(dueAt).toEqual(at('2026-12-15T16:00'));
    expect(words).toBe(
      'resumed Mon 14 Dec 10:00 with 840 minutes left; 420 minutes of Mon 14 Dec counted; closed until Tue 15 Dec 09:00; ' +
        '420 minutes of Tue 15 Dec counted, due 16:00',
    );
  });

  it('loses nothing when it is paused and resumed while nobody works', () => {
    const left = pauseClock(clock, at('2026-12-08T20:00'), office);
    expect(resumeClock({ ...clock, minutesLeft: left }, at('2026-12-09T06:00'), office).dueAt).toEqual(clock.dueAt);
  });

  it('has all of its time when it had not started', () => {
    expect(pauseClock(clock, at('2026-12-01T10:00'), office)).toBe(
      workingMinutesBetween(clock.startedAt, clock.dueAt, office),
    );
  });

  it('stays overdue since the deadline that it missed', () => {
    const left = pauseClock(clock, at('2026-12-11T10:00'), office);
    expect(left).toBe(-60);
    const resumed = resumeClock({ ...clock, minutesLeft: left }, at('2026-12-14T09:30'), office);
    expect(resumed.dueAt).toEqual(clock.dueAt);
    expect(resumed.words).toBe('resumed Mon 14 Dec 09:30 overdue by 60 minutes, due Thu 10 Dec 17:00');
  });

  it('stays overdue also when nobody has worked since', () => {
    const friday = { ...clock, dueAt: at('2026-12-11T17:00') };
    const left = pauseClock(friday, at('2026-12-12T12:00'), office);
    expect(left).toBe(-19 * 60);
    expect(resumeClock({ ...friday, minutesLeft: left }, at('2026-12-13T12:00'), office).dueAt).toEqual(friday.dueAt);
  });

  it.each(['2026-12-11T16:30', '2026-12-11T17:00', '2026-12-12T12:00'])(
    'keeps a deadline outside the opening hours when it is paused at %s and resumed at once',
    (pausedAt) => {
      const sunday = { ...clock, dueAt: at('2026-12-13T12:00') };
      const left = pauseClock(sunday, at(pausedAt), office);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(resumeClock({ ...sunday, minutesLeft: left }, at(pausedAt), office).dueAt).toEqual(sunday.dueAt);
    },
  );

  it('is due at once when nothing was left', () => {
    const left = pauseClock(clock, clock.dueAt, office);
    expect(left).toBe(0);
    expect(resumeClock({ ...clock, minutesLeft: left }, at('2026-12-14T09:30'), office).dueAt).toEqual(
      at('2026-12-14T09:30'),
    );
  });
});

describe('any number of pauses', () => {
  const calendars = fc
    .record({
      zone: fc.constantFrom('Europe/Helsinki', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Cairo', 'UTC'),
      hours: fc.constantFrom('09:00-17:00', '08:15-11:45,12:30-16:05,18:00-21:00', '00:00-24:00'),
      days: fc.constantFrom('mon-fri', 'sun-thu', 'mon-sun', 'tue'),
    })
    .map((shape) => house({ ...shape, country: null }));
  /** Milliseconds: seconds and parts of minutes must not be lost. */
  const spans = fc.array(
    fc.record({
      runs: fc.integer({ min: 0, max: 5 * 86_400_000 }),
      rests: fc.integer({ min: 0, max: 30 * 86_400_000 }),
    }),
    { maxLength: 8 },
  );

  it('conserve working time exactly: what passed until the deadline is what was promised', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 10 }),
        spans,
        (calendar, startedAt, workingDays, pauses) => {
          let due = dueAt(startedAt, workingDays, calendar).dueAt;
          const promised = workingMinutesBetween(startedAt, due, calendar);
          let resumedAt = startedAt;
          let ran = 0;
          for (const { runs, rests } of pauses) {
            const paused = new Date(resumedAt.getTime() + runs);
            const minutesLeft = pauseClock({ startedAt, dueAt: due }, paused, calendar);
            const missed = due;
            const next = new Date(paused.getTime() + rests);
            due = resumeClock({ minutesLeft, dueAt: due }, next, calendar).dueAt;
            expect(due.getTime()).toBeGreaterThanOrEqual(missed.getTime());
            if (minutesLeft < 0) {
              expect(due).toEqual(missed);
              break;
            }
            ran += workingMinutesBetween(resumedAt, paused, calendar);
            resumedAt = next;
          }
          ran += workingMinutesBetween(resumedAt, due, calendar);
          expect(Math.round(ran * 60_000)).toBe(Math.round(promised * 60_000));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('explain the deadline that plain counting gives', () => {
    fc.assert(
      fc.property(calendars, fc.integer({ min: 0, max: 20_000 }), (calendar, minutes) => {
        const start = new Date('2026-10-02T22:30:00Z');
        const { dueAt: due, steps } = resumeClock({ minutesLeft: minutes, dueAt: start }, start, calendar);
        expect(due).toEqual(addWorkingTime(start, minutes, calendar));
        const counted = steps.flatMap((step) => (step.kind === 'worked' ? [step.minutes] : []));
        expect(counted.reduce((sum, part) => sum + part, 0)).toBeCloseTo(minutes, 6);
      }),
      { numRuns: 100 },
    );
  });
});
