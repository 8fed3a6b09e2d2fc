import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import { parseCalendarOverrides } from './calendar-overrides.js';
import { isoDay, isoWeekday, parseCivilDay } from './civil-day.js';
import { createWorkingCalendar, type CalendarDefinition } from './create-working-calendar.js';
import { dueAt } from './due-at.js';
import { publicHolidays } from './public-holidays.js';
import { workingMinutesBetween } from './working-time.js';

const SHIPPED = join(__dirname, '../../../../config/calendars');

function shipped(country: string) {
  try {
    const file = `${country.toLowerCase()}.yaml`;
    return parseCalendarOverrides(parse(readFileSync(join(SHIPPED, file), 'utf8')), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function office(country: string, zone: string, more: Partial<CalendarDefinition> = {}) {
  const definition = { name: country, country, zone, hours: '09:00-17:00', days: 'mon-fri', ...more };
  return createWorkingCalendar(definition, shipped(country), 2025);
}

/** The due time on the calendar's clock. */
function due(received: string, workingDays: number, calendar: ReturnType<typeof office>): string {
  const at = DateTime.fromISO(received, { zone: calendar.zone }).toJSDate();
  return DateTime.fromJSDate(dueAt(at, workingDays, calendar).dueAt, { zone: calendar.zone }).toISO({
    suppressMilliseconds: true,
  })!;
}

describe('a closing time that the clocks leave out', () => {
  it('has come when they are put forward, and is told as they show it', () => {
    const shape = { name: 'night', zone: 'Europe/Helsinki', country: 'FI', hours: '02:00-03:30', days: 'sun' };
    const night = createWorkingCalendar(shape, null, 2026);
    const received = new Date('2026-03-28T13:00:00Z');
    const due = dueAt(received, 0, night);
    expect(due.dueAt).toEqual(new Date('2026-03-29T01:00:00Z'));
    expect(due.words).toMatch(/due 04:00$/);
    expect(workingMinutesBetween(received, new Date('2026-03-30T00:00:00Z'), night)).toBe(60);
  });
});

describe('the day on which something is due', () => {
  const finland = office('FI', 'Europe/Helsinki');

  it('counts the day of receipt as day 0 until closing, and the next working day from closing on', () => {
    expect(due('2026-12-09T08:00', 1, finland)).toBe('2026-12-10T17:00:00+02:00');
    expect(due('2026-12-09T16:59:59.999', 1, finland)).toBe('2026-12-10T17:00:00+02:00');
    expect(due('2026-12-09T17:00', 1, finland)).toBe('2026-12-11T17:00:00+02:00');
    expect(due('2026-12-05T12:00', 1, finland)).toBe('2026-12-08T17:00:00+02:00');
  });

  it('is closing time of day 0 for no working days', () => {
    expect(due('2026-12-09T10:00', 0, finland)).toBe('2026-12-09T17:00:00+02:00');
    expect(due('2026-12-09T18:00', 0, finland)).toBe('2026-12-10T17:00:00+02:00');
  });

  it('counts a message between split shifts as of that day, and closes with the last shift', () => {
    const split = office('FI', 'Europe/Helsinki', { hours: '13:00-17:30,09:00-12:00' });
    expect(due('2026-12-09T12:30', 1, split)).toBe('2026-12-10T17:30:00+02:00');
  });

  it.each([
    [
      'Christmas, with the eve that everybody takes',
      'FI',
      'Europe/Helsinki',
      '2026-12-23T15:00',
      3,
      '2026-12-30T17:00:00+02:00',
    ],
    ['Independence Day on a Monday', 'FI', 'Europe/Helsinki', '2027-12-03T10:00', 1, '2027-12-07T17:00:00+02:00'],
    [
      "New Year's Eve is worked in Finland",
      'FI',
      'Europe/Helsinki',
      '2026-12-30T10:00',
      1,
      '2026-12-31T17:00:00+02:00',
    ],
    ['Midsummer Eve in Finland', 'FI', 'Europe/Helsinki', '2026-06-18T10:00', 1, '2026-06-22T17:00:00+03:00'],
    ['Midsummer Eve in Sweden', 'SE', 'Europe/Stockholm', '2026-06-18T10:00', 1, '2026-06-22T17:00:00+02:00'],
    ["New Year's Eve is taken in Sweden", 'SE', 'Europe/Stockholm', '2026-12-30T10:00', 1, '2027-01-04T17:00:00+01:00'],
    [
      'the eve of Epiphany is worked in Sweden',
      'SE',
      'Europe/Stockholm',
      '2026-01-02T10:00',
      1,
      '2026-01-05T17:00:00+01:00',
    ],
    ['Christmas Eve is worked in Norway', 'NO', 'Europe/Oslo', '2026-12-23T10:00', 1, '2026-12-24T17:00:00+01:00'],
    ['Easter in Norway begins on Thursday', 'NO', 'Europe/Oslo', '2026-04-01T10:00', 1, '2026-04-07T17:00:00+02:00'],
    [
      'Great Prayer Day is abolished in Denmark',
      'DK',
      'Europe/Copenhagen',
      '2025-05-15T10:00',
      1,
      '2025-05-16T17:00:00+02:00',
    ],
    [
      'Victory Day and Midsummer in Estonia',
      'EE',
      'Europe/Tallinn',
      '2026-06-22T10:00',
      1,
      '2026-06-25T17:00:00+03:00',
    ],
    [
      'the shortened day before New Year in Estonia',
      'EE',
      'Europe/Tallinn',
      '2026-12-30T10:00',
      1,
      '2026-12-31T17:00:00+02:00',
    ],
    ['Latvia moves 4 May off a Sunday', 'LV', 'Europe/Riga', '2025-05-02T10:00', 1, '2025-05-06T17:00:00+03:00'],
    [
      'Latvia moves 18 November off a Saturday',
      'LV',
      'Europe/Riga',
      '2028-11-17T10:00',
      1,
      '2028-11-21T17:00:00+02:00',
    ],
    ['Līgo and Jāņi in Latvia', 'LV', 'Europe/Riga', '2026-06-22T10:00', 1, '2026-06-25T17:00:00+03:00'],
    ['All Souls in Lithuania', 'LT', 'Europe/Vilnius', '2026-10-30T10:00', 1, '2026-11-03T17:00:00+02:00'],
    ['Christmas Eve in Poland since 2025', 'PL', 'Europe/Warsaw', '2025-12-23T10:00', 1, '2025-12-29T17:00:00+01:00'],
    ['Christmas Eve in Poland before 2025', 'PL', 'Europe/Warsaw', '2024-12-23T10:00', 1, '2024-12-24T17:00:00+01:00'],
    ['Prešeren Day in Slovenia', 'SI', 'Europe/Ljubljana', '2027-02-05T10:00', 1, '2027-02-09T17:00:00+01:00'],
    ['two days of May in Slovenia', 'SI', 'Europe/Ljubljana', '2025-04-30T10:00', 1, '2025-05-05T17:00:00+02:00'],
    [
      'New Year holidays and 9 January in Russia',
      'RU',
      'Europe/Moscow',
      '2025-12-30T10:00',
      1,
      '2026-01-12T17:00:00+03:00',
    ],
    ['8 May 2025 by decree in Russia', 'RU', 'Europe/Moscow', '2025-05-07T10:00', 1, '2025-05-12T17:00:00+03:00'],
    ['a working Saturday in Russia', 'RU', 'Europe/Moscow', '2025-10-31T10:00', 1, '2025-11-01T17:00:00+03:00'],
    [
      'no day off for 8 March 2025 in Russia',
      'RU',
      'Europe/Moscow',
      '2025-03-07T10:00',
      1,
      '2025-03-10T17:00:00+03:00',
    ],
    [
      'Victory Day 2026 moves to Monday in Russia',
      'RU',
      'Europe/Moscow',
      '2026-05-08T10:00',
      1,
      '2026-05-12T17:00:00+03:00',
    ],
    [
      'the second day of Eid in Indonesia by decree',
      'ID',
      'Asia/Jakarta',
      '2025-03-28T10:00',
      1,
      '2025-04-02T17:00:00+07:00',
    ],
    [
      'the Islamic New Year in Indonesia by decree',
      'ID',
      'Asia/Jakarta',
      '2025-06-25T10:00',
      2,
      '2025-06-30T17:00:00+07:00',
    ],
    ['joint leave is worked in Indonesia', 'ID', 'Asia/Jakarta', '2026-02-13T10:00', 1, '2026-02-16T17:00:00+07:00'],
    [
      'the day before Independence Day is given off in the US',
      'US',
      'America/New_York',
      '2026-07-02T10:00',
      1,
      '2026-07-06T17:00:00-04:00',
    ],
    [
      'New Year 2028 is kept in 2027 in the US',
      'US',
      'America/Chicago',
      '2027-12-30T10:00',
      1,
      '2028-01-03T17:00:00-06:00',
    ],
    [
      'Boxing Day 2026 has a substitute in Britain',
      'GB',
      'Europe/London',
      '2026-12-24T10:00',
      1,
      '2026-12-29T17:00:00+00:00',
    ],
    [
      'Saint Francis is a holiday in Italy since 2026',
      'IT',
      'Europe/Rome',
      '2027-10-01T10:00',
      1,
      '2027-10-05T17:00:00+02:00',
    ],
    ['Jan Hus in Czechia', 'CZ', 'Europe/Prague', '2026-07-03T10:00', 1, '2026-07-07T17:00:00+02:00'],
    [
      'half a holiday is worked in Iceland',
      'IS',
      'Atlantic/Reykjavik',
      '2026-12-23T10:00',
      1,
      '2026-12-24T17:00:00+00:00',
    ],
    [
      'a feast from sunset that ends at noon in Turkey',
      'TR',
      'Europe/Istanbul',
      '2026-03-19T10:00',
      1,
      '2026-03-23T17:00:00+03:00',
    ],
  ])('knows %s', (_name, country, zone, received, workingDays, expected) => {
    expect(due(received, workingDays, office(country, zone))).toBe(expected);
  });

  it.each([
    ['BY', '2026-06-05T17:00:00+02:00'],
    ['de-by', '2026-06-05T17:00:00+02:00'],
    ['Bayern', '2026-06-05T17:00:00+02:00'],
    ['BY-A', '2026-06-05T17:00:00+02:00'],
    ['BE', '2026-06-04T17:00:00+02:00'],
    [null, '2026-06-04T17:00:00+02:00'],
  ])('knows that Corpus Christi is a holiday in part of Germany: %s', (region, expected) => {
    expect(due('2026-06-03T10:00', 1, office('DE', 'Europe/Berlin', { region }))).toBe(expected);
  });

  it('keeps closing time over a change of the clocks', () => {
    expect(due('2026-03-27T10:00', 1, finland)).toBe('2026-03-30T17:00:00+03:00');
    expect(due('2026-10-23T10:00', 1, finland)).toBe('2026-10-26T17:00:00+02:00');
  });

  it('closes at midnight where a day ends with 24:00', () => {
    const always = office('FI', 'Europe/Helsinki', { hours: '00:00-24:00', days: 'mon-sun' });
    expect(due('2026-12-09T23:59', 1, always)).toBe('2026-12-11T00:00:00+02:00');
  });

  it('lets the house decide over the country', () => {
    const house = office('FI', 'Europe/Helsinki', {
      closed: [{ day: '12-31', name: 'Stocktaking' }],
      working: [{ day: '2026-12-24', name: 'Christmas rush', hours: '08:00-12:00' }],
    });
    expect(due('2026-12-23T10:00', 1, house)).toBe('2026-12-24T12:00:00+02:00');
    expect(due('2026-12-30T10:00', 1, house)).toBe('2027-01-04T17:00:00+02:00');
  });

  it('explains itself step by step', () => {
    const words = (received: string, days: number) => dueAt(new Date(received), days, finland).words;
    expect(words('2026-12-04T18:40:00+02:00', 3)).toBe(
      'Fri 18:40 after closing → counts as Mon 7 Dec; Tue 8 Dec day 1; Wed 9 Dec day 2; Thu 10 Dec day 3, due 17:00',
    );
    expect(words('2026-12-24T10:00:00+02:00', 3)).toBe(
      'Thu 10:00 on a day off (Christmas Eve); Fri 25 Dec skipped (Christmas Day) → counts as Mon 28 Dec; ' +
        'Tue 29 Dec day 1; Wed 30 Dec day 2; Thu 31 Dec day 3, due 17:00',
    );
    expect(words('2026-12-31T07:00:00+02:00', 1)).toBe(
      "Thu 07:00 before opening → counts as Thu 31 Dec; Fri 1 Jan 2027 skipped (New Year's Day); Mon 4 Jan 2027 day 1, due 17:00",
    );
  });

  it.each([[-1], [1.5], [NaN], [2_501]])('refuses %d working days', (days) => {
    expect(() => dueAt(new Date(), days, finland)).toThrow('workingDays is out of range');
  });
});

const ZONES = [
  'Europe/Helsinki',
  'America/New_York',
  'Asia/Jakarta',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'America/Santiago',
  'Africa/Cairo',
  'Pacific/Kiritimati',
  'UTC',
];
const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Times from 04:00 to 22:59: hours that clocks leave out or show twice are tested by name. */
const houses = fc.record({
  zone: fc.constantFrom(...ZONES),
  country: fc.constantFrom('FI', 'US', 'ID', 'GB', 'LV', 'RU'),
  times: fc.uniqueArray(fc.integer({ min: 240, max: 1379 }), { minLength: 2, maxLength: 6 }),
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  closed: fc.uniqueArray(fc.date({ min: new Date('2024-12-01'), max: new Date('2028-06-01'), noInvalidDate: true })),
});

describe('against counting day by day', () => {
  it('agrees for any zone, hours, weekdays, holidays and closing days', () => {
    fc.assert(
      fc.property(
        houses,
        fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 15 }),
        ({ zone, country, times, weekdays, closed }, received, workingDays) => {
          const edges = times.slice(0, times.length - (times.length % 2)).sort((a, b) => a - b);
          const hours = edges.flatMap((opens, i) => (i % 2 === 0 ? [`${clock(opens)}-${clock(edges[i + 1]!)}`] : []));
          const ownClosed = [...new Set(closed.map((day) => day.toISOString().slice(0, 10)))];
          const calendar = createWorkingCalendar(
            {
              name: 'any',
              zone,
              country,
              hours: hours.join(','),
              days: weekdays.map((weekday) => NAMES[weekday - 1]).join(','),
              closed: ownClosed.map((day) => ({ day, name: 'closed' })),
            },
            null,
            2025,
          );
          // The naive way: walk the local calendar a day at a time, ask of each whether it is worked.
          const works = (at: DateTime) =>
            weekdays.includes(at.weekday) &&
            !ownClosed.includes(at.toISODate()!) &&
            !publicHolidays({ country, state: null, region: null }, at.year).has(parseCivilDay(at.toISODate()!)!);
          const closing = edges.at(-1)!;
          const local = DateTime.fromJSDate(received, { zone });
          let day = local.startOf('day');
          if (!works(day) || local.hour * 60 + local.minute >= closing) {
            do day = day.plus({ days: 1 });
            while (!works(day));
          }
          for (let left = workingDays; left > 0; left--) {
            do day = day.plus({ days: 1 });
            while (!works(day));
          }
          const expected = day.set({ hour: Math.floor(closing / 60), minute: closing % 60 });
          expect(dueAt(received, workingDays, calendar).dueAt.toISOString()).toBe(expected.toUTC().toISO());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never moves a deadline forward when something comes later', () => {
    const calendar = office('LV', 'Europe/Riga');
    const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, instants, fc.integer({ min: 0, max: 10 }), (a, b, days) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        expect(dueAt(first, days, calendar).dueAt.getTime()).toBeLessThanOrEqual(
          dueAt(second, days, calendar).dueAt.getTime(),
        );
        expect(dueAt(first, days, calendar).dueAt > first).toBe(true);
      }),
    );
  });

  it('spells days as they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (day) => {
        expect(parseCivilDay(isoDay(day))).toBe(day);
        expect(isoWeekday(day)).toBe(DateTime.fromISO(isoDay(day)).weekday);
      }),
    );
  });
});
