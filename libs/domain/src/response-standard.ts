import { z } from 'zod';
import { SEVERITIES, type Severity } from './assessment.js';
import { MAX_WORKING_DAYS } from './calendar/due-at.js';
import type { ClockName } from './clock-name.js';
import { ConfigError, InvalidInput, type Fault } from './errors.js';
import { escalationSchema, readEscalation, type EscalationStep } from './escalation-step.js';
import { CHANNELS, type Channel } from './message.js';
import { compareTargets, readTarget, targetSchema, type Target } from './response-standard-target.js';
import { schemaFaults, spellValue } from './schema-faults.js';

const oneOf = (what: string) => `must be a list of ${what}`;

/** A text that something can be equal to. */
const named = (what: string) =>
  z
    .string({ error: `must be ${what}` })
    .trim()
    .min(1, { error: `must be ${what}, not an empty text` });

const matchSchema = z.strictObject({
  sources: z
    .array(named('a source id'), { error: oneOf('source ids') })
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
    .array(named('a language tag'), { error: oneOf('language tags') })
    .min(1)
    .optional(),
  customerGroups: z
    .array(named('a customer group'), { error: oneOf('customer groups') })
    .min(1)
    .optional(),
});

const wholeDays = `must be a whole number of working days from 0 to ${MAX_WORKING_DAYS}`;

const targetsSchema = z.strictObject({
  firstAnswer: targetSchema.optional().describe("From the customer's first words to the first answer"),
  nextAnswer: targetSchema.optional().describe('To every later answer; as firstAnswer when left out'),
  solution: targetSchema.optional().describe('Until the matter is solved; no such clock when left out'),
});

const standardSchema = targetsSchema.extend({
  name: z.string({ error: 'must be a name' }).min(1).describe('What deadlines call it'),
  match: matchSchema
    .default({})
    .describe('Which messages it is for; all that is named must hold, everything when empty'),
  calendar: z
    .string({ error: 'must be the name of a calendar' })
    .optional()
    .describe("The calendar it counts on; the house's own when left out"),
  workingDays: z
    .int({ error: wholeDays })
    .min(0, { error: wholeDays })
    .max(MAX_WORKING_DAYS, { error: wholeDays })
    .optional()
    .describe('Another spelling of firstAnswer, in whole working days'),
  bySeverity: z
    .partialRecord(z.enum(SEVERITIES), targetsSchema, {
      error: `must name severities: ${SEVERITIES.join(', ')}`,
    })
    .default({})
    .describe('Other times for messages of some severities'),
  escalation: escalationSchema.optional().describe("Its own steps; the file's when left out"),
});

/** The standards and the steps of escalation as people write them. */
export const standardsSchema = z.strictObject({
  standards: z
    .array(standardSchema, { error: 'must be a list of standards' })
    .min(1, { error: 'must hold a standard' }),
  escalation: escalationSchema.default([]).describe('What happens as deadlines come near and pass'),
});

export type ResponseStandardDefinition = z.infer<typeof standardSchema>;
export type StandardsDefinition = z.infer<typeof standardsSchema>;

/** By clock; `null` where the clock does not run. */
export type Targets = Readonly<Record<ClockName, Target | null>>;

/** The policy: how soon whom is answered. */
export interface ResponseStandard {
  readonly name: string;
  readonly match: Readonly<ResponseStandardDefinition['match']>;
  /** `null`: the house's own. */
  readonly calendar: string | null;
  readonly targets: Targets;
  readonly bySeverity: Readonly<Partial<Record<Severity, Targets>>>;
  readonly escalation: readonly EscalationStep[];
}

/** What a standard is chosen by. */
export interface StandardSubject {
  readonly sourceId?: string | null;
  readonly channel?: Channel | null;
  readonly severity?: Severity | null;
  readonly language?: string | null;
  readonly customerGroup?: string | null;
}

/**
 * Checks parsed standards; `file` is named in the faults.
 * @throws ConfigError with every fault, also when two share a name, or when none covers every message
 */
export function parseResponseStandards(parsed: unknown, file: string): readonly ResponseStandard[] {
  const result = standardsSchema.safeParse(parsed);
  const faults: Fault[] = result.success
    ? standardsFaults(result.data).map(({ path, message }) => ({ path: `${file} ${path}`, message }))
    : schemaFaults(result.error, parsed, file);
  if (faults.length > 0 || !result.success) throw new ConfigError(faults);
  return readStandards(result.data);
}

/** What a schema cannot see in standards. Paths begin with `standards` or `escalation`. */
export function standardsFaults({ standards, escalation }: StandardsDefinition): Fault[] {
  const faults: Fault[] = [];
  standards.forEach(({ name, firstAnswer, workingDays, escalation: own }, i) => {
    const place = `standards[${i}]`;
    const first = standards.findIndex((other) => other.name === name);
    if (first !== i) {
      const message = `${spellValue(name)} is already the name of standards[${first}]: names must differ`;
      faults.push({ path: `${place}.name`, message });
    }
    if (firstAnswer === undefined && workingDays === undefined) {
      faults.push({ path: `${place}.firstAnswer`, message: "must say how soon, for example '3 working days'" });
    } else if (firstAnswer !== undefined && workingDays !== undefined) {
      faults.push({ path: `${place}.workingDays`, message: 'says the same as firstAnswer: keep one of the two' });
    }
    faults.push(...doubledSteps(own ?? [], `${place}.escalation`));
  });
  if (!standards.some(({ match }) => specificity(match) === 0)) {
    const message = 'one standard must have an empty match, so that every message has a deadline';
    faults.push({ path: 'standards', message });
  }
  return [...faults, ...doubledSteps(escalation, 'escalation')];
}

/** Two steps of the same time and condition are one: which of them was told could not be remembered. */
function doubledSteps(steps: StandardsDefinition['escalation'], place: string): Fault[] {
  const keys = readEscalation(steps).map(({ key }) => key);
  return keys.flatMap((key, i) => {
    const first = keys.indexOf(key);
    const message = `is the same step as ${place}[${first}]: name in one step all who are told`;
    return first === i ? [] : [{ path: `${place}[${i}].at`, message }];
  });
}

/** Standards that were checked, with every default in its place. */
export function readStandards({ standards, escalation }: StandardsDefinition): readonly ResponseStandard[] {
  return standards.map((written) => {
    const targets = readTargets({ ...written, firstAnswer: written.firstAnswer ?? written.workingDays }, null);
    return {
      name: written.name,
      match: written.match,
      calendar: written.calendar ?? null,
      targets,
      bySeverity: Object.fromEntries(
        Object.entries(written.bySeverity).map(([severity, own]) => [severity, readTargets(own ?? {}, targets)]),
      ),
      escalation: readEscalation(written.escalation ?? escalation),
    };
  });
}

/** The next answer is as the first one of the same level, unless it is given there; then as the level above has it. */
function readTargets(own: z.infer<typeof targetsSchema>, above: Targets | null): Targets {
  const read = (text: string | number | undefined) => (text === undefined ? null : readTarget(text));
  return {
    first_answer: read(own.firstAnswer) ?? above?.first_answer ?? null,
    next_answer: read(own.nextAnswer) ?? read(own.firstAnswer) ?? above?.next_answer ?? null,
    solution: read(own.solution) ?? above?.solution ?? null,
  };
}

/** How much time a standard gives to a clock; `null` when it has no such clock. */
export function targetFor(standard: ResponseStandard, clock: ClockName, severity?: Severity | null): Target | null {
  const targets = severity === null || severity === undefined ? undefined : standard.bySeverity[severity];
  return (targets ?? standard.targets)[clock];
}

/**
 * The most specific standard that covers the subject: the one that names the most conditions; of equals the one that
 * asks for the earlier first answer.
 * @throws InvalidInput when none covers it, which `parseResponseStandards` rules out
 */
export function standardFor(standards: readonly ResponseStandard[], subject: StandardSubject): ResponseStandard {
  const [best] = standards
    .filter(({ match }) => covers(match, subject))
    .sort((a, b) => specificity(b.match) - specificity(a.match) || bySooner(a, b, subject.severity));
  if (best === undefined)
    throw new InvalidInput('No response standard covers this message: add one with an empty match');
  return best;
}

function bySooner(a: ResponseStandard, b: ResponseStandard, severity?: Severity | null): number {
  const [first, second] = [a, b].map((standard) => targetFor(standard, 'first_answer', severity));
  return first && second ? compareTargets(first, second) : 0;
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
