import { PersonList, PersonWithPassword, type Person } from '@earshot/contracts';
import { AuditEventEntity, CaseEventEntity } from '@earshot/persistence';
import { Client, PASSWORD, startApi, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

let api: TestApi;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.signedIn('admin');
});
afterAll(() => api.stop());

async function personOf(email: string): Promise<Person> {
  const { items } = PersonList.parse((await admin.get('/api/v1/people').expect(200)).body);
  const found = items.find((person) => person.email === email);
  if (found === undefined) throw new Error(`${email} is not listed`);
  return found;
}

const act = (person: Person, deed: string, body: object = {}) =>
  admin.post(`/api/v1/people/${person.id}/${deed}`, body).set('If-Match', `"${person.version}"`);

describe('people', () => {
  it('are added with a password that is told once, and sign in with it', async () => {
    const asked = { email: 'Liga@Example.org', name: 'Līga', role: 'lead', language: 'lv', zone: 'Europe/Riga' };
    const { person, password } = PersonWithPassword.parse((await admin.post('/api/v1/people', asked).expect(201)).body);
    expect(person).toMatchObject({ email: 'liga@example.org', role: 'lead', language: 'lv', zone: 'Europe/Riga' });
    await Client.signIn(api.url, 'liga@example.org', password);
    const listed = await admin.get('/api/v1/people');
    expect(listed.text).not.toContain(password);
    expect(await personOf('liga@example.org')).toMatchObject({ sessions: 1, disabledAt: null });
    await admin.post('/api/v1/people', asked).expect(409);
  });

  it('have another role from the next request on', async () => {
    await api.addUser('bo@example.org', 'agent');
    const bo = await api.signedIn('agent', 'bo@example.org');
    await bo.get('/api/v1/insights?from=2026-11-01&to=2026-11-02').expect(403);
    const person = await personOf('bo@example.org');
    const change = () =>
      admin.patch(`/api/v1/people/${person.id}`, { role: 'manager' }).set('If-Match', `"${person.version}"`);
    await change().expect(200);
    await bo.get('/api/v1/insights?from=2026-11-01&to=2026-11-02').expect(200);

    const stale = await change().expect(412);
    expect(stale.body).toMatchObject({ version: person.version + 1 });
    await admin.patch(`/api/v1/people/${person.id}`, { role: 'lead' }).expect(428);
  });

  it('who are deactivated are out at once, and their open cases go to a colleague with a note', async () => {
    const annaId = await api.addUser('anna@example.org', 'agent');
    const heirId = await api.addUser('heir@example.org', 'agent');
    const sourceId = await insertSource(api.dataSource);
    const open = await insertCase(api.dataSource, { sourceId, ownerId: annaId });
    const closed = await insertCase(api.dataSource, { sourceId, ownerId: annaId, state: 'closed' });
    const anna = await api.signedIn('agent', 'anna@example.org');
    const person = await personOf('anna@example.org');
    expect(person.openCases).toBe(1);
    await act(person, 'deactivate', { handOverTo: heirId, note: 'On parental leave' }).expect(200);

    await anna.get('/api/v1/session').expect(401);
    await expect(Client.signIn(api.url, 'anna@example.org')).rejects.toThrow();
    const owners = await api.dataSource.query<{ owner_id: string; version: number }[]>(
      'select owner_id, version from cases where id = any($1::bigint[]) order by id',
      [[open, closed]],
    );
    expect(owners).toEqual([
      { owner_id: heirId, version: 2 },
      { owner_id: annaId, version: 1 },
    ]);
    const [event] = await api.dataSource
      .getRepository(CaseEventEntity)
      .findBy({ caseId: open, type: 'handed_over', actorId: admin.session.user.id });
    expect(event?.detail).toEqual({ ownerId: heirId, note: 'On parental leave' });

    await act(await personOf('anna@example.org'), 'reactivate').expect(200);
    await Client.signIn(api.url, 'anna@example.org');
  });

  it('whose cases go to nobody leave them on the board without an owner; a stranger inherits nothing', async () => {
    const id = await api.addUser('cleo@example.org', 'agent');
    const sourceId = await insertSource(api.dataSource, 'Another mailbox');
    const caseId = await insertCase(api.dataSource, { sourceId, ownerId: id });
    const person = await personOf('cleo@example.org');
    await act(person, 'deactivate', { handOverTo: '999999' }).expect(404);
    expect((await personOf('cleo@example.org')).disabledAt).toBeNull();
    await act(person, 'deactivate', { handOverTo: null }).expect(200);
    const [row] = await api.dataSource.query<{ owner_id: null }[]>('select owner_id from cases where id = $1', [
      caseId,
    ]);
    expect(row?.owner_id).toBeNull();
  });

  it('whose password is reset sign in with the new one only, and are signed out everywhere', async () => {
    await api.addUser('dan@example.org', 'ops');
    const dan = await api.signedIn('ops', 'dan@example.org');
    const answer = await act(await personOf('dan@example.org'), 'password').expect(200);
    const { password } = PersonWithPassword.parse(answer.body);
    await dan.get('/api/v1/session').expect(401);
    await expect(Client.signIn(api.url, 'dan@example.org', PASSWORD)).rejects.toThrow();
    const again = await Client.signIn(api.url, 'dan@example.org', password);
    await admin.delete(`/api/v1/people/${again.session.user.id}/sessions`).expect(204);
    await again.get('/api/v1/session').expect(401);
  });

  it('cannot lock themselves out, and the last administrator stays', async () => {
    const self = await personOf(admin.session.user.email);
    await admin.patch(`/api/v1/people/${self.id}`, { role: 'agent' }).set('If-Match', '*').expect(403);
    await act(self, 'deactivate', { handOverTo: null }).expect(403);
    await act(self, 'password').expect(403);

    const other = await api.signedIn('admin', await withRole('admin', 'eve@example.org'));
    const deactivate = (client: Client, id: string) =>
      client.post(`/api/v1/people/${id}/deactivate`, { handOverTo: null }).set('If-Match', '*');
    const both = await Promise.all([deactivate(admin, other.session.user.id), deactivate(other, self.id)]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const [left] = await api.dataSource.query<{ n: number }[]>(
      `select count(*)::int as n from users where role = 'admin' and disabled_at is null`,
    );
    expect(left?.n).toBe(1);
    await api.dataSource.query('update users set disabled_at = null');
    admin = await Client.signIn(api.url, self.email);
  });

  it('leave a trace of every deed, without any secret', async () => {
    const events = await api.dataSource.getRepository(AuditEventEntity).findBy({ subjectKind: 'user' });
    const actions = new Set(events.map(({ action }) => action));
    for (const action of ['added', 'changed', 'deactivated', 'reactivated', 'password_reset', 'sessions_ended'])
      expect(actions).toContain(`user.${action}`);
    expect(JSON.stringify(events)).not.toMatch(/argon2|parental|@example/);
  });
});

async function withRole(role: 'admin', email: string): Promise<string> {
  await api.addUser(email, role);
  return email;
}
