import { loadAssessor, type StatisticalAssessor } from '@earshot/detection';
import { Clock, type OverlayVersion } from '@earshot/domain';
import {
  FIT_OVERLAY,
  FitRequests,
  OverlayActions,
  OverlayFitting,
  ShadowMode,
  type FitReport,
} from '@earshot/learning';
import {
  AuditEventEntity,
  ChangeListener,
  ChangeLog,
  createDataSource,
  OverlayEntity,
  PostgresOverlayStore,
  PostgresReplayStore,
  PostgresTransactions,
  UserEntity,
  VerdictEntity,
} from '@earshot/persistence';
import { PgBossJobQueue } from '@earshot/platform';
import { join } from 'node:path';
import pino from 'pino';
import type { DataSource } from 'typeorm';
import { DetectionFitter } from '../../apps/worker/src/learning/detection-fitter.js';
import { DetectionJudges } from '../../apps/worker/src/learning/detection-judges.js';
import { LearnedAssessor } from '../../apps/worker/src/learning/learned-assessor.js';
import { Learning } from '../../apps/worker/src/learning/learning.js';
import { ThreadFitter } from '../../apps/worker/src/learning/thread-fitter.js';
import { insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { contradictions, houseLanguage, insertJudged, teach } from '../support/verdicts.js';

const clock: Clock = { now: () => new Date() };
const silent = pino({ level: 'silent' });
const UNHAPPY = { text: 'Visit 999: the brindlefork again at counter 3' };

describe('learning from verdicts', () => {
  let base: StatisticalAssessor;
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: PostgresOverlayStore;
  let sourceId: string;
  beforeAll(async () => {
    base = await loadAssessor();
  });
  beforeEach(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 8 }).initialize();
    store = new PostgresOverlayStore(dataSource);
    sourceId = await insertSource(dataSource);
  });
  afterEach(async () => {
    await dataSource?.destroy();
    await database?.drop();
  });

  const fitting = () => new OverlayFitting(store, () => Promise.resolve(new DetectionFitter(base)), clock);
  const fit = (dryRun = false): Promise<FitReport[]> =>
    new PostgresTransactions(dataSource).run((_stores, transaction) => fitting().fit(transaction, { dryRun }));
  const actions = () => new OverlayActions(store, clock, () => Promise.resolve(base.model));
  const person = async (): Promise<string> => {
    const user = { email: 'olga@example.org', name: 'Olga', role: 'ops' as const, passwordHash: 'x' };
    return (await dataSource.getRepository(UserEntity).save(user)).id;
  };
  const inForce = async (): Promise<string[]> => (await store.inForce()).map(({ id }) => id);
  const probabilityNow = async (input: { text: string; sourceId?: string }): Promise<number> => {
    const assessor = new LearnedAssessor(base);
    assessor.use(await store.inForce());
    return assessor.assess(input).probability;
  };

  it('puts what it learned in force when it decides better, and tells by how much', async () => {
    await teach(dataSource, sourceId, houseLanguage(60));
    const [report, ...others] = await fit();
    expect(others).toEqual([]);
    expect(report).toMatchObject({ sourceId: null, verdicts: 60, outcome: 'adopted' });
    expect(report?.figures?.after.logLoss).toBeLessThan(report?.figures?.before.logLoss ?? 0);
    expect(await inForce()).toEqual([report?.overlayId]);
    expect(await probabilityNow(UNHAPPY)).toBeGreaterThan(base.assess(UNHAPPY).probability);
    expect(await store.verdictCounts()).toEqual({ messages: 60, dissatisfied: 30, given: 60 });
  });

  it('leaves the detector alone after too few verdicts, and after contradictory ones', async () => {
    await teach(dataSource, sourceId, houseLanguage(9));
    expect(await fit()).toEqual([]);
    await dataSource.query('delete from verdicts');
    await teach(dataSource, sourceId, contradictions(60));
    expect(await fit()).toMatchObject([{ outcome: 'not_better' }]);
    expect(await inForce()).toEqual([]);
    expect((await store.versions(10)).map(({ state }) => state)).toEqual(['candidate']);
  });

  it('measures without storing anything in a dry run', async () => {
    await teach(dataSource, sourceId, houseLanguage(60));
    expect(await fit(true)).toMatchObject([{ outcome: 'adopted', overlayId: null }]);
    expect(await store.versions(10)).toEqual([]);
  });

  it('lets the latest verdict of a message count and keeps the earlier ones', async () => {
    const ids = await teach(dataSource, sourceId, houseLanguage(60));
    for (const messageId of ids) await dataSource.getRepository(VerdictEntity).save({ messageId, dissatisfied: false });
    expect(await store.verdictCounts()).toEqual({ messages: 60, dissatisfied: 0, given: 120 });
    expect(await fit()).toMatchObject([{ verdicts: 60, outcome: 'not_better' }]);
  });

  it('makes one version when two workers fit at once', async () => {
    await teach(dataSource, sourceId, houseLanguage(40));
    const outcomes = (await Promise.all([fit(), fit()])).map(([report]) => report?.outcome).sort();
    expect(outcomes).toEqual(['adopted', 'unchanged']);
    expect(await store.versions(10)).toHaveLength(1);
  });

  it('replaces what is in force only on the word of new verdicts', async () => {
    await teach(dataSource, sourceId, houseLanguage(40));
    const [first] = await fit();
    await teach(dataSource, sourceId, houseLanguage(4, 40));
    expect(await fit()).toMatchObject([{ outcome: 'too_few_new' }]);
    expect(await inForce()).toEqual([first?.overlayId]);
    const newWords = houseLanguage(60, 100).map(({ text, dissatisfied }) => ({
      text: text.replace('the brindlefork again', 'quillmoss').replace('the meadowlark today', 'fernwick'),
      dissatisfied,
    }));
    await teach(dataSource, sourceId, newWords);
    const [second] = await fit();
    expect(second).toMatchObject({ outcome: 'adopted', figures: { comparison: { verdicts: 64 } } });
    const comparison = second?.figures?.comparison;
    expect(comparison?.logLossCandidate).toBeLessThan(comparison?.logLossInForce ?? 0);
    expect(await inForce()).toEqual([second?.overlayId]);
  });

  it('gives a source with many verdicts its own where it differs from the others', async () => {
    const other = await insertSource(dataSource, 'Reviews');
    await teach(dataSource, sourceId, houseLanguage(120));
    await teach(
      dataSource,
      other,
      houseLanguage(110).map(({ text, dissatisfied }) => ({ text, dissatisfied: !dissatisfied })),
    );
    const reports = await fit();
    expect(reports.map((report) => report.sourceId)).toEqual([null, sourceId, other]);
    expect(reports.slice(1).map(({ outcome }) => outcome)).toEqual(['adopted', 'adopted']);
    const here = await probabilityNow({ ...UNHAPPY, sourceId });
    const there = await probabilityNow({ ...UNHAPPY, sourceId: other });
    expect(here).toBeGreaterThan(0.5);
    expect(there).toBeLessThan(0.5);
  });

  it('is taken back by a person: what was in force before returns, and its own fit does not', async () => {
    await teach(dataSource, sourceId, houseLanguage(40));
    const [report] = await fit();
    const id = report?.overlayId ?? '';
    const olga = await person();
    await actions().act(id, 'revert', olga);
    await actions().act(id, 'revert', olga);
    expect(await inForce()).toEqual([]);
    expect(await probabilityNow(UNHAPPY)).toBe(base.assess(UNHAPPY).probability);
    await teach(dataSource, sourceId, houseLanguage(2, 40));
    expect(await fit()).toMatchObject([{ outcome: 'too_few_new' }]);
    expect(await inForce()).toEqual([]);

    await actions().act(id, 'adopt', olga);
    const newest = (await store.versions(1))[0] as OverlayVersion;
    await actions().act(newest.id, 'adopt', olga);
    expect(await inForce()).toEqual([newest.id]);
    await actions().act(newest.id, 'revert', olga);
    expect(await inForce()).toEqual([id]);
    const audited = await dataSource.getRepository(AuditEventEntity).find({ order: { id: 'ASC' } });
    expect(audited.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['overlay.adopt', null],
      ['overlay.revert', olga],
      ['overlay.adopt', olga],
      ['overlay.adopt', olga],
      ['overlay.revert', olga],
    ]);
  });

  it('is fitted anew when the base model is another, and not used with it', async () => {
    await teach(dataSource, sourceId, houseLanguage(40));
    const [report] = await fit();
    await dataSource.getRepository(OverlayEntity).update(report?.overlayId ?? '', { baseModel: 'older' });
    expect(new LearnedAssessor(base).use(await store.inForce())).toEqual([report?.overlayId]);
    const [again] = await fit();
    expect(again?.outcome).toBe('adopted');
    expect(await inForce()).toEqual([again?.overlayId]);
  });

  it('hears the newest messages of a source, or of all, and none that was erased', async () => {
    const other = await insertSource(dataSource, 'Reviews');
    const day = (number: number) => ({ receivedAt: new Date(Date.UTC(2026, 2, number)) });
    await insertJudged(dataSource, sourceId, 'old', day(1));
    await insertJudged(dataSource, other, 'elsewhere', day(2));
    await insertJudged(dataSource, sourceId, 'new', day(3));
    const erased = await insertJudged(dataSource, sourceId, 'erased', day(4));
    await dataSource.query('update messages set erased_at = now() where id = $1', [erased]);
    const heard = async (id: string | null, limit: number): Promise<string[]> =>
      (await store.newestInputs(id, limit, dataSource)).map(({ text }) => text);
    expect(await heard(sourceId, 9)).toEqual(['new', 'old']);
    expect(await heard(null, 2)).toEqual(['new', 'elsewhere']);
  });

  it('fits in a thread to the same weights', async () => {
    const lessons = houseLanguage(20).map(({ text, dissatisfied }) => ({ input: { text }, dissatisfied }));
    const options = ['--require', 'reflect-metadata', '--require', join(__dirname, '../support/register-sources.cjs')];
    const thread = await ThreadFitter.open(undefined, options);
    try {
      const messages = houseLanguage(120).map(({ text }, i) => ({
        text: `${text}. ${i % 2 ? 'Thank you!' : 'Awful!'}`,
      }));
      const fitter = new DetectionFitter(base);
      await Promise.all([fitter.learnWording(messages), thread.learnWording(messages)]);
      const here = await fitter.fit(lessons);
      expect(here.payload).not.toEqual((await new DetectionFitter(base).fit(lessons)).payload);
      const { payload, ...figures } = await thread.fit(lessons);
      expect({ ...figures, isSame: JSON.stringify(payload) === JSON.stringify(here.payload) }).toEqual({
        before: here.before,
        after: here.after,
        isBetter: here.isBetter,
        isSame: true,
      });
      expect(await thread.probabilities(here.payload, [UNHAPPY])).toEqual([
        base.withOverlay(here.payload as never).assess(UNHAPPY).probability,
      ]);
    } finally {
      await thread.close();
    }
    await expect(thread.fit(lessons)).rejects.toThrow('ended');
  });

  describe('in a worker', () => {
    let queue: PgBossJobQueue;
    let learning: Learning;
    let assessor: LearnedAssessor;
    beforeEach(async () => {
      queue = new PgBossJobQueue({ connectionString: database.url, names: [FIT_OVERLAY], logger: silent, idleMs: 50 });
      assessor = new LearnedAssessor(base);
      learning = new Learning(assessor, {
        overlays: store,
        queue,
        listener: new ChangeListener(database.url),
        changes: new ChangeLog(dataSource),
        openFitter: () => Promise.resolve(new DetectionFitter(base)),
        clock,
        logger: silent,
      });
      learning.register();
      await learning.start();
      await queue.start();
    });
    afterEach(async () => {
      await learning.stop();
      await queue.stop(5_000);
    });

    it('verdicts lead to a fit, and the fit to other judgements that name it', async () => {
      const before = assessor.assess(UNHAPPY);
      expect(before.model).toBe(base.model);
      await teach(dataSource, sourceId, houseLanguage(60));
      const requests = new FitRequests(queue, clock, 0);
      await Promise.all([requests.request(), requests.request(), requests.request()]);
      const id = await eventually(async () => {
        const [overlay] = await inForce();
        expect(overlay).toBeDefined();
        return overlay;
      });
      await eventually(() => expect(assessor.model).toBe(`${base.model}+overlay.${id}`));
      const after = assessor.assess(UNHAPPY);
      expect(after.model).toBe(`${base.model}+overlay.${id}`);
      expect(after.probability).toBeGreaterThan(before.probability);
      await actions().act(id ?? '', 'revert', await person());
      await eventually(() => expect(assessor.assess(UNHAPPY)).toEqual(before));
    });
  });

  describe('shadow mode', () => {
    const FROM = new Date('2026-03-01T00:00:00Z');
    const TO = new Date('2026-04-01T00:00:00Z');
    const mode = () => new ShadowMode(store, new PostgresReplayStore(dataSource), new DetectionJudges());

    it('lists exactly the messages that a candidate judges otherwise', async () => {
      await teach(dataSource, sourceId, houseLanguage(60));
      const [report] = await fit();
      const olga = await person();
      await actions().act(report?.overlayId ?? '', 'revert', olga);
      const texts = [...houseLanguage(450, 500).map(({ text }) => text), 'When will the payment be made???'];
      const inPeriod = new Map<string, string>();
      // Two pages and more, several messages at the same instant, and one outside on each side.
      for (const [i, text] of texts.entries()) {
        const receivedAt = new Date(FROM.getTime() + Math.floor(i / 150) * 1000);
        inPeriod.set(await insertJudged(dataSource, sourceId, text, { receivedAt, unansweredBefore: i % 3 }), text);
      }
      await insertJudged(dataSource, sourceId, texts[0] ?? '', { receivedAt: new Date(FROM.getTime() - 1) });
      await insertJudged(dataSource, sourceId, texts[0] ?? '', { receivedAt: TO });

      const overlay = await store.find(report?.overlayId ?? '');
      const judge = base.withOverlay(overlay.payload as never);
      const expected = [...inPeriod].flatMap(([messageId, text], i) => {
        const input = { text, channel: 'email' as const, unansweredBefore: i % 3 };
        const [from, to] = [base.assess(input), judge.assess(input)];
        return from.verdict === to.verdict && from.severity === to.severity ? [] : [messageId];
      });
      const listed: string[] = [];
      const summary = await mode().run({ from: FROM, to: TO }, { overlay: overlay.id }, (change) => {
        listed.push(change.messageId);
      });
      expect(expected.length).toBeGreaterThan(100);
      expect(listed).toEqual(expected);
      expect(summary).toMatchObject({ judged: texts.length, changed: expected.length, complete: true });
    });

    it('lists nothing when nothing would change, and everything that a threshold moves', async () => {
      const id = await insertJudged(dataSource, sourceId, 'When will the payment be made???', { receivedAt: FROM });
      await dataSource.getRepository(VerdictEntity).save({ messageId: id, dissatisfied: true });
      const changes: unknown[] = [];
      const same = await mode().run({ from: FROM, to: TO }, {}, (change) => void changes.push(change));
      expect({ changes, same }).toMatchObject({ changes: [], same: { judged: 1, changed: 0 } });
      const strict = { dissatisfiedFrom: 1, uncertainFrom: 1 };
      const summary = await mode().run({ from: FROM, to: TO }, strict, (change) => void changes.push(change));
      expect(changes).toMatchObject([
        { messageId: id, from: { verdict: 'dissatisfied' }, to: { verdict: 'not_dissatisfied', severity: 'none' } },
      ]);
      expect(summary).toMatchObject({ noLongerFlagged: 1, verdicts: { known: 1, rightBefore: 1, rightAfter: 1 } });
      await expect(
        mode().run({ from: FROM, to: TO }, { uncertainFrom: 0.9, dissatisfiedFrom: 0.1 }, () => undefined),
      ).rejects.toThrow('thresholds');
    });

    it('stops at its limit and says so', async () => {
      for (let i = 0; i < 5; i++) await insertJudged(dataSource, sourceId, `Visit ${i}`, { receivedAt: FROM });
      const limited = await mode().run({ from: FROM, to: TO, limit: 3 }, {}, () => undefined);
      expect(limited).toMatchObject({ judged: 3, complete: false });
    });
  });
});
