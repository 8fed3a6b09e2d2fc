import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { IntakeDesk } from '../support/intake-desk.js';
import { incoming } from '../support/messages.js';
import { runEarshot } from '../support/run-earshot.js';

// Each command is a process of its own.
jest.setTimeout(180_000);

let database: TestDatabase;
let dataSource: DataSource;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
  folder = await mkdtemp(join(tmpdir(), 'earshot-customers-'));
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
  await rm(folder, { recursive: true });
});

const customers = (...args: string[]) => runEarshot(['customers', ...args], { DATABASE_URL: database.url });

describe('earshot customers', () => {
  it('finds, counts, exports and erases one, when the name is said', async () => {
    const desk = new IntakeDesk(dataSource);
    const author = { name: 'Дмитрий Орлов', address: 'orlov@mail.example', handle: null, namespace: null };
    await desk.receive(await desk.addSource(), { messages: [incoming({ author, sentAt: new Date() })] }, new Date());
    const found = JSON.parse((await customers('find', 'орлов')).stdout) as { id: string };
    expect(found).toMatchObject({ name: 'Дмитрий Орлов', identities: ['orlov@mail.example'], openCases: 1 });
    expect(JSON.parse((await customers('holdings', found.id)).stdout)).toMatchObject({ messages: 1, cases: 1 });

    const file = join(folder, 'orlov.json');
    expect(await customers('export', found.id, '--output', file)).toMatchObject({ code: 0, stdout: '' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ messages: [{ authorName: 'Дмитрий Орлов' }] });
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await customers('export', found.id, '--output', file)).code).toBe(1);
    expect(JSON.parse((await customers('export', found.id)).stdout)).toMatchObject({ customer: { id: found.id } });

    const refused = await customers('erase', found.id, '--name', 'Somebody');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain('name: must be the name of the customer');
    expect(JSON.parse((await customers('erase', found.id, '--name', 'Дмитрий Орлов')).stdout)).toMatchObject({
      messages: 1,
    });
    expect((await customers('find', 'орлов')).stdout).toBe('');
    expect((await customers('holdings', 'orlov')).stderr).toContain("id: is 'orlov'; it must be the number");
  });
});
