import {
  CasePlaybookView,
  CaseView,
  LessonPage,
  PlaybookView,
  RenderedTemplateView,
  TemplateList,
  WordingWarnings,
  type Problem,
} from '@earshot/contracts';
import {
  AssessmentEntity,
  CaseAnswerEntity,
  CaseEntity,
  CustomerEntity,
  MessageEntity,
  TaskEntity,
} from '@earshot/persistence';
import { Client, startApi, type TestApi } from '../support/api.js';
import { insertCase, insertSource, type CaseToInsert } from '../support/case-data.js';

const DAY = 86_400_000;

let api: TestApi;
let anna: Client;
let bert: Client;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  await api.addUser('anna@example.org', 'agent');
  await api.addUser('bert@example.org', 'agent');
  anna = await api.signedIn('agent', 'anna@example.org');
  bert = await api.signedIn('agent', 'bert@example.org');
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

/** A case of an hour ago that waits for its answer. */
function newCase(given: Partial<CaseToInsert> = {}): Promise<string> {
  const writtenAt = new Date(api.clock.now().getTime() - 3_600_000);
  const open = { answer: new Date(writtenAt.getTime() + 3 * DAY) };
  return insertCase(api.dataSource, { sourceId, writtenAt, open, ...given });
}

const answeredCase = (given: Partial<CaseToInsert> = {}): Promise<string> =>
  newCase({ state: 'acknowledged', open: {}, answeredAt: api.clock.now(), ...given });

async function view(id: string, by = anna): Promise<CasePlaybookView> {
  return CasePlaybookView.parse((await by.get(`/api/v1/cases/${id}/playbook`).expect(200)).body);
}

/** Does something on the version that the case has now. */
async function act(id: string, path: string, body: object = {}, by = anna): Promise<CasePlaybookView> {
  const { version } = await view(id, by);
  const answer = await by.post(`/api/v1/cases/${id}/${path}`, { version, ...body });
  expect([path, answer.status, answer.body]).toEqual([path, 200, answer.body]);
  return CasePlaybookView.parse(answer.body);
}

async function refused(id: string, path: string, body: object = {}): Promise<Problem> {
  const { version } = await view(id);
  const answer = await anna.post(`/api/v1/cases/${id}/${path}`, { version, ...body });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return answer.body as Problem;
}

const next = ({ steps }: CasePlaybookView): string | undefined => steps.find(({ status }) => status === 'next')?.id;
const CALL = { direction: 'outgoing', reached: true, minutes: 12, summary: 'Apologised; a new card is on its way.' };

describe('a promise that is not kept', () => {
  it('is asked about before the case is solved and closed, and stands in the timeline when it is ended all the same', async () => {
    const id = await newCase({ severity: 'low' });
    await act(id, 'calls', CALL);
    const promised = await act(id, 'promises', { text: 'The card by mail', dueAt: later(2 * DAY) });
    const taskId = promised.promises[0]?.taskId;
    expect(promised.unkeptPromises).toEqual([taskId]);
    const solve = (more: object) => anna.post(`/api/v1/cases/${id}/solve`, { version: promised.version, ...more });
    const asked = await solve({}).expect(400);
    expect((asked.body as Problem).faults).toEqual([
      { path: 'confirmUnkeptPromises', message: `must be true: these promises are open or broken: ${taskId}` },
    ]);
    await solve({ confirmUnkeptPromises: true }).expect(200);
    await act(id, 'cause', { stage: 'delivery', kind: 'accident', correctiveAction: 'Another carrier' });
    const { version } = await view(id);
    await anna.post(`/api/v1/cases/${id}/close`, { version }).expect(400);
    const closed = await anna.post(`/api/v1/cases/${id}/close`, { version, confirmUnkeptPromises: true }).expect(200);
    expect(closed.body).toMatchObject({ state: 'closed', promises: [{ state: 'open' }] });
    const { events } = CaseView.parse((await anna.get(`/api/v1/cases/${id}`)).body);
    expect(events.filter(({ detail }) => detail['unkeptPromises'] !== undefined).map(({ type }) => type)).toEqual([
      'solved',
      'closed',
    ]);
  });
});

describe('a case', () => {
  it('goes from the first call to closing, and opens again when the customer is unhappy after thirty days', async () => {
    const id = await newCase({ severity: 'low' });
    expect(next(await view(id))).toBe('acknowledge');

    const called = await act(id, 'calls', CALL);
    expect(called).toMatchObject({ state: 'acknowledged', calls: [{ reached: true, actor: { name: 'anna' } }] });
    const [answer] = await api.dataSource.getRepository(CaseAnswerEntity).findBy({ caseId: id });
    expect(answer).toMatchObject({ inTime: true, evidence: { kind: 'call', callId: called.calls[0]?.id } });
    expect(answer?.seconds).toBeGreaterThanOrEqual(3600);
    expect(next(called)).toBe('ownership');
    const owned = await anna.post(`/api/v1/cases/${id}/actions/assign-to-me`, { version: called.version }).expect(200);
    expect(CaseView.parse(owned.body).owner?.name).toBe('anna');

    const two = await act(id, 'options', { texts: ['A new card', 'The money back'] });
    expect([next(two), two.optionsMissing]).toEqual(['options', 1]);
    const three = await act(id, 'options', { texts: ['Both'] });
    const chosen = await act(id, `options/${three.options[2]?.id}/choose`);
    expect(chosen.options.map(({ chosenAt }) => chosenAt !== null)).toEqual([false, false, true]);
    expect(next(chosen)).toBe('promises');

    const promised = await act(id, 'promises', { text: 'The card by mail', dueAt: later(2 * DAY) });
    expect(promised.promises).toMatchObject([{ text: 'The card by mail', state: 'open' }]);
    await expectDeadline(id, promised.promises[0]?.dueAt ?? '');
    const kept = await act(id, `promises/${promised.promises[0]?.taskId}/kept`);
    expect(kept.promises).toMatchObject([{ state: 'done', closedReason: 'kept' }]);

    const gift = { kind: 'bonus', description: '10 € off', value: '10.00', currency: 'EUR' };
    const given = await act(id, 'compensations', gift);
    expect(given.compensations).toMatchObject([{ value: '10.00', currency: 'EUR', usedAt: null }]);
    expect(given.compensations[0]?.expiresOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    await act(id, `compensations/${given.compensations[0]?.id}/used`);

    const solved = await act(id, 'solve');
    expect(solved).toMatchObject({ state: 'solved', aftercare: [{ kind: 'recovery_check', state: 'open' }] });
    const days = (Date.parse(solved.aftercare[0]?.dueAt ?? '') - Date.parse(solved.solvedAt ?? '')) / DAY;
    expect(days).toBeGreaterThanOrEqual(29.9);
    expect(days).toBeLessThan(31.1);

    expect(await refused(id, 'close')).toMatchObject({
      status: 400,
      detail: 'The case cannot be closed yet: cause, correctiveAction missing',
      faults: [{ path: 'cause' }, { path: 'correctiveAction' }],
    });
    const cause = { stage: 'delivery', kind: 'systemic', correctiveAction: 'Cards go out by courier.' };
    await act(id, 'cause', cause);
    expect(await refused(id, 'close')).toMatchObject({ faults: [{ path: 'lesson' }] });
    await act(id, 'cause', { ...cause, lesson: { title: 'Mail loses cards', text: 'Send them by courier.' } });
    const closed = await act(id, 'close');
    expect(closed).toMatchObject({ state: 'closed', missingToClose: [] });

    const reopened = await act(id, 'recovery-check', { outcome: 'unhappy' });
    expect(reopened).toMatchObject({ state: 'reopened', solvedAt: null });
    expect(reopened.aftercare).toMatchObject([{ state: 'done', closedReason: 'unhappy' }]);
    const shown = CaseView.parse((await anna.get(`/api/v1/cases/${id}`).expect(200)).body);
    expect(shown.tasks.filter(({ state }) => state === 'open').map(({ kind }) => kind)).toEqual(['answer']);
    await expectDeadline(id, shown.tasks.find(({ state }) => state === 'open')?.dueAt ?? '');
    expect(shown.events.map(({ type }) => type)).toEqual([
      'opened',
      'call_logged',
      'assigned',
      'options_offered',
      'options_offered',
      'option_chosen',
      'promise_made',
      'promise_kept',
      'compensated',
      'compensation_used',
      'solved',
      'cause_set',
      'cause_set',
      'closed',
      'recovery_checked',
    ]);
  });

  it('that nobody answered cannot be solved', async () => {
    const id = await newCase();
    expect(await refused(id, 'solve')).toMatchObject({
      status: 409,
      detail: `The customer of case ${id} waits for an answer: send it or log the call first`,
    });
    await act(id, 'calls', { ...CALL, reached: false });
    expect(await refused(id, 'solve')).toMatchObject({ status: 409 });
  });

  it('that is not solved cannot be closed, and one without a check has none to answer', async () => {
    const id = await answeredCase();
    expect((await refused(id, 'close')).detail).toMatch(/^The case is acknowledged: 'close' is not possible/);
    expect(await refused(id, 'recovery-check', { outcome: 'unhappy' })).toMatchObject({ status: 409 });
    expect(await refused(id, 'win-back', { outcome: 'returned' })).toMatchObject({ status: 409 });
    expect(await refused(id, 'review-request', { outcome: 'asked' })).toMatchObject({ status: 409 });
  });

  it('that still is solved after thirty days keeps its end', async () => {
    const id = await answeredCase();
    await act(id, 'solve');
    const checked = await act(id, 'recovery-check', { outcome: 'still_solved' });
    expect(checked).toMatchObject({ state: 'solved', aftercare: [{ state: 'done', closedReason: 'still-solved' }] });
    expect(checked.steps.find(({ id: step }) => step === 'recovery-check')?.status).toBe('done');
  });

  it('that is reopened and solved again has one check, counted from the second solution', async () => {
    const id = await answeredCase();
    const first = await act(id, 'solve');
    await anna.post(`/api/v1/cases/${id}/actions/reopen`, { version: first.version }).expect(200);
    await act(id, 'calls', CALL);
    const second = await act(id, 'solve');
    expect(second.aftercare.map(({ state, closedReason }) => [state, closedReason])).toEqual([
      ['cancelled', 'reopened'],
      ['open', null],
    ]);
  });

  it('that was merged into another is refused with the place to act', async () => {
    const [id, other] = [await answeredCase(), await answeredCase()];
    await api.dataSource.getRepository(CaseEntity).update(id, { mergedInto: other });
    expect((await refused(id, 'calls', CALL)).detail).toBe(`Case ${id} was merged into case ${other}: act there`);
  });
});

describe('two people at once', () => {
  it('choose one option only: the slower one is told', async () => {
    const id = await answeredCase();
    const { version, options } = await act(id, 'options', { texts: ['A', 'B', 'C'] });
    const answers = await Promise.all([
      anna.post(`/api/v1/cases/${id}/options/${options[0]?.id}/choose`, { version }),
      bert.post(`/api/v1/cases/${id}/options/${options[1]?.id}/choose`, { version }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers[0]?.status === 200 ? 0 : 1;
    const after = await view(id);
    expect(after.options.map(({ chosenAt }) => chosenAt !== null)).toEqual([winner === 0, winner === 1, false]);
    expect(after.version).toBe(version + 1);
  });

  it('and one who sends the same request many times does one thing', async () => {
    const id = await newCase();
    const { version } = await view(id);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => anna.post(`/api/v1/cases/${id}/calls`, { version, ...CALL })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect((await view(id)).calls).toHaveLength(1);
    await anna.post(`/api/v1/cases/${id}/calls`, { version, ...CALL, summary: 'Another call' }).expect(409);
  });

  it('who insist until they get through lose nothing and double nothing', async () => {
    const id = await answeredCase();
    const insist = async (client: Client, text: string): Promise<void> => {
      for (;;) {
        const { version } = await view(id, client);
        const { status } = await client.post(`/api/v1/cases/${id}/promises`, { version, text, dueAt: later(DAY) });
        if (status === 200) return;
        expect(status).toBe(409);
      }
    };
    const texts = Array.from({ length: 12 }, (_, i) => `promise ${i}`);
    await Promise.all(texts.map((text, i) => insist(i % 2 === 0 ? anna : bert, text)));
    const { promises, version } = await view(id);
    expect(promises.map(({ text }) => text).sort()).toEqual([...texts].sort());
    expect(version).toBe(13);
  });
});

describe('a promise', () => {
  it('whose day has passed comes before everything, until it is made good', async () => {
    const id = await answeredCase();
    const made = await act(id, 'promises', { text: 'A call back', dueAt: later(DAY) });
    const taskId = made.promises[0]?.taskId ?? '';
    expect(next(made)).not.toBe('broken-promise');
    await api.dataSource
      .getRepository(TaskEntity)
      .update(taskId, { dueAt: new Date(api.clock.now().getTime() - 1000) });
    expect(next(await view(id))).toBe('broken-promise');
    const broken = await act(id, `promises/${taskId}/broken`);
    expect([next(broken), broken.promises[0]?.closedReason]).toEqual(['broken-promise', 'broken']);
    expect(await refused(id, `promises/${taskId}/kept`)).toMatchObject({ status: 409 });
    expect(next(await act(id, 'calls', CALL))).not.toBe('broken-promise');
  });

  it('that is kept late says so', async () => {
    const id = await answeredCase();
    const { promises } = await act(id, 'promises', { text: 'A call back', dueAt: later(DAY) });
    const taskId = promises[0]?.taskId ?? '';
    await api.dataSource
      .getRepository(TaskEntity)
      .update(taskId, { dueAt: new Date(api.clock.now().getTime() - 1000) });
    expect((await act(id, `promises/${taskId}/kept`)).promises[0]?.closedReason).toBe('kept-late');
  });

  it('for a day is due when that day ends; for yesterday it is refused', async () => {
    const id = await answeredCase();
    const day = (offset: number) => later(offset * DAY).slice(0, 10);
    const { promises } = await act(id, 'promises', { text: 'Soon', dueOn: day(3) });
    expect(Math.abs(Date.parse(promises[0]?.dueAt ?? '') - Date.parse(`${day(4)}T00:00:00Z`))).toBeLessThan(DAY / 2);
    expect(await refused(id, 'promises', { text: 'Late', dueOn: day(-2) })).toMatchObject({
      status: 400,
      faults: [{ path: 'dueOn', message: 'must lie ahead' }],
    });
  });
});

describe('the time after the solution', () => {
  it('asks for an updated review where a public review began the case', async () => {
    const id = await answeredCase();
    await api.dataSource
      .getRepository(MessageEntity)
      .update({ caseId: id }, { channel: 'review', url: 'https://reviews.example/7' });
    const solved = await act(id, 'solve');
    expect(solved.aftercare.map(({ kind }) => kind).sort()).toEqual(['recovery_check', 'review_request']);
    const answer = await anna.post(`/api/v1/cases/${id}/templates/updated-review-request`).expect(200);
    expect(RenderedTemplateView.parse(answer.body)).toMatchObject({ missing: [] });
    expect((answer.body as RenderedTemplateView).text).toContain('https://reviews.example/7');
    const asked = await act(id, 'review-request', { outcome: 'asked' });
    expect(asked.aftercare.find(({ kind }) => kind === 'review_request')).toMatchObject({ closedReason: 'asked' });
  });

  it('leaves a customer who left alone but for two attempts to win them back', async () => {
    const id = await answeredCase();
    const solved = await act(id, 'solve', { customerLeft: true });
    expect(solved.customerLeftAt).not.toBeNull();
    expect(solved.aftercare.map(({ kind }) => kind)).toEqual(['win_back', 'win_back']);
    const months = solved.aftercare.map(({ dueAt }) => Math.round((Date.parse(dueAt) - Date.now()) / DAY / 30.4));
    expect(months).toEqual([6, 12]);
    const tried = await act(id, 'win-back', { outcome: 'no_return' });
    expect(tried.aftercare.map(({ state }) => state)).toEqual(['done', 'open']);
    const back = await act(id, 'win-back', { outcome: 'returned' });
    expect(back).toMatchObject({ customerLeftAt: null, aftercare: [{ state: 'done' }, { closedReason: 'returned' }] });
    const found = await api.dataSource.getRepository(CaseEntity).findOneByOrFail({ id });
    const customer = await api.dataSource.getRepository(CustomerEntity).findOneByOrFail({ id: found.customerId ?? '' });
    expect(customer.leftAt).toBeNull();
  });

  it('tries to win a customer back once, however many cases they had', async () => {
    const [one, two] = [await answeredCase(), await answeredCase()];
    const { customerId } = await api.dataSource.getRepository(CaseEntity).findOneByOrFail({ id: one });
    await api.dataSource.getRepository(CaseEntity).update(two, { customerId });
    expect((await act(one, 'solve', { customerLeft: true })).aftercare).toHaveLength(2);
    expect((await act(two, 'solve')).aftercare).toEqual([]);
  });

  it('changes when the customer leaves later, or comes back', async () => {
    const id = await answeredCase();
    await act(id, 'solve');
    const left = await act(id, 'customer-left', { left: true });
    expect(left.aftercare.map(({ kind, state }) => [kind, state])).toEqual([
      ['recovery_check', 'cancelled'],
      ['win_back', 'open'],
      ['win_back', 'open'],
    ]);
    expect(await refused(id, 'customer-left', { left: true })).toMatchObject({ status: 409 });
    const back = await act(id, 'customer-left', { left: false });
    expect(back.aftercare.filter(({ state }) => state === 'open')).toEqual([]);
  });
});

describe('a lesson', () => {
  const LESSON = { causeStage: 'payment', title: 'Invoices are sent twice', text: 'The export runs twice a night.' };

  it('links all cases with its cause', async () => {
    const [one, two] = [await answeredCase(), await answeredCase()];
    const lesson = (await anna.post('/api/v1/lessons', LESSON).expect(200)).body as { id: string };
    const again = (await anna.post('/api/v1/lessons', LESSON).expect(200)).body as { id: string };
    expect(again.id).toBe(lesson.id);
    for (const id of [one, two])
      await act(id, 'cause', { stage: 'payment', kind: 'systemic', lessonId: lesson.id, correctiveAction: 'Fixed.' });
    const listed = LessonPage.parse((await anna.get('/api/v1/lessons?stage=payment&open=true').expect(200)).body);
    expect(listed.items).toMatchObject([{ id: lesson.id, title: LESSON.title, cases: 2, createdBy: { name: 'anna' } }]);
    const cases = (await anna.get(`/api/v1/lessons/${lesson.id}/cases`).expect(200)).body as {
      items: { caseId: string }[];
    };
    expect(cases.items.map(({ caseId }) => caseId)).toEqual([two, one]);
    await anna.post(`/api/v1/lessons/${lesson.id}/close`).expect(200);
    const open = LessonPage.parse((await anna.get('/api/v1/lessons?stage=payment&open=true').expect(200)).body);
    expect(open.items).toEqual([]);
  });

  it('belongs to a systemic cause of its own stage, and is one that is there', async () => {
    const id = await answeredCase();
    const lesson = (await anna.post('/api/v1/lessons', { ...LESSON, title: 'Other' }).expect(200)).body as {
      id: string;
    };
    const faultsOf = async (body: object) => (await refused(id, 'cause', body)).faults?.map(({ path }) => path);
    expect(await faultsOf({ stage: 'weather', kind: 'accident' })).toEqual(['stage']);
    expect(await faultsOf({ stage: 'staff', kind: 'systemic', lessonId: lesson.id })).toEqual(['lessonId']);
    expect(await faultsOf({ stage: 'payment', kind: 'accident', lessonId: lesson.id })).toEqual(['lessonId']);
    expect(await faultsOf({ stage: 'payment', kind: 'systemic', lessonId: '999999' })).toEqual(['lessonId']);
    await anna.post('/api/v1/lessons', { ...LESSON, causeStage: 'weather' }).expect(400);
    await anna.get('/api/v1/lessons/999999').expect(404);
  });
});

describe('a request with faults', () => {
  it.each<[string, object, string]>([
    ['calls', { ...CALL, minutes: 2000 }, 'minutes'],
    ['calls', { ...CALL, at: '2001-01-01T00:00:00.000Z' }, 'at'],
    ['calls', { ...CALL, at: '2101-01-01T00:00:00.000Z' }, 'at'],
    ['calls', { ...CALL, summary: ' ' }, 'summary'],
    ['options', { texts: [] }, 'texts'],
    ['options', { texts: ['A', 'A'] }, 'texts.1'],
    ['promises', { text: 'x' }, 'dueOn'],
    ['compensations', { kind: 'gift', description: 'x', value: '0.00', currency: 'EUR' }, 'value'],
    ['compensations', { kind: 'gift', description: 'x', value: '5' }, 'currency'],
    ['compensations', { kind: 'gift', description: 'x', value: '5', currency: 'XQQ' }, 'currency'],
    ['compensations', { kind: 'gift', description: 'x', expiresOn: '2001-01-01' }, 'expiresOn'],
    ['recovery-check', { outcome: 'perhaps' }, 'outcome'],
  ])('is refused: %s %j', async (path, body, fault) => {
    const problem = await refused(await answeredCase(), path, body);
    expect([problem.status, problem.faults?.map((one) => one.path)]).toEqual([400, [fault]]);
  });

  it('names what does not exist', async () => {
    const id = await answeredCase();
    expect(await refused(id, 'options/999999/choose')).toMatchObject({ status: 404 });
    expect(await refused(id, 'promises/999999/kept')).toMatchObject({ status: 404 });
    expect(await refused(id, 'compensations/999999/used')).toMatchObject({ status: 404 });
    await anna.get('/api/v1/cases/999999/playbook').expect(404);
    await anna.post('/api/v1/cases/999999/solve', { version: 1 }).expect(404);
  });
});

describe('the escalations of a case', () => {
  it('bring the manager first', async () => {
    const id = await newCase();
    const [message] = await api.dataSource.getRepository(MessageEntity).findBy({ caseId: id });
    const escalations = [{ kind: 'legal' as const, start: 0, end: 6 }];
    await api.dataSource.getRepository(AssessmentEntity).update({ messageId: message?.id ?? '' }, { escalations });
    expect(next(await view(id))).toBe('heavy-artillery');
    await api.addUser('carla@example.org', 'manager');
    const carla = await api.signedIn('manager', 'carla@example.org');
    await carla.post(`/api/v1/cases/${id}/actions/assign-to-me`, { version: 1 }).expect(200);
    expect(next(await view(id))).toBe('acknowledge');
  });
});

describe('the house’s words', () => {
  it('are the playbook with its stages', async () => {
    const playbook = PlaybookView.parse((await anna.get('/api/v1/playbook').expect(200)).body);
    expect(playbook.steps.find(({ id }) => id === 'acknowledge')?.title).toBe('Acknowledge today');
    expect(playbook.causeStages).toContainEqual({ id: 'delivery', title: 'Delivery' });
    expect(playbook).toMatchObject({ optionsAtLeast: 3, compensationExpiresAfterMonths: 3 });
    expect(playbook.immediateEscalations).toContain('threat');
  });

  it('are templates in the customer’s language, filled from the case', async () => {
    const id = await newCase({ language: 'fi', customerName: 'Aino Virtanen' });
    const rendered = await anna.post(`/api/v1/cases/${id}/templates/acknowledge`).expect(200);
    const { text, missing, language, isFallback } = RenderedTemplateView.parse(rendered.body);
    expect([missing, language, isFallback]).toEqual([[], 'fi', false]);
    expect(text).toMatch(
      /^Hei Aino Virtanen,\n\nkiitos viestistänne\.[^]*viimeistään \d+\. \p{L}+kuuta \d{4}[^]*Example Oy$/u,
    );
    const open = await anna.post(`/api/v1/cases/${id}/templates/solved`, { language: 'ja' }).expect(200);
    expect(open.body).toMatchObject({ missing: ['solution'], language: 'en', isFallback: true });
    const values = { solution: 'Your card is in the mail.' };
    const filled = await anna.post(`/api/v1/cases/${id}/templates/solved`, { language: 'en', values }).expect(200);
    expect(filled.body).toMatchObject({ missing: [] });
    await anna.post(`/api/v1/cases/${id}/templates/excuse`).expect(404);
    const { items } = TemplateList.parse((await anna.get('/api/v1/templates?language=lv').expect(200)).body);
    expect(items).toHaveLength(7);
    expect(items.every((one) => one.language === 'lv')).toBe(true);
  });

  it('warn about wording that inflames', async () => {
    const text = 'Dear customer, calm down. As I already said, it is our policy.';
    const answer = await anna.post('/api/v1/wording', { text, language: 'en' }).expect(200);
    const { warnings } = WordingWarnings.parse(answer.body);
    expect(warnings.map(({ start, end, rule }) => [rule, text.slice(start, end)])).toEqual([
      ['soothes', 'calm down'],
      ['repeats', 'As I already said'],
      ['policy', 'it is our policy'],
    ]);
    expect(warnings.every(({ advice }) => advice.length > 20)).toBe(true);
  });
});

const later = (milliseconds: number): string => new Date(api.clock.now().getTime() + milliseconds).toISOString();

async function expectDeadline(caseId: string, dueAt: string): Promise<void> {
  const found = await api.dataSource.getRepository(CaseEntity).findOneByOrFail({ id: caseId });
  expect(found.dueAt?.toISOString()).toBe(dueAt);
}
