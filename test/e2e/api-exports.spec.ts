import http from 'node:http';
import v8 from 'node:v8';
import vm from 'node:vm';
import { AuditEventEntity, MessageQueries } from '@earshot/persistence';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

const MANY = 100_000;

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

let api: TestApi;
let lead: Client;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  lead = await api.signedIn('lead');
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

const jsonLines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('an export', () => {
  it('holds what the list shows under the same filters, a line each, safe for spreadsheets', async () => {
    const severe = await insertCase(api.dataSource, { sourceId, severity: 'critical', subject: '=cmd()' });
    await insertCase(api.dataSource, { sourceId, severity: 'low', customerName: '@evil' });
    const { text, headers } = await lead.get('/api/v1/export/cases?severity=critical').expect(200);
    const [head, ...lines] = parse(text) satisfies string[][];
    expect(head?.slice(0, 3)).toEqual(['caseId', 'state', 'severity']);
    expect(lines.map(([id, , severity, , , , subject]) => [id, severity, subject])).toEqual([
      [severe, 'critical', "'=cmd()"],
    ]);
    expect(headers['content-disposition']).toMatch(/attachment; filename="earshot-cases-\d{4}-\d\d-\d\d\.csv"/);

    const messages = await lead.get('/api/v1/export/messages?format=jsonl&text=waiting').expect(200);
    expect(jsonLines(messages.text)).toHaveLength(2);
    expect(jsonLines(messages.text)[0]).toMatchObject({
      text: 'I have been waiting for two weeks and nobody answers.',
      verdict: 'dissatisfied',
    });
    const customers = await lead.get('/api/v1/export/customers').expect(200);
    expect(customers.text).toContain("'@evil");
    await lead.get('/api/v1/export/cases?limit=5').expect(400);
  });

  it('of the board holds the cases of one list, as it is filtered there', async () => {
    const ownerId = lead.session.user.id;
    const overdue = { answer: new Date(Date.now() - 3_600_000) };
    const mine = await insertCase(api.dataSource, { sourceId, open: overdue, ownerId });
    await insertCase(api.dataSource, { sourceId, open: overdue });
    await insertCase(api.dataSource, { sourceId, ownerId, open: { answer: new Date(Date.now() + 3_600_000) } });
    const { text } = await lead
      .get('/api/v1/export/alerts?list=overdue&owner=me&topic=delivery&format=jsonl')
      .expect(200);
    expect(jsonLines(text)).toMatchObject([{ caseId: mine, ownerId, topics: ['delivery'] }]);
    await lead.get('/api/v1/export/alerts?list=overdue&state=new').expect(400);
  });

  it('is for those who see the insights, or their tokens with the scope of it, and is on record without words', async () => {
    await (await api.signedIn('agent')).get('/api/v1/export/messages').expect(403);
    const asked = { name: 'Report', scopes: ['cases:read'], days: 1 };
    const { key } = (await lead.post('/api/v1/tokens', asked).expect(201)).body as { key: string };
    const withToken = (what: string) =>
      request(api.url).get(`/api/v1/export/${what}`).set('Authorization', `Bearer ${key}`);
    expect((await withToken('cases')).status).toBe(200);
    expect((await withToken('messages')).status).toBe(403);
    await lead.get('/api/v1/export/messages?text=Kalle').expect(200);
    const events = await api.dataSource.getRepository(AuditEventEntity).findBy({ action: 'export.messages' });
    expect(JSON.stringify(events)).toContain('byText');
    expect(JSON.stringify(events)).not.toContain('Kalle');
  });

  it(`of ${MANY} messages is read as slowly as it is taken, and holds a page of them in memory`, async () => {
    await api.dataSource.query('drop index messages_words');
    await api.dataSource.query(
      `insert into messages (source_id, external_id, channel, kind, author_name, sent_at, received_at, text)
       select $1, 'many-' || n, 'email', 'person', 'Somebody', timestamptz '2026-01-01' + n * interval '1 second', now(),
         repeat('Where is my parcel? ', 20) from generate_series(1, ${MANY}) n`,
      [sourceId],
    );
    await api.dataSource.query('analyze messages');
    const pages = jest.spyOn(MessageQueries.prototype, 'page');
    const response = await openExport(lead, '/api/v1/export/messages?sentBefore=2026-06-01T00:00:00Z');
    await new Promise((resolve) => response.once('readable', resolve));
    // Nobody reads on: what waits in buffers of the network is a small part of 50 MB.
    const asked = pages.mock.calls.length;
    expect(asked).toBeLessThan(MANY / 500 / 2);

    const before = heldOutsideTheHeap();
    let [lines, chunks, most] = [0, 0, 0];
    for await (const chunk of response as AsyncIterable<Buffer>) {
      lines += linesIn(chunk);
      chunks += 1;
      if (chunks % 50 === 0) most = Math.max(most, heldOutsideTheHeap() - before);
    }
    expect(chunks).toBeGreaterThan(200);
    expect(lines).toBe(MANY + 1);
    expect(pages.mock.calls.length).toBe(MANY / 500);
    expect(most).toBeLessThan(40_000_000);
    pages.mockRestore();
  }, 240_000);
});

/** Bytes of buffers that are in use: what waits for the collector says more of the machine's load than of the export. */
function heldOutsideTheHeap(): number {
  collectGarbage();
  const { arrayBuffers, external } = process.memoryUsage();
  return arrayBuffers + external;
}

function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function openExport(client: Client, path: string): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    http.get(client.url + path, { headers: { Cookie: client.cookie } }, resolve).once('error', reject);
  });
}
