import {
  createWorkingCalendar,
  describeDerivation,
  dueAt,
  InvalidInput,
  isZone,
  MAX_WORKING_DAYS,
  schemaFaults,
  spellInstant,
  type CalendarOverrides,
  type Due,
  type Fault,
  type WorkingCalendar,
} from '@earshot/domain';
import { readCalendarOverrides } from '@earshot/follow-up';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { configFolder } from './config-folder.js';

const text = (what: string, example: string) => z.string({ error: `must be ${what} such as ${example}` });
const wholeDays = `must be a whole number from 0 to ${MAX_WORKING_DAYS}`;

/** One question of `earshot due`; other fields, such as an id, are left aside and told. */
const dueCaseSchema = z.object(
  {
    country: text('a country code', 'FI'),
    region: text('a region code', 'BY').nullish(),
    zone: text('an IANA zone', 'Europe/Helsinki'),
    hours: text('hours', '09:00-17:00'),
    days: text('days', 'mon-fri'),
    received: text('a time of ISO 8601', '2026-12-23T15:00:00+02:00'),
    workingDays: z.int({ error: wholeDays }).min(0, { error: wholeDays }).max(MAX_WORKING_DAYS, { error: wholeDays }),
  },
  { error: 'must be an object {country, region?, zone, hours, days, received, workingDays}' },
);

export type DueCase = z.infer<typeof dueCaseSchema>;

export interface DueAnswer {
  /** ISO 8601 with the offset of the zone, to the second: `2026-12-30T17:00:00+02:00`. */
  readonly due: string;
  /** The derivation in English, a phrase a step. */
  readonly steps: readonly string[];
}

/** Years in which holidays are known well enough for a deadline to be believed. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/**
 * Answers questions one after the other. Calendars are kept, so that thousands of questions about one house are cheap.
 */
export class DueDesk {
  private readonly calendars = new Map<string, WorkingCalendar>();
  private readonly overrides = new Map<string, CalendarOverrides | null>();

  /** @throws InvalidInput naming every field that is wrong, its value and what would be right */
  answer(question: unknown): DueAnswer {
    const parsed = dueCaseSchema.safeParse(question);
    if (!parsed.success) throw new InvalidInput('The case cannot be read', schemaFaults(parsed.error, question, ''));
    const { received, zone, workingDays } = parsed.data;
    const at = readReceived(received, zone);
    const calendar = this.calendarFor(parsed.data, at);
    return spellDue(dueAt(at, workingDays, calendar), zone);
  }

  private calendarFor(question: DueCase, received: Date): WorkingCalendar {
    const { country, zone, hours, days } = question;
    const region = question.region ?? null;
    const key = JSON.stringify([country, region, zone, hours, days]);
    let calendar = this.calendars.get(key);
    if (calendar === undefined) {
      const name = [country, region].filter((part) => part !== null).join(' ');
      const definition = { name, country, region, zone, hours, days };
      calendar = createWorkingCalendar(definition, this.overridesOf(country), received.getUTCFullYear());
      this.calendars.set(key, calendar);
    }
    return calendar;
  }

  /** Many houses of one country read its file once. */
  private overridesOf(country: string): CalendarOverrides | null {
    let overrides = this.overrides.get(country);
    if (overrides === undefined)
      this.overrides.set(country, (overrides = readCalendarOverrides(configFolder(), country)));
    return overrides;
  }
}

/** The fields of a question that nothing is done with: a misspelt region would be one. */
export function fieldsLeftAside(question: unknown): string[] {
  if (typeof question !== 'object' || question === null || Array.isArray(question)) return [];
  return Object.keys(question).filter((field) => !Object.hasOwn(dueCaseSchema.shape, field));
}

/**
 * What the platform reads like everybody else, and twenty times as fast: with an offset, on a day that every month has, in
 * a year that is within the bounds on every clock.
 */
const PLAIN =
  /^(?:19[89]\d|20\d\d|21[0-8]\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** A time without an offset is read on the zone's clock. */
function readReceived(received: string, zone: string): Date {
  const written = received.trim();
  if (PLAIN.test(written)) return new Date(written);
  const at = DateTime.fromISO(written, { zone: isZone(zone) ? zone : 'utc', setZone: false });
  const fault = (message: string): InvalidInput => {
    const faults: Fault[] = [{ path: 'received', message: `'${received}' ${message}` }];
    return new InvalidInput('The case cannot be read', faults);
  };
  if (!at.isValid) throw fault('is not a time of ISO 8601; right is for example 2026-12-23T15:00:00+02:00');
  if (at.year < FIRST_YEAR || at.year > LAST_YEAR) throw fault(`is outside the years ${FIRST_YEAR} to ${LAST_YEAR}`);
  return at.toJSDate();
}

function spellDue({ dueAt: at, steps }: Due, zone: string): DueAnswer {
  return {
    due: spellInstant(at, zone),
    get steps() {
      return describeDerivation(steps);
    },
  };
}
