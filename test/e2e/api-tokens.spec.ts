import { RouteAccessCheck, type Route } from '@earshot/access';
import { CreatedToken, TokenList, type NewTokenRequest } from '@earshot/contracts';
import { ROLES, TOKEN_SCOPES, TOKEN_SCOPE_NAMES, type Role, type TokenScope } from '@earshot/domain';
import { ApiTokenEntity, AuditEventEntity } from '@earshot/persistence';
import request from 'supertest';
import { startApi, type Client, type TestApi } from '../support/api.js';

const DAY_MS = 86_400_000;

let api: TestApi;
let routes: Route[];
beforeAll(async () => {
  api = await startApi();
  routes = api.app.get(RouteAccessCheck, { strict: false }).routes();
});
afterAll(() => api.stop());

async function createToken(client: Client, asked: Partial<NewTokenRequest> = {}): Promise<CreatedToken> {
  const body = { name: 'Report', scopes: ['cases:read'], days: 30, ...asked };
  return CreatedToken.parse((await client.post('/api/v1/tokens', body).expect(201)).body);
}

function call(route: Pick<Route, 'method' | 'path'>, key: string): request.Test {
  const method = route.method.toLowerCase() as 'get';
  return request(api.url)[method](route.path.replace(/:\w+/g, '999999999')).set('Authorization', `Bearer ${key}`);
}

const listCases = (key: string) => call({ method: 'GET', path: '/api/v1/cases' }, key);

describe('a token', () => {
  it('opens what its scopes name, without a session; its key is told once and kept nowhere', async () => {
    const agent = await api.signedIn('agent');
    const { token, key } = await createToken(agent);
    await listCases(key).expect(200);
    const refused = await call({ method: 'GET', path: '/api/v1/messages' }, key).expect(403);
    expect(refused.body).toMatchObject({ detail: 'This needs the scope messages:read; the token has cases:read' });

    const { items } = TokenList.parse((await agent.get('/api/v1/tokens').expect(200)).body);
    expect(items).toMatchObject([{ id: token.id, lastUsedOn: api.clock.now().toISOString().slice(0, 10) }]);
    const stored = await api.dataSource.getRepository(ApiTokenEntity).findOneByOrFail({ id: token.id });
    expect(JSON.stringify(stored)).not.toContain(key.slice(token.shown.length));
    expect(key.startsWith(token.shown)).toBe(true);
  });

  it('changes things without a CSRF token, and needs the scope for it', async () => {
    const agent = await api.signedIn('agent');
    const acts = { method: 'POST', path: '/api/v1/cases/1/actions/acknowledge' };
    const [reads, writes] = [await createToken(agent), await createToken(agent, { scopes: ['cases:write'] })];
    await call(acts, reads.key).expect(403);
    // Let in, and told that the case does not exist.
    await call(acts, writes.key).send({ version: 1 }).expect(404);
  });

  it('ends at once when it is revoked, when it expires and when its owner leaves', async () => {
    const agent = await api.signedIn('agent');
    const revoked = await createToken(agent);
    await agent.delete(`/api/v1/tokens/${revoked.token.id}`).expect(204);
    await agent.delete(`/api/v1/tokens/${revoked.token.id}`).expect(204);
    const answer = await listCases(revoked.key).expect(401);
    expect(answer.body).toMatchObject({ detail: 'The API token is unknown, revoked or expired' });

    const orphan = await createToken(agent);
    await api.dataSource.query('update users set disabled_at = now() where id = $1', [agent.session.user.id]);
    await listCases(orphan.key).expect(401);

    const brief = await createToken(await api.signedIn('agent'), { days: 1 });
    await listCases(brief.key).expect(200);
    api.clock.advance(DAY_MS);
    await listCases(brief.key).expect(401);
    api.clock.advance(-DAY_MS);
  });

  it.each([
    ['with a slip of the pen', (key: string) => `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`],
    ['that was cut', (key: string) => key.slice(0, 20)],
    ['of another house', () => 'earshot_00000000000000000000000000000000000000'],
  ])('%s opens nothing, even beside a session', async (_, spoilt) => {
    const agent = await api.signedIn('agent');
    const { key } = await createToken(agent);
    await agent
      .get('/api/v1/cases')
      .set('Authorization', `Bearer ${spoilt(key)}`)
      .expect(401);
  });

  it('never does more than its owner’s role: neither when it is made nor afterwards', async () => {
    const lead = await api.signedIn('lead');
    const { key } = await createToken(lead, { scopes: ['insights:read'] });
    const insights = () => call({ method: 'GET', path: '/api/v1/spikes' }, key);
    const figures = () => call({ method: 'GET', path: '/api/v1/insights?from=2026-11-01&to=2026-11-02' }, key);
    await figures().expect(200);
    await insights().expect(403);
    await api.dataSource.query(`update users set role = 'agent' where id = $1`, [lead.session.user.id]);
    await figures().expect(403);

    const agent = await api.signedIn('agent');
    const body = { name: 'Figures', scopes: ['insights:read'], days: 30 };
    const refused = await agent.post('/api/v1/tokens', body).expect(400);
    expect(refused.body).toMatchObject({ faults: [{ path: 'scopes' }] });
  });
});

describe('tokens of others', () => {
  it('are seen and revoked by administrators only', async () => {
    const [agent, other, admin] = [await api.signedIn('agent'), await api.signedIn('ops'), await api.signedIn('admin')];
    const { token, key } = await createToken(agent);
    await other.delete(`/api/v1/tokens/${token.id}`).expect(404);
    await other.get('/api/v1/tokens?of=all').expect(403);
    const all = TokenList.parse((await admin.get('/api/v1/tokens?of=all').expect(200)).body);
    expect(all.items.map(({ id }) => id)).toContain(token.id);
    await admin.delete(`/api/v1/tokens/${token.id}`).expect(204);
    await listCases(key).expect(401);
    const events = await api.dataSource.getRepository(AuditEventEntity).findBy({ subjectKind: 'token' });
    expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['token.created', 'token.revoked']));
    expect(JSON.stringify(events)).not.toContain(key);
  });
});

describe('every route', () => {
  const guarded = () => routes.filter(({ access }) => access !== 'public');

  it('without a scope takes no token, whatever that may', async () => {
    const { key } = await createToken(await api.signedIn('admin'), { scopes: [...TOKEN_SCOPE_NAMES] });
    const closed = guarded().filter(({ scope }) => scope === undefined);
    expect(closed.length).toBeGreaterThan(50);
    for (const route of closed) expect([route.path, (await call(route, key)).status]).toEqual([route.path, 403]);
  });

  it('with a scope lets in tokens that have it, and none that lack it', async () => {
    const admin = await api.signedIn('admin');
    const { key: all } = await createToken(admin, { scopes: [...TOKEN_SCOPE_NAMES] });
    const keys = new Map<TokenScope, string>();
    for (const scope of TOKEN_SCOPE_NAMES)
      keys.set(scope, (await createToken(admin, { scopes: TOKEN_SCOPE_NAMES.filter((one) => one !== scope) })).key);
    const open = guarded().flatMap((route) => (route.scope === undefined ? [] : [{ ...route, scope: route.scope }]));
    expect(new Set(open.map(({ scope }) => scope))).toEqual(new Set(TOKEN_SCOPE_NAMES));
    for (const route of open) {
      expect([route.path, [401, 403].includes((await call(route, all)).status)]).toEqual([route.path, false]);
      expect([route.path, (await call(route, keys.get(route.scope)!)).status]).toEqual([route.path, 403]);
    }
  });

  it('gives its scope to those roles that have a route of it', () => {
    for (const scope of TOKEN_SCOPE_NAMES) {
      const allowed = guarded()
        .filter((route) => route.scope === scope)
        .flatMap(({ access }) => access as readonly Role[]);
      const roles = ROLES.filter((role) => role === 'admin' || allowed.includes(role));
      expect([scope, [...TOKEN_SCOPES[scope]].sort()]).toEqual([scope, roles.sort()]);
    }
  });
});
