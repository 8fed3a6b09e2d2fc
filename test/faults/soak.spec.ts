import { CONNECTORS } from '@earshot/connectors';
import { SecretBox } from '@earshot/platform';
import { createDataSource, SourceEntity } from '@earshot/persistence';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { HTTP_FAULTS } from '../support/soak/http-faults.js';
import { SeededRandom } from '../support/soak/seeded-random.js';
import type { SoakChannel } from '../support/soak/soak-channel.js';
import { FILLED_IN_BY_THE_HOUSE, SOAK_KINDS } from '../support/soak/soak-kinds.js';
import { SoakProcesses } from '../support/soak/soak-processes.js';

const SOURCES = 40;
const WORKERS = 2;
/** How long customers write, servers fail and workers die. */
const SOAK_MS = Number(process.env['EARSHOT_TEST_SOAK_SECONDS'] ?? 120) * 1_000;
const SEED = Number(process.env['EARSHOT_TEST_SOAK_SEED'] ?? Date.now() % 1_000_000);
const TURN_MS = 250;
const KILL_EVERY_MS = 12_000;
/** Until everything is read when nothing fails any more. */
const SETTLED_MS = 300_000;
const READ_AGAIN_MS = 2_000;

/** One source with what was published in it. */
interface Soaked {
  readonly id: string;
  readonly channel: SoakChannel;
  readonly published: string[];
}

describeWithDovecot(`${SOURCES} sources of all kinds that fail at random (seed ${SEED})`, () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let dovecot: Dovecot;
  let folder: string;
  let workers: SoakProcesses;
  let api: SoakProcesses;
  let soaked: Soaked[];
  const random = new SeededRandom(SEED);

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
    dovecot = await startDovecot();
    folder = mkdtempSync(join(tmpdir(), 'earshot-soak-'));
    const key = randomBytes(32);
    const environment = {
      DATABASE_URL: database.url,
      EARSHOT_SECRET_KEY: key.toString('base64'),
      EARSHOT_POLLING_PAGE_SIZE: '5',
      EARSHOT_POLLING_CONCURRENCY: '8',
      EARSHOT_POLLING_LEASE_SECONDS: '15',
      EARSHOT_LOG_LEVEL: 'error',
    };
    workers = new SoakProcesses('worker', folder, environment);
    const port = await freePort();
    api = new SoakProcesses('api', folder, { ...environment, PORT: String(port) });
    const ground = { dovecot, apiUrl: `http://127.0.0.1:${port}`, seed: SEED };
    const box = new SecretBox([key]);
    const kinds = Object.entries(SOAK_KINDS);
    soaked = [];
    for (let n = 0; n < SOURCES; n += 1) {
      const [kind, open] = kinds[n % kinds.length]!;
      const channel = await open(ground, n);
      soaked.push({ id: await addSource(kind, n, channel, box), channel, published: [] });
    }
  });
  afterAll(async () => {
    await workers?.stop();
    await api?.stop();
    for (const { channel } of soaked ?? []) await channel.stop();
    await dataSource?.destroy();
    await dovecot?.dispose();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function addSource(kind: string, n: number, channel: SoakChannel, box: SecretBox): Promise<string> {
    const { options, secrets } = channel;
    const sealed = Object.keys(secrets).length === 0 ? null : Buffer.from(box.seal(JSON.stringify(secrets)));
    const name = `${kind} ${n}`;
    const row = { kind, name, options: { ...options }, secrets: sealed, pollIntervalSeconds: 5 };
    return (await dataSource.getRepository(SourceEntity).save(row)).id;
  }

  function publish({ id, channel, published }: Soaked): void {
    const n = published.length + 1;
    const mood = random.below(4) === 0 ? 'When will it come??? Nobody answers.' : 'Thank you, all is well.';
    const words = `soak-${id}-${n} ${mood}`;
    published.push(`soak-${id}-${n}`);
    channel.publish(n, words, id);
  }

  /** One turn: somebody writes, a server begins or ceases to fail. */
  function turn(): void {
    for (let n = random.below(8); n > 0; n -= 1) publish(random.pick(soaked));
    const { http } = random.pick(soaked).channel;
    if (http !== null) http.instead = random.below(2) === 0 ? random.pick(Object.values(HTTP_FAULTS)) : null;
  }

  async function soak(): Promise<void> {
    const end = performance.now() + SOAK_MS;
    let killAt = performance.now() + KILL_EVERY_MS;
    let isMailDown = false;
    while (performance.now() < end) {
      turn();
      if (performance.now() > killAt) {
        killAt += KILL_EVERY_MS;
        await workers.kill(random.below(WORKERS));
        workers.start();
        if (random.below(2) === 0) {
          await api.kill(0);
          api.start();
        }
        if (isMailDown) await dovecot.start();
        else await dovecot.stop();
        isMailDown = !isMailDown;
      }
      await pause(TURN_MS);
    }
    if (isMailDown) await dovecot.start();
    for (const { channel } of soaked) if (channel.http !== null) channel.http.instead = null;
  }

  /** What was published and is not stored. */
  async function missing(): Promise<string[]> {
    const rows = await dataSource.query<{ token: string }[]>(
      `select substring(text from 'soak-[0-9]+-[0-9]+') as token from messages`,
    );
    const stored = new Set(rows.map(({ token }) => token));
    return soaked.flatMap(({ published }) => published.filter((token) => !stored.has(token)));
  }

  /**
   * As a person who presses "Read now" when the provider says that all is well again, and once more while something is
   * missing: a reading that had begun before may still have failed and put its source off for long.
   */
  async function readNow(): Promise<void> {
    await dataSource.query(`update sources set next_poll_at = now() where next_poll_at > now() + interval '5 seconds'`);
    await dataSource.query(`update rate_budgets set resets_at = now() where resets_at > now()`);
  }

  async function everythingIsThere(): Promise<void> {
    await readNow();
    if ((await missing()).length > 0) await pause(READ_AGAIN_MS);
    expect(await missing()).toEqual([]);
  }

  it('are of every kind that there is', () => {
    const soakedKinds = Object.keys(SOAK_KINDS);
    const kinds = CONNECTORS.map(({ kind }) => kind);
    expect([...soakedKinds, ...FILLED_IN_BY_THE_HOUSE].sort()).toEqual(kinds.sort());
    expect(soakedKinds.length).toBeLessThanOrEqual(SOURCES);
  });

  it(
    'bring every published message exactly once, and every account balances',
    async () => {
      for (const source of soaked) publish(source);
      for (let n = 0; n < WORKERS; n += 1) workers.start();
      api.start();
      await soak();
      await eventually(everythingIsThere, SETTLED_MS).catch((error: Error) => {
        throw new Error(`${error.message}\nThe workers: ${workers.printed}\nThe API: ${api.printed}`);
      });
      await workers.stop();
      await api.stop();

      const published = soaked.reduce((sum, source) => sum + source.published.length, 0);
      const [counts] = await dataSource.query<Record<string, number>[]>(
        `select count(*)::int as stored, count(distinct substring(text from 'soak-[0-9]+-[0-9]+'))::int as different,
         (select count(*)::int from assessments) as judged,
         (select count(*)::int from cases c where not exists (select from messages m where m.case_id = c.id)) as hollow
       from messages`,
      );
      expect(counts).toEqual({ stored: published, different: published, judged: published, hollow: 0 });
      // Seen = stored + duplicate + skipped + quarantined is checked by the database; here, that it tells of what is there.
      const unbalanced = await dataSource.query<{ name: string }[]>(
        `select s.name from sources s
       where (select coalesce(sum(stored), 0) from polls where source_id = s.id)
               <> (select count(*) from messages where source_id = s.id)
          or (select coalesce(sum(quarantined), 0) from polls where source_id = s.id)
               <> (select count(*) from quarantine where source_id = s.id)
          or (select row(sum(seen), sum(stored), sum(duplicate), sum(skipped_count), sum(quarantined))
              from polls where source_id = s.id)
               is distinct from
             (select row(sum(seen), sum(stored), sum(duplicate), sum(skipped_count), sum(quarantined))
              from source_days where source_id = s.id)
          or (select sum(messages) from source_hours where source_id = s.id)
               is distinct from (select count(*) from messages where source_id = s.id)`,
      );
      expect(unbalanced).toEqual([]);
      expect(await dataSource.getRepository(SourceEntity).findBy({ state: 'paused' })).toEqual([]);
    },
    SOAK_MS + SETTLED_MS + 60_000,
  );
});
