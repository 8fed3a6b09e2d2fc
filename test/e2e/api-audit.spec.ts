import { AuditPage } from '@earshot/contracts';
import { parse } from 'csv-parse/sync';
import { Client, startApi, type TestApi } from '../support/api.js';

let api: TestApi;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.signedIn('admin');
});
afterAll(() => api.stop());

const pageOf = async (query = '') => AuditPage.parse((await admin.get(`/api/v1/audit${query}`).expect(200)).body);

describe('the audit log', () => {
  it('tells who did what to whom, the newest first, a page at a time', async () => {
    const agentId = await api.addUser('vera@example.org', 'agent');
    await admin.patch(`/api/v1/people/${agentId}`, { role: 'lead' }).set('If-Match', '*').expect(200);
    const first = await pageOf('?limit=1');
    expect(first.items[0]).toMatchObject({
      actor: { id: admin.session.user.id },
      action: 'user.changed',
      subject: { kind: 'user', id: agentId, name: 'vera' },
      detail: { from: 'agent', to: 'lead' },
    });
    const second = await pageOf(`?limit=1&after=${first.next}`);
    expect(second.items[0]).toMatchObject({ actor: null, action: 'user.added' });
  });

  it('is narrowed by person, deed, object and period', async () => {
    await expect(Client.signIn(api.url, admin.session.user.email, 'a wrong password')).rejects.toThrow();
    const failed = await pageOf('?action=sign_in.failed&actor=nobody');
    expect(failed.items).toMatchObject([{ subject: { id: admin.session.user.id } }]);
    const ofUsers = await pageOf('?action=user&subjectKind=user');
    expect(new Set(ofUsers.items.map(({ action }) => action.split('.')[0]))).toEqual(new Set(['user']));
    const mine = await pageOf(`?actor=${admin.session.user.id}`);
    expect(mine.items.every(({ actor }) => actor?.id === admin.session.user.id)).toBe(true);
    expect((await pageOf('?to=2020-01-01T00:00:00Z')).items).toEqual([]);
    await admin.get('/api/v1/audit?action=*').expect(400);
  });

  it('can be taken along, safe for spreadsheets, and says that it was', async () => {
    const id = await api.addUser('formula@example.org', 'agent');
    await admin.patch(`/api/v1/people/${id}`, { name: '=1+1' }).set('If-Match', '*').expect(200);
    const { text } = await admin.get(`/api/v1/audit/export?subjectId=${id}`).expect(200);
    const [head, ...lines] = parse(text) satisfies string[][];
    expect(head?.slice(0, 4)).toEqual(['at', 'actorId', 'actor', 'action']);
    expect(lines.map((line) => [line[3], line[6]])).toEqual([
      ['user.changed', "'=1+1"],
      ['user.added', "'=1+1"],
    ]);
    expect((await pageOf('?action=export.audit')).items).toHaveLength(1);
  });

  it('holds no secret and no address', async () => {
    const { key } = (
      await admin.post('/api/v1/tokens', { name: 'Report', scopes: ['cases:read'], days: 1 }).expect(201)
    ).body as { key: string };
    const { text } = await admin.get('/api/v1/audit/export?format=jsonl').expect(200);
    expect(text).toContain('token.created');
    expect(text).not.toContain(key);
    expect(text).not.toMatch(/argon2|correct horse|@example\.org/);
  });
});
