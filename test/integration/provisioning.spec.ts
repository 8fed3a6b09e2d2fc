import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CONNECTORS } from '@earshot/connectors';
import { ConfigError } from '@earshot/domain';
import { provisionSources, SourceKinds, type Provisioned } from '@earshot/intake';
import { createDataSource, PostgresSourceBook, SourceEntity } from '@earshot/persistence';
import { SystemClock } from '@earshot/platform';
import type { DataSource } from 'typeorm';
import { secretKeeper } from '../../apps/worker/src/sources/secret-keeper.js';
import { readSourceFiles } from '../../apps/worker/src/sources/source-files.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testBox } from '../support/intake-settings.js';

const FEED = (name: string, extra = '') =>
  `  - name: ${name}\n    kind: feed\n    options: { url: "https://forum.example.org/${name}", username: anna }\n    secrets: { password: { env: PASSWORD } }\n${extra}`;

let root: string;
let database: TestDatabase;
let dataSource: DataSource;
const kinds = new SourceKinds(CONNECTORS);
beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'earshot-sources-'));
  mkdirSync(path.join(root, 'config'));
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
});
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
  rmSync(root, { recursive: true });
});

const write = (text: string, file = 'config/sources.yaml') => writeFileSync(path.join(root, file), text);
const provision = (file = 'config/sources.yaml', PASSWORD = 'one'): Promise<Provisioned> =>
  provisionSources(readSourceFiles(root, file, kinds, { PASSWORD }), {
    book: new PostgresSourceBook(dataSource),
    kinds,
    keeper: secretKeeper(testBox),
    clock: new SystemClock(),
    defaultIntervalSeconds: 300,
  });
const sources = () => dataSource.getRepository(SourceEntity);
const stored = (name: string) =>
  sources().createQueryBuilder('s').addSelect('s.secrets').where({ name }).getOneOrFail();
const secretsOf = async (name: string) =>
  JSON.parse(testBox.open((await stored(name)).secrets ?? Buffer.alloc(0))) as object;

describe('sources that a file configures', () => {
  it('are added with their secrets and marked, and nothing happens when they are as written', async () => {
    write(`sources:\n${FEED('Forum')}${FEED('Other', '    interval: 60\n')}`);
    const first = await provision();
    expect(first).toMatchObject({ changed: [], unchanged: [], withdrawn: [] });
    expect(first.added).toHaveLength(2);
    expect(await stored('Other')).toMatchObject({
      provisionedBy: 'config/sources.yaml',
      pollIntervalSeconds: 60,
      state: 'healthy',
    });
    expect(await secretsOf('Forum')).toEqual({ password: 'one' });
    expect(await provision()).toMatchObject({ added: [], changed: [], unchanged: first.added, withdrawn: [] });
  });

  it('are not read when they are described as paused, until somebody resumes them', async () => {
    write(`sources:\n${FEED('Forum', '    paused: true\n')}`);
    await provision();
    expect(await stored('Forum')).toMatchObject({ state: 'paused', provisionedBy: 'config/sources.yaml' });
    await sources().update({ name: 'Forum' }, { state: 'healthy', stateReason: null });
    await provision();
    expect(await stored('Forum')).toMatchObject({ state: 'healthy' });
  });

  it('follow the file, and keep what the other side has renewed', async () => {
    write(`sources:\n${FEED('Forum')}`);
    await provision();
    await sources().update(
      { name: 'Forum' },
      { secrets: Buffer.from(testBox.seal('{"password":"renewed"}')), cursor: { at: 1 } },
    );
    write(`sources:\n${FEED('Forum', '    interval: 60\n')}`);
    await provision();
    expect([await secretsOf('Forum'), (await stored('Forum')).cursor]).toEqual([{ password: 'renewed' }, { at: 1 }]);
    await provision('config/sources.yaml', 'two');
    expect(await secretsOf('Forum')).toEqual({ password: 'two' });
  });

  it('are paused and told when they are taken out, and go on when they come back', async () => {
    write(`sources:\n${FEED('Forum')}`);
    await provision();
    write('sources: []');
    expect((await provision()).withdrawn).toHaveLength(1);
    const out = await stored('Forum');
    expect(out).toMatchObject({ state: 'paused', provisionedBy: null });
    expect(out.stateReason).toContain('Taken out of config/sources.yaml');
    expect(out.withdrawnAt).not.toBeNull();
    expect((await provision()).withdrawn).toEqual([]);
    write(`sources:\n${FEED('Forum')}`);
    await provision();
    expect(await stored('Forum')).toMatchObject({ state: 'healthy', withdrawnAt: null, stateReason: null });
  });

  it('take over what people have added under the same name', async () => {
    const entity = sources().create({
      kind: 'feed',
      name: 'Forum',
      options: { url: 'https://old.example' },
      pollIntervalSeconds: 99,
    });
    const { id } = await sources().save(entity);
    write(`sources:\n${FEED('Forum')}`);
    expect((await provision()).changed).toEqual([id]);
    expect(await stored('Forum')).toMatchObject({ provisionedBy: 'config/sources.yaml', pollIntervalSeconds: 300 });
  });

  it('are provisioned once by processes that start together', async () => {
    write(`sources:\n${FEED('Forum')}`);
    const outcomes = await Promise.all([provision(), provision(), provision()]);
    expect(outcomes.map(({ added }) => added.length).sort()).toEqual([0, 0, 1]);
  });

  it('may stand in a folder of files, each name once', async () => {
    mkdirSync(path.join(root, 'sources'));
    write(`sources:\n${FEED('A')}`, 'sources/a.yaml');
    write(JSON.stringify({ sources: [{ name: 'B', kind: 'by-hand' }] }), 'sources/b.json');
    write('not read', 'sources/readme.txt');
    expect((await provision('sources')).added).toHaveLength(2);
    write(`sources:\n${FEED('A')}`, 'sources/c.yaml');
    expect(() => provision('sources')).toThrow(/sources\/c\.yaml: 'A' is taken; .* stands in sources\/a\.yaml/);
  });

  it('are changed all or not at all: every fault is told, of every file', async () => {
    mkdirSync(path.join(root, 'sources'));
    write(`sources:\n${FEED('A')}`, 'sources/a.yaml');
    write('sources:\n  - { name: B, kind: fax }', 'sources/b.yaml');
    write('sources:\n  - { name: C, kind: feed }', 'sources/c.yaml');
    const faults = await Promise.resolve()
      .then(() => provision('sources'))
      .then(
        () => null,
        (error: unknown) => (error instanceof ConfigError ? error.faults.map(({ path: place }) => place) : error),
      );
    expect(faults).toEqual(['sources/b.yaml:2', 'sources/c.yaml:2']);
    expect(await sources().count()).toBe(0);
  });

  it('refuse a name that a source of another kind has', async () => {
    const entity = sources().create({ kind: 'folder', name: 'Forum', options: { path: 'x' }, pollIntervalSeconds: 99 });
    await sources().save(entity);
    write(`sources:\n${FEED('Forum')}`);
    await expect(provision()).rejects.toThrow('The files of sources have faults');
  });

  it('need no file, but one that is named must be there', async () => {
    expect(await provision()).toMatchObject({ added: [], withdrawn: [] });
    expect(() => provision('config/other.yaml')).toThrow(/config\/other\.yaml does not exist/);
  });
});
