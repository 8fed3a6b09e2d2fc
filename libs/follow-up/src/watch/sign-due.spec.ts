import { createWorkingCalendar } from '@earshot/domain';
import fc from 'fast-check';
import { isSignDue, signPeriod } from './sign-due.js';

const calendars = [
  createWorkingCalendar({ name: 'FI', country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00' }, null, 2026),
  createWorkingCalendar(
    { name: 'always', zone: 'America/New_York', hours: '00:00-24:00', days: 'mon-sun' },
    null,
    2026,
  ),
];
const HOUR = 3_600_000;

describe('an early sign', () => {
  it('is due at closing time of its last working day', () => {
    const [finland] = calendars;
    const since = new Date('2026-03-11T08:00:00Z');
    const at = (now: string) => isSignDue(since, 3, finland!, new Date(now));
    expect([at('2026-03-16T14:59:59Z'), at('2026-03-16T15:00:00Z')]).toEqual([false, true]);
  });

  it('is never due where it is not looked for', () => {
    const now = Date.parse('2026-11-01T12:00:00Z');
    const cases = [
      fc.constantFrom(...calendars),
      fc.integer({ min: 1, max: 250 }),
      fc.integer({ min: 0, max: 9_000 }),
    ] as const;
    fc.assert(
      fc.property(...cases, (calendar, days, hoursAgo) => {
        const since = new Date(now - hoursAgo * HOUR);
        const { before } = signPeriod(days, new Date(now));
        expect(isSignDue(since, days, calendar, new Date(now)) && since > before).toBe(false);
      }),
    );
  });
});
