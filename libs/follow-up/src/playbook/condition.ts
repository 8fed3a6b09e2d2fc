import { z } from 'zod';
import { FACTS, FACT_NAMES, type CaseFacts, type FactName } from './case-facts.js';

/** A count between two bounds, both included; at least one of them is given. */
export interface CountRange {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

type Wanted = readonly string[] | boolean | CountRange;

/**
 * Everything that is named must hold. A choice holds when it is one of the list, `escalations` when any of the list was
 * heard. The empty condition always holds.
 */
export type Condition = { readonly [Fact in FactName]?: Wanted | undefined } & {
  readonly any?: readonly Condition[] | undefined;
  readonly not?: Condition | undefined;
};

const COUNT_HELP = 'must be bounds such as { atLeast: 1 } or { atLeast: 1, atMost: 3 }, in whole numbers from 0';
const bound = z.int({ error: COUNT_HELP }).min(0, { error: COUNT_HELP }).optional();
const range = z
  .strictObject({ atLeast: bound, atMost: bound }, { error: COUNT_HELP })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, { error: COUNT_HELP })
  .refine(({ atLeast = 0, atMost = Infinity }) => atLeast <= atMost, { error: 'atLeast must not exceed atMost' });

function wantedSchema(fact: FactName): z.ZodType<Wanted | undefined> {
  const spec = FACTS[fact];
  if (spec.is === 'flag') return z.boolean({ error: 'must be true or false' }).optional();
  if (spec.is === 'count') return range.optional();
  const help = `must be a list out of ${spec.values.join(', ')}`;
  return z
    .array(
      z.enum(spec.values as readonly [string, ...string[]], { error: `must be one of ${spec.values.join(', ')}` }),
      {
        error: help,
      },
    )
    .min(1, { error: help })
    .optional();
}

/** A condition as a playbook spells it; what it does not know is a fault. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() => wholeSchema);

const wholeSchema: z.ZodType<Condition> = z.strictObject(
  {
    ...Object.fromEntries(FACT_NAMES.map((fact) => [fact, wantedSchema(fact)])),
    any: z
      .array(conditionSchema, { error: 'must be a list of conditions' })
      .min(1, { error: 'must hold a condition' })
      .optional(),
    not: conditionSchema.optional(),
  },
  { error: `must be a condition over ${FACT_NAMES.join(', ')}, any, not` },
);

export function holds(condition: Condition, facts: CaseFacts): boolean {
  return unmet(condition, facts).length === 0;
}

/** The names in the condition that do not hold: facts, `any` and `not`. */
export function unmet(condition: Condition, facts: CaseFacts): (FactName | 'any' | 'not')[] {
  const names: (FactName | 'any' | 'not')[] = FACT_NAMES.filter((fact) => {
    const wanted = condition[fact];
    return wanted !== undefined && !factHolds(wanted, facts[fact]);
  });
  if (condition.any !== undefined && !condition.any.some((one) => holds(one, facts))) names.push('any');
  if (condition.not !== undefined && holds(condition.not, facts)) names.push('not');
  return names;
}

function factHolds(wanted: Wanted, value: CaseFacts[FactName]): boolean {
  if (typeof wanted === 'boolean') return value === wanted;
  if (isRange(wanted))
    return typeof value === 'number' && value >= (wanted.atLeast ?? 0) && value <= (wanted.atMost ?? Infinity);
  return Array.isArray(value)
    ? value.some((kind) => wanted.includes(kind as string))
    : wanted.includes(value as string);
}

export function isRange(wanted: Wanted): wanted is CountRange {
  return typeof wanted === 'object' && !Array.isArray(wanted);
}
