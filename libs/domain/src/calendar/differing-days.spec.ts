import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseCalendarOverrides } from './calendar-overrides.js';
import { createWorkingCalendar } from './create-working-calendar.js';
import { differingDays } from './differing-days.js';

const SHIPPED = join(__dirname, '../../../../config/calendars');

function shipped(country: string, zone: string) {
  const file = `${country.toLowerCase()}.yaml`;
  const overrides = parseCalendarOverrides(parse(readFileSync(join(SHIPPED, file), 'utf8')), file);
  return createWorkingCalendar({ name: country, country, zone, hours: '09:00-17:00' }, overrides, 2026);
}

describe('the days that differ from their weekday', () => {
  it('are those of the official calendar in Russia in 2026', () => {
    const days = differingDays(shipped('RU', 'Europe/Moscow'), 2026);
    expect(days.map(({ day }) => day.slice(5))).toEqual([
      ...['01-01', '01-02', '01-05', '01-06', '01-07', '01-08', '01-09'],
      ...['02-23', '03-09', '05-01', '05-11', '06-12', '11-04', '12-31'],
    ]);
    expect(days.find(({ day }) => day === '2026-12-31')?.name).toBe('Day off moved from Sun 4 January');
  });

  it('name what is worked against its weekday with its hours, and leave out what changes nothing', () => {
    const working = [{ day: '2026-12-19', name: 'Christmas rush', hours: '10:00-12:00,12:30-14:00' }];
    const closed = [{ day: '2026-12-20', name: 'A Sunday' }];
    const definition = { name: 'x', zone: 'UTC', hours: '09:00-17:00', working, closed };
    expect(differingDays(createWorkingCalendar(definition, null, 2026), 2026)).toEqual([
      { day: '2026-12-19', name: 'Christmas rush', hours: '10:00-12:00,12:30-14:00' },
    ]);
  });
});
