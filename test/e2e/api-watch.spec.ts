import { createHmac, randomBytes } from 'node:crypto';
import { type Problem, WatchEventAnswer, WatchSettingsView } from '@earshot/contracts';
import { CustomerIdentityEntity } from '@earshot/persistence';
import request from 'supertest';
import { type Client, startApi, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

const KEY = randomBytes(32);
let api: TestApi;
let ops: Client;
let sourceId: string;
let caseId: string;
beforeAll(async () => {
  api = await startApi({ watchSecret: `whsec_${KEY.toString('base64')}` });
  ops = await api.signedIn('ops');
  sourceId = await insertSource(api.dataSource);
  caseId = await insertCase(api.dataSource, { sourceId, open: { answer: new Date() } });
  const [found] = await api.dataSource.query<[{ customerId: string }]>('select customer_id as "customerId" from cases');
  const identities = api.dataSource.getRepository(CustomerIdentityEntity);
  await identities.save({ ...found, namespace: 'mailto', value: 'kalle@customers.example' });
  await identities.save({ ...found, namespace: 'mastodon.social', value: 'kalle' });
});
afterAll(() => api.stop());

const late = (data: object = {}) => ({
  type: 'payment.late',
  timestamp: '2026-03-02T08:00:00+02:00',
  data: { customer: { address: 'Kalle@Customers.example' }, reference: 'INV-1', dueOn: '2026-02-20', ...data },
});

/** Sends as another system would; what a test is about is changed on the way. */
function send(id: string, body: object | string, changed: Record<string, string> = {}): request.Test {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = changed['webhook-timestamp'] ?? String(Math.floor(api.clock.now().getTime() / 1_000));
  const signature = createHmac('sha256', KEY).update(`${id}.${timestamp}.${text}`).digest('base64');
  return request(api.url)
    .post('/api/v1/watch-events')
    .set({
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
      ...changed,
    })
    .send(text);
}

const eventCount = async () =>
  (await api.dataSource.query<[{ n: number }]>('select count(*)::int as n from watch_events'))[0].n;

describe('a report of another system', () => {
  it('is taken once by its id, and answered alike when it is sent again', async () => {
    const first = WatchEventAnswer.parse((await send('evt-1', late()).expect(200)).body);
    expect(first).toEqual({ outcome: 'joined', caseId, repeated: false });
    expect((await send('evt-1', late()).expect(200)).body).toEqual({ ...first, repeated: true });
    const paid = { ...late({ customer: { handle: 'kalle', namespace: 'mastodon.social' } }), type: 'payment.settled' };
    expect((await send('evt-2', paid).expect(200)).body).toMatchObject({ outcome: 'settled', caseId });
  });

  it.each<[string, Record<string, string>, string]>([
    ['a wrong signature', { 'webhook-signature': 'v1,AAAA' }, 'webhook-signature does not fit'],
    ['an old timestamp', { 'webhook-timestamp': '1600000000' }, 'more than 300 seconds'],
    ['no signature', { 'webhook-signature': '' }, 'webhook-signature does not fit'],
  ])('with %s is refused and leaves no trace', async (_, changed, words) => {
    const before = await eventCount();
    const answer = await send('evt-3', late({ reference: 'INV-3' }), changed).expect(401);
    expect(answer.get('Content-Type')).toContain('application/problem+json');
    expect((answer.body as Problem).detail).toContain(words);
    expect(await eventCount()).toBe(before);
  });

  it('without headers is refused, whatever its body is', async () => {
    const bare = request(api.url).post('/api/v1/watch-events');
    expect(((await bare.send({}).expect(401)).body as Problem).detail).toContain('are needed');
  });

  it.each<[string, object, string]>([
    ['another type', { ...late(), type: 'payment.early' }, 'type'],
    ['no time', { ...late(), timestamp: 'today' }, 'timestamp'],
    ['a customer by nothing', late({ customer: {} }), 'data.customer'],
    ['no reference', late({ reference: ' ' }), 'data.reference'],
    ['a day that is none', late({ dueOn: '2026-02-30' }), 'data.dueOn'],
    ['an amount in words', late({ amount: { value: 'much', currency: 'EUR' } }), 'data.amount.value'],
    ['something unknown', late({ colour: 'red' }), 'data.colour'],
    ['a NUL byte', late({ reference: 'a\0b' }), 'data.reference'],
  ])('with %s is refused by name', async (_, body, path) => {
    const answer = await send('evt-4', body).expect(400);
    expect((answer.body as Problem).faults?.map((fault) => fault.path)).toEqual([path]);
  });

  it('that is too large, or no JSON, is refused before it is looked at', async () => {
    await send('evt-5', late({ reference: 'x'.repeat(100_000) })).expect(413);
    await send('evt-6', '{"type": ').expect(400);
  });

  it('is taken by nobody where no secret is configured', async () => {
    const closed = await startApi({ watchSecret: null });
    try {
      await request(closed.url).post('/api/v1/watch-events').send(late()).expect(404);
    } finally {
      await closed.stop();
    }
  });
});

describe('what is watched in a source', () => {
  const path = () => `/api/v1/sources/${sourceId}/watch`;

  it('is nothing at first, and what somebody of operations asks for', async () => {
    const agent = await api.signedIn('agent');
    expect(WatchSettingsView.parse((await agent.get(path()).expect(200)).body)).toEqual({
      noReplyDays: null,
      unansweredDays: null,
    });
    await agent.patch(path(), { noReplyDays: 5 }).expect(403);
    await ops.patch(path(), { noReplyDays: 5 }).expect(200);
    expect((await ops.patch(path(), { unansweredDays: 3 }).expect(200)).body).toEqual({
      noReplyDays: 5,
      unansweredDays: 3,
    });
    expect((await ops.patch(path(), { noReplyDays: null }).expect(200)).body).toEqual({
      noReplyDays: null,
      unansweredDays: 3,
    });
  });

  it.each<[object, string]>([
    [{ noReplyDays: 0 }, 'noReplyDays'],
    [{ noReplyDays: 251 }, 'noReplyDays'],
    [{ unansweredDays: 1.5 }, 'unansweredDays'],
    [{ unansweredDays: '3' }, 'unansweredDays'],
    [{ noAnswerDays: 3 }, 'noAnswerDays'],
  ])('cannot be %j', async (change, fault) => {
    const answer = await ops.patch(path(), change).expect(400);
    expect((answer.body as Problem).faults?.map((one) => one.path)).toEqual([fault]);
  });

  it('of a source that is not there is not found', async () => {
    await ops.get('/api/v1/sources/999999/watch').expect(404);
    await ops.patch('/api/v1/sources/999999/watch', {}).expect(404);
  });
});
