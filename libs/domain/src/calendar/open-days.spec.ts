import { createWorkingCalendar } from './create-working-calendar.js';
import { openDays } from './open-days.js';
import { workingMinutesBetween } from './working-time.js';

const helsinki = createWorkingCalendar(
  { name: 'FI', zone: 'Europe/Helsinki', country: 'FI', hours: '09:00-12:00,13:00-17:00', days: 'mon-fri' },
  null,
  2026,
);
const at = (iso: string): Date => new Date(iso);

describe('the working days between two instants', () => {
  it('leaves out weekends and holidays, and names each shift by its instants', () => {
    // Christmas Day is a Friday in 2026.
    const days = openDays(at('2026-12-25T05:00:00Z'), at('2026-12-28T08:00:00Z'), helsinki);
    expect(days).toEqual([
      {
        day: '2026-12-28',
        open: [
          { from: at('2026-12-28T07:00:00Z'), to: at('2026-12-28T10:00:00Z') },
          { from: at('2026-12-28T11:00:00Z'), to: at('2026-12-28T15:00:00Z') },
        ],
      },
    ]);
  });

  it('follows the clocks when they change', () => {
    const opened = openDays(at('2026-10-23T00:00:00Z'), at('2026-10-26T12:00:00Z'), helsinki).map(({ open }) =>
      open[0]?.from.toISOString(),
    );
    expect(opened).toEqual(['2026-10-23T06:00:00.000Z', '2026-10-26T07:00:00.000Z']);
  });

  it('holds as much open time as the calendar counts', () => {
    const [from, to] = [at('2026-10-19T21:00:00Z'), at('2026-11-10T21:59:00Z')];
    const minutes = openDays(from, to, helsinki)
      .flatMap(({ open }) => open)
      .reduce((sum, stretch) => sum + (stretch.to.getTime() - stretch.from.getTime()) / 60_000, 0);
    expect(minutes).toBe(workingMinutesBetween(from, to, helsinki));
  });

  it('refuses a period that nobody means', () => {
    expect(() => openDays(at('2026-01-01T00:00:00Z'), at('2028-01-01T00:00:00Z'), helsinki)).toThrow('too long');
  });
});
