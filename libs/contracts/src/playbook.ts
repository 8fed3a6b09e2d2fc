import {
  CALL_DIRECTIONS,
  CASE_STATES,
  CAUSE_KINDS,
  COMPENSATION_KINDS,
  ESCALATION_KINDS,
  SEVERITIES,
  TASK_KINDS,
  TASK_STATES,
} from '@earshot/domain';
import { z } from 'zod';
import { Id, Instant, pageOf, Version } from './common.js';

const Person = z.object({ id: Id, name: z.string() });
const Day = z.iso.date({ error: 'must be a day such as 2026-11-30' });
const Name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a name of small letters, digits and hyphens');
const Language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'must be a language tag such as fi');
const words = (most: number) => z.string().trim().min(1).max(most);

/**
 * One step of the playbook for this case, in the reader's language. At most one is `next`; what a step that has
 * `not_arisen` is for has not come up.
 */
export const PlaybookStepView = z.object({
  id: z.string(),
  status: z.enum(['done', 'next', 'later', 'not_arisen', 'not_needed']),
  title: z.string(),
  advice: z.string(),
  urgent: z.boolean(),
  requiredFor: z.literal('close').nullable(),
  does: z.enum(['prompt', 'action', 'task']),
  /** What an action proposes: `reply`, `log_call`, `offer_options` … */
  deed: z.string().nullable(),
  /** The kind of task that the solution opens for it. */
  task: z.enum(TASK_KINDS).nullable(),
  /** The reply template that fits. */
  template: z.string().nullable(),
});
export type PlaybookStepView = z.infer<typeof PlaybookStepView>;

const DatedTaskView = z.object({
  taskId: Id,
  state: z.enum(TASK_STATES),
  openedAt: Instant,
  dueAt: Instant,
  closedAt: Instant.nullable(),
  /** `kept`, `kept-late`, `broken`; `still-solved`, `unhappy`; `asked`, `not-asked`; `returned`, `no-return` … */
  closedReason: z.string().nullable(),
});

/** A case as the playbook sees it: the answer to everything that is done to it here. */
export const CasePlaybookView = z.object({
  caseId: Id,
  version: z.int(),
  state: z.enum(CASE_STATES),
  steps: z.array(PlaybookStepView),
  calls: z.array(
    z.object({
      id: Id,
      at: Instant,
      actor: Person.nullable(),
      direction: z.enum(CALL_DIRECTIONS),
      reached: z.boolean(),
      minutes: z.int().nullable(),
      summary: z.string(),
    }),
  ),
  options: z.array(z.object({ id: Id, text: z.string(), offeredAt: Instant, chosenAt: Instant.nullable() })),
  /** How many more options the playbook asks for; 0 once the customer has chosen. */
  optionsMissing: z.int(),
  promises: z.array(DatedTaskView.extend({ text: z.string() })),
  compensations: z.array(
    z.object({
      id: Id,
      kind: z.enum(COMPENSATION_KINDS),
      /** Decimal, in `currency`. */
      value: z.string().nullable(),
      currency: z.string().nullable(),
      description: z.string(),
      expiresOn: z.string().nullable(),
      givenAt: Instant,
      usedAt: Instant.nullable(),
    }),
  ),
  cause: z.object({
    stage: z.string().nullable(),
    kind: z.enum(CAUSE_KINDS).nullable(),
    correctiveAction: z.string().nullable(),
    lessonId: Id.nullable(),
  }),
  solvedAt: Instant.nullable(),
  customerLeftAt: Instant.nullable(),
  /** Recovery checks, requests for an updated review and attempts to win the customer back. */
  aftercare: z.array(DatedTaskView.extend({ kind: z.enum(TASK_KINDS) })),
  /** What closing the case would be refused for; empty when nothing stands in the way. */
  missingToClose: z.array(z.object({ path: z.string(), message: z.string() })),
  /** Open or broken promises, by their tasks: solving or closing asks for `confirmUnkeptPromises` while there are any. */
  unkeptPromises: z.array(Id),
});
export type CasePlaybookView = z.infer<typeof CasePlaybookView>;

/** The version of the case that the person saw; another one in force is a 409. The same request twice takes effect once. */
const seen = { version: Version };

export const CallRequest = z.strictObject({
  ...seen,
  direction: z.enum(CALL_DIRECTIONS),
  reached: z.boolean().describe('The customer was spoken to: then the call is an answer'),
  minutes: z.int().min(0).max(1440).optional(),
  summary: words(4_000),
  at: Instant.optional().describe('When it was; now when left out'),
});

export const OptionsRequest = z.strictObject({ ...seen, texts: z.array(words(500)).min(1).max(10) });
export const SeenRequest = z.strictObject(seen);

export const PromiseRequest = z
  .strictObject({
    ...seen,
    text: words(1_000),
    dueOn: Day.optional().describe('By closing time of this day'),
    dueAt: Instant.optional(),
  })
  .refine(({ dueOn, dueAt }) => (dueOn === undefined) !== (dueAt === undefined), {
    path: ['dueOn'],
    message: 'must be given, or dueAt instead of it',
  });

export const PROMISE_ENDS = ['kept', 'broken'] as const;
export const PromiseEnd = z.enum(PROMISE_ENDS);

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

export const CompensationRequest = z
  .strictObject({
    ...seen,
    kind: z.enum(COMPENSATION_KINDS),
    description: words(500),
    value: z
      .string()
      .regex(/^(?=.*[1-9])\d{1,10}(\.\d{1,2})?$/, 'must be a decimal number above 0 with at most two places')
      .optional(),
    currency: z
      .string()
      .refine((code) => CURRENCIES.has(code), 'must be a currency code such as EUR')
      .optional(),
    expiresOn: Day.optional().describe('Its last day; by the playbook when left out'),
  })
  .refine(({ value, currency }) => (value === undefined) === (currency === undefined), {
    path: ['currency'],
    message: 'must be given together with value, or neither',
  });

export const CauseRequest = z.strictObject({
  ...seen,
  stage: Name.describe('A stage of the playbook, see GET /playbook'),
  kind: z.enum(CAUSE_KINDS),
  correctiveAction: words(2_000).optional(),
  /** For a systemic cause: a lesson that is known … */
  lessonId: Id.optional(),
  /** … or a new one. */
  lesson: z.strictObject({ title: words(200), text: words(4_000) }).optional(),
});

const confirmed = {
  confirmUnkeptPromises: z
    .boolean()
    .default(false)
    .describe('Promises are open or broken, and whoever ends the case knows it'),
};

export const SolveRequest = z.strictObject({
  ...seen,
  ...confirmed,
  customerLeft: z.boolean().default(false).describe('The customer ended the relationship all the same'),
});

export const CloseRequest = z.strictObject({ ...seen, ...confirmed });

export const RecoveryRequest = z.strictObject({ ...seen, outcome: z.enum(['still_solved', 'unhappy']) });
export const ReviewRequestRequest = z.strictObject({ ...seen, outcome: z.enum(['asked', 'not_asked']) });
export const WinBackRequest = z.strictObject({ ...seen, outcome: z.enum(['returned', 'no_return']) });
export const CustomerLeftRequest = z.strictObject({ ...seen, left: z.boolean() });

/** A step as it is written: its texts in the reader's language, its conditions as they stand in the file. */
const WrittenStepView = PlaybookStepView.omit({ status: true }).extend({
  /** YAML; empty where there is no condition. */
  conditions: z.object({ when: z.string(), from: z.string(), done: z.string() }),
  /** When after the solution its tasks come. */
  after: z.array(z.union([z.object({ days: z.int() }), z.object({ months: z.int() })])),
});

/** The playbook itself, in the reader's language. */
export const PlaybookView = z.object({
  /** Where it is changed. */
  file: z.string(),
  steps: z.array(WrittenStepView),
  causeStages: z.array(z.object({ id: z.string(), title: z.string() })),
  optionsAtLeast: z.int(),
  compensationExpiresAfterMonths: z.int(),
  immediateEscalations: z.array(z.enum(ESCALATION_KINDS)),
});
export type PlaybookView = z.infer<typeof PlaybookView>;

export const TemplateQuery = z.strictObject({ language: Language });
export const TemplateView = z.object({
  name: z.string(),
  /** The language it is written in. */
  language: z.string(),
  /** There is none in the language asked for: this one is in English. */
  isFallback: z.boolean(),
  text: z.string(),
  /** What only the person who answers can fill in. */
  asks: z.array(z.string()),
});
export const TemplateList = z.object({ items: z.array(TemplateView) });
export type TemplateList = z.infer<typeof TemplateList>;

const asked = words(4_000).optional();

/** In the customer's language when none is named. */
export const RenderTemplateRequest = z.strictObject({
  language: Language.optional(),
  values: z.strictObject({ problem: asked, solution: asked, question: asked, change: asked }).default({}),
});
export const RenderedTemplateView = TemplateView.omit({ asks: true }).extend({
  /** Placeholders that nothing is known for. While there is one, the text is not to be sent. */
  missing: z.array(z.string()),
});
export type RenderedTemplateView = z.infer<typeof RenderedTemplateView>;

export const WordingRequest = z.strictObject({ text: z.string().max(20_000), language: Language });
export const WordingWarnings = z.object({
  /** UTF-16 offsets into the text, `end` exclusive; the advice is in the reader's language. */
  warnings: z.array(z.object({ start: z.int(), end: z.int(), rule: z.string(), advice: z.string() })),
});
export type WordingWarnings = z.infer<typeof WordingWarnings>;

export const LessonView = z.object({
  id: Id,
  causeStage: z.string(),
  title: z.string(),
  text: z.string(),
  createdAt: Instant,
  createdBy: Person.nullable(),
  /** When the cause was removed. */
  closedAt: Instant.nullable(),
  cases: z.int(),
});
export type LessonView = z.infer<typeof LessonView>;

const paging = { after: Id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

export const LessonQuery = z.strictObject({
  stage: Name.optional(),
  open: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  ...paging,
});
export const LessonPage = pageOf(LessonView);
export type LessonPage = z.infer<typeof LessonPage>;
export const LessonRequest = z.strictObject({ causeStage: Name, title: words(200), text: words(4_000) });
export const LessonEnd = z.enum(['close', 'reopen']);

export const LessonCaseQuery = z.strictObject(paging);
export const LessonCasePage = pageOf(
  z.object({
    caseId: Id,
    subject: z.string().nullable(),
    state: z.enum(CASE_STATES),
    severity: z.enum(SEVERITIES),
    openedAt: Instant,
  }),
);
export type LessonCasePage = z.infer<typeof LessonCasePage>;
