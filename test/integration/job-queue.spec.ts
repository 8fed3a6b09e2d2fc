import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { JobHandler } from '@earshot/domain';
import { openEmbeddedDatabase } from '@earshot/persistence';
import { PgBossJobQueue, type JobQueueSettings } from '@earshot/platform';
import { Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

jest.setTimeout(240_000);

let database: TestDatabase;
let pool: Pool;
const queues: PgBossJobQueue[] = [];
const children: ChildProcess[] = [];

function queueOn(url: string, settings: Partial<JobQueueSettings> = {}): PgBossJobQueue {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const queue = new PgBossJobQueue({ connectionString: url, names: ['work'], logger, idleMs: 50, ...settings });
  queues.push(queue);
  return queue;
}

async function newQueue(settings: Partial<JobQueueSettings> = {}): Promise<PgBossJobQueue> {
  return queueOn(database.url, settings);
}

/** Waits until `done` gives something; the limit of the test is the limit of the waiting. */
async function until<T>(done: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  for (;;) {
    const result = await done();
    if (result !== undefined && result !== false) return result;
    await delay(30);
  }
}

async function rows<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
  return (await pool.query(sql, parameters)).rows as T[];
}

const stateOf = async (id: string | null): Promise<string | undefined> =>
  (await rows<{ state: string }>('select state::text from pgboss.job where id = $1', [id]))[0]?.state;

const effect: JobHandler<{ number: number }> = async (job, transaction) => {
  await transaction.query('insert into effect (job, step) values ($1, 1)', [job.data.number]);
};

const effects = () => rows<{ job: number; step: number }>('select job, step from effect order by job, step');

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  pool = new Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
  await pool.query('create table effect (job int not null, step int not null)');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(queues.splice(0).map((queue) => queue.stop(0)));
  await pool.end();
  await database.drop();
});

describe('a job', () => {
  it('has its effect and its completion in one transaction', async () => {
    const queue = await newQueue();
    queue.handle('work', effect);
    await queue.start();
    const id = await queue.send('work', { number: 1 });
    await until(async () => (await stateOf(id)) === 'completed');
    expect(await effects()).toEqual([{ job: 1, step: 1 }]);
  });

  it('exists only if the transaction that sent it commits', async () => {
    const queue = await newQueue();
    queue.handle('work', effect);
    await queue.start();
    const client = await pool.connect();
    const handle = {
      query: async (sql: string, parameters: readonly unknown[] = []) =>
        (await client.query<Record<string, unknown>>(sql, [...parameters])).rows,
    };
    await client.query('begin');
    await queue.send('work', { number: 1 }, {}, handle);
    await client.query('rollback');
    await client.query('begin');
    await queue.send('work', { number: 2 }, {}, handle);
    await client.query('commit');
    client.release();
    await until(async () => (await effects()).length > 0);
    expect(await effects()).toEqual([{ job: 2, step: 1 }]);
    expect(await rows('select from pgboss.job')).toHaveLength(1);
  });

  it('is undone when it throws, tried again, and completes at last', async () => {
    const queue = await newQueue();
    const attempts: number[] = [];
    queue.handle<{ number: number }>('work', async (job, transaction, signal) => {
      await effect(job, transaction, signal);
      attempts.push(job.attempt);
      if (job.attempt < 2) throw new Error('not yet');
    });
    await queue.start();
    const id = await queue.send('work', { number: 1 }, { retryDelaySeconds: 0 });
    await until(async () => (await stateOf(id)) === 'completed');
    expect(attempts).toEqual([0, 1, 2]);
    expect(await effects()).toEqual([{ job: 1, step: 1 }]);
  });

  it('is kept as failed, with its reason, after the last attempt', async () => {
    const finished: string[] = [];
    const queue = await newQueue({ onFinished: ({ outcome }) => finished.push(outcome.kind) });
    queue.handle('work', async () => {
      throw new RangeError('the mail server says no');
    });
    await queue.start();
    const id = await queue.send('work', {}, { retryLimit: 1, retryDelaySeconds: 0 });
    await until(async () => (await stateOf(id)) === 'failed');
    const [job] = await rows<{ output: object }>('select output from pgboss.job where id = $1', [id]);
    expect(job?.output).toMatchObject({ name: 'RangeError', message: 'the mail server says no' });
    await until(() => finished.length === 2);
    expect(finished).toEqual(['failed', 'failed']);
  });

  it('waits for its time', async () => {
    const queue = await newQueue();
    queue.handle('work', effect);
    await queue.start();
    const late = await queue.send('work', { number: 2 }, { startAfter: new Date(Date.now() + 3_600_000) });
    const now = await queue.send('work', { number: 1 }, { startAfter: new Date(Date.now() - 1000) });
    await until(async () => (await stateOf(now)) === 'completed');
    expect(await stateOf(late)).toBe('created');
  });

  it('cannot use its transaction after it has ended', async () => {
    const queue = await newQueue();
    let late: Promise<unknown> | undefined;
    queue.handle('work', async (_, transaction) => {
      late = delay(200).then(() => transaction.query('insert into effect values (1, 1)'));
      late.catch(() => undefined);
    });
    await queue.start();
    await queue.send('work', {});
    await expect(until(() => late)).rejects.toThrow('must await everything it starts');
    expect(await effects()).toEqual([]);
  });

  it('that runs too long is aborted and counts as failed', async () => {
    const queue = await newQueue({ timeLimitMs: 50 });
    queue.handle<{ number: number }>('work', async (job, transaction, signal) => {
      await effect(job, transaction, signal);
      await delay(60_000, undefined, { signal });
    });
    await queue.start();
    const id = await queue.send('work', { number: 1 }, { retryLimit: 0 });
    await until(async () => (await stateOf(id)) === 'failed');
    expect(await effects()).toEqual([]);
  });
});

describe('a singleton key', () => {
  it('lets one job wait and one run, and does not hold up other keys', async () => {
    const queue = await newQueue();
    const began: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let together = 0;
    let most = 0;
    queue.handle<{ key: string }>(
      'work',
      async (job) => {
        began.push(job.data.key);
        if (job.data.key === 'a') {
          most = Math.max(most, (together += 1));
          await held;
          together -= 1;
        }
      },
      { concurrency: 3 },
    );
    await queue.start();
    const send = (key: string) => queue.send('work', { key }, { singletonKey: key });
    await send('a');
    await until(() => began.length === 1);
    const waiting = await send('a');
    expect(waiting).not.toBeNull();
    expect(await send('a')).toBeNull();
    await send('b');
    await send('c');
    await until(() => began.includes('b') && began.includes('c'));
    // Which of the other two began first is nobody's promise: they run at the same time.
    expect([...began].sort()).toEqual(['a', 'b', 'c']);
    release();
    await until(async () => (await stateOf(waiting)) === 'completed');
    expect(most).toBe(1);
    expect(began).toHaveLength(4);
    expect(began.at(-1)).toBe('a');
  });

  it('does not make jobs without a key exclude each other', async () => {
    const queue = await newQueue();
    expect(await queue.send('work', { number: 1 })).not.toBeNull();
    expect(await queue.send('work', { number: 2 })).not.toBeNull();
  });
});

describe('starting', () => {
  it('is refused when a job name has no handler or two, or is not known', async () => {
    const queue = await newQueue({ names: ['work', 'digest'] });
    queue.handle('work', effect);
    await expect(queue.start()).rejects.toThrow('These jobs have no handler: digest');
    expect(() => queue.handle('work', effect)).toThrow("The job 'work' has a handler already");
    expect(() => queue.handle('wrok', effect)).toThrow("There is no job name 'wrok'; the names are work, digest");
    await expect(queue.send('wrok', {})).rejects.toThrow("There is no job name 'wrok'");
  });

  it('tells of jobs that wait under a name which nobody handles any more', async () => {
    const old = await newQueue({ names: ['work', 'former'] });
    await old.send('former', {});
    const told: unknown[] = [];
    const logger = { info: () => undefined, warn: () => undefined, error: (fields: object) => told.push(fields) };
    const queue = await newQueue({ logger });
    queue.handle('work', effect);
    await queue.start();
    expect(told).toEqual([{ queues: ['former'] }]);
  });

  it('works when several processes make the schema at the same time', async () => {
    const started = await Promise.all([1, 2, 3].map(() => newQueue()));
    const ids = await Promise.all(started.map((queue, number) => queue.send('work', { number })));
    expect(new Set(ids).size).toBe(3);
  });

  it('works when several processes make different queues at the same time', async () => {
    const names = Array.from({ length: 12 }, (_, number) => `work-${number}`);
    const queue = queueOn(database.url, { names });
    await queue.send(names[0]!, {});
    const others = names.slice(1).map((name) => queueOn(database.url, { names: [name] }).send(name, {}));
    expect(new Set(await Promise.all(others)).size).toBe(11);
  });
});

describe('stopping', () => {
  it('lets running jobs finish', async () => {
    const queue = await newQueue();
    let began = false;
    queue.handle<{ number: number }>('work', async (job, transaction, signal) => {
      began = true;
      await delay(300);
      await effect(job, transaction, signal);
    });
    await queue.start();
    const id = await queue.send('work', { number: 1 });
    await until(() => began);
    await queue.stop(10_000);
    await queue.stop(10_000);
    expect(await stateOf(id)).toBe('completed');
    expect(await effects()).toEqual([{ job: 1, step: 1 }]);
  });

  it('aborts those that do not, and they run again at once elsewhere without having lost an attempt', async () => {
    const queue = await newQueue();
    let began = false;
    queue.handle<{ number: number }>('work', async (job, transaction, signal) => {
      await effect(job, transaction, signal);
      began = true;
      await delay(60_000, undefined, { signal });
    });
    await queue.start();
    const id = await queue.send('work', { number: 1 }, { retryLimit: 0 });
    await until(() => began);
    await queue.stop(50);
    const next = await newQueue();
    const attempts: number[] = [];
    next.handle<{ number: number }>('work', async (job, transaction, signal) => {
      attempts.push(job.attempt);
      await effect(job, transaction, signal);
    });
    await next.start();
    await until(async () => (await stateOf(id)) === 'completed');
    expect(attempts).toEqual([0]);
    expect(await effects()).toEqual([{ job: 1, step: 1 }]);
  });
});

describe('several workers', () => {
  it('share the jobs: each runs once', async () => {
    const sender = await newQueue();
    for (let number = 0; number < 60; number += 1) await sender.send('work', { number });
    const counts = [0, 0];
    for (const i of [0, 1]) {
      const queue = await newQueue();
      queue.handle<{ number: number }>(
        'work',
        async (job, transaction, signal) => {
          counts[i]! += 1;
          await effect(job, transaction, signal);
        },
        { concurrency: 3 },
      );
      await queue.start();
    }
    await until(async () => (await rows("select from pgboss.job where state = 'completed'")).length === 60);
    expect(counts[0]! + counts[1]!).toBe(60);
    expect((await effects()).map(({ job }) => job)).toEqual(Array.from({ length: 60 }, (_, i) => i));
  });

  it('lose nothing and double nothing when they are killed in the middle of their work', async () => {
    const sender = await newQueue();
    const total = 400;
    const worker = async (): Promise<ChildProcess> => {
      const child = spawn(process.execPath, [join(__dirname, '../support/job-worker.cjs'), database.url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(child);
      await once(child.stdout, 'data');
      return child;
    };
    for (let number = 0; number < total; number += 1) await sender.send('work', { number }, { retryDelaySeconds: 0 });
    const interrupted: number[] = [];
    for (let kill = 0; kill < 5; kill += 1) {
      const child = await worker();
      await delay(100 + Math.random() * 200);
      child.kill('SIGKILL');
      await once(child, 'exit');
      interrupted.push((await rows("select from pgboss.job where state = 'active'")).length);
    }
    // The kills hit jobs that were under way; otherwise this proves nothing.
    expect(Math.max(...interrupted)).toBeGreaterThan(0);
    const last = await worker();
    await until(async () => (await rows("select from pgboss.job where state = 'completed'")).length === total);
    last.kill('SIGTERM');
    const each = await rows<{ job: number; steps: string }>(
      `select job, string_agg(step::text, ',' order by step) as steps from effect group by job order by job`,
    );
    expect(each).toEqual(Array.from({ length: total }, (_, job) => ({ job, steps: '1,2' })));
  });
});

describe('a restart of PostgreSQL', () => {
  it('is survived: jobs go on, none is lost or doubled', async () => {
    const home = mkdtempSync(join(tmpdir(), 'earshot-jobs-'));
    chmodSync(home, 0o755);
    const own = await openEmbeddedDatabase(home, { durable: false });
    const ownPool = new Pool({ connectionString: own.url, max: 1 });
    ownPool.on('error', () => undefined);
    const told: string[] = [];
    const tell = (_: object, message: string): void => void told.push(message);
    const queue = queueOn(own.url, { orphanSeconds: 1, logger: { info: tell, warn: tell, error: tell } });
    try {
      await ownPool.query('create table effect (job int not null, step int not null)');
      queue.handle<{ number: number }>(
        'work',
        async (job, transaction, signal) => {
          await effect(job, transaction, signal);
          await delay(20);
        },
        { concurrency: 3 },
      );
      await queue.start();
      for (let number = 0; number < 100; number += 1) await queue.send('work', { number }, { retryDelaySeconds: 0 });
      const count = async (): Promise<number> =>
        Number((await ownPool.query<{ n: string }>('select count(*) as n from effect')).rows[0]?.n);
      await until(async () => (await count()) >= 20);
      process.kill(Number(readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGINT');
      await until(async () => (await count().catch(() => 0)) >= 100);
      const done = await ownPool.query('select job from effect order by job');
      expect(done.rows).toEqual(Array.from({ length: 100 }, (_, job) => ({ job })));
      expect(told).toContain('Jobs are taken again');
    } finally {
      await queue.stop(1000);
      await ownPool.end();
      await own.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
