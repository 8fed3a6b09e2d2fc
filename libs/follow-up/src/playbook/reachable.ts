import { CASE_STATES } from '@earshot/domain';
import { FACTS, FACT_NAMES, type FactName } from './case-facts.js';
import { isRange, type Condition, type CountRange } from './condition.js';

/** What one fact may be: some values, or a count between two bounds in which -1 stands for unknown. */
type Values = ReadonlySet<string> | Interval;

interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * A condition taken apart: one fact, all of these, or one of these. Nothing is negated any more. `escalations` is a flag a
 * kind here, because a case can have several.
 */
type Formula =
  | { readonly fact: string; readonly values: Values }
  | { readonly all: readonly Formula[] }
  | { readonly one: readonly Formula[] };

const UNKNOWN = -1;
/** Conditions that take more steps to try (a tenth of a second) are not written by a person. */
const MOST_STEPS = 100_000;

export class TooManyCases extends Error {
  override readonly name = 'TooManyCases';
}

/**
 * Whether any case can meet all of `wanted` and none of `unwanted`. Decided by search: every alternative is followed until
 * two demands on one fact exclude each other.
 * @throws TooManyCases when the conditions have so many alternatives that it cannot be told
 */
export function canHold(wanted: readonly Condition[], unwanted: readonly Condition[] = []): boolean {
  let steps = 0;
  const formulas = [
    ...wanted.map((condition) => formulaOf(condition, true)),
    ...unwanted.map((condition) => formulaOf(condition, false)),
    ...INVARIANTS,
  ];
  return search(formulas, new Map());

  function search(open: readonly Formula[], known: ReadonlyMap<string, Values>): boolean {
    const facts = new Map(known);
    const choices: (readonly Formula[])[] = [];
    const queue = [...open];
    for (let formula = queue.pop(); formula !== undefined; formula = queue.pop()) {
      if (++steps > MOST_STEPS) throw new TooManyCases('has too many alternatives to be checked: make it simpler');
      if ('all' in formula) queue.push(...formula.all);
      else if ('one' in formula) choices.push(formula.one);
      else {
        const values = common(facts.get(formula.fact), formula.values);
        if (isEmpty(values)) return false;
        facts.set(formula.fact, values);
      }
    }
    const [first, ...rest] = choices.sort((a, b) => a.length - b.length);
    if (first === undefined) return true;
    const others = rest.map((one) => ({ one }));
    return first.some((alternative) => search([alternative, ...others], facts));
  }
}

/** The cases that meet a condition, or those that do not. */
function formulaOf(condition: Condition, positive: boolean): Formula {
  const parts = FACT_NAMES.flatMap((fact) => {
    const wanted = condition[fact];
    return wanted === undefined ? [] : [factFormula(fact, wanted, positive)];
  });
  if (condition.any !== undefined) {
    const each = condition.any.map((one) => formulaOf(one, positive));
    parts.push(positive ? { one: each } : { all: each });
  }
  if (condition.not !== undefined) parts.push(formulaOf(condition.not, !positive));
  return positive ? { all: parts } : { one: parts };
}

function factFormula(fact: FactName, wanted: NonNullable<Condition[FactName]>, positive: boolean): Formula {
  if (typeof wanted === 'boolean') return flag(fact, wanted === positive);
  if (isRange(wanted)) return countFormula(fact, wanted, positive);
  const spec = FACTS[fact];
  if (spec.is === 'kinds') {
    const flags = wanted.map((kind) => flag(`${fact}.${kind}`, positive));
    return positive ? { one: flags } : { all: flags };
  }
  const all: readonly string[] = 'values' in spec ? spec.values : [];
  return { fact, values: new Set(positive ? wanted : all.filter((value) => !wanted.includes(value))) };
}

function countFormula(fact: FactName, { atLeast = 0, atMost = Infinity }: CountRange, positive: boolean): Formula {
  if (positive) return { fact, values: { from: atLeast, to: atMost } };
  return {
    one: [
      { fact, values: { from: UNKNOWN, to: atLeast - 1 } },
      { fact, values: { from: atMost + 1, to: Infinity } },
    ],
  };
}

const flag = (fact: string, value: boolean): Formula => ({ fact, values: new Set([String(value)]) });

function common(a: Values | undefined, b: Values): Values {
  if (a === undefined) return b;
  if ('from' in a && 'from' in b) return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  if ('from' in a || 'from' in b) throw new Error('a fact is either counted or named');
  return new Set([...a].filter((value) => b.has(value)));
}

const isEmpty = (values: Values): boolean =>
  'from' in values ? values.from > values.to || values.from === Infinity : values.size === 0;

/** What is true of every case, whatever happens to it. */
const INVARIANTS: readonly Formula[] = [
  {
    one: [
      { all: [states('solved', 'closed'), { fact: 'daysSinceSolved', values: { from: 0, to: Infinity } }] },
      { all: [statesBut('solved', 'closed'), { fact: 'daysSinceSolved', values: { from: UNKNOWN, to: UNKNOWN } }] },
    ],
  },
  { one: [statesBut('new'), flag('answered', false)] },
  { one: [flag('callReached', false), flag('answered', true)] },
  { one: [flag('optionChosen', false), { fact: 'optionsOffered', values: { from: 1, to: Infinity } }] },
  { one: [flag('systemic', false), flag('cause', true)] },
  ...FACT_NAMES.filter((fact) => FACTS[fact].is === 'count' && fact !== 'daysSinceSolved').map((fact) => ({
    fact,
    values: { from: 0, to: Infinity },
  })),
];

function states(...values: readonly string[]): Formula {
  return { fact: 'state', values: new Set(values) };
}

function statesBut(...values: readonly string[]): Formula {
  return states(...CASE_STATES.filter((state) => !values.includes(state)));
}
