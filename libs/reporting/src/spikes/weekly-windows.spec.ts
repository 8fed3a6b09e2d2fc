import { weeklyWindows } from './weekly-windows.js';

const windowsAt = (now: string) =>
  weeklyWindows(new Date(now), 6, 2, 'Europe/Helsinki').map(({ from, to }) => [from.toISOString(), to.toISOString()]);

describe('the hours that are compared', () => {
  it('are those of the house’s clock, also in the weeks after it was put forward', () => {
    expect(windowsAt('2026-03-30T09:00:00Z')).toEqual([
      ['2026-03-30T03:00:00.000Z', '2026-03-30T09:00:00.000Z'],
      ['2026-03-23T04:00:00.000Z', '2026-03-23T10:00:00.000Z'],
      ['2026-03-16T04:00:00.000Z', '2026-03-16T10:00:00.000Z'],
    ]);
  });

  it('are those of the house’s clock, also in the weeks after it was put back', () => {
    expect(windowsAt('2026-10-26T10:00:00Z').slice(0, 2)).toEqual([
      ['2026-10-26T04:00:00.000Z', '2026-10-26T10:00:00.000Z'],
      ['2026-10-19T03:00:00.000Z', '2026-10-19T09:00:00.000Z'],
    ]);
  });

  it('never turn round where the clocks skip or repeat an hour', () => {
    for (const day of ['2026-03-29', '2026-04-05', '2026-10-25', '2026-11-01'])
      for (let hour = 0; hour < 24; hour += 1)
        for (const { from, to } of weeklyWindows(
          new Date(`${day}T${String(hour).padStart(2, '0')}:30:00Z`),
          6,
          2,
          'Europe/Helsinki',
        ))
          expect((to.getTime() - from.getTime()) / 3_600_000).toBeGreaterThanOrEqual(5);
  });
});
