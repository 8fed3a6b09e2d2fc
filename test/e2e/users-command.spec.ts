import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Client, startApi, type TestApi } from '../support/api.js';
import { runCommand } from '../support/service.js';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi({ database });
});
afterAll(() => api.stop());

const users = (args: readonly string[], input?: string) =>
  runCommand(['users', ...args], { DATABASE_URL: database.url }, input);

const ANNA = ['--email', 'Anna@Example.org', '--name', 'Anna Auliņa', '--role', 'manager'];

describe('earshot users', () => {
  it('adds somebody who can sign in with the password that is told once', async () => {
    const { code, stdout } = await users(['add', ...ANNA, '--language', 'lv', '--zone', 'Europe/Riga']);
    expect(code).toBe(0);
    const added = JSON.parse(stdout) as { password: string };
    expect(added).toMatchObject({ email: 'anna@example.org', role: 'manager', language: 'lv', zone: 'Europe/Riga' });
    const client = await Client.signIn(api.url, 'anna@example.org', added.password);
    expect(client.session.user).toMatchObject({ name: 'Anna Auliņa', role: 'manager' });

    const listed = await users(['list']);
    expect(JSON.parse(listed.stdout)).toMatchObject({ email: 'anna@example.org', disabled: false });
    expect(listed.stdout).not.toMatch(/password|argon2/);
  });

  it('takes a password from standard input and does not print it', async () => {
    const added = await users(
      ['add', '--email', 'bo@example.org', '--name', 'Bo', '--role', 'agent', '--password-stdin'],
      'a long enough password\n',
    );
    expect([added.code, added.stdout.includes('password')]).toEqual([0, false]);
    await Client.signIn(api.url, 'bo@example.org', 'a long enough password');
  });

  it('names every fault and adds nobody', async () => {
    const wrong = ['add', '--email', 'nobody', '--name', ' ', '--role', 'boss', '--language', '??', '--zone', 'Mars'];
    const refused = await users([...wrong, '--password-stdin'], 'short\n');
    expect(refused.code).toBe(2);
    for (const fault of ['email:', 'name:', "role: is 'boss'", 'language:', 'zone:', 'password: has 5 characters'])
      expect(refused.stderr).toContain(fault);
    expect((await users(['list'])).stdout).not.toContain('nobody');
    expect((await users(['add', ...ANNA])).stderr).toContain(
      'There is a user with the address anna@example.org already',
    );
  });
});
