import { z } from 'zod';
import { ConfigError, ESCALATION_KINDS, schemaFaults, spellValue, type Fault } from '@earshot/domain';
import { conditionSchema, type Condition } from './condition.js';
import { canHold, TooManyCases } from './reachable.js';

/** What a step can propose; the dashboard draws a button for each. */
export const STEP_DEEDS = [
  'reply',
  'take_ownership',
  'log_call',
  'offer_options',
  'promise',
  'compensate',
  'tell_manager',
  'set_cause',
  'write_lesson',
] as const;

/** Tasks that the solution of a case opens. */
export const AFTERCARE_KINDS = ['recovery_check', 'review_request', 'win_back'] as const;
export type AftercareKind = (typeof AFTERCARE_KINDS)[number];

const tag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'must be a language tag such as fi' });
const words = z.string({ error: 'must be a text' }).trim().min(1, { error: 'must not be empty' });
const textSchema = z
  .record(tag, words, { error: 'must hold a text a language, at least en' })
  .refine((text) => 'en' in text, { error: 'must hold the text in English under en: it stands in for the others' });

const name = (of: string) =>
  z
    .string({ error: `must be ${of}` })
    .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: `must be ${of} of small letters, digits and hyphens, at most 40` });

const whole = (what: string, min: number, max: number) => {
  const error = `must be a whole number of ${what} from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};

const delaySchema = z.union(
  [z.strictObject({ days: whole('days', 0, 3_650) }), z.strictObject({ months: whole('months', 1, 120) })],
  { error: 'must be { days: 0..3650 } or { months: 1..120 }' },
);

const common = {
  id: name('a name'),
  title: textSchema,
  advice: textSchema,
  when: conditionSchema.default({}).describe('The cases that the step is for'),
  from: conditionSchema.default({}).describe('Its turn comes when this holds'),
  done: conditionSchema.describe('What shows that it was done'),
  urgent: z.boolean({ error: 'must be true or false' }).default(false).describe('Comes before every other step'),
  requiredFor: z
    .literal('close', { error: "must be 'close'" })
    .optional()
    .describe('A case it is for cannot be closed before it is done'),
};

const stepSchema = z.discriminatedUnion(
  'does',
  [
    z.strictObject({ ...common, does: z.literal('prompt') }),
    z.strictObject({
      ...common,
      does: z.literal('action'),
      deed: z.enum(STEP_DEEDS, { error: `must be one of ${STEP_DEEDS.join(', ')}` }),
      template: name('the name of a reply template').optional(),
    }),
    z.strictObject({
      ...common,
      does: z.literal('task'),
      task: z.enum(AFTERCARE_KINDS, { error: `must be one of ${AFTERCARE_KINDS.join(', ')}` }),
      after: z
        .array(delaySchema, { error: 'must be a list of delays after the solution' })
        .min(1, { error: 'must hold a delay' })
        .max(12, { error: 'must hold at most 12 delays' }),
      template: name('the name of a reply template').optional(),
    }),
  ],
  { error: "must say what it does: 'prompt', 'action' or 'task'" },
);

const stageSchema = z.strictObject({ id: name('a name'), title: textSchema });

const playbookSchema = z.strictObject({
  immediateEscalations: z
    .array(z.enum(ESCALATION_KINDS, { error: `must be one of ${ESCALATION_KINDS.join(', ')}` }), {
      error: `must be a list out of ${ESCALATION_KINDS.join(', ')}`,
    })
    .describe('The manager is told at once when one of these is heard'),
  options: z.strictObject({ atLeast: whole('options', 1, 10) }).describe('How many options a customer is offered'),
  compensation: z
    .strictObject({ expiresAfterMonths: whole('months', 1, 120) })
    .describe('When a compensation expires that names no day'),
  causeStages: z
    .array(stageSchema, { error: 'must be a list of stages' })
    .min(1, { error: 'must hold a stage' })
    .describe('Where things can have gone wrong'),
  wordingAdvice: z
    .record(name('the name of a rule'), textSchema, { error: 'must hold a text for each rule of wording' })
    .describe('What is said about wording that inflames, for each rule in config/playbooks/wording'),
  steps: z.array(stepSchema, { error: 'must be a list of steps' }).min(1, { error: 'must hold a step' }),
});

export type Playbook = z.infer<typeof playbookSchema>;
export type PlaybookStep = Playbook['steps'][number];
export type PlaybookText = z.infer<typeof textSchema>;
export type Delay = z.infer<typeof delaySchema>;

/**
 * Checks a parsed playbook; `file` is named in the faults.
 * @throws ConfigError with every fault, also for a step that can never be reached or never be done
 */
export function parsePlaybook(parsed: unknown, file: string): Playbook {
  const result = playbookSchema.safeParse(parsed);
  if (!result.success) throw new ConfigError(schemaFaults(result.error, parsed, file));
  const playbook = result.data;
  const faults = [
    ...twins('steps', playbook.steps),
    ...twins('causeStages', playbook.causeStages),
    ...twinTasks(playbook.steps),
    ...playbook.steps.flatMap((step, i) => unreachable(step).map((message) => ({ path: `steps[${i}]`, message }))),
  ];
  if (faults.length > 0)
    throw new ConfigError(faults.map(({ path, message }) => ({ path: `${file} ${path}`, message })));
  return playbook;
}

/** A text in the reader's language, else in English. */
export function inLanguage(text: PlaybookText, language: string): string {
  return text[language] ?? text[language.split('-')[0] ?? ''] ?? text['en'] ?? '';
}

function twins(list: string, entries: readonly { id: string }[]): Fault[] {
  return entries.flatMap(({ id }, i) => {
    const first = entries.findIndex((other) => other.id === id);
    const message = `${spellValue(id)} is already the id of ${list}[${first}]: ids must differ`;
    return first === i ? [] : [{ path: `${list}[${i}].id`, message }];
  });
}

/** Tasks know their kind, not their step: two steps of one kind could not be told apart. */
function twinTasks(steps: readonly PlaybookStep[]): Fault[] {
  return steps.flatMap((step, i) => {
    if (step.does !== 'task') return [];
    const first = steps.findIndex((other) => other.does === 'task' && other.task === step.task);
    const message = `${spellValue(step.task)} is already the task of steps[${first}]: one step may open it`;
    return first === i ? [] : [{ path: `steps[${i}].task`, message }];
  });
}

function unreachable({ id, when, from, done, requiredFor }: PlaybookStep): string[] {
  const ready: readonly Condition[] = [when, from];
  try {
    if (!canHold([when])) return [`'${id}' can never be for any case: its conditions under when contradict each other`];
    if (!canHold(ready))
      return [`'${id}' can never have its turn: its conditions under when and from contradict each other`];
    if (!canHold([done])) return [`'${id}' can never be done: its conditions under done contradict each other`];
    if (!canHold(ready, [done])) return [`'${id}' is always done when its turn comes: it would never be shown`];
    if (requiredFor === 'close' && canHold([when, SOLVED]) && !canHold([done, SOLVED]))
      return [`'${id}' is required to close a case but can never be done for one that is solved`];
    return [];
  } catch (error) {
    if (error instanceof TooManyCases) return [`'${id}' ${error.message}`];
    throw error;
  }
}

/** Cases are closed from here. */
const SOLVED: Condition = { state: ['solved'] };
