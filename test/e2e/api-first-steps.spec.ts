import { FirstSteps } from '@earshot/contracts';
import { SourceEntity } from '@earshot/persistence';
import { PASSWORD, startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

let api: TestApi;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.signedIn('admin');
});
afterAll(() => api.stop());

const steps = async () => FirstSteps.parse((await admin.get('/api/v1/first-steps').expect(200)).body);

describe('the first steps of a house', () => {
  it('are taken one by one, and the sample goes in one deed with its cases', async () => {
    const sampleId = await insertSource(api.dataSource, 'Sample messages');
    await api.dataSource.getRepository(SourceEntity).update(sampleId, { sample: true });
    await insertCase(api.dataSource, { sourceId: sampleId });
    const nothing = { done: false, password: false, source: false, standards: false, colleague: false };
    const { sample, ...begun } = await steps();
    expect([begun, sample?.id]).toEqual([nothing, sampleId]);

    const next = 'a sentence of my own';
    await admin.post('/api/v1/session/password', { old: PASSWORD, next }).expect(204);
    await api.addUser('colleague@example.org', 'agent');
    await insertSource(api.dataSource, 'Customer service');
    expect(await steps()).toMatchObject({ password: true, source: true, colleague: true, standards: false });

    await admin
      .delete(`/api/v1/sources/${sampleId}?messages=remove`)
      .set('If-Match', `"${sample?.version}"`)
      .expect(204);
    expect((await steps()).sample).toBeNull();
    const [left] = await api.dataSource.query<{ n: number }[]>('select count(*)::int as n from cases');
    expect(left?.n).toBe(0);
  });

  it('are put aside by the person, for whom they are', async () => {
    await admin.delete('/api/v1/first-steps').expect(204);
    expect((await steps()).done).toBe(true);
    await (await api.signedIn('ops')).get('/api/v1/first-steps').expect(403);
  });
});
