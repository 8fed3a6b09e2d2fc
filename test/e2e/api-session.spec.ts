import { Session } from '@earshot/contracts';
import { AuditEventEntity, SessionEntity, UserEntity } from '@earshot/persistence';
import { createHash } from 'node:crypto';
import request from 'supertest';
import { Client, PASSWORD, startApi, type TestApi } from '../support/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await api.addUser('anna@example.org', 'agent');
});
afterAll(() => api.stop());

const signIn = (email: string, password: string): request.Test =>
  request(api.url).post('/api/v1/session').send({ email, password });

describe('signing in', () => {
  it('answers with the session and sets a cookie that scripts and other sites cannot use', async () => {
    const answer = await signIn('Anna@Example.org', PASSWORD).expect(200);
    const session = Session.parse(answer.body);
    expect(session.user).toMatchObject({ email: 'anna@example.org', role: 'agent' });
    expect(session.organisation).toBe('Example Oy');
    const [cookie] = answer.get('Set-Cookie') ?? [];
    expect(cookie).toMatch(/^earshot_session=[\w-]{43}; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect(answer.get('Cache-Control')).toBe('no-store');
  });

  it('stores the hash of the token and of the password only', async () => {
    const client = await Client.signIn(api.url, 'anna@example.org');
    const token = client.cookie.split('=')[1] ?? '';
    const hashes = (await api.dataSource.getRepository(SessionEntity).find()).map((s) => s.tokenHash.toString('hex'));
    expect(hashes).toContain(createHash('sha256').update(token).digest('hex'));
    expect(hashes).not.toContain(Buffer.from(token).toString('hex'));
    const [row] = await api.dataSource.query<{ password_hash: string }[]>('select password_hash from users');
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('says the same of a wrong password, an unknown account and a disabled one', async () => {
    const disabled = await api.addUser('gone@example.org', 'agent');
    await api.dataSource.getRepository(UserEntity).update(disabled, { disabledAt: new Date() });
    const answers = await Promise.all([
      signIn('anna@example.org', 'wrong'),
      signIn('nobody@example.org', PASSWORD),
      signIn('gone@example.org', PASSWORD),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual(answers[0].body);
      expect(answer.get('Set-Cookie')).toBeUndefined();
    }
  });

  it('keeps out whoever was disabled while signed in', async () => {
    const id = await api.addUser('leaving@example.org', 'agent');
    const client = await Client.signIn(api.url, 'leaving@example.org');
    await client.get('/api/v1/session').expect(200);
    await api.dataSource.getRepository(UserEntity).update(id, { disabledAt: new Date() });
    await client.get('/api/v1/session').expect(401);
  });

  it('ends the session that the browser had before', async () => {
    const before = await Client.signIn(api.url, 'anna@example.org');
    await signIn('anna@example.org', PASSWORD).set('Cookie', before.cookie).expect(200);
    await before.get('/api/v1/session').expect(401);
  });

  it('is recorded with the failures, without addresses or passwords', async () => {
    const events = await api.dataSource.getRepository(AuditEventEntity).find();
    const actions = new Set(events.map((event) => event.action));
    expect([...actions]).toEqual(expect.arrayContaining(['user.added', 'sign_in.succeeded', 'sign_in.failed']));
    expect(JSON.stringify(events)).not.toMatch(/@example|127\.0\.0\.1|correct horse/);
  });
});

describe('throttling', () => {
  it('stops guessing at one account, parallel guesses included, and lets the person in again later', async () => {
    await api.addUser('target@example.org', 'agent');
    const guesses = await Promise.all(Array.from({ length: 20 }, () => signIn('target@example.org', 'guess')));
    expect(guesses.filter((answer) => answer.status === 401)).toHaveLength(10);
    const refused = guesses.filter((answer) => answer.status === 429);
    expect(refused).toHaveLength(10);
    expect(Number(refused[0]?.get('Retry-After'))).toBeGreaterThan(0);
    await signIn('target@example.org', PASSWORD).expect(429);
    await signIn('anna@example.org', PASSWORD).expect(200);
    api.clock.advance(15 * 60_000);
    await signIn('target@example.org', PASSWORD).expect(200);
  });
});

describe('a session', () => {
  it('ends when it is signed out, and the cookie is taken back', async () => {
    const client = await api.signedIn('agent');
    const answer = await client.delete('/api/v1/session').expect(204);
    expect(answer.get('Set-Cookie')?.[0]).toMatch(/^earshot_session=; Path=\/; Expires=Thu, 01 Jan 1970/);
    await client.get('/api/v1/session').expect(401);
  });

  it('ends when it was not used for half a day, and lives on while it is used', async () => {
    const client = await api.signedIn('agent');
    const hour = 3_600_000;
    for (let i = 0; i < 3; i++) {
      api.clock.advance(11 * hour);
      await client.get('/api/v1/session').expect(200);
    }
    api.clock.advance(13 * hour);
    await client.get('/api/v1/session').expect(401);
  });

  it('ends after a week however busy it is', async () => {
    const client = await api.signedIn('agent');
    for (let hours = 0; hours < 7 * 24 - 10; hours += 10) {
      api.clock.advance(10 * 3_600_000);
      await client.get('/api/v1/session').expect(200);
    }
    api.clock.advance(10 * 3_600_000);
    await client.get('/api/v1/session').expect(401);
  });

  it.each(['', 'x', 'a'.repeat(43), 'a'.repeat(10_000), '%00', "' or 1=1 --"])(
    'is not opened by the cookie %j',
    async (token) => {
      const answer = await request(api.url).get('/api/v1/session').set('Cookie', `earshot_session=${token}`);
      expect(answer.status).toBe(401);
      expect(answer.get('Content-Type')).toContain('application/problem+json');
    },
  );
});

describe('requests from elsewhere', () => {
  it('change nothing without the session’s token', async () => {
    const [client, other] = [await api.signedIn('agent'), await api.signedIn('agent')];
    const bare = request(api.url).delete('/api/v1/session').set('Cookie', client.cookie);
    await bare.expect(403);
    const stolen = request(api.url).delete('/api/v1/session').set('Cookie', client.cookie);
    await stolen.set('X-CSRF-Token', other.session.csrfToken).expect(403);
    await client.get('/api/v1/session').expect(200);
  });

  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbouring subdomain', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['a sandboxed frame', { Origin: 'null' }],
  ])('change nothing from %s, with the token and without a session', async (_, headers: Record<string, string>) => {
    const client = await api.signedIn('agent');
    await client.delete('/api/v1/session').set(headers).expect(403);
    await signIn('anna@example.org', PASSWORD).set(headers).expect(403);
  });

  it('are fine from our own pages, whatever name they were opened under', async () => {
    await signIn('anna@example.org', PASSWORD).set({ Origin: api.url, 'Sec-Fetch-Site': 'same-origin' }).expect(200);
    await signIn('anna@example.org', PASSWORD).set('Origin', 'http://localhost:3000').expect(200);
  });
});

describe('over https', () => {
  it('the cookie is bound to the host and to TLS', async () => {
    const secure = await startApi({ publicUrl: 'https://earshot.example.org' });
    try {
      await secure.addUser('anna@example.org', 'agent');
      const answer = await request(secure.url)
        .post('/api/v1/session')
        .send({ email: 'anna@example.org', password: PASSWORD })
        .expect(200);
      expect(answer.get('Set-Cookie')?.[0]).toMatch(
        /^__Host-earshot_session=.*; Path=\/;.*; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(answer.get('Strict-Transport-Security')).toMatch(/max-age=\d+/);
    } finally {
      await secure.stop();
    }
  });
});
