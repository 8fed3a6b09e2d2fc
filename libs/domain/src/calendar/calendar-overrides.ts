import { z } from 'zod';
import { ConfigError, type Fault } from '../errors.js';
import { schemaFaults, spellValue } from '../schema-faults.js';
import { parseCivilDay, type CivilDay } from './civil-day.js';
import { daysOfRule, findRegion, holidayCountries } from './public-holidays.js';
import { readShifts, type Shift } from './weekly-hours.js';

const DAY_HELP = "a date '2026-12-24', a date of every year '12-24', or a rule such as 'friday after 06-19'";

const dayEntry = z.strictObject({
  day: z.string({ error: `must be ${DAY_HELP}` }).describe(`The day: ${DAY_HELP}`),
  name: z
    .string({ error: 'must say why, for example Midsummer Eve' })
    .min(1)
    .describe('Why; shown with every deadline'),
});

/** A day on which everybody is in fact closed although the holiday library has it as a working day. */
export const closedDaySchema = dayEntry;

/** A date that is worked although it is a day off: a day moved by a decree, or a Saturday before Christmas. */
export const workingDaySchema = dayEntry.extend({
  hours: z
    .string({ error: "must be hours such as '09:00-16:00'" })
    .optional()
    .describe('Hours of that day; otherwise those of the weekday, or of the nearest weekday before it that has any'),
});

const sourced = {
  source: z
    .string({ error: 'must name the law, decree or agreement' })
    .min(1)
    .describe('The law, decree or agreement that says so'),
  regions: z
    .array(z.string(), { error: 'must be a list of region codes' })
    .optional()
    .describe('Only in these regions; everywhere when left out'),
};

const overridesSchema = z.strictObject({
  country: z.string({ error: 'must be a country code such as FI' }),
  closed: z.array(closedDaySchema.extend(sourced), { error: 'must be a list of days' }).default([]),
  working: z.array(workingDaySchema.extend(sourced), { error: 'must be a list of days' }).default([]),
});

export type ClosedDay = z.infer<typeof closedDaySchema> & { readonly regions?: readonly string[] };
export type WorkingDay = z.infer<typeof workingDaySchema> & { readonly regions?: readonly string[] };

/** What config/calendars says about one country, beyond the holiday library. */
export interface CalendarOverrides {
  readonly country: string;
  readonly closed: readonly ClosedDay[];
  readonly working: readonly WorkingDay[];
}

/**
 * Checks a parsed override file. `file` is named in the faults.
 * @throws ConfigError with every fault: unknown country, region or rule, a date that does not exist, a day listed twice.
 */
export function parseCalendarOverrides(parsed: unknown, file: string): CalendarOverrides {
  const result = overridesSchema.safeParse(parsed);
  if (!result.success) throw new ConfigError(schemaFaults(result.error, parsed, file));
  const { country, closed, working } = result.data;
  const faults: Fault[] = [];
  const at = (path: string) => `${file} ${path}`;
  if (!Object.hasOwn(holidayCountries(), country)) {
    faults.push({ path: at('country'), message: `${spellValue(country)} is not a known country code such as FI` });
  } else {
    for (const [list, entries] of Object.entries({ closed, working })) {
      entries.forEach(({ regions = [] }, i) => {
        for (const region of regions.filter((name) => findRegion(country, name) === null)) {
          faults.push({ path: at(`${list}[${i}].regions`), message: `${country} has no region ${spellValue(region)}` });
        }
      });
    }
  }
  faults.push(...dayFaults(closed, working).map(({ path, message }) => ({ path: at(path), message })));
  if (faults.length > 0) throw new ConfigError(faults);
  return { country, closed, working };
}

/** Faults of day lists that a schema cannot see. Paths begin with `closed` or `working`. */
export function dayFaults(closed: readonly ClosedDay[], working: readonly WorkingDay[]): Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, string>();
  for (const [list, entries] of Object.entries({ closed, working })) {
    entries.forEach(({ day, regions = [] }, i) => {
      const path = `${list}[${i}].day`;
      if (daysOfEntry(day, '', 2028) === null) {
        faults.push({ path, message: `must be ${DAY_HELP}, but here stands ${spellValue(day)}` });
      }
      const key = `${day} ${[...regions].sort().join()}`;
      const twin = seen.get(key);
      if (twin !== undefined) faults.push({ path, message: `${spellValue(day)} stands already at ${twin}` });
      seen.set(key, path);
    });
  }
  working.forEach(({ hours }, i) => {
    const shifts = hours === undefined ? null : readShifts(hours);
    if (shifts !== null && 'wrong' in shifts) faults.push({ path: `working[${i}].hours`, message: shifts.wrong });
  });
  return faults;
}

/** The days of `year` that an entry names: none in another year than its own. `null` when it is no day and no rule. */
export function daysOfEntry(entry: string, name: string, year: number): ReadonlyMap<CivilDay, string> | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(entry)) {
    const day = parseCivilDay(entry);
    if (day === null) return null;
    return new Map(Number(entry.slice(0, 4)) === year ? [[day, name]] : []);
  }
  if (/^\d{2}-\d{2}$/.test(entry)) {
    // Checked in a leap year; 29 February is left out of the others.
    if (parseCivilDay(`2028-${entry}`) === null) return null;
    const day = parseCivilDay(`${year}-${entry}`);
    return new Map(day === null ? [] : [[day, name]]);
  }
  return daysOfRule(entry, name, year);
}

/** The hours that a working day names for itself, if any. The text was checked by `dayFaults`. */
export function hoursOfEntry({ hours }: WorkingDay): readonly Shift[] | null {
  const shifts = hours === undefined ? null : readShifts(hours);
  return shifts !== null && 'value' in shifts ? shifts.value : null;
}
