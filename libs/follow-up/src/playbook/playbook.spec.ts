import { ConfigError } from '@earshot/domain';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PLACEHOLDER_NAMES } from '../templates/placeholders.js';
import { FACTS, FACT_NAMES, type CaseFacts } from './case-facts.js';
import { conditionSchema, holds, type Condition } from './condition.js';
import { AFTERCARE_KINDS, inLanguage, parsePlaybook, STEP_DEEDS, type Playbook } from './playbook.js';
import { closingFaults, playbookSteps } from './playbook-steps.js';
import { canHold } from './reachable.js';
import { readPlaybook } from './read-playbook.js';

const CONFIG = join(__dirname, '../../../../config');
const shipped = readPlaybook(CONFIG);

/** A case that has just come in. */
const FRESH: CaseFacts = {
  state: 'new',
  severity: 'medium',
  channel: 'email',
  escalations: [],
  owned: false,
  answered: false,
  callReached: false,
  managerTold: false,
  optionChosen: false,
  compensated: false,
  cause: false,
  systemic: false,
  correctiveAction: false,
  lesson: false,
  recoveryChecked: false,
  publicReview: false,
  reviewRequested: false,
  customerLeft: false,
  winBackDone: false,
  writtenAnswers: 0,
  optionsOffered: 0,
  promisesOpen: 0,
  promisesBroken: 0,
  promisesEverBroken: 0,
  promisesMade: 0,
  daysSinceSolved: null,
};

const next = (facts: Partial<CaseFacts>, playbook = shipped): string | undefined =>
  playbookSteps({ ...FRESH, ...facts }, playbook).find(({ status }) => status === 'next')?.step.id;

const status = (id: string, facts: Partial<CaseFacts>) =>
  playbookSteps({ ...FRESH, ...facts }, shipped).find(({ step }) => step.id === id)?.status;

describe('the playbook that is shipped', () => {
  it('leads a case from the first word to the check after thirty days', () => {
    const case_: Partial<CaseFacts>[] = [
      {},
      { state: 'acknowledged', answered: true, writtenAnswers: 1 },
      { owned: true },
      { writtenAnswers: 2 },
      { callReached: true },
      { optionsOffered: 3, optionChosen: true },
      { promisesMade: 1, promisesOpen: 0 },
      { compensated: true, state: 'waiting' },
      { state: 'solved', daysSinceSolved: 0 },
      { cause: true, systemic: true, correctiveAction: true },
      { lesson: true },
      { state: 'closed', daysSinceSolved: 30 },
      { recoveryChecked: true },
    ];
    let facts: Partial<CaseFacts> = {};
    const walked = case_.map((change) => next((facts = { ...facts, ...change })));
    expect(walked).toEqual([
      'acknowledge',
      'ownership',
      'emotion-first',
      'channel',
      'options',
      'promises',
      'compensation',
      undefined,
      'cause',
      'lesson',
      undefined,
      'recovery-check',
      undefined,
    ]);
  });

  it('calls the manager before anything else', () => {
    for (const kind of shipped.immediateEscalations) expect(next({ escalations: [kind] })).toBe('heavy-artillery');
    expect(next({ escalations: ['churn'] })).toBe('acknowledge');
    expect(next({ escalations: ['legal'], managerTold: true })).toBe('acknowledge');
  });

  it('ranks a broken promise above what else there is to do', () => {
    expect(next({ state: 'acknowledged', answered: true, promisesMade: 1, promisesBroken: 1 })).toBe('broken-promise');
    expect(next({ promisesBroken: 1, escalations: ['threat'] })).toBe('heavy-artillery');
  });

  it.each<[string, Partial<CaseFacts>, string]>([
    ['an angry customer', { severity: 'high' }, 'later'],
    ['a threat', { escalations: ['threat'] }, 'later'],
    ['two rounds of mail', { state: 'acknowledged', answered: true, writtenAnswers: 2 }, 'later'],
    ['a small matter', { severity: 'low' }, 'not_arisen'],
    ['a call that was made', { severity: 'high', callReached: true, answered: true, state: 'acknowledged' }, 'done'],
  ])('advises a call or a meeting for anger: %s', (_, facts, expected) => {
    expect(status('channel', facts)).toBe(expected);
  });

  it('asks for a new review only where a public review began it, and nothing of a customer who left but to come back', () => {
    const solved = { state: 'solved', daysSinceSolved: 200 } as const;
    expect(status('review-update', solved)).toBe('not_arisen');
    expect(status('review-update', { ...solved, publicReview: true })).toBe('later');
    const left = { ...solved, publicReview: true, customerLeft: true };
    expect(['review-update', 'recovery-check', 'win-back'].map((id) => status(id, left))).toEqual([
      'not_arisen',
      'not_arisen',
      'later',
    ]);
  });

  it('says of what never came up that it did not, and of what was made good that it was', () => {
    const calm: Partial<CaseFacts> = { state: 'acknowledged', answered: true, owned: true };
    expect(['broken-promise', 'heavy-artillery', 'win-back'].map((id) => status(id, calm))).toEqual([
      'not_arisen',
      'not_arisen',
      'not_arisen',
    ]);
    expect(status('heavy-artillery', { ...calm, managerTold: true })).toBe('not_arisen');
    expect(status('broken-promise', { ...calm, promisesMade: 1, promisesEverBroken: 1 })).toBe('done');
    expect(status('ownership', { ...calm, state: 'closed', daysSinceSolved: 1 })).toBe('done');
    expect(status('recovery-check', calm)).toBe('not_needed');
  });

  it('names what is missing to close a case', () => {
    const solved: CaseFacts = { ...FRESH, state: 'solved', daysSinceSolved: 1 };
    expect(closingFaults(solved, shipped)).toEqual([
      { path: 'cause', message: "is required to close a case by step 'cause' of the playbook" },
      { path: 'correctiveAction', message: "is required to close a case by step 'cause' of the playbook" },
    ]);
    const known = { ...solved, cause: true, correctiveAction: true };
    expect(closingFaults(known, shipped)).toEqual([]);
    expect(closingFaults({ ...known, systemic: true }, shipped).map(({ path }) => path)).toEqual(['lesson']);
  });

  it('speaks every language of the dashboard', () => {
    const texts = [
      ...shipped.steps.flatMap(({ title, advice }) => [title, advice]),
      ...shipped.causeStages.map(({ title }) => title),
      ...Object.values(shipped.wordingAdvice),
    ];
    for (const text of texts) expect(Object.keys(text).sort()).toEqual(['en', 'fi', 'id', 'lv', 'ru', 'sl']);
  });

  it('falls back to the language without its region, then to English', () => {
    const text = { en: 'Call', fi: 'Soita' };
    expect([inLanguage(text, 'fi-FI'), inLanguage(text, 'fi'), inLanguage(text, 'uk')]).toEqual([
      'Soita',
      'Soita',
      'Call',
    ]);
  });
});

describe('a playbook with faults', () => {
  const step = {
    id: 'call',
    title: { en: 'Call' },
    advice: { en: 'Call.' },
    does: 'prompt',
    done: { callReached: true },
  };
  const whole = (steps: object[]) => ({
    immediateEscalations: ['legal'],
    options: { atLeast: 3 },
    compensation: { expiresAfterMonths: 3 },
    causeStages: [{ id: 'other', title: { en: 'Other' } }],
    wordingAdvice: {},
    steps,
  });
  const faults = (steps: object[]): readonly string[] => {
    try {
      parsePlaybook(whole(steps), 'playbook.yaml');
      return [];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return error.faults.map(({ path, message }) => `${path}: ${message}`);
    }
  };

  it('is read when it has none', () => {
    expect(faults([step])).toEqual([]);
  });

  it.each<[string, object[], string]>([
    [
      'an unknown state',
      [{ ...step, when: { state: ['fresh'] } }],
      "playbook.yaml steps[0].when.state[0]: must be one of new, acknowledged, waiting, solved, closed, not_a_complaint, reopened, but here stands 'fresh'",
    ],
    ['an unknown fact', [{ ...step, when: { mood: true } }], "playbook.yaml steps[0].when: 'mood' is not known here"],
    [
      'bounds that are none',
      [{ ...step, when: { any: [{ writtenAnswers: { atLeast: -1 } }] } }],
      'playbook.yaml steps[0].when.any[0].writtenAnswers.atLeast: must be bounds such as { atLeast: 1 } or { atLeast: 1, atMost: 3 }, in whole numbers from 0, but here stands -1',
    ],
    [
      'bounds the wrong way round',
      [{ ...step, when: { writtenAnswers: { atLeast: 3, atMost: 1 } } }],
      'playbook.yaml steps[0].when.writtenAnswers: atLeast must not exceed atMost, but here stands {"atLeast":3,"atMost":1}',
    ],
    [
      'a text without English',
      [{ ...step, title: { fi: 'Soita' } }],
      'playbook.yaml steps[0].title: must hold the text in English under en: it stands in for the others, but here stands {"fi":"Soita"}',
    ],
    [
      'an action that does nothing',
      [{ ...step, does: 'action' }],
      'playbook.yaml steps[0].deed: must be one of reply, take_ownership, log_call, offer_options, promise, compensate, tell_manager, set_cause, write_lesson',
    ],
    ['an id twice', [step, step], "playbook.yaml steps[1].id: 'call' is already the id of steps[0]: ids must differ"],
    [
      'a task twice',
      [
        { ...step, does: 'task', task: 'win_back', after: [{ months: 6 }] },
        { ...step, id: 'again', does: 'task', task: 'win_back', after: [{ days: 400 }] },
      ],
      "playbook.yaml steps[1].task: 'win_back' is already the task of steps[0]: one step may open it",
    ],
    [
      'conditions that contradict each other',
      [{ ...step, when: { state: ['new'], daysSinceSolved: { atLeast: 1 } } }],
      "playbook.yaml steps[0]: 'call' can never be for any case: its conditions under when contradict each other",
    ],
    [
      'a turn that never comes',
      [
        {
          ...step,
          when: { severity: ['low'] },
          from: { any: [{ severity: ['high'] }, { not: { severity: ['low'] } }] },
        },
      ],
      "playbook.yaml steps[0]: 'call' can never have its turn: its conditions under when and from contradict each other",
    ],
    [
      'a step that can never be done',
      [{ ...step, done: { optionChosen: true, optionsOffered: { atMost: 0 } } }],
      "playbook.yaml steps[0]: 'call' can never be done: its conditions under done contradict each other",
    ],
    [
      'a step that is done before it begins',
      [{ ...step, when: { owned: true }, done: { any: [{ owned: true }, { answered: true }] } }],
      "playbook.yaml steps[0]: 'call' is always done when its turn comes: it would never be shown",
    ],
    [
      'a requirement that a solved case cannot meet',
      [{ ...step, requiredFor: 'close', done: { state: ['waiting'] } }],
      "playbook.yaml steps[0]: 'call' is required to close a case but can never be done for one that is solved",
    ],
  ])('%s', (_, steps, expected) => {
    expect(faults(steps)).toContain(expected);
  });

  it('a condition with more alternatives than a person would write', () => {
    const impossible = {
      any: [1, 2, 3].map((n) => ({
        owned: true,
        not: { owned: true, promisesMade: { atLeast: 0 } },
        writtenAnswers: { atLeast: n },
      })),
    };
    const when = Array.from({ length: 20 }, (_, i) => i).reduce<object>(
      (inner, i) => ({
        any: [{ writtenAnswers: { atLeast: i } }, { promisesMade: { atLeast: i } }],
        not: { not: inner },
      }),
      impossible,
    );
    expect(faults([{ ...step, when }])).toEqual([
      "playbook.yaml steps[0]: 'call' has too many alternatives to be checked: make it simpler",
    ]);
  });

  it('names the file when it cannot be read', () => {
    expect(() => readPlaybook('/nowhere')).toThrow(/config\/playbooks\/default\.yaml: cannot be read/);
  });
});

const facts = {
  state: fc.subarray([...FACTS.state.values], { minLength: 1 }),
  escalations: fc.subarray(['legal', 'threat'], { minLength: 1 }),
  answered: fc.boolean(),
  owned: fc.boolean(),
  writtenAnswers: fc.record({ atLeast: fc.integer({ min: 0, max: 3 }) }),
  daysSinceSolved: fc.record({ atMost: fc.integer({ min: 0, max: 3 }) }),
};
const composed = (inner: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.record({ ...facts, any: fc.array(inner, { minLength: 1, maxLength: 2 }), not: inner }, { requiredKeys: [] });
const conditions = composed(composed(fc.record(facts, { requiredKeys: [] })));

/** Every case that can exist, as far as these conditions can tell cases apart. */
const EVERY_CASE: readonly CaseFacts[] = FACTS.state.values.flatMap((state) => {
  const solved = state === 'solved' || state === 'closed';
  const flags = [true, false];
  return flags
    .filter((answered) => state !== 'new' || !answered)
    .flatMap((answered) =>
      flags.flatMap((owned) =>
        [[], ['legal'], ['threat'], ['legal', 'threat']].flatMap((escalations) =>
          [0, 1, 2, 3].flatMap((writtenAnswers) =>
            (solved ? [0, 1, 2, 3, 4] : [null]).map(
              (daysSinceSolved) =>
                ({ ...FRESH, state, answered, owned, escalations, writtenAnswers, daysSinceSolved }) as CaseFacts,
            ),
          ),
        ),
      ),
    );
});

describe('whether a condition can hold', () => {
  it('is told exactly as by trying every case', () => {
    fc.assert(
      fc.property(conditions, conditions, (wanted, unwanted) => {
        const byTrying = EVERY_CASE.some((facts) => holds(wanted, facts) && !holds(unwanted, facts));
        expect(canHold([wanted], [unwanted])).toBe(byTrying);
      }),
      { numRuns: 150 },
    );
  });

  it('knows that a count has an upper end nowhere', () => {
    const count = (range: object): Condition => ({ writtenAnswers: range });
    expect(canHold([count({ atLeast: 5 })], [count({ atLeast: 1 })])).toBe(false);
    expect(canHold([count({ atLeast: 5 })], [count({ atMost: 9 })])).toBe(true);
  });

  it('can be asked about every fact', () => {
    for (const fact of FACT_NAMES) {
      const spec = FACTS[fact];
      const wanted = spec.is === 'flag' ? true : spec.is === 'count' ? { atLeast: 1 } : [spec.values[0]];
      expect([fact, canHold([conditionSchema.parse({ [fact]: wanted })])]).toEqual([fact, true]);
    }
  });
});

describe('the steps of any case', () => {
  const anyCase = fc.constantFrom(...EVERY_CASE);
  const changed = (playbook: Playbook, order: readonly number[]): Playbook => ({
    ...playbook,
    steps: order.map((i) => playbook.steps[i]!),
  });

  it('are one next at most, in whatever order a house puts them, and a next one where any has its turn', () => {
    const order = fc.shuffledSubarray(
      shipped.steps.map((_, i) => i),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(anyCase, order, (facts, indexes) => {
        const steps = playbookSteps(facts, changed(shipped, indexes));
        const ready = steps.some(
          ({ step }) => holds(step.when, facts) && holds(step.from, facts) && !holds(step.done, facts),
        );
        expect(steps).toHaveLength(indexes.length);
        expect(steps.filter(({ status: is }) => is === 'next')).toHaveLength(ready ? 1 : 0);
      }),
    );
  });
});

it('a playbook is plain data: what is parsed from YAML and from JSON is the same', () => {
  const yaml = parse(JSON.stringify(shipped)) as unknown;
  expect(parsePlaybook(yaml, 'x')).toEqual(shipped);
});

it('what a house can write is all in docs/playbook.md', () => {
  const guide = readFileSync(join(__dirname, '../../../../docs/playbook.md'), 'utf8');
  const known = [...FACT_NAMES, ...STEP_DEEDS, ...AFTERCARE_KINDS, ...PLACEHOLDER_NAMES];
  expect(known.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
