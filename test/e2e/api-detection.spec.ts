import {
  AssessAnswer,
  CalibrationView,
  CaseView,
  DetectionView,
  ShadowReport,
  VerdictAnswer,
  type Problem,
} from '@earshot/contracts';
import { loadAssessor, type StatisticalAssessor } from '@earshot/detection';
import { OverlayFitting } from '@earshot/learning';
import { AuditEventEntity, ChangeEntity, PostgresOverlayStore, PostgresTransactions } from '@earshot/persistence';
import { DetectionFitter } from '../../apps/worker/src/learning/detection-fitter.js';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';
import { houseLanguage, insertJudged, teach } from '../support/verdicts.js';

let api: TestApi;
let base: StatisticalAssessor;
let agent: Client;
let manager: Client;
let ops: Client;
let sourceId: string;
beforeEach(async () => {
  base ??= await loadAssessor();
  api = await startApi();
  [agent, manager, ops] = await Promise.all([api.signedIn('agent'), api.signedIn('manager'), api.signedIn('ops')]);
  sourceId = await insertSource(api.dataSource);
});
afterEach(() => api.stop());

async function say(by: Client, messageId: string, verdict: object): Promise<string | null> {
  const answer = await by.post(`/api/v1/messages/${messageId}/verdict`, verdict).expect(200);
  return VerdictAnswer.parse(answer.body).caseId;
}
const caseOf = async (caseId: string | null): Promise<CaseView> =>
  CaseView.parse((await agent.get(`/api/v1/cases/${caseId}`).expect(200)).body);
const shown = async (): Promise<DetectionView> =>
  DetectionView.parse((await manager.get('/api/v1/detection').expect(200)).body);
const waitingFits = () =>
  api.dataSource.query<{ n: number }[]>(`select count(*)::int as n from pgboss.job where name = 'fit-overlay'`);

describe('how right it was', () => {
  it('is told from the verdicts, as it had judged before, to managers and ops', async () => {
    await teach(api.dataSource, sourceId, houseLanguage(6));
    const figures = CalibrationView.parse((await manager.get('/api/v1/detection/calibration').expect(200)).body);
    expect(figures.all).toMatchObject({ verdicts: 6, precision: null, recall: { of: 3, value: 0 } });
    expect(figures.languages).toMatchObject([{ language: 'en', verdicts: 6 }]);
    expect(figures.bins[2]).toMatchObject({ verdicts: 6, found: { of: 6, value: 0.5 } });
    expect(figures.calibrationError).toBeCloseTo(0.3);
    await agent.get('/api/v1/detection/calibration').expect(403);
  });
});

describe('a verdict on a message', () => {
  it('that was missed opens a case with a task, names who said so, and asks for a fit', async () => {
    const messageId = await insertJudged(api.dataSource, sourceId, 'It came. In three pieces.');
    const caseId = await say(agent, messageId, { dissatisfied: true });
    const found = await caseOf(caseId);
    expect(found).toMatchObject({
      state: 'new',
      severity: 'medium',
      messages: [{ id: messageId }],
      tasks: [{ kind: 'answer', state: 'open', dueAt: '2026-03-05T08:00:00.000Z' }],
    });
    expect(found.events.at(-1)).toMatchObject({
      type: 'verdict_given',
      actor: { id: agent.session.user.id },
      detail: { messageId, dissatisfied: true },
    });
    expect(await waitingFits()).toEqual([{ n: 1 }]);
    const [change] = await api.dataSource.getRepository(ChangeEntity).find({ order: { id: 'DESC' }, take: 1 });
    expect(change).toMatchObject({ topics: ['cases', 'detection'], caseIds: [caseId] });
  });

  it('counts once however often it is clicked, and by however many at once', async () => {
    const messageId = await insertJudged(api.dataSource, sourceId, 'It came. In three pieces.');
    const answers = await Promise.all(
      [agent, agent, manager, ops].map((by) => say(by, messageId, { dissatisfied: true, severity: 'high' })),
    );
    expect(new Set(answers).size).toBe(1);
    const found = await caseOf(answers[0] ?? null);
    expect(found).toMatchObject({ severity: 'high', tasks: [{ state: 'open' }] });
    expect(found.messages).toHaveLength(1);
    expect((await shown()).verdicts).toMatchObject({ messages: 1, dissatisfied: 1 });
    expect(await waitingFits()).toEqual([{ n: 1 }]);
  });

  it('settles the doubt about a message: the review becomes a task to answer', async () => {
    const caseId = await insertCase(api.dataSource, { sourceId, severity: 'low', open: { review: new Date() } });
    const messageId = (await caseOf(caseId)).messages[0]?.id ?? '';
    expect(await say(agent, messageId, { dissatisfied: true, severity: 'critical' })).toBe(caseId);
    const found = await caseOf(caseId);
    expect(found.severity).toBe('critical');
    expect(found.tasks.map(({ kind, state }) => [kind, state])).toEqual([
      ['review', 'cancelled'],
      ['answer', 'open'],
    ]);
    expect(found.messages).toHaveLength(1);
  });

  it('that nobody is unhappy is kept and opens nothing; the latest word counts', async () => {
    const messageId = await insertJudged(api.dataSource, sourceId, 'Thank you.');
    expect(await say(agent, messageId, { dissatisfied: false })).toBeNull();
    expect((await shown()).verdicts).toEqual({ messages: 1, dissatisfied: 0, given: 1 });
    expect(await say(manager, messageId, { dissatisfied: true })).not.toBeNull();
    expect((await shown()).verdicts).toEqual({ messages: 1, dissatisfied: 1, given: 2 });
  });

  it('must make sense and name a message', async () => {
    const messageId = await insertJudged(api.dataSource, sourceId, 'Thank you.');
    const wrong = await agent
      .post(`/api/v1/messages/${messageId}/verdict`, { dissatisfied: false, severity: 'high' })
      .expect(400);
    expect((wrong.body as Problem).faults).toMatchObject([{ path: 'severity' }]);
    await agent.post('/api/v1/messages/999999/verdict', { dissatisfied: true }).expect(404);
    expect((await shown()).verdicts.given).toBe(0);
  });
});

const fit = () =>
  new PostgresTransactions(api.dataSource).run((_stores, transaction) =>
    new OverlayFitting(
      new PostgresOverlayStore(api.dataSource),
      () => Promise.resolve(new DetectionFitter(base)),
      api.clock,
    ).fit(transaction),
  );

describe('what was learned', () => {
  it('is shown with its figures, reverted and adopted again, and each deed is on record', async () => {
    await teach(api.dataSource, sourceId, houseLanguage(40));
    await fit();
    const before = await shown();
    const [overlay] = before.inForce;
    expect(overlay).toMatchObject({ state: 'in_force', verdicts: 40, figures: { after: { macroF1: 1 } } });
    expect(JSON.stringify(before)).not.toContain('ngrams');

    const path = `/api/v1/detection/overlays/${overlay?.id}`;
    await manager.post(`${path}/revert`).expect(403);
    const reverted = DetectionView.parse((await ops.post(`${path}/revert`).expect(200)).body);
    expect(reverted).toMatchObject({ inForce: [], versions: [{ state: 'retired', revertedBy: ops.session.user.id }] });
    const adopted = DetectionView.parse((await ops.post(`${path}/adopt`).expect(200)).body);
    expect(adopted).toMatchObject({ inForce: [{ id: overlay?.id, revertedBy: null }] });
    await ops.post('/api/v1/detection/overlays/999999/adopt').expect(404);
    const audited = await api.dataSource.getRepository(AuditEventEntity).findBy({ subjectKind: 'overlay' });
    expect(audited.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['overlay.adopt', null],
      ['overlay.revert', ops.session.user.id],
      ['overlay.adopt', ops.session.user.id],
    ]);
  });

  it('is tried on a past period before it goes live', async () => {
    const receivedAt = new Date('2026-03-02T08:00:00Z');
    const question = 'When will the payment be made???';
    const messageId = await insertJudged(api.dataSource, sourceId, question, { receivedAt });
    await insertJudged(api.dataSource, sourceId, 'Thank you!', { receivedAt });
    const ask = (query: string) => manager.get(`/api/v1/detection/shadow?${query}`);
    const period = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';
    const report = ShadowReport.parse(
      (await ask(`${period}&dissatisfiedFrom=1&uncertainFrom=1&overlay=none`).expect(200)).body,
    );
    expect(report).toMatchObject({
      summary: { judged: 2, changed: 1, noLongerFlagged: 1, complete: true },
      changes: [{ messageId, from: { verdict: 'dissatisfied' }, to: { verdict: 'not_dissatisfied' } }],
    });
    await ask('from=2026-03-01T00:00:00Z&to=2027-03-01T00:00:00Z').expect(400);
    await ask(`${period}&dissatisfiedFrom=0.1&uncertainFrom=0.9`).expect(400);
    await ask(`${period}&overlay=999999`).expect(404);
    await agent.get(`/api/v1/detection/shadow?${period}`).expect(403);
  });
});

describe('a text that somebody tries', () => {
  const tried = async (body: object) =>
    AssessAnswer.parse((await agent.post('/api/v1/detection/assess', body).expect(200)).body).assessment;

  it('is judged with its reasons, by what is in force, and nothing is kept', async () => {
    const text = 'When will the payment be made???';
    const judged = await tried({ text, channel: 'email', language: 'en' });
    expect(judged).toMatchObject({ verdict: 'dissatisfied', language: 'en', model: base.model });
    expect(judged.signals.some(({ start, end }) => end > start && end <= text.length)).toBe(true);
    const five = await tried({ text: 'The order was delivered.', rating: 5 });
    const one = await tried({ text: 'The order was delivered.', rating: 1 });
    expect(one.probability).toBeGreaterThan(five.probability);
    expect((await agent.get('/api/v1/messages').expect(200)).body).toMatchObject({ items: [] });
  });

  it('is judged with what was learned, and without it once that is reverted', async () => {
    await teach(api.dataSource, sourceId, houseLanguage(40));
    await fit();
    const id = (await shown()).inForce[0]?.id ?? '';
    const text = 'The order was delivered.';
    expect((await tried({ text })).model).toBe(`${base.model}+overlay.${id}`);
    await ops.post(`/api/v1/detection/overlays/${id}/revert`).expect(200);
    expect((await tried({ text })).model).toBe(base.model);
  });

  it('must have words, not too many, and sensible company', async () => {
    const faultsOf = async (body: object) =>
      ((await agent.post('/api/v1/detection/assess', body).expect(400)).body as Problem).faults?.map(
        ({ path }) => path,
      );
    expect(await faultsOf({ text: ' ' })).toEqual(['text']);
    expect(await faultsOf({ text: 'a'.repeat(20_001) })).toEqual(['text']);
    expect(await faultsOf({ text: 'a', rating: 6 })).toEqual(['rating']);
    expect(await faultsOf({ text: 'a', channel: 'pigeon', language: 'finnish language' })).toEqual([
      'channel',
      'language',
    ]);
  });
});
