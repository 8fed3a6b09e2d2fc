import { spawn } from 'node:child_process';
import path from 'node:path';
import { createDataSource } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { openDigestWorker } from '../support/digest-kit.js';
import { eventually } from '../support/eventually.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';
import { addUser, SetClock } from '../support/sweep-kit.js';

const MONDAY_8_IN_HELSINKI = '2026-03-02T06:00:10Z';

/** Where the process dies, and how often the mail server has taken the mail when another worker is done with it. */
const STEPS: readonly (readonly [step: string, taken: number])[] = [
  ['before it is claimed', 1],
  ['before it is handed on', 1],
  ['after it is handed on', 1],
  ['after it is claimed', 1],
  ['before it is taken up', 1],
  ['after it is taken up', 1],
  ['after it is written', 1],
  ['before it is handed over', 1],
  // The one window that no protocol closes: the server has it, and nobody could write that down. The mail is the same.
  ['after it is handed over', 2],
  ['after it is marked', 2],
];

describe('a worker that is killed while it sends a digest', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let server: MailServer;
  beforeEach(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    server = await startMailServer();
    await addUser(dataSource, 'maija', 'manager');
  });
  afterEach(async () => {
    await dataSource?.destroy();
    await server?.close();
    await database?.drop();
  });

  const dieAt = (step: string): Promise<NodeJS.Signals | null> => {
    const script = path.join(__dirname, '../support/digest-worker.cjs');
    const child = spawn(process.execPath, [script, database.url, String(server.port), MONDAY_8_IN_HELSINKI, step], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  };

  it.each(STEPS)(
    '%s: two others send it, and it is one mail',
    async (step, taken) => {
      expect(await dieAt(step)).toBe('SIGKILL');
      const clock = new SetClock(new Date(MONDAY_8_IN_HELSINKI));
      const others = await Promise.all([1, 2].map(() => openDigestWorker(database.url, server.port, clock)));
      try {
        await Promise.all(others.map(({ desk }) => desk.tick()));
        await eventually(async () => {
          // What the dead one had begun is given up after its time, which is brought forward.
          await dataSource.query(
            `update pgboss.job set started_on = started_on - interval '1 hour' where state = 'active' and started_on > now() - interval '30 minutes'`,
          );
          await dataSource.query(`update pgboss.job set start_after = now() where state = 'retry'`);
          expect(await dataSource.query('select period::text, state from digests')).toEqual([
            { period: '2026-03-02', state: 'sent' },
          ]);
        });
      } finally {
        await Promise.all(others.map((one) => one.stop()));
      }
      expect(server.mails).toHaveLength(taken);
      expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(1);
    },
    180_000,
  );
});
