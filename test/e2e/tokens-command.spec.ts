import request from 'supertest';
import { startApi, type TestApi } from '../support/api.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { runCommand } from '../support/service.js';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi({ database });
});
afterAll(() => api.stop());

const tokens = (...args: readonly string[]) => runCommand(['tokens', ...args], { DATABASE_URL: database.url });

describe('earshot tokens', () => {
  it('makes a key that opens the API until it is revoked', async () => {
    await api.addUser('report@example.org', 'lead');
    const made = await tokens(
      ...['create', '--user', 'Report@Example.org', '--name', 'Weekly', '--scope', 'cases:read', 'insights:read'],
    );
    expect(made.code).toBe(0);
    const { id, key } = JSON.parse(made.stdout) as { id: string; key: string };
    const listCases = () => request(api.url).get('/api/v1/cases').set('Authorization', `Bearer ${key}`);
    expect((await listCases()).status).toBe(200);
    const listed = await tokens('list');
    expect(JSON.parse(listed.stdout)).toMatchObject({ id, name: 'Weekly', revoked: false });
    expect(listed.stdout).not.toContain(key);
    expect((await tokens('revoke', id)).code).toBe(0);
    expect((await listCases()).status).toBe(401);
  });

  it('names what is wrong and makes nothing', async () => {
    const wrong = await tokens('create', '--user', 'nobody@example.org', '--name', 'x', '--scope', 'cases:read');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--user: is nobody who may sign in')]);
    await api.addUser('agent@example.org', 'agent');
    const scope = await tokens('create', '--user', 'agent@example.org', '--name', 'x', '--scope', 'everything');
    expect(scope.stderr).toContain("--scope: is 'everything', must be one of cases:read");
    expect((await tokens('revoke', 'first')).code).toBe(2);
  });
});
