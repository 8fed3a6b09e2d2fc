import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { InvalidInput } from '../errors.js';
import { parseCalendarOverrides } from './calendar-overrides.js';
import { parseCivilDay } from './civil-day.js';
import { createWorkingCalendar, type CalendarDefinition } from './create-working-calendar.js';

const SHIPPED = join(__dirname, '../../../../config/calendars');

const good: CalendarDefinition = {
  name: 'Helsinki office',
  zone: 'Europe/Helsinki',
  country: 'FI',
  hours: '09:00-17:00',
  days: 'mon-fri',
};

function faultsOf(change: Partial<Record<keyof CalendarDefinition, unknown>>): string[] {
  try {
    createWorkingCalendar({ ...good, ...change } as CalendarDefinition, null, 2026);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.faults.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
}

/** Shifts of a day as `9:00-17:00` in hours, to compare. */
function hoursOn(day: string, definition: CalendarDefinition): number[][] {
  const calendar = createWorkingCalendar(definition, null, 2026);
  return calendar.day(parseCivilDay(day)!).shifts.map(({ opens, closes }) => [opens / 60, closes / 60]);
}

describe('a calendar as a person writes it', () => {
  it.each([
    ['mon-fri', '2026-12-11', true],
    ['mon-fri', '2026-12-12', false],
    ['mon,wed,fri', '2026-12-10', false],
    ['sun-thu', '2026-12-13', true],
    ['sun-thu', '2026-12-11', false],
    ['Sat - Mon, wed', '2026-12-09', true],
  ])('%s: %s worked %s', (days, day, worked) => {
    expect(hoursOn(day, { ...good, days }).length > 0).toBe(worked);
  });

  it('may close earlier on some days', () => {
    const hours = { 'mon-thu': '09:00-17:00', fri: '09:00-12:00,12:30-15:00' };
    expect(hoursOn('2026-12-10', { ...good, hours })).toEqual([[9, 17]]);
    expect(hoursOn('2026-12-11', { ...good, hours })).toEqual([[9, 12], [12.5, 15]]); // prettier-ignore
  });

  it('works on a moved Saturday as on the Friday before it', () => {
    const working = [{ day: '2026-12-12', name: 'Christmas rush' }];
    expect(
      hoursOn('2026-12-12', { ...good, hours: { 'mon-thu': '09:00-17:00', fri: '09:00-15:00' }, working }),
    ).toEqual([[9, 15]]);
  });

  it.each([
    [
      { zone: 'Europe/Helsinky' },
      /^zone: 'Europe\/Helsinky' is not a zone: right is one of Europe\/Amsterdam, .*Europe\/Helsinki/,
    ],
    [{ zone: 'EET!' }, /^zone: 'EET!' is not a zone: right is an IANA name such as Europe\/Helsinki$/],
    [{ country: 'UK' }, /^country: 'UK' is not a known country; right is one of AD .* GB /],
    [{ country: 'DE', region: 'XX' }, /^region: 'XX' is not a known region of DE; right is one of BB \(Brandenburg\)/],
    [{ region: 'XX' }, /^region: 'XX' is not a known region of FI; the holidays of FI do not differ by region$/],
    [
      { hours: { 'mon-thu': '09:00-17:00', 'thu-fri': '13:00-15:00' } },
      /^hours\.thu-fri: says again when thu is worked, which 'mon-thu' says already: name each day once/,
    ],
    [{ hours: '09:00-13:00,12:00-17:00' }, /^hours: '09:00-13:00,12:00-17:00' holds shifts that overlap/],
    [{ hours: '9-17' }, /^hours: '9-17' is not a list of hours: right is for example '09:00-17:00'/],
    [{ hours: '22:00-06:00' }, /^hours: '22:00-06:00' closes before it opens: a night shift is written as two/],
    [{ hours: '09:00-17:60' }, /^hours: .* times run from 00:00 to 24:00$/],
    [{ hours: '09:00-13:00,12:00-17:00' }, /^hours: .* overlap/],
    [{ hours: { fri: 'noon' } }, /^hours\.fri: 'noon' is not a list of hours/],
    [{ days: 'mon-fry' }, /^days: 'mon-fry' names no days/],
    [{ hours: 9 }, /^hours: must be hours such as .* but here stands 9$/],
    [
      { closed: [{ day: '2026-02-30', name: 'x' }] },
      /^closed\[0\]\.day: must be a date .* but here stands '2026-02-30'$/,
    ],
    [{ closed: [{ day: '12-24' }] }, /^closed\[0\]\.name: must say why/],
    [
      { closed: [{ day: '12-24', name: 'x' }], working: [{ day: '12-24', name: 'y' }] },
      /^working\[0\]\.day: '12-24' stands already at closed\[0\]\.day$/,
    ],
    [{ working: [{ day: '12-24', name: 'x', hours: '9' }] }, /^working\[0\]\.hours: '9' is not a list of hours/],
    [
      { closed: [{ day: '01-01 P366D', name: 'sabbatical' }] },
      /^days: no day of 2026 is a working day in 'Helsinki office'/,
    ],
  ])('is refused with what would be right: %j', (change, message) => {
    const faults = faultsOf(change);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
  });

  it('is told all its faults at once', () => {
    expect(faultsOf({ zone: 'Mars', country: 'XX', hours: 'never', days: 'someday' })).toHaveLength(4);
  });
});

describe('the shipped overrides', () => {
  it.each(readdirSync(SHIPPED).filter((file) => file.endsWith('.yaml')))(
    '%s is valid, and names a source everywhere',
    (file) => {
      const { country, closed, working } = parseCalendarOverrides(
        parse(readFileSync(join(SHIPPED, file), 'utf8')),
        file,
      );
      expect(file).toBe(`${country.toLowerCase()}.yaml`);
      expect(closed.length + working.length).toBeGreaterThan(0);
    },
  );

  it('apply to their regions only', () => {
    const overrides = parseCalendarOverrides(
      { country: 'DE', closed: [{ day: '02-16', name: 'Rose Monday', source: 'custom', regions: ['NW', 'DE-RP'] }] },
      'de.yaml',
    );
    const closedIn = (region: string | null) => {
      const calendar = createWorkingCalendar({ ...good, country: 'DE', region }, overrides, 2026);
      return calendar.day(parseCivilDay('2026-02-16')!).shifts.length === 0;
    };
    expect(['NW', 'RP', 'BY', null].map(closedIn)).toEqual([true, true, false, false]);
  });

  it('are refused with file, place, value and what would be right', () => {
    const wrong = {
      country: 'XX',
      closed: [
        { day: '31.12.', name: 'x', source: 'y' },
        { day: '12-24', name: 'x' },
      ],
      open: [],
    };
    expect(() => parseCalendarOverrides(wrong, 'xx.yaml')).toThrow(/xx\.yaml closed\[1\]\.source: must name the law/);
    expect(() => parseCalendarOverrides(wrong, 'xx.yaml')).toThrow(/xx\.yaml: 'open' is not known here/);
    // The holiday library also writes to the console about a rule that it cannot read.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const bad = { country: 'XX', closed: [{ day: '31.12.', name: 'x', source: 'y' }] };
    expect(() => parseCalendarOverrides(bad, 'xx.yaml')).toThrow(/xx\.yaml country: 'XX' is not a known country/);
    expect(() => parseCalendarOverrides(bad, 'xx.yaml')).toThrow(/closed\[0\]\.day: must be a date .*'31\.12\.'/);
  });
});
