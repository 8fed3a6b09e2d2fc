import { spawn } from 'node:child_process';
import path from 'node:path';
import { createDataSource } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { insertSource } from '../support/case-data.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addCase, addUser } from '../support/sweep-kit.js';

const WRITTEN = new Date('2026-03-02T08:00:00Z');
const DUE = new Date('2026-03-05T15:00:00Z');
const FRIDAY_NOON = '2026-03-06T10:00:00Z';
const CASES = 3;

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

/** Sweeps in a process of its own that dies before its `killAt`th statement. Resolves to whether it was killed. */
function sweepAndDie(killAt: number): Promise<boolean> {
  const script = path.join(__dirname, '../support/sweep-worker.cjs');
  const child = spawn(process.execPath, [script, database.url, FRIDAY_NOON, String(killAt)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(`the sweep ended with ${code}`));
    });
  });
}

const count = async (of: string) =>
  (await dataSource.query<[{ n: number }]>(`select count(*)::int as n from ${of}`))[0].n;

/** Everything that a sweep writes, together. */
const written = async () => ({
  escalations: await count('escalations'),
  notifications: await count('notifications'),
  events: await count(`case_events where type = 'escalated'`),
  planned: await count('tasks where next_step_at is distinct from opened_at'),
  announced: await count('changes'),
  mails:
    (await count(`pg_tables where tablename = 'job' and schemaname = 'pgboss'`)) === 0 ? 0 : await count('pgboss.job'),
});

describe('a worker that is killed while it sweeps', () => {
  it('at any statement leaves nothing behind, and the next sweep tells everything once', async () => {
    const sourceId = await insertSource(dataSource);
    await addUser(dataSource, 'liisa', 'lead');
    for (let i = 0; i < CASES; i += 1)
      await addCase(dataSource, { sourceId, writtenAt: WRITTEN, open: { answer: DUE } });
    await dataSource.query(
      `update cases set snoozed_until = '2026-03-06T09:00:00Z' where id = (select min(id) from cases)`,
    );
    const nothing = { escalations: 0, notifications: 0, events: 0, planned: 0, announced: 0, mails: 0 };
    let killAt = 1;
    for (; await sweepAndDie(killAt); killAt += 1) expect([killAt, await written()]).toEqual([killAt, nothing]);
    // It begins, claims, plans, tells, hands on, announces and commits: fewer statements would mean that none was killed.
    expect(killAt).toBeGreaterThan(12);
    const everything = {
      escalations: CASES,
      notifications: CASES,
      events: CASES,
      planned: CASES,
      announced: 1,
      mails: 1,
    };
    expect(await written()).toEqual(everything);
    await sweepAndDie(Number.MAX_SAFE_INTEGER);
    expect(await written()).toEqual(everything);
    expect(await dataSource.query('select distinct snoozed_until, version from cases')).toEqual([
      { snoozed_until: null, version: 1 },
    ]);
  }, 300_000);
});
