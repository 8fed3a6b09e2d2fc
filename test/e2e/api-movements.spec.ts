import { CaseListPage, MovementAnswer, MovementList, type Problem } from '@earshot/contracts';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';
import { IntakeDesk } from '../support/intake-desk.js';
import { incoming } from '../support/messages.js';

let api: TestApi;
let anna: Client;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  anna = await api.signedIn('agent');
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

const DUE = new Date('2026-11-19T15:00:00.000Z');
const newCase = (customerName: string, given: object = {}) =>
  insertCase(api.dataSource, { sourceId, customerName, open: { answer: DUE }, ...given });
const movementsOf = async (id: string): Promise<MovementList> =>
  MovementList.parse((await anna.get(`/api/v1/cases/${id}/movements`).expect(200)).body);
const versionOf = async (id: string): Promise<number> =>
  ((await anna.get(`/api/v1/cases/${id}`).expect(200)).body as { version: number }).version;
const listed = async (query: string): Promise<string[]> => {
  const page = CaseListPage.parse((await anna.get(`/api/v1/cases?limit=200&${query}`).expect(200)).body);
  return page.items.map(({ caseId }) => caseId);
};
const faultsOf = (body: unknown) => (body as Problem).faults?.map(({ path }) => path);

describe('merging two cases', () => {
  it('asks first whether two customers are meant, then is on no list and can be undone', async () => {
    const [a, b] = [await newCase('Aino'), await newCase('Bruno')];
    const body = { caseId: b, version: 1, otherVersion: 1, note: 'the same family' };
    const asked = await anna.post(`/api/v1/cases/${a}/merge`, body).expect(400);
    expect(faultsOf(asked.body)).toEqual(['confirmDifferentCustomers']);
    const done = await anna.post(`/api/v1/cases/${a}/merge`, { ...body, confirmDifferentCustomers: true }).expect(200);
    const { movementId, ...versions } = MovementAnswer.parse(done.body);
    expect([versions.version, versions.otherVersion, done.get('ETag')]).toEqual([2, 2, '"2"']);
    expect((await anna.get(`/api/v1/cases/${a}`)).body).toMatchObject({ messages: [{}, {}] });
    expect(await listed('text=Bruno')).toEqual([a]);
    const { mergedInto, items } = await movementsOf(b);
    expect(mergedInto).toBe(a);
    expect(items).toMatchObject([
      { id: movementId, kind: 'merge', fromCaseId: b, toCaseId: a, messages: 1, obstacle: null, undoneAt: null },
    ]);
    const [version, otherVersion] = [items[0]?.fromVersion, items[0]?.toVersion];
    const undo = anna.post(`/api/v1/cases/${b}/movements/${movementId}/undo`, { version, otherVersion });
    expect((await undo.expect(200)).get('ETag')).toBe('"3"');
    expect((await movementsOf(a)).items[0]).toMatchObject({ obstacle: 'It was undone already' });
    expect((await anna.get(`/api/v1/cases/${b}`)).body).toMatchObject({ state: 'new', messages: [{}] });
  });

  it('is refused when either case was changed, in the header’s way too', async () => {
    const [a, b] = [await newCase('Aino'), await newCase('Aino')];
    const merge = (body: object) => anna.post(`/api/v1/cases/${a}/merge`, { caseId: b, ...body });
    await merge({ version: 1, otherVersion: 9 }).expect(409);
    await merge({ version: 9, otherVersion: 1 }).expect(409);
    const stale = await merge({ otherVersion: 1, confirmDifferentCustomers: true }).set('If-Match', '"9"').expect(412);
    expect(stale.get('ETag')).toBe('"1"');
    const self = await anna.post(`/api/v1/cases/${a}/merge`, { caseId: a, version: 1, otherVersion: 1 }).expect(400);
    expect(faultsOf(self.body)).toEqual(['caseId']);
    await merge({ caseId: '999999', version: 1, otherVersion: 1 }).expect(404);
    expect(await movementsOf(a)).toEqual({ mergedInto: null, items: [] });
  });
});

describe('splitting a case', () => {
  it('makes a case of its own out of some of the messages', async () => {
    const desk = new IntakeDesk(api.dataSource);
    const source = await desk.addSource();
    const first = incoming();
    const second = incoming({ author: first.author, subject: 'Another matter' });
    await desk.receive(source, { messages: [first, second] }, new Date());
    const [row] = await api.dataSource.query<{ id: string; case_id: string }[]>(
      'select id, case_id from messages where source_id = $1 and external_id = $2',
      [source, second.externalId],
    );
    const [id, messageId] = [row?.case_id ?? '', row?.id ?? ''];
    const version = await versionOf(id);
    const answer = await anna.post(`/api/v1/cases/${id}/split`, { messageIds: [messageId], version }).expect(201);
    const { caseId, movementId, ...versions } = MovementAnswer.parse(answer.body);
    expect([versions.version, versions.otherVersion]).toEqual([await versionOf(id), await versionOf(caseId)]);
    expect(answer.get('ETag')).toBe(`"${versions.version}"`);
    expect((await anna.get(`/api/v1/cases/${caseId}`)).body).toMatchObject({
      subject: 'Another matter',
      messages: [{ id: messageId }],
      events: [{ type: 'split_from', actor: { id: anna.session.user.id }, detail: { caseId: id, movementId } }],
    });
    await anna.post(`/api/v1/cases/${id}/movements/999999/undo`, { version: 1, otherVersion: 1 }).expect(404);
    const all = await anna.post(`/api/v1/cases/${caseId}/split`, {
      messageIds: [messageId],
      version: await versionOf(caseId),
    });
    expect([all.status, faultsOf(all.body)]).toEqual([400, ['messageIds']]);
  });
});

describe('the list of all cases', () => {
  it('is narrowed by what people look for, and paged to its end', async () => {
    const source = await insertSource(api.dataSource, 'Second mailbox');
    const given = { sourceId: source, language: 'fi' };
    const owner = anna.session.user.id;
    const ids = [
      await newCase('Cecilia', { ...given, severity: 'low', writtenAt: new Date('2026-11-01T08:00:00Z') }),
      await newCase('Cecilia', { ...given, severity: 'critical', ownerId: owner, open: {} }),
      await newCase('Daniel', { ...given, state: 'solved', text: 'The stove never heats' }),
    ];
    const of = (query: string) => listed(`source=${source}&${query}`);
    const [first, second, third] = ids;
    expect(await of('')).toEqual([third, second, first]);
    expect(await of('state=solved')).toEqual([third]);
    expect(await of('severity=critical')).toEqual([second]);
    expect(await of('owner=me')).toEqual([second]);
    expect(await of(`owner=${owner}`)).toEqual([second]);
    expect(await of('owner=nobody')).toEqual([third, first]);
    expect(await of('owner=none')).toEqual([third, first]);
    expect(await of('state=new,solved')).toEqual([third, second, first]);
    expect(await of('state=solved&state=closed')).toEqual([third]);
    expect(await of('severity=low,critical&state=new')).toEqual([second, first]);
    expect(await of('text=stove')).toEqual([third]);
    expect(await of('text=cecilia&language=fi&channel=email')).toEqual([second, first]);
    expect(await of('channel=review')).toEqual([]);
    expect(await of('openedBefore=2026-11-10T00:00:00Z')).toEqual([first]);
    expect(await of('openedAfter=2026-11-10T00:00:00%2B02:00')).toEqual([third, second]);
    expect(await of('dueBefore=2026-11-19T15:00:01Z')).toEqual([third, first]);
    const page = CaseListPage.parse((await anna.get(`/api/v1/cases?source=${source}&limit=2`).expect(200)).body);
    expect(page.next).toBe(second);
    const customer = page.items[0]?.customer.id;
    expect(await of(`customer=${customer}`)).toEqual([third]);
    expect(await of(`after=${page.next}`)).toEqual([first]);
    const faulty = await anna.get('/api/v1/cases?state=open&openedAfter=yesterday&after=x').expect(400);
    expect(faultsOf(faulty.body)?.sort()).toEqual(['after', 'openedAfter', 'state.0']);
    const misspelt = await anna.get('/api/v1/cases?state=new,solvd').expect(400);
    expect((misspelt.body as Problem).faults).toEqual([
      { path: 'state.1', message: expect.stringContaining('one or several of new, acknowledged') as string },
    ]);
  });
});
