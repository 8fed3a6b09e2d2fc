import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '@earshot/persistence';
import { parse, stringify } from 'yaml';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { runCommand } from '../support/service.js';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

const policy = (...args: string[]) => runCommand(['policy', ...args], { DATABASE_URL: database.url });
function file(content: string): string {
  const path = join(folder, 'policy.yaml');
  writeFileSync(path, content);
  return path;
}

describe('earshot policy', () => {
  it('shows what is in force, takes it back edited, and keeps the versions', async () => {
    const shipped = await policy('show');
    expect([shipped.code, shipped.stderr]).toEqual([0, '']);
    expect(shipped.stdout).toContain('# The policy in force, as the files of the configuration have it');
    expect(parse(shipped.stdout)).toMatchObject({
      calendars: [{ name: 'FI', zone: 'Europe/Helsinki' }],
      standards: [{ name: 'Answer within three working days', firstAnswer: '3 working days' }],
    });

    const edited = file(shipped.stdout.replace('09:00-17:00', '08:00-16:00'));
    const tried = await policy('preview', edited);
    expect(tried.stdout).toBe('0 of 0 running deadlines would move: 0 earlier, 0 later, 0 overdue at once.\n');
    const applied = await policy('apply', edited, '--note', 'Winter hours', '--retime', 'calendar');
    expect(applied.stdout).toBe('Version 1 is in force; 0 deadlines moved.\n');
    const shown = await policy('show');
    expect(shown.stdout).toMatch(/^# The policy in force, version 1, saved 20\S+ by the command line: Winter hours\n/);
    expect(parse(shown.stdout)).toMatchObject({ calendars: [{ hours: '08:00-16:00' }] });
  });

  it('refuses a policy with every fault, and saves nothing', async () => {
    const wrong = await policy(
      'apply',
      file('calendars: []\nstandards: [{ name: a, firstAnswer: soon }]\nescalaton: []\n'),
    );
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("calendars: must hold the house's own calendar");
    expect(wrong.stderr).toContain('standards[0].firstAnswer: must be a time');
    expect(wrong.stderr).toContain("'escalaton' is not known here");
    expect(await policy('apply', file('a: ['))).toMatchObject({ code: 2 });
    expect(await policy('apply', join(folder, 'missing.yaml'))).toMatchObject({ code: 1 });
    expect(await policy('apply', join(folder, 'missing.yaml'), '--retime', 'some')).toMatchObject({ code: 2 });
    const dataSource = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
    const [row] = await dataSource.query<[{ n: number }]>('select count(*)::int as n from policies where id > 1');
    await dataSource.destroy();
    expect(row.n).toBe(0);
  });

  it('warns of a standard that no message can ever have, and saves it all the same', async () => {
    const shipped = parse((await policy('show')).stdout) as { standards: object[] };
    const twin = { name: 'Never', match: {}, firstAnswer: '9 working days' };
    const edited = file(stringify({ ...shipped, standards: [...shipped.standards, twin] }));
    const warning = /^Warning: standards\[\d\]\.match: 'Never' is never used: .* always comes before it/;
    const tried = await policy('preview', edited);
    expect(tried.code).toBe(0);
    expect(tried.stderr).toMatch(warning);
    const applied = await policy('apply', edited);
    expect(applied.code).toBe(0);
    expect(applied.stderr).toMatch(warning);
  });
});
