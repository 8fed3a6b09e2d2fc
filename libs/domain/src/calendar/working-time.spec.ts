import fc from 'fast-check';
import { DateTime } from 'luxon';
import { createWorkingCalendar, type CalendarDefinition } from './create-working-calendar.js';
import {
  addWorkingTime,
  nextOpenMoment,
  shiftWorkingDays,
  subtractWorkingTime,
  workingMinutesBetween,
} from './working-time.js';

function house(more: Partial<CalendarDefinition> = {}) {
  const definition = {
    name: 'house',
    zone: 'Europe/Helsinki',
    country: 'FI',
    hours: '09:00-12:00,13:00-17:00',
    ...more,
  };
  return createWorkingCalendar(definition, null, 2026);
}

const at = (iso: string, zone = 'Europe/Helsinki') => DateTime.fromISO(iso, { zone }).toJSDate();

describe('working time', () => {
  const office = house();

  it('passes only while somebody works', () => {
    expect(workingMinutesBetween(at('2026-12-04T16:00'), at('2026-12-07T09:30'), office)).toBe(90);
    expect(workingMinutesBetween(at('2026-12-04T11:30'), at('2026-12-04T13:30'), office)).toBe(60);
    expect(workingMinutesBetween(at('2026-12-05T08:00'), at('2026-12-06T20:00'), office)).toBe(0);
    expect(workingMinutesBetween(at('2026-12-07T09:30'), at('2026-12-04T16:00'), office)).toBe(-90);
  });

  it('is added over evenings, breaks, weekends and holidays', () => {
    expect(addWorkingTime(at('2026-12-04T16:00'), 60, office)).toEqual(at('2026-12-04T17:00'));
    expect(addWorkingTime(at('2026-12-04T16:00'), 61, office)).toEqual(at('2026-12-07T09:01'));
    expect(addWorkingTime(at('2026-12-24T16:30'), 90, office)).toEqual(at('2026-12-28T10:00'));
    expect(addWorkingTime(at('2026-12-05T12:00'), 0, office)).toEqual(at('2026-12-05T12:00'));
  });

  it('tells when two working hours or one working day are left', () => {
    expect(subtractWorkingTime(at('2026-12-07T10:00'), 120, office)).toEqual(at('2026-12-04T16:00'));
    expect(subtractWorkingTime(at('2026-12-07T17:00'), 420, office)).toEqual(at('2026-12-07T09:00'));
  });

  it('goes whole working days back and forth, from closing to closing', () => {
    const friday = house({ hours: { 'mon-thu': '09:00-17:00', fri: '09:00-15:00' } });
    expect(shiftWorkingDays(at('2026-12-28T17:00'), -1, friday)).toEqual(at('2026-12-24T17:00'));
    expect(shiftWorkingDays(at('2026-12-28T17:00'), -2, friday)).toEqual(at('2026-12-23T17:00'));
    expect(shiftWorkingDays(at('2026-12-10T17:00'), 1, friday)).toEqual(at('2026-12-11T15:00'));
    expect(shiftWorkingDays(at('2026-12-11T15:00'), 1, friday)).toEqual(at('2026-12-14T17:00'));
    expect(shiftWorkingDays(at('2026-12-14T11:20'), -1, friday)).toEqual(at('2026-12-11T11:20'));
    const always = house({ country: null, hours: '00:00-24:00', days: 'mon-sun' });
    expect(shiftWorkingDays(at('2026-12-11T00:00'), 1, always)).toEqual(at('2026-12-12T00:00'));
  });

  it('finds the next moment at which somebody works', () => {
    expect(nextOpenMoment(at('2026-12-07T09:00'), office)).toEqual(at('2026-12-07T09:00'));
    expect(nextOpenMoment(at('2026-12-07T12:00'), office)).toEqual(at('2026-12-07T13:00'));
    expect(nextOpenMoment(at('2026-12-04T17:00'), office)).toEqual(at('2026-12-07T09:00'));
  });

  it('is as long as the day really is when the clocks change', () => {
    const always = house({ country: null, hours: '00:00-24:00', days: 'mon-sun' });
    expect(workingMinutesBetween(at('2026-03-29T00:00'), at('2026-03-30T00:00'), always)).toBe(23 * 60);
    expect(workingMinutesBetween(at('2026-10-25T00:00'), at('2026-10-26T00:00'), always)).toBe(25 * 60);
  });

  it('opens an hour that clocks leave out with the offset from before the change', () => {
    const early = house({ country: null, hours: '03:30-05:00', days: 'sun' });
    expect(addWorkingTime(at('2026-03-29T00:00'), 1, early).toISOString()).toBe('2026-03-29T01:31:00.000Z');
    // 03:30 comes twice when clocks go back; the first one counts.
    expect(addWorkingTime(at('2026-10-25T00:00'), 1, early).toISOString()).toBe('2026-10-25T00:31:00.000Z');
  });

  it('refuses a negative amount', () => {
    expect(() => addWorkingTime(new Date(), -1, office)).toThrow('minutes is out of range');
    expect(() => subtractWorkingTime(new Date(), NaN, office)).toThrow('minutes is out of range');
  });
});

const ZONES = ['Europe/Helsinki', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kathmandu', 'UTC'];
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Times from 04:00 to 22:59, so that no edge falls on an hour that clocks leave out or show twice (Cairo: 23:00). */
const houses = fc.record({
  zone: fc.constantFrom(...ZONES),
  edges: fc.uniqueArray(fc.integer({ min: 240, max: 1379 }), { minLength: 4, maxLength: 4 }),
  sundays: fc.boolean(),
});
/** Around the changes of the clocks of every zone above. */
const starts = fc
  .record({
    day: fc.constantFrom(
      '2026-03-06',
      '2026-03-27',
      '2026-04-03',
      '2026-04-23',
      '2026-10-02',
      '2026-10-23',
      '2026-10-29',
    ),
    minute: fc.integer({ min: 0, max: 3 * 1440 }),
  })
  .map(({ day, minute }) => new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000));

describe('against stepping minute by minute', () => {
  const build = ({ zone, edges, sundays }: { zone: string; edges: number[]; sundays: boolean }) => {
    const [a = 0, b = 0, c = 0, d = 0] = [...edges].sort((x, y) => x - y);
    const hours = `${clock(a)}-${clock(b)},${clock(c)}-${clock(d)}`;
    const calendar = house({ zone, country: null, hours, days: sundays ? 'sun-thu' : 'mon-fri' });
    const works = (ms: number) => {
      const local = DateTime.fromMillis(ms, { zone });
      const minute = local.hour * 60 + local.minute;
      const weekday = sundays ? local.weekday !== 5 && local.weekday !== 6 : local.weekday <= 5;
      return weekday && ((minute >= a && minute < b) || (minute >= c && minute < d));
    };
    return { calendar, works };
  };

  it('measures the same time, and finds the same instants forwards and backwards', () => {
    fc.assert(
      fc.property(houses, starts, fc.integer({ min: 0, max: 3000 }), (shape, start, length) => {
        const { calendar, works } = build(shape);
        let open = 0;
        for (let i = 0; i < length; i++) if (works(start.getTime() + i * 60_000)) open++;
        const end = new Date(start.getTime() + length * 60_000);
        expect(workingMinutesBetween(start, end, calendar)).toBe(open);
        if (open === 0) return;
        const reached = addWorkingTime(start, open, calendar);
        expect(reached.getTime()).toBeLessThanOrEqual(end.getTime());
        expect(works(reached.getTime() - 60_000)).toBe(true);
        expect(workingMinutesBetween(start, reached, calendar)).toBe(open);
        const left = subtractWorkingTime(end, open, calendar);
        expect(left.getTime()).toBeGreaterThanOrEqual(start.getTime());
        expect(works(left.getTime())).toBe(true);
        expect(workingMinutesBetween(left, end, calendar)).toBe(open);
      }),
      { numRuns: 60 },
    );
  });
});
