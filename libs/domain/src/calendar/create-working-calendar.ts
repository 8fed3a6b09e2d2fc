import { z } from 'zod';
import { InvalidInput, type Fault } from '../errors.js';
import { schemaFaults, spellValue } from '../schema-faults.js';
import {
  closedDaySchema,
  dayFaults,
  daysOfEntry,
  hoursOfEntry,
  workingDaySchema,
  type CalendarOverrides,
  type ClosedDay,
  type WorkingDay,
} from './calendar-overrides.js';
import { isoWeekday, type CivilDay } from './civil-day.js';
import { findRegion, holidayCountries, holidayRegions, publicHolidays, type HolidayPlace } from './public-holidays.js';
import { readWeeklyHours, type Shift, type WeeklyHours } from './weekly-hours.js';
import { WorkingCalendar, type DayException } from './working-calendar.js';
import { isZone } from './zoned-time.js';

/** A calendar as a person writes it. */
export const calendarDefinitionSchema = z.strictObject({
  name: z.string({ error: 'must be a name' }).min(1).describe('What deadlines call it'),
  zone: z.string({ error: 'must be an IANA zone such as Europe/Helsinki' }).describe('IANA zone: Europe/Helsinki'),
  country: z
    .string({ error: 'must be a country code such as FI' })
    .nullable()
    .default(null)
    .describe('Whose public holidays are days off: FI; none when left out'),
  region: z
    .string({ error: 'must be a region code such as BY' })
    .nullable()
    .default(null)
    .describe('The region of the country, where holidays differ: BY'),
  hours: z
    .union([z.string(), z.record(z.string(), z.string())], {
      error:
        "must be hours such as '09:00-17:00', or hours by days such as { mon-thu: '09:00-17:00', fri: '09:00-15:00' }",
    })
    .describe('Opening hours, the same on all working days, or by days'),
  days: z
    .string({ error: "must be days such as 'mon-fri'" })
    .default('mon-fri')
    .describe('Working days: mon-fri; not used when hours are given by days'),
  closed: z.array(closedDaySchema).default([]).describe('Own closing days'),
  working: z.array(workingDaySchema).default([]).describe('Own working days on what would be days off'),
});

export type CalendarDefinition = z.input<typeof calendarDefinitionSchema>;
type ParsedDefinition = z.output<typeof calendarDefinitionSchema>;

/**
 * Builds a calendar and proves by trial calculation that it can be worked with.
 *
 * Who decides about a day, first to last: the house's own working days, its own closing days, the country's moved
 * working days, its closing days (both from `overrides`), the public holidays, the weekly hours.
 *
 * @param overrides the country's entries of config/calendars, or `null` when it has none
 * @param firstYear the year in which it is first used; this and the next are calculated on trial
 * @throws InvalidInput with every fault, each with its value and what would be right
 */
export function createWorkingCalendar(
  definition: CalendarDefinition,
  overrides: CalendarOverrides | null,
  firstYear: number,
): WorkingCalendar {
  const parsed = calendarDefinitionSchema.safeParse(definition);
  if (!parsed.success) throw invalid(schemaFaults(parsed.error, definition, ''));
  const { name, zone, closed, working } = parsed.data;
  const { faults, place, week } = examine(parsed.data);
  if (faults.length > 0) throw invalid(faults);

  const layers = [ofCountry(overrides, place), { closed, working }];
  const calendar = new WorkingCalendar(name, zone, week, (year) => exceptionsOf(year, place, layers, week));
  for (const year of [firstYear, firstYear + 1]) {
    if (calendar.workingDaysIn(year) > 0) continue;
    throw invalid([
      { path: 'days', message: `no day of ${year} is a working day in '${name}': nothing could ever be due` },
    ]);
  }
  return calendar;
}

/** What a schema cannot see in a calendar: zones, countries, regions, hours and days that there are not. */
export function calendarFaults(definition: ParsedDefinition): readonly Fault[] {
  return examine(definition).faults;
}

function examine({ zone, country, region, hours, days, closed, working }: ParsedDefinition) {
  const faults: Fault[] = [];
  if (!isZone(zone)) faults.push({ path: 'zone', message: `${spellValue(zone)} is not a zone: ${zoneHelp(zone)}` });
  const place = findPlace(country, region, faults);
  const week = readWeeklyHours(hours, days, faults);
  faults.push(...dayFaults(closed, working));
  return { faults, place, week };
}

function invalid(faults: readonly Fault[]): InvalidInput {
  return new InvalidInput('The working calendar cannot be used', faults);
}

function findPlace(country: string | null, region: string | null, faults: Fault[]): HolidayPlace | null {
  if (country === null || country === '') {
    if (region !== null) faults.push({ path: 'region', message: `${spellValue(region)} needs a country beside it` });
    return null;
  }
  const code = country.toUpperCase();
  if (!Object.hasOwn(holidayCountries(), code)) {
    const known = Object.keys(holidayCountries()).join(' ');
    faults.push({
      path: 'country',
      message: `${spellValue(country)} is not a known country; right is one of ${known}`,
    });
    return null;
  }
  if (region === null || region === '') return { country: code, state: null, region: null };
  const place = findRegion(code, region);
  if (place === null) {
    const known = Object.entries(holidayRegions(code)).map(([id, text]) => `${id} (${text})`);
    const help =
      known.length > 0 ? `right is one of ${known.join(', ')}` : `the holidays of ${code} do not differ by region`;
    faults.push({ path: 'region', message: `${spellValue(region)} is not a known region of ${code}; ${help}` });
  }
  return place;
}

/** The zones of the same part of the world, when its name was right; an example otherwise. */
function zoneHelp(zone: string): string {
  const area = `${zone.split('/')[0]?.toLowerCase()}/`;
  const near = Intl.supportedValuesOf('timeZone').filter((known) => known.toLowerCase().startsWith(area));
  return near.length > 0 ? `right is one of ${near.join(', ')}` : 'right is an IANA name such as Europe/Helsinki';
}

interface Layer {
  readonly closed: readonly ClosedDay[];
  readonly working: readonly WorkingDay[];
}

function ofCountry(overrides: CalendarOverrides | null, place: HolidayPlace | null): Layer {
  if (overrides === null || place === null || overrides.country !== place.country) return { closed: [], working: [] };
  const here = ({ regions }: ClosedDay) =>
    regions === undefined || regions.some((region) => findRegion(place.country, region)?.state === place.state);
  return { closed: overrides.closed.filter(here), working: overrides.working.filter(here) };
}

function exceptionsOf(
  year: number,
  place: HolidayPlace | null,
  layers: readonly Layer[],
  week: WeeklyHours,
): ReadonlyMap<CivilDay, DayException> {
  const exceptions = new Map<CivilDay, DayException>();
  if (place !== null) for (const [day, name] of publicHolidays(place, year)) exceptions.set(day, { shifts: [], name });
  for (const { closed, working } of layers) {
    for (const entry of closed) {
      for (const [day, name] of daysOfEntry(entry.day, entry.name, year) ?? [])
        exceptions.set(day, { shifts: [], name });
    }
    for (const entry of working) {
      for (const [day, name] of daysOfEntry(entry.day, entry.name, year) ?? []) {
        exceptions.set(day, { shifts: hoursOfEntry(entry) ?? usualHours(day, week), name });
      }
    }
  }
  return exceptions;
}

/** The weekday's own hours, or those of the nearest weekday before it that has any: a moved Saturday works as a Friday. */
function usualHours(day: CivilDay, week: WeeklyHours): readonly Shift[] {
  for (let back = 0; back < 7; back++) {
    const shifts = week[isoWeekday(day - back)];
    if (shifts.length > 0) return shifts;
  }
  return [];
}
