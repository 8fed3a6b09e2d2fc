import { createHash } from 'node:crypto';
import { ConsentAnswer, type Problem, SourceDetail } from '@earshot/contracts';
import { AuditEventEntity, SourceEntity } from '@earshot/persistence';
import { Client, startApi, type TestApi } from '../support/api.js';
import { HttpServer } from '../support/http-server.js';
import { testBox } from '../support/intake-settings.js';

let api: TestApi;
let ops: Client;
let provider: HttpServer;
let id: string;
beforeAll(async () => {
  [api, provider] = await Promise.all([startApi(), HttpServer.start()]);
  ops = await api.signedIn('ops');
});
afterAll(async () => {
  await api.stop();
  await provider.stop();
});
let boxes = 0;
beforeEach(async () => {
  provider.serve('/token', JSON.stringify({ access_token: 'at', refresh_token: 'rt-new', expires_in: 3600 }));
  const oauth = {
    tokenUrl: `${provider.origin}/token`,
    authorizeUrl: `${provider.origin}/authorize`,
    clientId: 'earshot',
    scope: 'mail offline_access',
  };
  const options = { host: 'imap.example.org', user: 'care@example.org', login: 'oauth2', oauth };
  const secrets = { clientSecret: 'cs', refreshToken: 'rt-old' };
  const added = await ops.post('/api/v1/sources', { kind: 'mailbox', name: `Box ${(boxes += 1)}`, options, secrets });
  id = SourceDetail.parse(added.body).id;
  await api.dataSource.getRepository(SourceEntity).update(id, { state: 'paused', stateReason: 'invalid_grant' });
});

const begin = async (client = ops): Promise<URL> => {
  const answer = await client.post(`/api/v1/sources/${id}/consent`).expect(200);
  return new URL(ConsentAnswer.parse(answer.body).url);
};
const comeBack = (state: string | null, query: string, client = ops) =>
  client.get(`/api/v1/source-consents/callback?state=${state}&${query}`);
const stored = async (): Promise<unknown> => {
  const source = await api.dataSource
    .getRepository(SourceEntity)
    .createQueryBuilder('s')
    .addSelect('s.secrets')
    .where({ id })
    .getOneOrFail();
  return { state: source.state, secrets: JSON.parse(testBox.open(source.secrets ?? Buffer.alloc(0))) as unknown };
};
const OLD = { state: 'paused', secrets: { clientSecret: 'cs', refreshToken: 'rt-old' } };

describe('connecting a mailbox again', () => {
  it('sends the person to the provider, and exchanges the code for tokens that are sealed', async () => {
    const url = await begin();
    expect(url.origin + url.pathname).toBe(`${provider.origin}/authorize`);
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'earshot',
      scope: 'mail offline_access',
      redirect_uri: 'http://localhost:3000/api/v1/source-consents/callback',
      code_challenge_method: 'S256',
      login_hint: 'care@example.org',
    });
    const back = await comeBack(asked['state'] ?? null, 'code=abc&scope=mail').expect(303);
    expect(back.get('Location')).toBe(`/sources/${id}?consent=connected`);
    const sent = Object.fromEntries(new URLSearchParams(provider.seen.at(-1)?.body));
    expect(sent).toMatchObject({
      grant_type: 'authorization_code',
      code: 'abc',
      client_id: 'earshot',
      client_secret: 'cs',
    });
    const challenge = createHash('sha256')
      .update(sent['code_verifier'] ?? '')
      .digest('base64url');
    expect(challenge).toBe(asked['code_challenge']);
    expect(await stored()).toEqual({ state: 'healthy', secrets: { clientSecret: 'cs', refreshToken: 'rt-new' } });
    const audit = await api.dataSource.getRepository(AuditEventEntity).findBy({ subjectKind: 'source', subjectId: id });
    expect(audit.map(({ action }) => action)).toEqual(['source.added', 'source.consent_asked', 'source.connected']);
    expect(JSON.stringify(audit)).not.toMatch(/rt-new|abc/);
  });

  it('takes an answer once, in time, and from the person who was sent', async () => {
    const state = (await begin()).searchParams.get('state');
    const other = await api.signedIn('ops');
    await comeBack(state, 'code=abc', other).expect(303).expect('Location', '/sources?consent=expired');
    await comeBack(state, 'code=abc').expect(303).expect('Location', '/sources?consent=expired');
    const late = (await begin()).searchParams.get('state');
    api.clock.advance(16 * 60_000);
    await comeBack(late, 'code=abc').expect(303).expect('Location', '/sources?consent=expired');
    await comeBack('made-up', 'code=abc').expect(303).expect('Location', '/sources?consent=expired');
    expect(await stored()).toEqual(OLD);
  });

  it.each([
    ['the person refuses', 'error=access_denied', 'refused', {}, 200],
    ['the code is refused', 'code=abc', 'failed', { error: 'invalid_grant' }, 400],
    ['no refresh token is given', 'code=abc', 'failed', { access_token: 'at' }, 200],
  ])('leaves everything as it was when %s', async (_what, query, outcome, answer, status) => {
    provider.serve('/token', JSON.stringify(answer), {}, status);
    const state = (await begin()).searchParams.get('state');
    await comeBack(state, query).expect(303).expect('Location', `/sources/${id}?consent=${outcome}`);
    expect(await stored()).toEqual(OLD);
  });

  it('is for ops people, and for sources that are connected so', async () => {
    await (await api.signedIn('agent')).post(`/api/v1/sources/${id}/consent`).expect(403);
    const feed = await ops.post('/api/v1/sources', { kind: 'by-hand', name: `Calls ${boxes}`, options: {} });
    const answer = await ops.post(`/api/v1/sources/${(feed.body as { id: string }).id}/consent`).expect(409);
    expect((answer.body as Problem).detail).toContain('oauth2');
  });
});
