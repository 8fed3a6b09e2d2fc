import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource, OverlayEntity, PostgresOverlayStore } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { runCommand, startService } from '../support/service.js';
import { houseLanguage, insertJudged, teach } from '../support/verdicts.js';

let database: TestDatabase;
let dataSource: DataSource;
let home: string;
beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
  home = mkdtempSync(join(tmpdir(), 'earshot-learning-'));
});
afterEach(async () => {
  await dataSource?.destroy();
  await database?.drop();
  rmSync(home, { recursive: true, force: true });
});

const environment = () => ({ DATABASE_URL: database.url, EARSHOT_HOME: home });
const earshot = (...args: string[]) => runCommand(args, environment());
const linesOf = (stdout: string): unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

describe('earshot learn and shadow', () => {
  it('learn prints the figures and adopts; a dry run only measures', async () => {
    const empty = await earshot('learn');
    expect([empty.code, empty.stdout]).toEqual([0, '']);
    expect(empty.stderr).toContain('at least 10');

    await teach(dataSource, await insertSource(dataSource), houseLanguage(40));
    const dry = await earshot('learn', '--dry-run');
    expect(linesOf(dry.stdout)).toMatchObject([{ sourceId: null, verdicts: 40, outcome: 'adopted', overlayId: null }]);
    expect(await dataSource.getRepository(OverlayEntity).count()).toBe(0);

    const learned = await earshot('learn');
    const figures = { before: { macroF1: expect.any(Number) as number }, after: { macroF1: 1 } };
    expect(linesOf(learned.stdout)).toMatchObject([{ outcome: 'adopted', figures }]);
    expect(linesOf((await earshot('learn')).stdout)).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await new PostgresOverlayStore(dataSource).inForce()).toHaveLength(1);
  });

  it('shadow prints what would change in whole days, and the sums', async () => {
    const sourceId = await insertSource(dataSource);
    const question = 'When will the payment be made???';
    const id = await insertJudged(dataSource, sourceId, question, { receivedAt: new Date('2026-03-02T20:00:00Z') });
    await insertJudged(dataSource, sourceId, question, { receivedAt: new Date('2026-03-05T00:00:00Z') });
    const period = ['shadow', '--from', '2026-03-02', '--to', '2026-03-02'];

    const same = await earshot(...period, '--overlay', 'none');
    expect(linesOf(same.stdout)).toMatchObject([{ summary: { judged: 1, changed: 0 } }]);
    const strict = await earshot(...period, '--dissatisfied-from', '1', '--uncertain-from', '0.01');
    expect(linesOf(strict.stdout)).toMatchObject([
      { messageId: id, from: { verdict: 'dissatisfied' }, to: { verdict: 'uncertain' } },
      { summary: { judged: 1, changed: 1, complete: true } },
    ]);
    const model = join(__dirname, '../../libs/detection/model/earshot.model');
    const lexicons = join(__dirname, '../../config/lexicons');
    const files = await earshot(...period, '--model', model, '--lexicons', lexicons);
    expect(linesOf(files.stdout)).toMatchObject([{ summary: { changed: 0 } }]);
  });

  it.each([
    [['--from', 'yesterday', '--to', '2026-03-02'], '--from'],
    [['--from', '2026-03-02', '--to', '2026-03-02', '--overlay', 'best'], '--overlay'],
    [['--from', '2026-03-02', '--to', '2026-03-02', '--dissatisfied-from', '2'], '--dissatisfied-from'],
    [['--from', '2026-03-02', '--to', '2026-03-02', '--model', '/nowhere.model'], '/nowhere.model'],
  ])('shadow refuses %j', async (args, fault) => {
    const { code, stdout, stderr } = await earshot('shadow', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(fault);
  });
});

describe('the running service', () => {
  it('learns by itself from verdicts that were given while it was away', async () => {
    await teach(dataSource, await insertSource(dataSource), houseLanguage(40));
    const service = await startService(await freePort(), environment());
    try {
      await eventually(async () => {
        expect(await new PostgresOverlayStore(dataSource).inForce()).toMatchObject([{ verdicts: 40 }]);
      });
      const name = (await new PostgresOverlayStore(dataSource).inForce())[0];
      await eventually(() => expect(service.output()).toContain(`${name?.baseModel}+overlay.${name?.id}`));
    } finally {
      expect(await service.stop()).toBe(0);
    }
  }, 150_000);
});
