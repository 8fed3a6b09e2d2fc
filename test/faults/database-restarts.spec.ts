import { createDataSource, openEmbeddedDatabase } from '@earshot/persistence';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { runCommand, startService, type Environment, type Service } from '../support/service.js';

const ROWS = 3_000;

describe('a database that is killed under load', () => {
  let home: string;
  let service: Service;
  let environment: Environment;

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'earshot-home-'));
    environment = { EARSHOT_HOME: home, EARSHOT_POLLING_PAGE_SIZE: '20' };
    mkdirSync(join(home, 'book'));
    writeFileSync(
      join(home, 'book/complaints.jsonl'),
      Array.from({ length: ROWS }, (_, n) => `${JSON.stringify(row(n))}\n`).join(''),
    );
  });
  afterAll(async () => {
    await service?.kill();
    // The server of a killed service is adopted and stopped properly.
    await (await openEmbeddedDatabase(home)).close();
    rmSync(home, { recursive: true, force: true });
  });

  it('is back by itself, and every message is stored exactly once', async () => {
    const added = await runCommand(
      [
        'sources',
        'add',
        '--kind',
        'folder',
        '--name',
        'Book',
        '--interval',
        '5',
        '--set',
        `path=${join(home, 'book')}`,
      ],
      environment,
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
    service = await startService(await freePort(), environment);
    const database = await openEmbeddedDatabase(home);
    const count = async () => {
      const [row] = await query<{ n: number }>(
        database.url,
        `select count(*)::int as n from messages m join sources s on s.id = m.source_id where s.name = 'Book'`,
      );
      return row?.n ?? 0;
    };
    try {
      for (let kill = 1; kill <= 2; kill += 1) {
        const before = await eventually(count);
        await eventually(async () => expect(await count()).toBeGreaterThan(Math.min(before + 100, ROWS - 1)), 60_000);
        process.kill(Number(await eventually(() => postmasterOf(database.url))), 'SIGKILL');
      }
      await eventually(async () => expect(await count()).toBe(ROWS), 120_000);
      expect(
        await query(
          database.url,
          `select count(distinct m.external_id)::int as messages, count(distinct c.id)::int as cases,
             (select count(*)::int from tasks t join cases k on k.id = t.case_id join sources p on p.id = k.source_id where p.name = 'Book') as tasks
           from messages m join sources s on s.id = m.source_id left join cases c on c.id = m.case_id where s.name = 'Book'`,
        ),
      ).toEqual([{ messages: ROWS, cases: ROWS, tasks: ROWS }]);
      expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
    } finally {
      await database.close();
    }
  }, 240_000);
});

function row(number: number): Record<string, unknown> {
  return {
    id: `complaint-${number}`,
    sentAt: new Date(Date.now() - (ROWS - number) * 1_000).toISOString(),
    author: { name: `Customer ${number}`, address: `customer-${number}@customers.example` },
    text: 'When will the payment be made??? I am still waiting and nobody answers.',
  };
}

/** The first line of postmaster.pid names the server's process. */
async function postmasterOf(url: string): Promise<string> {
  const [row] = await query<{ data_directory: string }>(url, 'show data_directory');
  return (
    readFileSync(join(row?.data_directory ?? '', 'postmaster.pid'), 'utf8')
      .split('\n')[0]
      ?.trim() ?? ''
  );
}

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const dataSource = await createDataSource({ url, poolSize: 1 }).initialize();
  try {
    return await dataSource.query<Row[]>(sql);
  } finally {
    await dataSource.destroy();
  }
}
