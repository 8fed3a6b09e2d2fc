import { ImportAnswer, QuarantinePage, RetryAnswer, type Problem } from '@earshot/contracts';
import request from 'supertest';
import { workbook } from '../support/workbook.js';
import { type Client, startApi, type TestApi } from '../support/api.js';

let api: TestApi;
let ops: Client;
beforeAll(async () => {
  api = await startApi();
  ops = await api.signedIn('ops');
});
afterAll(() => api.stop());

const BOOK = [
  'Nr;When;Reklamaatio;Stars',
  '1;2026-03-02;This is a disgrace, I have waited for weeks and nobody answers!;1',
  '2;2026-03-03;Thank you, all good;5',
  '3;yesterday;Rude;2',
].join('\n');

function upload(
  client: Client,
  fields: Record<string, string>,
  name = 'book.csv',
  content: string | Uint8Array = BOOK,
): request.Test {
  const headers = { Cookie: client.cookie, 'X-CSRF-Token': client.session.csrfToken };
  const sent = request(api.url).post('/api/v1/imports').set(headers).attach('file', Buffer.from(content), name);
  for (const [field, value] of Object.entries(fields)) void sent.field(field, value);
  return sent;
}

const MAP = { map: JSON.stringify({ id: 'Nr', sentAt: 'When', text: 'Reklamaatio', rating: 'Stars' }) };
const count = async (table: 'messages' | 'cases' | 'sources') =>
  (await api.dataSource.query<[{ n: number }]>(`select count(*)::int as n from ${table}`))[0].n;

describe('a complaints book that is uploaded', () => {
  it('is tried out first, which stores nothing', async () => {
    const answer = ImportAnswer.parse((await upload(ops, { ...MAP, dryRun: 'true' }).expect(200)).body);
    expect(answer).toMatchObject({ sourceId: null, rows: 3, readable: 2, rejected: 1, ledger: null });
    expect(answer.faults).toMatchObject([{ row: 4, column: 'When', value: "'yesterday'" }]);
    expect([await count('messages'), await count('sources')]).toEqual([0, 0]);
  });

  it('is stored and judged, and adds nothing a second time', async () => {
    const first = ImportAnswer.parse((await upload(ops, MAP).expect(200)).body);
    expect(first.ledger).toEqual({ seen: 3, stored: 2, duplicate: 0, skipped: {}, quarantined: 1 });
    expect([await count('messages'), await count('cases')]).toEqual([2, 1]);
    const second = ImportAnswer.parse((await upload(ops, MAP).expect(200)).body);
    expect(second).toMatchObject({
      sourceId: first.sourceId,
      ledger: { seen: 3, stored: 0, duplicate: 3, quarantined: 0 },
    });
    expect(await count('messages')).toBe(2);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['another kind of file', {}, 'book.pdf', 'file'],
    ['a mapping that is no JSON', { map: 'text=x' }, 'book.csv', 'map'],
    ['a time format without a date', { timeFormat: 'banana' }, 'book.csv', 'timeFormat'],
    ['a field that there is not', { map: '{"txt": "x"}' }, 'book.csv', 'map'],
    ['a zone that there is not', { zone: 'Mars' }, 'book.csv', 'zone'],
    ['something unknown', { colour: 'red' }, 'book.csv', ''],
  ])('with %s is refused by name', async (_, fields, name, path) => {
    const answer = await upload(ops, fields, name).expect(400);
    expect((answer.body as Problem).faults?.[0]?.path).toContain(path);
  });

  it.each([
    ['a table', 'book.csv', BOOK],
    [
      'a workbook',
      'book.xlsx',
      workbook([
        ['Nr', 'Reklamaatio'],
        [1, 'Too slow'],
      ]),
    ],
  ])('that is %s is refused where a mapped heading is not in it, with those that are', async (_, name, content) => {
    const before = await count('sources');
    for (const dryRun of ['true', 'false']) {
      const map = JSON.stringify({ text: 'Reklamaatio', rating: 'nosuch' });
      const { faults } = (await upload(ops, { map, dryRun, source: 'Mapped' }, name, content).expect(400))
        .body as Problem;
      expect(faults).toMatchObject([{ path: 'map' }]);
      expect(faults?.[0]?.message).toMatch(
        /no heading 'nosuch' \(named for rating\); its headings are 'Nr',.*'Reklamaatio'/,
      );
    }
    expect(await count('sources')).toBe(before);
  });

  it('has no open item left for a row when its correction is imported under the same id', async () => {
    const source = 'Corrected';
    const first = ImportAnswer.parse((await upload(ops, { ...MAP, source }).expect(200)).body);
    const open = async () => {
      const answer = await ops.get(`/api/v1/sources/${first.sourceId ?? ''}/quarantine`).expect(200);
      return QuarantinePage.parse(answer.body).items;
    };
    const [item] = await open();
    expect(item?.externalId).toBe('3');
    const retry = `/api/v1/sources/${first.sourceId ?? ''}/quarantine/${item?.id ?? ''}/retry`;
    const { detail } = RetryAnswer.parse((await ops.post(retry).expect(200)).body);
    expect(detail).toContain('import or send it again');
    const corrected = BOOK.replace('yesterday', '2026-03-04');
    const second = ImportAnswer.parse((await upload(ops, { ...MAP, source }, 'book.csv', corrected).expect(200)).body);
    expect(second.ledger).toMatchObject({ stored: 1, duplicate: 2, quarantined: 0 });
    expect(await open()).toEqual([]);
  });

  it.each<[string, string, string | Uint8Array]>([
    ['is a program', 'book.exe', 'MZ'],
    ['has headings that are not understood', 'book.csv', 'a,b\n1,2'],
    ['is a damaged workbook', 'book.xlsx', 'PK\u0003\u0004 broken'],
    ['is empty', 'book.csv', ''],
  ])(
    'that %s is refused, and leaves no source, no failed reading and nothing in quarantine',
    async (_, name, content) => {
      const traces = () =>
        api.dataSource.query<object[]>(
          `select (select count(*) from sources) sources, (select count(*) from polls) polls,
           (select count(*) from quarantine) quarantine, (select count(*) from notifications) notifications`,
        );
      const before = await traces();
      const answer = await upload(ops, { source: 'A slip' }, name, content).expect(400);
      expect((answer.body as Problem).faults).toMatchObject([{ path: 'file' }]);
      expect(await traces()).toEqual(before);
    },
  );

  it('is the business of ops alone', async () => {
    await upload(await api.signedIn('agent'), MAP).expect(403);
    await ops.post('/api/v1/imports').expect(400);
  });
});
