import { Session } from '@earshot/contracts';
import { AuditEventEntity } from '@earshot/persistence';
import { Client, PASSWORD, startApi, type TestApi } from '../support/api.js';

const NEXT = 'a new and longer secret';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('own settings', () => {
  it('are kept with the account, wherever the person signs in', async () => {
    const client = await api.signedIn('agent', await newUser('liga@example.org'));
    const changed = await client.put('/api/v1/session/settings', { language: 'lv', zone: 'Europe/Riga' }).expect(200);
    expect(Session.parse(changed.body).user).toMatchObject({ language: 'lv', zone: 'Europe/Riga' });
    const elsewhere = await Client.signIn(api.url, 'liga@example.org');
    expect(elsewhere.session.user).toMatchObject({ language: 'lv', zone: 'Europe/Riga' });
  });

  it.each([
    ['a zone that is nowhere', { language: 'en', zone: 'Mars/Olympus' }, 'zone'],
    ['a language that nobody wrote a catalogue in', { language: 'tlh', zone: 'UTC' }, 'language'],
    ['another role', { language: 'en', zone: 'UTC', role: 'admin' }, ''],
  ])('refuse %s', async (_, settings, path) => {
    const client = await api.signedIn('agent');
    const answer = await client.put('/api/v1/session/settings', settings).expect(400);
    expect(answer.body).toMatchObject({ status: 400, faults: [expect.objectContaining(path === '' ? {} : { path })] });
  });
});

describe('the own password', () => {
  it('is changed by who knows the old one; all other sessions end, this one goes on', async () => {
    const email = await newUser('anna@example.org');
    const [here, elsewhere] = await Promise.all([Client.signIn(api.url, email), Client.signIn(api.url, email)]);
    const stranger = await api.signedIn('agent');
    await here.post('/api/v1/session/password', { old: PASSWORD, next: NEXT }).expect(204);

    await here.get('/api/v1/session').expect(200);
    await elsewhere.get('/api/v1/session').expect(401);
    await stranger.get('/api/v1/session').expect(200);
    await expect(Client.signIn(api.url, email)).rejects.toThrow();
    await Client.signIn(api.url, email, NEXT);
    const events = await api.dataSource.getRepository(AuditEventEntity).findBy({ action: 'user.password_changed' });
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toMatch(/secret|correct horse/);
  });

  it.each([
    ['a wrong old one', { old: 'wrong', next: NEXT }, 'old'],
    ['too short a new one', { old: PASSWORD, next: 'short' }, 'next'],
    ['the same one', { old: PASSWORD, next: PASSWORD }, 'next'],
  ])('is not changed with %s, and says which field is wrong', async (_, change, path) => {
    const client = await api.signedIn('agent');
    const answer = await client.post('/api/v1/session/password', change).expect(400);
    expect(answer.body).toMatchObject({ faults: [{ path }] });
    await Client.signIn(api.url, client.session.user.email);
  });

  it('cannot be guessed at an open desk', async () => {
    const client = await api.signedIn('agent');
    const guess = () => client.post('/api/v1/session/password', { old: 'guess', next: NEXT });
    for (let tries = 0; tries < 10; tries += 1) await guess().expect(400);
    expect((await guess()).status).toBe(429);
  });
});

async function newUser(email: string): Promise<string> {
  await api.addUser(email, 'agent');
  return email;
}
