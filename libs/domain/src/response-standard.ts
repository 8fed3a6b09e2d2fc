import { z } from 'zod';
import { SEVERITIES, type Severity } from './assessment.js';
import { dueAt, MAX_WORKING_DAYS } from './calendar/due-at.js';
import type { DerivationStep } from './calendar/derivation.js';
import type { WorkingCalendar } from './calendar/working-calendar.js';
import { ConfigError, InvalidInput, type Fault } from './errors.js';
import { CHANNELS, type Channel } from './message.js';
import { schemaFaults, spellValue } from './schema-faults.js';

const oneOf = (what: string) => `must be a list of ${what}`;

const matchSchema = z.strictObject({
  sources: z
    .array(z.string(), { error: oneOf('source ids') })
    .min(1)
    .optional(),
  channels: z
    .array(z.enum(CHANNELS, { error: `must be one of ${CHANNELS.join(', ')}` }))
    .min(1)
    .optional(),
  severities: z
    .array(z.enum(SEVERITIES, { error: `must be one of ${SEVERITIES.join(', ')}` }))
    .min(1)
    .optional(),
  languages: z
    .array(z.string(), { error: oneOf('language tags') })
    .min(1)
    .optional(),
  customerGroups: z
    .array(z.string(), { error: oneOf('customer groups') })
    .min(1)
    .optional(),
});

const wholeDays = `must be a whole number of working days from 0 to ${MAX_WORKING_DAYS}`;

const standardSchema = z.strictObject({
  name: z.string({ error: 'must be a name' }).min(1).describe('What deadlines call it'),
  match: matchSchema
    .default({})
    .describe('Which messages it is for; all that is named must hold, everything when empty'),
  workingDays: z
    .int({ error: wholeDays })
    .min(0, { error: wholeDays })
    .max(MAX_WORKING_DAYS, { error: wholeDays })
    .describe('The first answer is due by closing time of this working day after day 0'),
});

const fileSchema = z.strictObject({
  standards: z
    .array(standardSchema, { error: 'must be a list of standards' })
    .min(1, { error: 'must hold a standard' }),
});

/** The policy: how soon whom is answered. */
export type ResponseStandard = z.infer<typeof standardSchema>;

/** What a standard is chosen by. */
export interface StandardSubject {
  readonly sourceId?: string | null;
  readonly channel?: Channel | null;
  readonly severity?: Severity | null;
  readonly language?: string | null;
  readonly customerGroup?: string | null;
}

/** The standard as applied to one task when it was opened. Later edits of the policy do not move it. */
export interface Commitment {
  readonly dueAt: Date;
  readonly derivation: { readonly steps: readonly DerivationStep[]; readonly words: string };
  readonly standardName: string;
  readonly workingDays: number;
  readonly calendarName: string;
}

/**
 * Checks parsed standards; `file` is named in the faults.
 * @throws ConfigError with every fault, also when two share a name, or when none covers every message
 */
export function parseResponseStandards(parsed: unknown, file: string): readonly ResponseStandard[] {
  const result = fileSchema.safeParse(parsed);
  if (!result.success) throw new ConfigError(schemaFaults(result.error, parsed, file));
  const { standards } = result.data;
  const faults: Fault[] = [];
  standards.forEach(({ name }, i) => {
    const first = standards.findIndex((other) => other.name === name);
    if (first === i) return;
    const message = `${spellValue(name)} is already the name of standards[${first}]: names must differ`;
    faults.push({ path: `${file} standards[${i}].name`, message });
  });
  if (!standards.some(({ match }) => specificity(match) === 0)) {
    const message = 'one standard must have an empty match, so that every message has a deadline';
    faults.push({ path: `${file} standards`, message });
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return standards;
}

/**
 * The most specific standard that covers the subject: the one that names the most conditions; of equals the one that
 * asks for the earlier answer.
 * @throws InvalidInput when none covers it, which `parseResponseStandards` rules out
 */
export function standardFor(standards: readonly ResponseStandard[], subject: StandardSubject): ResponseStandard {
  const [best] = standards
    .filter(({ match }) => covers(match, subject))
    .sort((a, b) => specificity(b.match) - specificity(a.match) || a.workingDays - b.workingDays);
  if (best === undefined)
    throw new InvalidInput('No response standard covers this message: add one with an empty match');
  return best;
}

/** Applies a standard: by when something received at `receivedAt` must be answered, and why. */
export function commitmentFor(standard: ResponseStandard, calendar: WorkingCalendar, receivedAt: Date): Commitment {
  const due = dueAt(receivedAt, standard.workingDays, calendar);
  return {
    dueAt: due.dueAt,
    derivation: { steps: due.steps, words: due.words },
    standardName: standard.name,
    workingDays: standard.workingDays,
    calendarName: calendar.name,
  };
}

function specificity(match: ResponseStandard['match']): number {
  return Object.values(match).filter((condition) => condition !== undefined).length;
}

function covers(match: ResponseStandard['match'], subject: StandardSubject): boolean {
  const holds = (allowed: readonly string[] | undefined, value: string | null | undefined) =>
    allowed === undefined || (value !== null && value !== undefined && allowed.includes(value));
  return (
    holds(match.sources, subject.sourceId) &&
    holds(match.channels, subject.channel) &&
    holds(match.severities, subject.severity) &&
    holds(match.languages, subject.language) &&
    holds(match.customerGroups, subject.customerGroup)
  );
}
