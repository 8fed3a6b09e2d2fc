import { CaseView, type Problem } from '@earshot/contracts';
import { IdempotencyKeyEntity } from '@earshot/persistence';
import type request from 'supertest';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

let api: TestApi;
let anna: Client;
let bert: Client;
let sourceId: string;
let keys = 0;
beforeAll(async () => {
  api = await startApi();
  [anna, bert] = [await api.signedIn('agent'), await api.signedIn('manager')];
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

const newCase = () => insertCase(api.dataSource, { sourceId, open: { answer: new Date('2026-11-19T15:00:00.000Z') } });
const newKey = () => `key-${(keys += 1)}`;
const act = (by: Client, id: string, action: string, body: object, key?: string): request.Test => {
  const asked = by.post(`/api/v1/cases/${id}/actions/${action}`, body);
  return key === undefined ? asked : asked.set('Idempotency-Key', key);
};
const faultsOf = (answer: request.Response) => (answer.body as Problem).faults?.map(({ path }) => path);
const stored = () => api.dataSource.getRepository(IdempotencyKeyEntity);

describe('a command with an Idempotency-Key', () => {
  it('that is repeated has its first answer, to the byte, and no second effect', async () => {
    const [id, key] = [await newCase(), newKey()];
    const first = await act(anna, id, 'assign-to-me', { version: 1 }, key).expect(200);
    await act(bert, id, 'assign-to-me', { version: 2 }).expect(200);
    const again = await act(anna, id, 'assign-to-me', { version: 1 }, key).expect(200);
    expect(again.text).toBe(first.text);
    expect([again.get('Idempotency-Replayed'), again.get('ETag')]).toEqual(['true', '"2"']);
    const now = CaseView.parse((await anna.get(`/api/v1/cases/${id}`)).body);
    expect(now).toMatchObject({ version: 3, owner: { id: bert.session.user.id } });
  });

  it('is sent twenty times at once and carried out once', async () => {
    const [id, key] = [await newCase(), newKey()];
    const answers = await Promise.all(Array.from({ length: 20 }, () => act(anna, id, 'answered', { version: 1 }, key)));
    const done = answers.filter((answer) => answer.status === 200);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map((answer) => answer.text)).size).toBe(1);
    for (const busy of answers.filter((answer) => answer.status !== 200))
      expect([busy.status, busy.get('Retry-After')]).toEqual([409, '1']);
    expect((await anna.get(`/api/v1/cases/${id}`)).body).toMatchObject({ version: 2 });
  });

  it('is refused as another request when body, path or precondition differ', async () => {
    const [id, other, key] = [await newCase(), await newCase(), newKey()];
    await act(anna, id, 'assign-to-me', { version: 1 }, key).expect(200);
    for (const different of [
      act(anna, id, 'assign-to-me', { version: 2 }, key),
      act(anna, other, 'assign-to-me', { version: 1 }, key),
      act(anna, id, 'assign-to-me', { version: 1 }, key).set('If-Match', '"1"'),
    ]) {
      const answer = await different.expect(422);
      expect(answer.get('Content-Type')).toContain('application/problem+json');
      expect((answer.body as Problem).detail).toContain('use a new one');
    }
  });

  it('is one’s own: another person may use the same name', async () => {
    const [id, key] = [await newCase(), newKey()];
    await act(anna, id, 'assign-to-me', { version: 1 }, key).expect(200);
    const answer = await act(bert, id, 'assign-to-me', { version: 2 }, key).expect(200);
    expect(answer.body).toMatchObject({ version: 3, owner: { id: bert.session.user.id } });
  });

  it('that was refused is refused again in the same words', async () => {
    const [id, key] = [await newCase(), newKey()];
    const first = await act(anna, id, 'answered', { version: 7 }, key).expect(409);
    const again = await act(anna, id, 'answered', { version: 7 }, key).expect(409);
    expect(again.text).toBe(first.text);
    expect(again.get('Content-Type')).toContain('application/problem+json');
  });

  it('without an answer of its own says nothing twice', async () => {
    const client = await api.signedIn('agent');
    await client.delete('/api/v1/session').set('Idempotency-Key', newKey()).expect(204);
  });

  it('is forgotten after a day, and what is old is removed', async () => {
    const [id, key] = [await newCase(), newKey()];
    await act(anna, id, 'assign-to-me', { version: 1 }, key).expect(200);
    await stored().update({ key }, { createdAt: new Date(Date.now() - 25 * 3_600_000) });
    await act(anna, id, 'unassign', { version: 2 }, newKey()).expect(200);
    expect(await stored().countBy({ key })).toBe(0);
    await act(anna, id, 'assign-to-me', { version: 3 }, key).expect(200);
  });

  it('is not stuck when the process died before the answer was kept', async () => {
    const [id, key] = [await newCase(), newKey()];
    await act(anna, id, 'assign-to-me', { version: 1 }, key).expect(200);
    await api.dataSource.query('update idempotency_keys set status = null, body = null where key = $1', [key]);
    const busy = await act(anna, id, 'assign-to-me', { version: 1 }, key).expect(409);
    expect(busy.get('Retry-After')).toBe('1');
    await stored().update({ key }, { createdAt: new Date(Date.now() - 180_000) });
    // The person's deed from that version is known: it is not done twice.
    await act(anna, id, 'assign-to-me', { version: 1 }, key).expect(200);
    expect((await anna.get(`/api/v1/cases/${id}`)).body).toMatchObject({ version: 2 });
  });

  it('may be tried again under the same name after a failure of ours', async () => {
    const [id, key] = [await newCase(), newKey()];
    await api.dataSource.query('alter table case_events rename to case_events_away');
    try {
      await act(anna, id, 'answered', { version: 1 }, key).expect(500);
    } finally {
      await api.dataSource.query('alter table case_events_away rename to case_events');
    }
    await act(anna, id, 'answered', { version: 1 }, key).expect(200);
  });

  it.each([
    ['empty', ''],
    ['with a space', 'a b'],
    ['with a letter outside ASCII', 'schl\u00fcssel'],
    ['of 256 characters', 'k'.repeat(256)],
  ])('is refused by name when it is %s', async (_, key) => {
    const answer = await act(anna, await newCase(), 'answered', { version: 1 })
      .set('Idempotency-Key', key)
      .expect(400);
    expect(faultsOf(answer)).toEqual(['Idempotency-Key']);
  });
});

describe('the version of a case', () => {
  it('is its ETag, and changes with it', async () => {
    const id = await newCase();
    expect((await anna.get(`/api/v1/cases/${id}`).expect(200)).get('ETag')).toBe('"1"');
    const acted = await act(anna, id, 'assign-to-me', {}).set('If-Match', '"1"').expect(200);
    expect(acted.get('ETag')).toBe('"2"');
    await act(anna, id, 'unassign', { version: 2 }).set('If-Match', 'W/"2"').expect(200);
  });

  it('that is stale is 412 in the header, with the present one, and 409 in the body', async () => {
    const id = await newCase();
    await act(anna, id, 'assign-to-me', { version: 1 }).expect(200);
    const stale = await act(bert, id, 'answered', {}).set('If-Match', '"1"').expect(412);
    expect(stale.body).toMatchObject({ status: 412, title: 'Precondition Failed', version: 2 });
    expect(stale.get('ETag')).toBe('"2"');
    await act(bert, id, 'answered', { version: 1 }).expect(409);
    await act(bert, id, 'answered', {}).set('If-Match', '"2"').expect(200);
  });

  it('must be the same in header and body', async () => {
    const answer = await act(anna, await newCase(), 'answered', { version: 1 })
      .set('If-Match', '"2"')
      .expect(400);
    expect(faultsOf(answer)).toEqual(['If-Match']);
  });

  it.each(['7', '"x"', '"1", "2"', '"0"', ''])('is no ETag of a case when it reads %s', async (header) => {
    const answer = await act(anna, await newCase(), 'answered', {}).set('If-Match', header);
    expect([answer.status, faultsOf(answer)?.length]).toEqual([400, 1]);
  });

  it('is still asked for in the body when any will do for the header', async () => {
    const id = await newCase();
    expect(faultsOf(await act(anna, id, 'answered', {}).set('If-Match', '*').expect(400))).toEqual(['version']);
    await act(anna, id, 'answered', { version: 1 }).set('If-Match', '*').expect(200);
  });

  it('has nothing to do with a refusal by the state table', async () => {
    await act(anna, await newCase(), 'reopen', {})
      .set('If-Match', '"1"')
      .expect(409);
  });
});

describe('what a route does not know', () => {
  it.each([
    ['a filter with a slip of the pen', '/api/v1/alerts?severty=high', 'severty'],
    ['a filter of the case list', '/api/v1/cases?stat=new&limit=1', 'stat'],
    ['a parameter of a route that takes none', '/api/v1/sources?page=2', 'page'],
    ['a parameter of a single case', '/api/v1/cases/1?expand=all', 'expand'],
  ])('is refused by name: %s', async (_, path, name) => {
    const answer = await anna.get(path).expect(400);
    expect((answer.body as Problem).faults).toEqual([{ path: name, message: 'is not known here' }]);
  });

  it('is refused in bodies too, every fault at once', async () => {
    const id = await newCase();
    const answer = await act(anna, id, 'answered', { version: 0, noet: 'x', why: 'y' }).expect(400);
    expect(faultsOf(answer)?.sort()).toEqual(['noet', 'version', 'why']);
    const ops = await api.signedIn('ops');
    const pause = await ops.post(`/api/v1/sources/${sourceId}/actions/pause`, { until: 'tomorrow' }).expect(400);
    expect(faultsOf(pause)).toEqual(['until']);
  });
});

describe('the description of the API', () => {
  it('tells of the headers where they are understood', async () => {
    const description = await anna.get('/api/v1/openapi.json').expect(200);
    const { paths } = description.body as { paths: Record<string, Record<string, Operation>> };
    const headersOf = (path: string, method: string) =>
      paths[path]?.[method]?.parameters?.filter((one) => one.in === 'header').map((one) => one.name) ?? [];
    expect(headersOf('/api/v1/cases/{id}/actions/{action}', 'post').sort()).toEqual(['Idempotency-Key', 'If-Match']);
    expect(headersOf('/api/v1/sources/{id}/actions/{action}', 'post')).toEqual(['Idempotency-Key']);
    expect(headersOf('/api/v1/session', 'post')).toEqual([]);
    expect(Object.keys(paths['/api/v1/cases/{id}/actions/{action}']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '409', '412', '422']),
    );
    expect(paths['/api/v1/cases/{id}']?.get?.responses['200']?.headers).toHaveProperty('ETag');
  });

  interface Operation {
    readonly parameters?: readonly { readonly in: string; readonly name: string }[];
    readonly responses: Record<string, { readonly headers?: object }>;
  }
});
