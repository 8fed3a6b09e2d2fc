import { snoozePresets, workingWeek } from './snooze-presets';

const HELSINKI = { zone: 'Europe/Helsinki', hours: '09:00-17:00', days: 'mon-fri' };
const presets = (now: string, exceptions: Parameters<typeof workingWeek>[1] = [], calendar = HELSINKI) =>
  Object.fromEntries(
    snoozePresets(new Date(now), workingWeek(calendar, exceptions)).map(({ name, until }) => [
      name,
      until.toISOString(),
    ]),
  );

describe('the times until which a case can be left in peace', () => {
  it('are working hours of the house', () => {
    expect(presets('2026-11-25T07:30:00Z')).toEqual({
      afternoon: '2026-11-25T11:00:00.000Z',
      tomorrow: '2026-11-26T07:00:00.000Z',
      nextWeek: '2026-11-30T07:00:00.000Z',
    });
  });

  it('leave out this afternoon once it has begun, and on a day off', () => {
    expect(presets('2026-11-25T11:30:00Z')).not.toHaveProperty('afternoon');
    expect(presets('2026-11-28T07:00:00Z')).toEqual({ tomorrow: '2026-11-30T07:00:00.000Z' });
  });

  it('pass over days that are closed', () => {
    expect(
      presets('2026-12-23T07:00:00Z', [
        { day: '2026-12-24', hours: null },
        { day: '2026-12-25', hours: null },
      ]),
    ).toEqual({ afternoon: '2026-12-23T11:00:00.000Z', tomorrow: '2026-12-28T07:00:00.000Z' });
  });

  it('follow the clock of the zone over its changes', () => {
    expect(presets('2026-03-27T08:00:00Z')['nextWeek']).toBeUndefined();
    expect(presets('2026-03-27T08:00:00Z')['tomorrow']).toBe('2026-03-30T06:00:00.000Z');
  });

  it('read hours that differ by day, and split shifts', () => {
    const calendar = {
      zone: 'UTC',
      days: 'mon-fri',
      hours: { 'mon-thu': '08:00-12:00,13:00-16:00', sat: '10:00-12:00' },
    };
    expect(
      Object.fromEntries(
        snoozePresets(new Date('2026-11-26T09:00:00Z'), workingWeek(calendar, [])).map(({ name, until }) => [
          name,
          until.toISOString(),
        ]),
      ),
    ).toEqual({
      afternoon: '2026-11-26T13:00:00.000Z',
      tomorrow: '2026-11-28T10:00:00.000Z',
      nextWeek: '2026-11-30T08:00:00.000Z',
    });
  });
});
