import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '@earshot/contracts';
import pino from 'pino';
import { Registry } from 'prom-client';
import request from 'supertest';
import { PASSWORD, startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

let api: TestApi;
let client: Client;
let folder: string;
const log: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-dashboard-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Earshot</title>');
  writeFileSync(join(folder, 'assets', 'main-4f2a.js'), 'export {};');
  writeFileSync(join(folder, 'robots.txt'), 'User-agent: *\nDisallow: /\n');
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(line) });
  api = await startApi({ dashboardFolder: folder, logger });
  client = await api.signedIn('agent');
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

describe('errors', () => {
  const signIn = () => request(api.url).post('/api/v1/session');

  it.each([
    ['an unknown path', () => client.get('/api/v1/nothing'), 404],
    ['an unknown path of the API, asked by a browser', () => client.get('/api/other').set('Accept', 'text/html'), 404],
    ['a known path with another method', () => client.post('/api/v1/alerts'), 404],
    ['broken JSON', () => signIn().type('json').send('{"email": '), 400],
    ['JSON that is no object', () => signIn().type('json').send('[1]'), 400],
    ['no body', () => signIn(), 400],
    ['a form', () => signIn().type('form').send({ email: 'a@example.org', password: PASSWORD }), 400],
    ['too large a body', () => signIn().send({ email: 'a@example.org', password: 'x'.repeat(70_000) }), 413],
    ['an unknown charset', () => signIn().set('Content-Type', 'application/json; charset=martian').send('{}'), 415],
    ['an unknown encoding', () => signIn().type('json').set('Content-Encoding', 'martian').send('{}'), 415],
    ['a broken escape in the path', () => client.get('/api/v1/cases/%E0%A4%A'), 400],
    ['prototype names', () => signIn().type('json').send('{"__proto__": {"email": "a@example.org"}}'), 400],
  ])('for %s are problem details', async (_, ask: () => request.Test, status) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(answer.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ type: 'about:blank', status });
    expect((answer.body as Problem).title).toBeTruthy();
    expect(answer.text).not.toMatch(/node_modules|at \w+ \(|xxxx/);
  });

  it('name every fault at once, and repeat no value', async () => {
    const answer = await signIn().send({ email: 'not-an-address', password: 7 }).expect(400);
    const { faults } = answer.body as Problem;
    expect(faults?.map((fault) => fault.path)).toEqual(['email', 'password']);
    expect(answer.text).not.toContain('not-an-address');
  });
});

describe('every answer', () => {
  it('forbids foreign code, frames and guesses of the type', async () => {
    for (const path of ['/', '/api/v1/session', '/api/v1/nothing', '/assets/main-4f2a.js']) {
      const answer = await request(api.url).get(path);
      const policy = answer.get('Content-Security-Policy')?.split(';') ?? [];
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'self'",
          "script-src 'self'",
          "style-src 'self' 'unsafe-inline'",
          "img-src 'self' data:",
          "object-src 'none'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
        ]),
      );
      expect(answer.get('X-Content-Type-Options')).toBe('nosniff');
      expect(answer.get('Referrer-Policy')).toBe('no-referrer');
      expect(answer.get('X-Powered-By')).toBeUndefined();
      expect(answer.get('Strict-Transport-Security')).toBeUndefined();
    }
  });

  it('carries a request id; a proxy’s is kept when it has the form of one', async () => {
    expect((await client.get('/api/v1/session')).get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
    const kept = await client.get('/api/v1/session').set('X-Request-Id', 'proxy-1234');
    expect(kept.get('X-Request-Id')).toBe('proxy-1234');
    const refused = await client.get('/api/v1/session').set('X-Request-Id', '<script>');
    expect(refused.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the dashboard', () => {
  it('is served, its hashed files for a year, its pages fresh each time', async () => {
    const page = await request(api.url).get('/').set('Accept', 'text/html').expect(200);
    expect(page.get('Cache-Control')).toBe('no-cache');
    const script = await request(api.url).get('/assets/main-4f2a.js').expect(200);
    expect(script.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect((await request(api.url).get('/robots.txt').expect(200)).get('Cache-Control')).toBe('no-cache');
  });

  it('answers every page of its own with its first file, and nothing else', async () => {
    const deep = await request(api.url).get('/cases/17?tab=history').set('Accept', 'text/html').expect(200);
    expect(deep.text).toContain('<title>Earshot</title>');
    await request(api.url).get('/assets/gone.js').set('Accept', '*/*').expect(404);
    await request(api.url).get('/health/other').set('Accept', 'text/html').expect(404);
    await request(api.url).post('/cases/17').set('Accept', 'text/html').expect(404);
  });

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/..%2f..%2fetc/passwd',
    '/assets/%2e%2e/%2e%2e/x',
    '/.env',
  ])('gives away no other file under %s', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nConnection: close\r\n\r\n`);
    expect(answer).not.toMatch(/"name": "earshot"|root:/);
  });
});

/** Sends what no client library would. */
function raw(text: string): Promise<string> {
  const { port, hostname } = new URL(api.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (chunk) => (answer += chunk.toString('utf8')));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('the log', () => {
  it('has a line for a request, without its query, body, cookie or address', async () => {
    log.length = 0;
    await insertCase(api.dataSource, { sourceId: await insertSource(api.dataSource), text: 'very private words' });
    await client.get('/api/v1/alerts?text=very+private').expect(200);
    await request(api.url).post('/api/v1/session').send({ email: 'private@example.org', password: 'secret words' });
    const lines = log.join('');
    expect(lines).toContain('"path":"/api/v1/alerts"');
    expect(lines).toContain('"status":401');
    expect(lines).not.toMatch(/private|secret|earshot_session|127\.0\.0\.1/);
  });
});

describe('the description of the API', () => {
  it('is OpenAPI with every route and the schemas of the contracts', async () => {
    const answer = await request(api.url).get('/api/v1/openapi.json').expect(200);
    const document = answer.body as { openapi: string; paths: Record<string, object>; components: { schemas: object } };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/v1/session', '/api/v1/alerts', '/api/v1/cases/{id}/actions/{action}']),
    );
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['SignInDto', 'CaseActionRequestDto']),
    );
    expect(JSON.stringify(document.paths['/api/v1/alerts'])).toContain('needs_answer');
  });

  it('says how a caller signs in, and what every error looks like', async () => {
    const answer = await request(api.url).get('/api/v1/openapi.json').expect(200);
    const document = answer.body as { paths: Record<string, { post?: object }> };
    const problem = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
    expect(document).toMatchObject({
      components: {
        securitySchemes: {
          session: { in: 'cookie' },
          csrf: { in: 'header', name: 'X-CSRF-Token' },
          token: { type: 'http', scheme: 'bearer' },
        },
        schemas: { Problem: { properties: { faults: {} } } },
      },
      paths: {
        '/api/v1/cases/{id}': {
          get: { security: [{ session: [] }, { token: ['cases:read'] }], responses: { 401: problem, 404: problem } },
        },
        '/api/v1/cases/{id}/merge': {
          post: { security: [{ session: [], csrf: [] }], responses: { 400: problem, 403: problem, 409: problem } },
        },
      },
    });
    expect(document.paths['/api/v1/session']?.post).not.toHaveProperty('security');
  });

  it('has a page that needs nothing the content policy forbids', async () => {
    const { text } = await request(api.url).get('/api/docs').redirects(1).expect(200);
    expect(text).toContain('swagger-ui');
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    expect(text).not.toMatch(/(src|href)="https?:/);
  });
});

describe('health', () => {
  it('is live and ready', async () => {
    await request(api.url).get('/health/live').expect(200, { status: 'ok' });
    const ready = await request(api.url).get('/health/ready').expect(200);
    expect(ready.body).toMatchObject({ status: 'ok', info: { database: { status: 'up' } } });
  });

  it('is not ready while migrations are pending', async () => {
    const behind = await startApi();
    try {
      await behind.dataSource.query('delete from migrations');
      await request(behind.url).get('/health/ready').expect(503);
    } finally {
      await behind.stop();
    }
  });

  it('is live but not ready when the database is gone, and says so without giving it away', async () => {
    const lonely = await startApi();
    try {
      const someone = await lonely.signedIn('agent');
      await lonely.database.drop();
      const answer = await request(lonely.url).get('/health/ready').expect(503);
      expect(answer.get('Content-Type')).toContain('application/problem+json');
      expect(answer.text).not.toMatch(/test_[0-9a-f]+|postgres:/);
      await request(lonely.url).get('/health/live').expect(200);
      const refused = await someone.get('/api/v1/alerts').expect(503);
      expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0);
    } finally {
      await lonely.stop();
    }
  });
});

describe('metrics', () => {
  const read = () => request(api.url).get('/metrics');

  it('are read by a collector on this machine', async () => {
    const answer = await read().expect(200);
    expect(answer.get('Content-Type')).toContain('text/plain');
    expect(answer.text).toMatch(
      /earshot_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/session",status="200"\} \d+/,
    );
  });

  it('are not for strangers behind a proxy, but for who looks after the installation', async () => {
    await read().set('X-Forwarded-For', '203.0.113.7').expect(401);
    await client.get('/metrics').set('X-Forwarded-For', '203.0.113.7').expect(403);
    await (await api.signedIn('ops')).get('/metrics').set('X-Forwarded-For', '203.0.113.7').expect(200);
  });

  it('do not grow with what strangers ask for', async () => {
    const quiet = await startApi({ metrics: new Registry() });
    try {
      for (let i = 0; i < 20; i++) await request(quiet.url).get(`/api/v1/nothing${i}`);
      const { text } = await request(quiet.url).get('/metrics');
      expect(text.split('\n').filter((line) => line.includes('seconds_count'))).toHaveLength(1);
    } finally {
      await quiet.stop();
    }
  });
});

describe('behind a proxy', () => {
  it('the client’s own address is throttled when the proxy is configured, and cannot be made up when it is not', async () => {
    const guessAs = (to: TestApi, account: string, address: string) =>
      request(to.url)
        .post('/api/v1/session')
        .set('X-Forwarded-For', address)
        .send({ email: account, password: 'guess' });
    const proxied = await startApi({ trustProxy: 1 });
    const direct = await startApi();
    try {
      for (const to of [proxied, direct])
        for (let i = 0; i < 10; i++) await guessAs(to, 'a@example.org', '203.0.113.7');
      expect((await guessAs(proxied, 'a@example.org', '203.0.113.7')).status).toBe(429);
      expect((await guessAs(proxied, 'a@example.org', '203.0.113.8')).status).toBe(401);
      expect((await guessAs(direct, 'a@example.org', '203.0.113.8')).status).toBe(429);
    } finally {
      await proxied.stop();
      await direct.stop();
    }
  });
});
