import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

const SCRIPT = 'export const words = ["refund", "refund", "refund"];\n'.repeat(100);
const PAGE = `<!doctype html><title>Earshot</title>${'<p>Hello</p>'.repeat(100)}`;
const NAME = '/assets/main-4f2a.js';

let api: TestApi;
let client: Client;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-compressed-'));
  mkdirSync(join(folder, 'assets'));
  const built = { 'index.html': PAGE, [NAME.slice(1)]: SCRIPT };
  for (const [name, content] of Object.entries(built)) {
    writeFileSync(join(folder, name), content);
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content));
  }
  writeFileSync(join(folder, 'assets', 'small-77aa.js'), 'export {};');
  api = await startApi({ dashboardFolder: folder });
  client = await api.signedIn('lead');
  const sourceId = await insertSource(api.dataSource);
  const open = { answer: new Date(Date.now() + 86_400_000) };
  for (let i = 0; i < 10; i++) await insertCase(api.dataSource, { sourceId, subject: `Parcel ${i} is late`, open });
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

interface Sent {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  /** As it went over the wire. */
  readonly body: Buffer;
}

/** As curl asks: what is not said is not sent, and nothing is unpacked. */
function fetchRaw(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const collect = (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    };
    request(api.url + path, { method, headers: { Connection: 'close', ...headers } }, collect)
      .on('error', reject)
      .end();
  });
}

const FORMS = [
  ['br', 'gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['br, where anything is welcome', '*', 'br', brotliDecompressSync],
  ['gzip', 'gzip, deflate', 'gzip', gunzipSync],
  ['gzip, where brotli is refused', 'br;q=0, gzip', 'gzip', gunzipSync],
] as const;

describe('a file of the dashboard', () => {
  it.each(FORMS)('comes as %s', async (_, accepted, encoding, unpack) => {
    const { status, headers, body } = await fetchRaw(NAME, { 'Accept-Encoding': accepted });
    expect([status, headers['content-encoding'], headers.vary]).toEqual([200, encoding, 'Accept-Encoding']);
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(unpack(body).toString()).toBe(SCRIPT);
  });

  it.each([
    ['who takes no encoding', {}],
    ['who wants it plain', { 'Accept-Encoding': 'identity' }],
  ])('comes plain to those %s, and caches are told that it differs', async (_, asked) => {
    const { status, headers, body } = await fetchRaw(NAME, asked);
    expect([status, headers['content-encoding'], headers.vary]).toEqual([200, undefined, 'Accept-Encoding']);
    expect(body.toString()).toBe(SCRIPT);
  });

  it('has an entity tag for each form, by which it is not sent again', async () => {
    const tags = new Set<string | undefined>();
    for (const accepted of ['br', 'gzip', 'identity']) {
      const first = await fetchRaw(NAME, { 'Accept-Encoding': accepted });
      tags.add(first.headers.etag);
      const again = await fetchRaw(NAME, { 'Accept-Encoding': accepted, 'If-None-Match': first.headers.etag ?? '' });
      expect([again.status, again.headers.etag, again.headers.vary]).toEqual([
        304,
        first.headers.etag,
        'Accept-Encoding',
      ]);
      expect([again.body.length, again.headers['content-encoding']]).toEqual([0, undefined]);
    }
    expect(tags.size).toBe(3);
  });

  it('is announced by HEAD as GET would send it', async () => {
    const asked = { 'Accept-Encoding': 'br' };
    const [told, sent] = [await fetchRaw(NAME, asked, 'HEAD'), await fetchRaw(NAME, asked)];
    expect(told.body).toHaveLength(0);
    for (const header of ['content-length', 'content-encoding', 'content-type', 'etag', 'vary'])
      expect([header, told.headers[header]]).toEqual([header, sent.headers[header]]);
  });

  it.each(['br', 'identity'])('is continued within the form that was begun: %s', async (accepted) => {
    const whole = await fetchRaw(NAME, { 'Accept-Encoding': accepted });
    const rest = await fetchRaw(NAME, { 'Accept-Encoding': accepted, Range: 'bytes=10-' });
    expect(rest.status).toBe(206);
    expect(rest.headers['content-range']).toBe(`bytes 10-${whole.body.length - 1}/${whole.body.length}`);
    expect(rest.headers['content-encoding']).toBe(whole.headers['content-encoding']);
    expect(rest.body).toEqual(whole.body.subarray(10));
  });

  it('that ends before the range begins is refused in words that can be read', async () => {
    const { status, headers, body } = await fetchRaw(NAME, { 'Accept-Encoding': 'br', Range: 'bytes=99999-' });
    expect([status, headers['content-encoding'], headers['cache-control']]).toEqual([416, undefined, 'no-store']);
    expect(JSON.parse(body.toString())).toMatchObject({ status: 416 });
  });

  it('that the build left plain is sent so', async () => {
    const { status, headers, body } = await fetchRaw('/assets/small-77aa.js', { 'Accept-Encoding': 'br' });
    expect([status, headers['content-encoding'], body.toString()]).toEqual([200, undefined, 'export {};']);
  });

  it.each(FORMS)('that is the page of a place comes as %s', async (_, accepted, encoding, unpack) => {
    const { headers, body } = await fetchRaw('/cases/7', { 'Accept-Encoding': accepted, Accept: 'text/html' });
    expect([headers['content-encoding'], headers.vary]).toEqual([encoding, 'Accept-Encoding']);
    expect([headers['content-type'], headers['cache-control']]).toEqual(['text/html; charset=utf-8', 'no-cache']);
    expect(unpack(body).toString()).toBe(PAGE);
  });
});

describe('an answer of the API', () => {
  const BOARD = '/api/v1/alerts?list=needs_answer';
  const asMe = (accepted: string) => ({ Cookie: client.cookie, 'Accept-Encoding': accepted });

  it.each(FORMS)('comes as %s', async (_, accepted, encoding, unpack) => {
    const plain = await fetchRaw(BOARD, asMe('identity'));
    const { status, headers, body } = await fetchRaw(BOARD, asMe(accepted));
    expect([status, headers['content-encoding']]).toEqual([200, encoding]);
    expect(headers.vary).toContain('Accept-Encoding');
    expect(body.length).toBeLessThan(plain.body.length / 2);
    expect((JSON.parse(unpack(body).toString()) as { items: object[] }).items).toHaveLength(10);
    expect((JSON.parse(plain.body.toString()) as { items: object[] }).items).toHaveLength(10);
  });

  it.each(['csv', 'jsonl'])('that is a file of rows (%s) is compressed while it is made', async (format) => {
    const path = `/api/v1/export/alerts?list=needs_answer&format=${format}`;
    const plain = await fetchRaw(path, asMe('identity'));
    const { headers, body } = await fetchRaw(path, asMe('gzip'));
    expect([plain.headers['content-encoding'], headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect(gunzipSync(body)).toEqual(plain.body);
  });

  it('that is short is sent as it is', async () => {
    const { headers } = await fetchRaw('/health/live', { 'Accept-Encoding': 'br, gzip' });
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('that nobody awaits, or that was seen before, has no body to compress', async () => {
    const head = await fetchRaw(BOARD, asMe('gzip'), 'HEAD');
    expect([head.status, head.headers['content-encoding'], head.body.length]).toEqual([200, undefined, 0]);
    const { headers } = await fetchRaw(BOARD, asMe('gzip'));
    const again = await fetchRaw(BOARD, { ...asMe('gzip'), 'If-None-Match': headers.etag ?? '' });
    expect([again.status, again.headers['content-encoding'], again.body.length]).toEqual([304, undefined, 0]);
  });

  it('that tells of events is not held back: the first stands on the wire while the stream is open', async () => {
    const first = await new Promise<{ encoding: string | undefined; text: string }>((resolve, reject) => {
      const asked = get(api.url + '/api/v1/events', { headers: asMe('gzip, br') }, (response) => {
        response.once('data', (chunk: Buffer) => {
          resolve({ encoding: response.headers['content-encoding'], text: chunk.toString() });
          asked.destroy();
        });
      }).on('error', reject);
    });
    expect(first.encoding).toBeUndefined();
    expect(first.text).toContain('retry: ');
  });
});
