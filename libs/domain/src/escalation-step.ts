import { z } from 'zod';
import { AUDIENCES, type Audience } from './follow-up.js';
import { readTarget, type Target } from './response-standard-target.js';

/** What must hold when a step comes for anybody to be told. */
export const ESCALATION_CONDITIONS = ['unassigned', 'unacknowledged'] as const;
export type EscalationCondition = (typeof ESCALATION_CONDITIONS)[number];

/** When a step comes, seen from its deadline. `percent` of the working time between start and deadline. */
export type EscalationTime =
  | { readonly kind: 'share'; readonly percent: number }
  | { readonly kind: 'before'; readonly amount: Target }
  | { readonly kind: 'due' }
  | { readonly kind: 'after'; readonly amount: Target };

export interface EscalationStep {
  /** The same for every spelling of the same time and condition; remembers that the step was told. */
  readonly key: string;
  readonly at: EscalationTime;
  /** `null`: always. */
  readonly condition: EscalationCondition | null;
  readonly tell: readonly Audience[];
}

const AT_HELP =
  "must be a time such as '50 % of the time', '1 working day before', '2 working hours before', 'when due' or '1 working day after'";

const escalationStepSchema = z.strictObject({
  at: z
    .string({ error: AT_HELP })
    .refine((text) => readTime(text) !== null, { error: AT_HELP })
    .describe('When, seen from the deadline'),
  if: z
    .enum(ESCALATION_CONDITIONS, { error: `must be one of ${ESCALATION_CONDITIONS.join(', ')}` })
    .optional()
    .describe('Only while nobody owns the case, or nobody has acknowledged it'),
  tell: z
    .array(z.enum(AUDIENCES, { error: `must be one of ${AUDIENCES.join(', ')}` }), {
      error: `must be a list of ${AUDIENCES.join(', ')}`,
    })
    .min(1, { error: 'must name somebody' })
    .describe('Who is told'),
});

/** The steps of an escalation as people write them. */
export const escalationSchema = z.array(escalationStepSchema, { error: 'must be a list of steps' });

/** Steps that were checked. */
export function readEscalation(written: z.infer<typeof escalationSchema>): readonly EscalationStep[] {
  return written.flatMap(({ at: text, if: condition = null, tell }) => {
    const at = readTime(text);
    if (at === null) return [];
    const key = condition === null ? spellTime(at) : `${spellTime(at)} if ${condition}`;
    return [{ key, at, condition, tell: AUDIENCES.filter((audience) => tell.includes(audience)) }];
  });
}

function readTime(text: string): EscalationTime | null {
  const words = text.trim().replace(/\s+/g, ' ');
  if (words === 'when due') return { kind: 'due' };
  const share = /^(\d{1,2}) ?% of the time$/.exec(words);
  if (share !== null) return Number(share[1]) > 0 ? { kind: 'share', percent: Number(share[1]) } : null;
  const [, amountText, kind] = /^(\d+ working (?:days?|hours?|minutes?)) (before|after)$/.exec(words) ?? [];
  const amount = amountText === undefined ? null : readTarget(amountText);
  if (amount === null || amount.amount === 0) return null;
  return kind === 'before' ? { kind, amount } : { kind: 'after', amount };
}

function spellTime(at: EscalationTime): string {
  if (at.kind === 'due') return 'due';
  if (at.kind === 'share') return `${at.percent}%`;
  return `${at.amount.amount}${at.amount.unit === 'working_days' ? 'd' : 'm'} ${at.kind}`;
}
