import { AccessTokens, type OAuthClient } from '@earshot/connector-kit';
import { errorOf, testKit } from '../support/mailbox-kit.js';
import { startOAuthServer, type OAuthServer } from '../support/oauth-server.js';

// Servers start and stop here while other tests keep the machine busy.
const signal = new AbortController().signal;

describe('access tokens', () => {
  let server: OAuthServer;
  beforeEach(async () => {
    server = await startOAuthServer('anna@shop.example');
  });
  afterEach(() => server.stop());

  const secrets = { refreshToken: 'refresh-1', clientSecret: 'client-secret' };
  const options = (changes: Partial<OAuthClient> = {}): OAuthClient => ({
    tokenUrl: server.tokenUrl,
    clientId: 'earshot',
    grant: 'refresh_token',
    scope: 'https://mail.google.com/',
    ...changes,
  });

  it('asks again shortly before a token expires, and not earlier', async () => {
    let now = new Date('2026-03-02T10:00:00Z');
    const tokens = new AccessTokens(options(), { ...testKit(secrets), now: () => now });
    expect(await tokens.token(signal)).toBe('token-1');
    now = new Date('2026-03-02T10:58:00Z');
    expect(await tokens.token(signal)).toBe('token-1');
    now = new Date('2026-03-02T10:59:30Z');
    expect(await tokens.token(signal)).toBe('token-2');
  });

  it('stores a rotated refresh token before it hands out the access token, and uses it from then on', async () => {
    let rotation = 1;
    server.answerWith(() => ({
      body: { access_token: `access-${rotation}`, expires_in: 1, refresh_token: `refresh-${(rotation += 1)}` },
    }));
    const kit = testKit(secrets);
    const order: string[] = [];
    const tokens = new AccessTokens(options(), {
      ...kit,
      saveSecrets: async (changed) => {
        await kit.saveSecrets(changed);
        order.push('stored');
      },
    });
    await tokens.token(signal).then(() => order.push('handed out'));
    await tokens.token(signal);
    expect(order.slice(0, 2)).toEqual(['stored', 'handed out']);
    expect(kit.saved).toEqual([{ refreshToken: 'refresh-2' }, { refreshToken: 'refresh-3' }]);
    expect(server.requests.map((request) => request['refresh_token'])).toEqual(['refresh-1', 'refresh-2']);
  });

  it('hands out no token while a rotated one could not be stored, and keeps using the new one', async () => {
    server.answerWith(() => ({ body: { access_token: 'access', expires_in: 3600, refresh_token: 'refresh-2' } }));
    let failures = 1;
    const saved: unknown[] = [];
    const tokens = new AccessTokens(options(), {
      ...testKit(secrets),
      saveSecrets: async (changed) => {
        if ((failures -= 1) >= 0) throw new Error('the database is away');
        saved.push(changed);
      },
    });
    await expect(tokens.token(signal)).rejects.toThrow('the database is away');
    expect(await tokens.token(signal)).toBe('access');
    expect(server.requests.map((request) => request['refresh_token'])).toEqual(['refresh-1', 'refresh-2']);
    expect(saved).toEqual([{ refreshToken: 'refresh-2' }]);
  });

  it('works for an application without a person (client credentials)', async () => {
    const scope = 'https://outlook.office365.com/.default';
    const tokens = new AccessTokens(
      options({ grant: 'client_credentials', scope }),
      testKit({ clientSecret: 'secret' }),
    );
    expect(await tokens.token(signal)).toBe('token-1');
    expect(server.requests).toEqual([
      { grant_type: 'client_credentials', client_id: 'earshot', client_secret: 'secret', scope },
    ]);
  });

  it.each([
    ['the consent is gone', 400, { error: 'invalid_grant' }, {}, 'credentials_rejected'],
    ['the client secret is wrong', 401, { error: 'invalid_client' }, {}, 'credentials_rejected'],
    ['the scope is wrong', 400, { error: 'invalid_scope' }, {}, 'misconfigured'],
    ['the endpoint does not exist', 404, 'not found', {}, 'misconfigured'],
    ['the endpoint is down', 503, {}, {}, 'unreachable'],
    ['the endpoint is busy', 400, { error: 'temporarily_unavailable' }, {}, 'unreachable'],
    ['there were too many requests', 429, {}, { 'retry-after': '30' }, 'rate_limited'],
    ['the answer has no token in it', 200, { token_type: 'Bearer' }, {}, 'unreadable'],
  ])('names the failure when %s', async (_what, status, body, headers, kind) => {
    server.answerWith(() => ({ status, body, headers }));
    const error = await errorOf(new AccessTokens(options(), testKit(secrets)).token(signal));
    expect(error.kind).toBe(kind);
    expect(`${error.message} ${error.advice}`).not.toMatch(/refresh-1|client-secret/);
  });

  it('says that nobody has consented yet', async () => {
    const error = await errorOf(new AccessTokens(options(), testKit({})).token(signal));
    expect(error).toMatchObject({
      kind: 'credentials_rejected',
      advice: 'Connect the account: a person must consent once.',
    });
  });

  it('is not reached when the endpoint is gone', async () => {
    await server.stop();
    expect((await errorOf(new AccessTokens(options(), testKit(secrets)).token(signal))).kind).toBe('unreachable');
  });
});
