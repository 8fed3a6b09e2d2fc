import Holidays, { type HolidaysTypes } from 'date-holidays';
import { civilDay, parseCivilDay, type CivilDay } from './civil-day.js';

/** A country or part of one as date-holidays names it: `DE`, or `DE` with state `BY`, or with state `BY` and region `A`. */
export interface HolidayPlace {
  readonly country: string;
  readonly state: string | null;
  readonly region: string | null;
}

/** Names by day. */
export type NamedDays = ReadonlyMap<CivilDay, string>;

const directory = new Holidays();

/** Upper-case ISO 3166 codes with their English names. */
export function holidayCountries(): Readonly<Record<string, string>> {
  return directory.getCountries('en');
}

/** The codes of a country's regions with their names; empty where holidays do not differ by region. */
export function holidayRegions(country: string): Readonly<Record<string, string>> {
  // For a country without regions the library returns nothing, which its types do not say.
  return directory.getStates(country, 'en') ?? {};
}

/**
 * Finds a region by its code, with or without the country before it (`BY`, `DE-BY`), by its name (`Bayern`), or with a
 * part of it (`BY-A`). `null` when there is none.
 */
export function findRegion(country: string, region: string): HolidayPlace | null {
  const wanted = fold(region.replace(new RegExp(`^${country}[-_ ]`, 'i'), ''));
  const states = holidayRegions(country);
  const whole = find(states, wanted);
  if (whole !== undefined) return { country, state: whole, region: null };
  const [stateName = '', partName = ''] = wanted.split(/[-_./](.*)/s);
  const state = find(states, stateName);
  if (state === undefined) return null;
  const parts = (directory.getRegions(country, state, 'en') as Record<string, string> | undefined) ?? {};
  const part = find(parts, partName);
  return part === undefined ? null : { country, state, region: part };
}

function find(names: Readonly<Record<string, string>>, wanted: string): string | undefined {
  return Object.keys(names).find((code) => fold(code) === wanted || fold(names[code] ?? '') === wanted);
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}

const places = new Map<string, { readonly listed: Listing; readonly years: Map<number, NamedDays> }>();

/**
 * The days of `year` on which a public holiday of the place closes everything, by their English names where the library
 * has one. Bank, optional, school and observance days are working days, and so is a day of which the holiday takes half
 * or less (Iceland's Christmas Eve from 13:00). Remembered by place and year: computing a year takes milliseconds.
 */
export function publicHolidays(place: HolidayPlace, year: number): NamedDays {
  const key = `${place.country}/${place.state ?? ''}/${place.region ?? ''}`;
  let found = places.get(key);
  if (found === undefined) places.set(key, (found = { listed: listing(libraryFor(place)), years: new Map() }));
  let days = found.years.get(year);
  if (days === undefined) found.years.set(year, (days = daysOf(found.listed, year)));
  return days;
}

/** What the library lists for one year. */
type Listing = (year: number) => readonly HolidaysTypes.Holiday[];

/** The neighbours of a year need it too, and the library takes milliseconds for each, tens where the sun is asked. */
function listing(library: Holidays): Listing {
  const years = new Map<number, readonly HolidaysTypes.Holiday[]>();
  return (year) => {
    let holidays = years.get(year);
    if (holidays === undefined) years.set(year, (holidays = library.getHolidays(year).filter(isPublic)));
    return holidays;
  };
}

const isPublic = ({ type }: HolidaysTypes.Holiday): boolean => type === 'public';

function libraryFor({ country, state, region }: HolidayPlace): Holidays {
  const library =
    region !== null && state !== null
      ? new Holidays(country, state, region)
      : state !== null
        ? new Holidays(country, state)
        : new Holidays(country);
  library.setLanguages('en');
  return library;
}

/** The days that a rule in the library's grammar (`friday after 06-19`, `easter -2`, `01-01 P8D`) names in a year. */
export function daysOfRule(rule: string, name: string, year: number): NamedDays | null {
  const library = new Holidays();
  return library.setHoliday(rule, { name, type: 'public' }) ? daysOf(listing(library), year) : null;
}

function daysOf(listed: Listing, year: number): NamedDays {
  const first = civilDay(year, 1, 1);
  const next = civilDay(year + 1, 1, 1);
  const days = new Map<CivilDay, string>();
  // A holiday can reach over New Year, and a substitute day can lie in the year before its holiday.
  for (const around of [year - 1, year, year + 1]) {
    for (const holiday of listed(around)) {
      for (const day of daysCovered(holiday)) {
        if (day >= first && day < next && !days.has(day)) days.set(day, holiday.name);
      }
    }
  }
  return days;
}

/**
 * The days of which the holiday takes more than half. Its `date` is local to the place, whatever zone we count in:
 * `2026-12-24 13:00:00`, or `2026-03-20 00:00:00 -0600` for a feast that begins six hours earlier, at sunset.
 */
function daysCovered(holiday: HolidaysTypes.Holiday): CivilDay[] {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}):\d{2}:\d{2}(?: ([-+]\d{2})\d{2})?/.exec(holiday.date);
  const day = parseCivilDay(match?.[1] ?? '');
  if (match === null || day === null) return [];
  const starts = Number(match[2]) + Number(match[3] ?? 0);
  const ends = starts + Math.round((holiday.end.getTime() - holiday.start.getTime()) / 3_600_000);
  const covered: CivilDay[] = [];
  for (let n = Math.floor(starts / 24); n * 24 < ends; n++) {
    const hours = Math.min(ends, (n + 1) * 24) - Math.max(starts, n * 24);
    if (hours > 12) covered.push(day + n);
  }
  return covered;
}
