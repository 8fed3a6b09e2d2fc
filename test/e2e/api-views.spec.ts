import { SavedView, SavedViewList } from '@earshot/contracts';
import { startApi, type Client, type TestApi } from '../support/api.js';

let api: TestApi;
let anna: Client;
let lead: Client;
beforeAll(async () => {
  api = await startApi();
  [anna, lead] = await Promise.all([api.signedIn('agent'), api.signedIn('lead')]);
});
afterAll(() => api.stop());

const add = async (by: Client, view: object): Promise<SavedView> =>
  SavedView.parse((await by.post('/api/v1/views', view).expect(200)).body);
const names = async (by: Client): Promise<string[]> =>
  SavedViewList.parse((await by.get('/api/v1/views').expect(200)).body).items.map(({ name }) => name);

describe('saved views', () => {
  it('are kept with their filters, and shown to their owner until a lead shares them with all', async () => {
    const search = { list: 'overdue', language: 'fi', topic: 'refund', text: 'where is it' };
    const own = await add(anna, { name: 'Finnish refunds', search });
    expect(own).toMatchObject({ search, shared: false, mayChange: true });
    const shared = await add(lead, { name: 'Everything legal', search: { severity: 'critical' }, shared: true });

    expect(await names(anna)).toEqual(['Everything legal', 'Finnish refunds']);
    expect(await names(lead)).toEqual(['Everything legal']);
    await anna.patch(`/api/v1/views/${shared.id}`, { name: 'Mine now' }).expect(403);
    await lead.patch(`/api/v1/views/${shared.id}`, { name: 'Legal' }).expect(200);
    await lead.delete(`/api/v1/views/${own.id}`).expect(404);
    await anna.delete(`/api/v1/views/${own.id}`).expect(204);
    expect(await names(anna)).toEqual(['Legal']);
  });

  it('have one name each, and only filters that the board knows', async () => {
    const reader = await api.signedIn('agent');
    await add(reader, { name: 'Mine', search: {} });
    expect((await reader.post('/api/v1/views', { name: 'Mine', search: {} })).status).toBe(409);
    expect((await reader.post('/api/v1/views', { name: 'Other', search: { colour: 'red' } })).status).toBe(400);
    expect((await reader.post('/api/v1/views', { name: 'Other', search: {}, shared: true })).status).toBe(403);
    expect((await reader.post('/api/v1/views', { name: '  ', search: {} })).status).toBe(400);
    const view = await add(reader, { name: 'Second', search: { owner: 'me' } });
    expect((await reader.patch(`/api/v1/views/${view.id}`, { name: 'Mine' })).status).toBe(409);
  });

  it('are at most fifty of a person', async () => {
    const keen = await api.signedIn('agent');
    for (let count = 0; count < 50; count += 1) await add(keen, { name: `View ${count}`, search: {} });
    const answer = await keen.post('/api/v1/views', { name: 'One more', search: {} }).expect(400);
    expect(answer.body).toMatchObject({ faults: [{ path: 'name' }] });
  });
});
