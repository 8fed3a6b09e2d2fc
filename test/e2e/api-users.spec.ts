import { ColleagueList } from '@earshot/contracts';
import { startApi, type TestApi } from '../support/api.js';

describe('the list of colleagues', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
    await api.addUser('vera@example.org', 'agent');
    await api.addUser('anna@example.org', 'manager');
  });
  afterAll(() => api.stop());

  it('tells everybody who signs in the names and roles of those who can take a case, and nothing more', async () => {
    const vera = await api.signedIn('agent', 'vera@example.org');
    const answer = await vera.get('/api/v1/users').expect(200);
    const { items } = ColleagueList.parse(answer.body);
    expect(items.map(({ role }) => role).sort()).toEqual(['agent', 'manager']);
    expect(items.map(({ name }) => name)).toEqual(items.map(({ name }) => name).sort());
    expect(answer.text).not.toContain('@');
  });

  it('leaves out who may no longer sign in', async () => {
    const vera = await api.signedIn('agent', 'vera@example.org');
    await api.dataSource.query("update users set disabled_at = now() where email = 'anna@example.org'");
    const { items } = ColleagueList.parse((await vera.get('/api/v1/users').expect(200)).body);
    expect(items.map(({ role }) => role)).toEqual(['agent']);
  });
});
