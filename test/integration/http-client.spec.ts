import { AddressGuard, GuardedHttpClient, HttpStatusError, type HttpRequest } from '@earshot/connector-kit';
import { ConnectorError, type ConnectorErrorKind } from '@earshot/domain';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { SMTPServer } from 'smtp-server';
import { HttpServer } from '../support/http-server.js';

const NOW = new Date('2026-03-02T10:00:00Z');

describe('the guarded HTTP client', () => {
  let server: HttpServer;
  let client: GuardedHttpClient;

  beforeEach(async () => {
    server = await HttpServer.start();
    client = new GuardedHttpClient(new AddressGuard([server.host]), { now: () => NOW });
  });
  afterEach(async () => {
    await client.close();
    await server.stop();
  });

  const get = (path: string, request?: HttpRequest) => client.request(`${server.origin}${path}`, request);
  const failureOf = (path: string, request?: HttpRequest) => failure(get(path, request));

  it('returns the answer and says who asks', async () => {
    server.serve('/a', 'hello', { 'x-one': '1', 'set-cookie': 'a=b' });
    const answer = await get('/a?q=1');
    expect(answer).toMatchObject({ status: 200, url: `${server.origin}/a?q=1`, headers: { 'x-one': '1' } });
    expect(Buffer.from(answer.body).toString()).toBe('hello');
    expect(server.seen[0]?.headers['user-agent']).toMatch(/^Earshot\//);
  });

  it('sends method, headers and body', async () => {
    server.serve('/a', 'ok');
    await get('/a', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'ääni' });
    expect(server.seen[0]).toMatchObject({ method: 'POST', body: 'ääni' });
    expect(server.seen[0]?.headers['content-type']).toBe('text/plain');
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('decodes %s', async (encoding, compress) => {
    server.serve('/z', compress('palaute'), { 'content-encoding': encoding });
    expect(Buffer.from((await get('/z')).body).toString()).toBe('palaute');
  });

  it('decodes what was compressed twice', async () => {
    server.serve('/z', brotliCompressSync(gzipSync('twice')), { 'content-encoding': 'gzip, br' });
    expect(Buffer.from((await get('/z')).body).toString()).toBe('twice');
  });

  it('stops a small body that unfolds into a large one', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    server.serve('/bomb', bomb, { 'content-encoding': 'gzip' });
    const error = await failureOf('/bomb', { maxBytes: 1_000_000 });
    expect(error.kind).toBe('unreadable');
    expect(error.message).toContain('larger than the 1000000 bytes');
  });

  it('refuses a body that is announced too large, and one that never ends', async () => {
    server.on('/endless', (_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x')));
      };
      response.writeHead(200).on('drain', more);
      more();
    });
    server.serve('/large', Buffer.alloc(2000));
    expect((await failureOf('/large', { maxBytes: 1000 })).kind).toBe('unreadable');
    expect((await failureOf('/endless', { maxBytes: 1_000_000 })).kind).toBe('unreadable');
  });

  it.each(['gzip', 'br', 'deflate'])('names a damaged %s body', async (encoding) => {
    server.serve('/z', 'this is not compressed at all', { 'content-encoding': encoding });
    expect((await failureOf('/z')).message).toContain('damaged');
  });

  it('names an encoding that it does not understand', async () => {
    server.serve('/z', 'x', { 'content-encoding': 'compress' });
    expect((await failureOf('/z')).message).toContain("encoded as 'compress'");
  });

  it('gives up on a server that never answers, and on one that drips', async () => {
    server.on('/silent', () => undefined);
    server.on('/drip', (_request, response) => {
      const timer = setInterval(() => response.write('.'), 10);
      response.writeHead(200).on('close', () => clearInterval(timer));
    });
    for (const path of ['/silent', '/drip']) {
      const error = await failureOf(path, { timeoutMs: 150 });
      expect(error.kind).toBe('unreachable');
      expect(error.message).toContain('within 150 ms');
    }
  });

  it("throws the caller's own reason when the caller gives up", async () => {
    server.on('/silent', () => caller.abort(new Error('the source was paused')));
    const caller = new AbortController();
    await expect(get('/silent', { signal: caller.signal })).rejects.toThrow('the source was paused');
    await expect(get('/silent', { signal: caller.signal })).rejects.toThrow('the source was paused');
  });

  it('calls a reset and a body that breaks off unreachable', async () => {
    server.on('/reset', (_request, response) => response.destroy());
    server.on('/broken', (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('x'.repeat(10), () => response.destroy());
    });
    expect((await failureOf('/reset')).kind).toBe('unreachable');
    expect((await failureOf('/broken')).kind).toBe('unreachable');
  });

  it('returns 304 and other answers without a location', async () => {
    server.serve('/same', '', { etag: '"1"', location: '/elsewhere' }, 304).serve('/odd', 'x', {}, 302);
    expect((await get('/same')).status).toBe(304);
    expect((await get('/odd')).status).toBe(302);
  });

  it.each<[number, Record<string, string>, ConnectorErrorKind, string | null]>([
    [429, { 'retry-after': '120' }, 'rate_limited', '2026-03-02T10:02:00.000Z'],
    [429, { 'retry-after': 'Mon, 02 Mar 2026 11:00:00 GMT' }, 'rate_limited', '2026-03-02T11:00:00.000Z'],
    [429, {}, 'rate_limited', null],
    [503, { 'retry-after': '60' }, 'rate_limited', '2026-03-02T10:01:00.000Z'],
    [403, { 'retry-after': '60' }, 'rate_limited', '2026-03-02T10:01:00.000Z'],
    [503, {}, 'unreachable', null],
    [500, {}, 'unreachable', null],
    [408, {}, 'unreachable', null],
    [401, {}, 'credentials_rejected', null],
    [403, {}, 'credentials_rejected', null],
    [404, {}, 'misconfigured', null],
    [410, {}, 'misconfigured', null],
    [400, {}, 'misconfigured', null],
  ])('reads status %d with %j as %s', async (status, headers, kind, retryAt) => {
    server.serve('/s', '{"error":"reason"}', headers, status);
    const error = await failureOf('/s?token=hidden');
    expect(error).toMatchObject({ kind, advice: expect.stringMatching(/\w+ \w+/) as string });
    expect(error.retryAt?.toISOString() ?? null).toBe(retryAt);
    expect(error.message).not.toContain('hidden');
    expect(error instanceof HttpStatusError && Buffer.from(error.response.body).toString()).toBe('{"error":"reason"}');
  });

  it('keeps the status of an error whose body is endless', async () => {
    server.serve('/s', Buffer.alloc(1_000_000, 'x'), {}, 401);
    expect((await failureOf('/s')).kind).toBe('credentials_rejected');
  });

  describe('redirects', () => {
    const redirect = (path: string, to: string, status = 302): void => {
      server.serve(path, 'moved', { location: to }, status);
    };

    it('follows them and tells where it arrived', async () => {
      redirect('/one', '/two?x=1', 301);
      redirect('/two', 'three', 307);
      server.serve('/three', 'here');
      expect((await get('/one')).url).toBe(`${server.origin}/three`);
    });

    it('ends a loop', async () => {
      redirect('/loop', '/loop');
      expect(await failureOf('/loop')).toMatchObject({ kind: 'misconfigured' });
      expect(server.seen.length).toBe(6);
    });

    it.each([
      'http://127.0.0.1:1/',
      'http://127.1/',
      'http://2130706433/',
      'http://0x7f.0.0.1/',
      'http://017700000001/',
      'http://[::1]/',
      'http://[::ffff:127.0.0.1]/',
      'http://[::ffff:7f00:1]/',
      'http://localhost/',
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.1/',
      'http://0.0.0.0/',
      'http://[fd00::1]/',
      'http://[64:ff9b::7f00:1]/',
    ])('does not follow one to the inner address %s', async (to) => {
      redirect('/out', to);
      const error = await failureOf('/out');
      expect(error.kind).toBe('misconfigured');
      expect(error.message).toContain('not a public address');
    });

    it.each(['file:///etc/passwd', 'gopher://127.0.0.1/', 'ftp://example.org/', 'http://u:p@127.0.0.1/', 'http://'])(
      'refuses one to %s',
      async (to) => {
        redirect('/out', to);
        expect((await failureOf('/out')).kind).toBe('misconfigured');
      },
    );

    it('does not carry secrets to another origin', async () => {
      const other = await HttpServer.start();
      const both = new GuardedHttpClient(new AddressGuard([server.host, other.host]));
      try {
        other.serve('/', 'ok');
        redirect('/out', `${other.origin}/`);
        redirect('/in', '/home');
        server.serve('/home', 'ok');
        const headers = { Authorization: 'Bearer s', Cookie: 'c=1', 'Api-Key': 'k', Accept: 'text/plain' };
        await both.request(`${server.origin}/out`, { headers });
        expect(other.seen[0]?.headers).toMatchObject({ accept: 'text/plain' });
        expect(other.seen[0]?.headers).not.toHaveProperty('authorization');
        expect(other.seen[0]?.headers).not.toHaveProperty('cookie');
        expect(other.seen[0]?.headers).not.toHaveProperty('api-key');
        await both.request(`${server.origin}/in`, { headers });
        expect(server.seen.at(-1)?.headers).toMatchObject({ authorization: 'Bearer s' });
        redirect('/post', `${other.origin}/`, 307);
        expect((await failure(both.request(`${server.origin}/post`, { method: 'POST', body: 'x' }))).kind).toBe(
          'misconfigured',
        );
      } finally {
        await both.close();
        await other.stop();
      }
    });

    it('turns a POST into a GET where the answer stands elsewhere', async () => {
      redirect('/post', '/done', 303);
      server.serve('/done', 'ok');
      await get('/post', { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } });
      expect(server.seen.at(-1)).toMatchObject({ method: 'GET', body: '' });
    });
  });

  it('does not reach this machine unless the house allows it', async () => {
    const strict = new GuardedHttpClient(new AddressGuard());
    for (const host of [server.origin, server.origin.replace('127.0.0.1', 'localhost')]) {
      expect((await failure(strict.request(host))).kind).toBe('misconfigured');
    }
    expect(server.seen).toEqual([]);
    await strict.close();
  });

  it('connects to the address that was checked, although the name has changed since', async () => {
    let lookUps = 0;
    const guard = new AddressGuard(['127.0.0.1'], () => {
      lookUps += 1;
      return Promise.resolve([{ address: lookUps === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
    });
    const rebinding = new GuardedHttpClient(guard);
    server.serve('/', 'ok');
    const answer = await rebinding.request(server.origin.replace('127.0.0.1', 'rebinding.example'));
    expect(answer.status).toBe(200);
    expect(lookUps).toBe(1);
    expect(server.seen[0]?.headers['host']).toContain('rebinding.example');
    await rebinding.close();
  });

  it('covers a name server that does not answer with the deadline', async () => {
    const deaf = new GuardedHttpClient(new AddressGuard([], () => new Promise(() => undefined)));
    expect((await failure(deaf.request('http://slow.example/', { timeoutMs: 100 }))).kind).toBe('unreachable');
    await deaf.close();
  });

  it('covers a server that accepts and never speaks TLS', async () => {
    const sockets: Socket[] = [];
    const mute: Server = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const local = new GuardedHttpClient(new AddressGuard([`127.0.0.1:${port}`]));
    const error = await failure(local.request(`https://127.0.0.1:${port}/`, { timeoutMs: 150 }));
    expect(error.kind).toBe('unreachable');
    await local.close();
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => mute.close(resolve));
  });

  it('does not trust a certificate that nobody has signed', async () => {
    // smtp-server brings a self-signed certificate of its own; the handshake fails before either side speaks.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const selfSigned = new SMTPServer({ secure: true }).on('error', () => undefined);
    const listening = selfSigned.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    const local = new GuardedHttpClient(new AddressGuard([`127.0.0.1:${port}`]));
    const error = await failure(local.request(`https://127.0.0.1:${port}/`));
    expect(error).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('cannot be trusted') as string,
    });
    await local.close();
    await new Promise<void>((resolve) => selfSigned.close(resolve));
    jest.restoreAllMocks();
  });

  it('says in plain words that nobody answers, and what to do', async () => {
    await server.stop();
    const error = await failureOf('/');
    expect(error).toMatchObject({ kind: 'unreachable', advice: expect.stringContaining('port') as string });
    expect(error.message).toContain('refused the connection');
    expect(error.message).not.toMatch(/ECONN|UND_ERR/);
    server = await HttpServer.start();
  });

  it('says in plain words that the connection was cut, and what to do', async () => {
    server.on('/cut', (_request, response) => response.destroy());
    const error = await failureOf('/cut');
    expect(error).toMatchObject({ kind: 'unreachable', advice: expect.stringContaining('firewall') as string });
    expect(error.message).toContain('cut the connection');
    expect(error.message).not.toMatch(/ECONN|UND_ERR/);
  });
});

async function failure(request: Promise<unknown>): Promise<ConnectorError> {
  const error: unknown = await request.then(
    () => new Error('the request succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConnectorError)) throw error;
  return error;
}
