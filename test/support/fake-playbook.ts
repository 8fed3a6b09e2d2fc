import {
  CallRequest,
  CasePlaybookView,
  CauseRequest,
  CompensationRequest,
  LessonPage,
  OptionsRequest,
  PlaybookView,
  PromiseRequest,
  RenderedTemplateView,
  SolveRequest,
  TemplateList,
  WordingRequest,
  WordingWarnings,
  type CaseView,
} from '@earshot/contracts';
import { AINO } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeCases, type FakeDesk, type FakeRequest } from './fake-desk.js';

type Playbook = ReturnType<typeof CasePlaybookView.parse>;
type Step = Playbook['steps'][number];
type Change = Partial<Playbook> & { readonly view?: Partial<CaseView> };

const TEMPLATE = 'Dear {{customer.name}},\n\nI am sorry. {{problem}}\n\nKind regards\nAino Lehtonen';

const STAGES = [
  { id: 'delivery', title: 'Delivery' },
  { id: 'product', title: 'Product or service' },
];

/** The recovery playbook of each case, its templates and its advice on wording. */
export class FakePlaybook implements FakeDesk {
  private readonly books = new Map<string, Change>();
  private lastId = 20_000;

  constructor(private readonly cases: FakeCases) {}

  /** What is known of a case already. */
  know(caseId: string, known: Partial<Playbook>): void {
    this.books.set(caseId, { ...this.books.get(caseId), ...known });
  }

  answer({ path, method, body }: FakeRequest): FakeAnswer | null {
    const [what, caseId, part, one, end] = path;
    if (what === 'templates') return ok(TemplateList.parse({ items: [aTemplate()] }));
    if (what === 'wording') return ok(wordingOf(WordingRequest.parse(body).text));
    if (what === 'playbook') return ok(aPlaybook());
    if (what === 'lessons') return ok(LessonPage.parse({ items: [LESSON], next: null }));
    if (what !== 'cases' || caseId === undefined || part === undefined) return null;
    const view = this.cases.view(caseId);
    if (view === null) return null;
    if (part === 'templates') return ok(rendered(view.customer.name));
    if (part === 'playbook') return ok(this.book(caseId));
    const deed = method === 'POST' ? this.deed(this.book(caseId), part, one, end, body) : null;
    if (deed === null || 'status' in deed) return deed;
    if ((body as { version: number }).version !== view.version) return problem(409);
    const { view: changed, ...book } = deed;
    this.know(caseId, book);
    this.cases.change(caseId, changed ?? {});
    return ok(this.book(caseId));
  }

  /** What a deed changes, its refusal, or `null` when it is none. */
  private deed(book: Playbook, part: string, one?: string, end?: string, body?: unknown): Change | FakeAnswer | null {
    const at = new Date().toISOString();
    const id = String((this.lastId += 1));
    switch (part) {
      case 'calls': {
        const { version: _version, minutes, at: _at, ...call } = CallRequest.parse(body);
        return { calls: [...book.calls, { id, at, actor: AINO, minutes: minutes ?? null, ...call }] };
      }
      case 'options': {
        if (one !== undefined)
          return { options: book.options.map((option) => ({ ...option, chosenAt: option.id === one ? at : null })) };
        const fresh = OptionsRequest.parse(body).texts.map((text, index) => ({
          id: `${id}${index}`,
          text,
          offeredAt: at,
          chosenAt: null,
        }));
        return { options: [...book.options, ...fresh] };
      }
      case 'promises': {
        if (one !== undefined) return { promises: book.promises.map((each) => ended(each, one, end ?? '', at)) };
        const { text, dueOn } = PromiseRequest.parse(body);
        if (dueOn !== undefined && dueOn < at.slice(0, 10))
          return problem(400, [{ path: 'dueOn', message: 'must lie ahead' }]);
        return { promises: [...book.promises, aPromise(id, text, `${dueOn}T15:00:00.000Z`, at)] };
      }
      case 'compensations': {
        if (one !== undefined)
          return {
            compensations: book.compensations.map((each) => (each.id === one ? { ...each, usedAt: at } : each)),
          };
        const given = CompensationRequest.parse(body);
        const { value = null, currency = null, expiresOn = null } = given;
        const compensation = { id, givenAt: at, usedAt: null, kind: given.kind, description: given.description };
        return { compensations: [...book.compensations, { ...compensation, value, currency, expiresOn }] };
      }
      case 'cause': {
        const { stage, kind, correctiveAction = null, lessonId, lesson } = CauseRequest.parse(body);
        const known = lessonId ?? (lesson === undefined ? null : LESSON.id);
        return { cause: { stage, kind, correctiveAction, lessonId: known } };
      }
      case 'solve': {
        const { confirmUnkeptPromises } = SolveRequest.parse(body);
        if (book.unkeptPromises.length > 0 && !confirmUnkeptPromises) return problem(400, [UNCONFIRMED]);
        return { solvedAt: at, view: { state: 'solved', solvedAt: at } };
      }
      case 'close':
        return book.missingToClose.length > 0
          ? problem(400, book.missingToClose)
          : { view: { state: 'closed', actions: ['reopen'] } };
      case 'recovery-check':
      case 'review-request':
      case 'win-back': {
        const kind = part.replace('-', '_');
        return { aftercare: book.aftercare.map((each) => (each.kind === kind ? { ...each, state: 'done' } : each)) };
      }
      default:
        return null;
    }
  }

  private book(caseId: string): Playbook {
    const view = this.cases.view(caseId);
    const { view: _view, ...known } = this.books.get(caseId) ?? {};
    const cause = known.cause ?? { stage: null, kind: null, correctiveAction: null, lessonId: null };
    const options = known.options ?? [];
    const isChosen = options.some(({ chosenAt }) => chosenAt !== null);
    return CasePlaybookView.parse({
      caseId,
      version: view?.version,
      state: view?.state,
      steps: stepsOf(known, view?.owner !== null),
      calls: [],
      options,
      optionsMissing: isChosen ? 0 : Math.max(0, 3 - options.length),
      promises: [],
      compensations: [],
      cause,
      solvedAt: view?.solvedAt ?? null,
      customerLeftAt: null,
      aftercare: [],
      unkeptPromises: (known.promises ?? []).filter(({ state }) => state === 'open').map(({ taskId }) => taskId),
      missingToClose: [
        ...(cause.stage === null ? [{ path: 'cause', message: 'must be recorded' }] : []),
        ...(cause.correctiveAction === null ? [{ path: 'correctiveAction', message: 'must be recorded' }] : []),
      ],
      ...known,
    });
  }
}

const UNCONFIRMED = { path: 'confirmUnkeptPromises', message: 'must be true: these promises are open or broken: 1' };

const LESSON = {
  id: '77',
  causeStage: 'delivery',
  title: 'Promise the carrier’s day, not ours',
  text: 'The carrier needs two days more than the shop says.',
  createdAt: '2026-10-01T08:00:00.000Z',
  createdBy: AINO,
  closedAt: null,
  cases: 4,
};

function stepsOf(known: Change, isOwned: boolean): Step[] {
  const done: Record<string, boolean> = {
    ownership: isOwned,
    channel: (known.calls ?? []).some(({ reached }) => reached),
    options: (known.options ?? []).some(({ chosenAt }) => chosenAt !== null),
    promises: (known.promises ?? []).length > 0,
    cause: known.cause?.stage !== undefined && known.cause.stage !== null,
  };
  const next = STEPS.find(({ id }) => id !== 'broken-promise' && done[id] !== true)?.id;
  return STEPS.map((step) => ({
    ...step,
    status:
      step.id === 'broken-promise'
        ? 'not_arisen'
        : done[step.id] === true
          ? 'done'
          : step.id === next
            ? 'next'
            : 'later',
  }));
}

const step = (id: string, title: string, advice: string, deed: string | null): Omit<Step, 'status'> => ({
  id,
  title,
  advice,
  urgent: false,
  requiredFor: id === 'cause' ? 'close' : null,
  does: deed === null ? 'prompt' : 'action',
  deed,
  task: null,
  template: deed === 'reply' ? 'apology-and-proposal' : null,
});

const STEPS = [
  step('broken-promise', 'Make good the broken promise', 'Call before the customer does.', 'log_call'),
  step('ownership', 'Take ownership', 'One named person stays with the case to its end.', 'take_ownership'),
  step('channel', 'Call or meet', 'A call settles in minutes what mails make worse. Log it in the case.', 'log_call'),
  step('options', 'Offer at least three options', 'Whoever can choose is in charge again.', 'offer_options'),
  step('promises', 'Promise with a date, and keep it', 'Promise a little less than you can do.', 'promise'),
  step('compensation', 'Make it good', 'A gift, or a bonus on the next purchase.', 'compensate'),
  step('cause', 'Find the cause', 'What went wrong, and what was changed so that it stays right?', 'set_cause'),
];

function aPromise(taskId: string, text: string, dueAt: string, openedAt: string): Playbook['promises'][number] {
  return { taskId, text, dueAt, openedAt, state: 'open', closedAt: null, closedReason: null };
}

function ended(promise: Playbook['promises'][number], taskId: string, end: string, at: string): typeof promise {
  if (promise.taskId !== taskId) return promise;
  return { ...promise, state: end === 'kept' ? 'done' : 'cancelled', closedAt: at, closedReason: end };
}

function aPlaybook(): PlaybookView {
  return PlaybookView.parse({
    file: 'config/playbooks/default.yaml',
    steps: STEPS.map((step) => ({
      ...step,
      conditions: { when: 'state: [new, reopened]', from: '', done: 'answered: true' },
      after: [],
    })),
    causeStages: STAGES,
    optionsAtLeast: 3,
    compensationExpiresAfterMonths: 3,
    immediateEscalations: ['legal'],
  });
}

const aTemplate = () => ({
  name: 'apology-and-proposal',
  language: 'en',
  isFallback: false,
  text: TEMPLATE,
  asks: ['problem'],
});

function rendered(customer: string): RenderedTemplateView {
  const { asks: _asks, ...template } = aTemplate();
  const text = TEMPLATE.replace('{{customer.name}}', customer);
  return RenderedTemplateView.parse({ ...template, text, missing: ['problem'] });
}

function wordingOf(text: string): ReturnType<typeof WordingWarnings.parse> {
  const start = text.toLowerCase().indexOf('calm down');
  const advice = 'Nobody calms down when told to. Say that you understand the anger.';
  const warnings = start === -1 ? [] : [{ start, end: start + 'calm down'.length, rule: 'soothes', advice }];
  return WordingWarnings.parse({ warnings });
}
