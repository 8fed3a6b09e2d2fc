import { rmSync } from 'node:fs';
import { CaseView } from '@earshot/contracts';
import type { Clock, SecondOpinionAsk } from '@earshot/domain';
import { createDataSource, PostgresSecondOpinionStore, SecondOpinionEntity } from '@earshot/persistence';
import { createMetrics, loadConfiguration, PgBossJobQueue } from '@earshot/platform';
import { GIVE_SECOND_OPINION, type OpenClassifier, type TextClassifier } from '@earshot/second-opinion';
import pino from 'pino';
import type { DataSource } from 'typeorm';
import { loadWorkerSettings } from '../../apps/worker/src/load-worker-settings.js';
import { SecondOpinionDesk } from '../../apps/worker/src/second-opinion/second-opinion-desk.js';
import { Client, startApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { describeWithModel, openModel } from '../support/second-opinion.js';
import { SIX_WORDS_LENGTH, writeSixWords } from '../support/hand-made-models/six-words.js';
import { insertJudged } from '../support/verdicts.js';

const clock: Clock = { now: () => new Date() };
const silent = pino({ level: 'silent' });
const LABELS = { dissatisfied: ['negative'], notDissatisfied: ['positive'] };

const folders: string[] = [];
const tinyModel = (labels?: readonly [string, string]): string => {
  folders.push(writeSixWords(labels));
  return folders.at(-1) as string;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

describeWithModel('a transformer in its thread', () => {
  let classifier: TextClassifier;
  afterEach(() => classifier?.close());

  const scoreOf = async (label: string, text: string): Promise<number> =>
    (await classifier.classify(text))?.find((one) => one.label === label)?.score ?? NaN;

  it('tells the unhappy from the others', async () => {
    classifier = await openModel(tinyModel());
    expect(classifier.labels).toEqual(['NEGATIVE', 'POSITIVE']);
    expect(await scoreOf('NEGATIVE', 'The kettle is broken and late')).toBeGreaterThan(0.99);
    expect(await scoreOf('POSITIVE', 'Thanks, great!')).toBeGreaterThan(0.99);
    expect(await scoreOf('POSITIVE', 'The kettle')).toBeCloseTo(0.5);
  });

  it('reads the beginning of a text that is longer than the model can read, or may', async () => {
    classifier = await openModel(tinyModel());
    const fits = `${'kettle '.repeat(SIX_WORDS_LENGTH - 1)}thanks `;
    expect(await scoreOf('POSITIVE', fits + 'broken '.repeat(3_000))).toBeGreaterThan(0.99);
    await classifier.close();
    classifier = await openModel(tinyModel(), { maxTokens: 8 });
    expect(await scoreOf('POSITIVE', fits)).toBeCloseTo(0.5);
  });

  it('survives what people paste', async () => {
    classifier = await openModel(tinyModel());
    for (const text of ['', '\0', '\ud800', '😡'.repeat(10_000), 'x'.repeat(20_000), '\u202eabc'])
      expect(await scoreOf('NEGATIVE', text)).toBeCloseTo(0.5);
  });

  it('says why it cannot be opened', async () => {
    await expect(openModel('/nowhere/at/all')).rejects.toThrow('/nowhere/at/all');
  });

  it('says that it has ended to whoever asks afterwards', async () => {
    classifier = await openModel(tinyModel());
    await classifier.close();
    await expect(classifier.classify('late')).rejects.toThrow('has ended');
  });
});

describe('second opinions', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let sourceId: string;
  let queue: PgBossJobQueue;
  let desk: SecondOpinionDesk | undefined;
  beforeEach(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
    sourceId = await insertSource(dataSource);
    queue = new PgBossJobQueue({
      connectionString: database.url,
      names: [GIVE_SECOND_OPINION],
      logger: silent,
      idleMs: 50,
    });
  });
  afterEach(async () => {
    await desk?.stop();
    await queue.stop(5_000);
    await desk?.close();
    await dataSource?.destroy();
    await database?.drop();
  });

  const start = async (open: OpenClassifier, ask: SecondOpinionAsk = 'uncertain', model = 'tiny'): Promise<void> => {
    const load = { transformersFile: '', model, downloadTo: null, precision: 'fp32', maxTokens: 256, threads: 1 };
    desk = new SecondOpinionDesk(
      { opinions: { model, labels: LABELS, ask, sureFrom: 0.8 }, load },
      { secondOpinions: new PostgresSecondOpinionStore(dataSource), queue, clock, logger: silent },
      open,
    );
    desk.register();
    await queue.start();
    desk.start();
  };
  const uncertain = (text: string): Promise<string> =>
    insertJudged(dataSource, sourceId, text, { verdict: 'uncertain' });
  const opinions = (): Promise<SecondOpinionEntity[]> =>
    dataSource.getRepository(SecondOpinionEntity).find({ order: { messageId: 'ASC' } });
  const eventuallyThere = (count: number): Promise<SecondOpinionEntity[]> =>
    eventually(async () => {
      const found = await opinions();
      expect(found).toHaveLength(count);
      return found;
    });

  /** Says the same of every text; what `refused` names it cannot read. */
  const parrot = (refused?: string): TextClassifier => ({
    labels: ['negative', 'positive'],
    classify: (text) =>
      Promise.resolve(
        text === refused
          ? null
          : [
              { label: 'negative', score: 0.9 },
              { label: 'positive', score: 0.1 },
            ],
      ),
    close: () => Promise.resolve(),
  });

  describeWithModel('of a real model', () => {
    it('are given of what the detector was not sure of, and stand beside its judgement', async () => {
      const [broken, thanks, kettle] = [
        await uncertain('broken'),
        await uncertain('thanks'),
        await uncertain('kettle'),
      ];
      await insertJudged(dataSource, sourceId, 'surely fine: broken');
      const judgements = (): Promise<unknown> => dataSource.query('select * from assessments order by id');
      const before = await judgements();
      await start(() => openModel(tinyModel()));
      expect(await eventuallyThere(3)).toMatchObject([
        { messageId: broken, model: 'tiny', verdict: 'dissatisfied', label: 'NEGATIVE' },
        { messageId: thanks, verdict: 'not_dissatisfied', label: 'POSITIVE' },
        { messageId: kettle, verdict: 'uncertain', score: 0.5 },
      ]);
      expect(await judgements()).toEqual(before);
    });

    it('are given once although the model is killed midway', async () => {
      const ids = [];
      for (let i = 0; i < 20; i++) ids.push(await uncertain(`late ${i}`));
      let opened = 0;
      let judged = 0;
      await start(async () => {
        opened += 1;
        const model = await openModel(tinyModel());
        if (opened > 1) return model;
        const { labels } = model;
        const dies = async (text: string) => {
          judged += 1;
          if (judged === 8) await model.close();
          return model.classify(text);
        };
        return { labels, classify: dies, close: () => model.close() };
      });
      await eventually(() => expect(judged).toBe(8));
      expect(await opinions()).toEqual([]);
      const given = await eventuallyThere(20);
      expect(given.map(({ messageId }) => messageId)).toEqual(ids);
      expect(given.every(({ verdict }) => verdict === 'dissatisfied')).toBe(true);
      expect(opened).toBe(2);
    });

    it('are not given by a model whose labels nobody explained', async () => {
      await uncertain('late');
      const failures: string[] = [];
      const model = tinyModel(['LABEL_0', 'LABEL_1']);
      queue = new PgBossJobQueue({
        connectionString: database.url,
        names: [GIVE_SECOND_OPINION],
        logger: silent,
        idleMs: 50,
        onFinished: ({ outcome }) => void (outcome.kind === 'failed' && failures.push(String(outcome.error))),
      });
      await start(() => openModel(model));
      await eventually(() => expect(failures[0]).toContain('the model has the labels LABEL_0, LABEL_1'));
      expect(await opinions()).toEqual([]);
    });
  });

  it('are given of every message of a person when that is asked for, page after page', async () => {
    for (let i = 0; i < 40; i++) await insertJudged(dataSource, sourceId, `message ${i}`);
    await dataSource.query(`update messages set kind = 'automatic' where text = 'message 7'`);
    await dataSource.query(`update messages set superseded_at = now() where text = 'message 8'`);
    await dataSource.query(`update messages set received_at = now() - interval '15 days' where text = 'message 9'`);
    await start(() => Promise.resolve(parrot()), 'all');
    await eventuallyThere(37);
  });

  it('are not held up by a text that the model cannot read', async () => {
    const ids = [await uncertain('one'), await uncertain('two'), await uncertain('three')];
    await start(() => Promise.resolve(parrot('two')));
    expect(await eventuallyThere(3)).toMatchObject([
      { messageId: ids[0], verdict: 'dissatisfied', score: 0.9, label: 'negative' },
      { messageId: ids[1], verdict: 'uncertain', score: null, label: null },
      { messageId: ids[2], verdict: 'dissatisfied' },
    ]);
  });

  it('of a model are kept when another one is asked', async () => {
    const messageId = await uncertain('late');
    await dataSource
      .getRepository(SecondOpinionEntity)
      .save({ messageId, model: 'earlier', verdict: 'not_dissatisfied', score: 0.1, label: 'positive' });
    await start(() => Promise.resolve(parrot()));
    expect((await eventuallyThere(2)).map(({ model, verdict }) => [model, verdict])).toEqual([
      ['earlier', 'not_dissatisfied'],
      ['tiny', 'dissatisfied'],
    ]);
  });
});

it('a worker that could not ask its second model does not start, and says why', async () => {
  const configuration = loadConfiguration({ environment: { EARSHOT_DETECTION_SECOND_OPINION_MODEL: './nowhere' } });
  const lent = { logger: silent, metrics: createMetrics(), now: clock.now() };
  await expect(loadWorkerSettings(configuration, { url: '', mode: 'external' }, lent)).rejects.toThrow(
    /detection\.secondOpinion\.model: \S+nowhere is not the folder of a model/,
  );
});

it('the page of a case shows the newest second opinion beside the judgement', async () => {
  const api = await startApi();
  try {
    await api.addUser('anna@example.org', 'agent');
    const anna: Client = await api.signedIn('agent', 'anna@example.org');
    const caseId = await insertCase(api.dataSource, { sourceId: await insertSource(api.dataSource) });
    const shown = async () =>
      CaseView.parse((await anna.get(`/api/v1/cases/${caseId}`).expect(200)).body).messages[0]?.secondOpinion;
    expect(await shown()).toBeNull();

    const [{ id: messageId }] = await api.dataSource.query<[{ id: string }]>('select id from messages');
    const judgedAt = new Date('2026-11-20T08:00:00.000Z');
    const given = { messageId, judgedAt, label: 'negative' };
    const table = api.dataSource.getRepository(SecondOpinionEntity);
    await table.save({ ...given, model: 'first', verdict: 'uncertain', score: 0.5 });
    await table.save({ ...given, model: 'second', verdict: 'dissatisfied', score: 0.9 });
    expect(await shown()).toEqual({
      model: 'second',
      verdict: 'dissatisfied',
      score: 0.9,
      label: 'negative',
      judgedAt: '2026-11-20T08:00:00.000Z',
    });
  } finally {
    await api.stop();
  }
});
