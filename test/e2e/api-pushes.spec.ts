import { SourceEntity } from '@earshot/persistence';
import { CaseView, MessageDetail, MessageListPage, type Problem } from '@earshot/contracts';
import request from 'supertest';
import { startApi, type TestApi } from '../support/api.js';
import { addPushedSource } from '../support/delivery.js';

const GROUP = 77;
const SECRET = 'a long secret of the community';
const ANGRY = 'This is a disgrace. I have waited for three weeks, nobody answers, and I want my money back!';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

let sources = 0;
const newCommunity = (options: Record<string, unknown> = {}) =>
  addPushedSource(api, {
    kind: 'vkontakte',
    name: `Community ${(sources += 1)}`,
    options: { communityId: GROUP, confirmationCode: 'c0nf1rm', ...options },
    secrets: { accessToken: 'token', callbackSecret: SECRET },
  });
const push = (sourceId: string, body: unknown, secret: string | undefined = SECRET) =>
  request(api.url)
    .post(`/api/v1/intake/${sourceId}/push`)
    .send({ group_id: GROUP, v: '5.199', ...(secret !== undefined && { secret }), ...(body as object) });
const comment = (id: number, text: string, more: Record<string, unknown> = {}) => ({
  id,
  from_id: 9,
  post_id: 3,
  post_owner_id: -GROUP,
  date: Math.floor(Date.now() / 1000) - 60,
  text,
  ...more,
});
const query = <Row>(sql: string, ...values: unknown[]) => api.dataSource.query<Row[]>(sql, values);
/** Of all revisions. */
const textsOf = async (sourceId: string) =>
  (await query<{ text: string }>('select text from messages where source_id = $1 order by id', sourceId)).map(
    ({ text }) => text,
  );

describe('what a service pushes', () => {
  it('is stored, judged and opened as if it had been read, and answered as the service wants', async () => {
    const sourceId = await newCommunity();
    const event = { type: 'wall_reply_new', event_id: 'e-1', object: comment(1, ANGRY) };
    const answer = await push(sourceId, event).expect(200);
    expect([answer.text, answer.get('Content-Type')]).toEqual(['ok', 'text/plain; charset=utf-8']);
    const [found] = await query<object>(
      `select m.external_id, m.url, c.state from messages m join cases c on c.id = m.case_id where m.source_id = $1`,
      sourceId,
    );
    expect(found).toEqual({ external_id: '-77_3_1', url: 'https://vk.com/wall-77_3?reply=1', state: 'new' });
  });

  it('is taken once, an edit as an edit, and an answer of the house as an answer', async () => {
    const sourceId = await newCommunity();
    const event = { type: 'wall_reply_new', event_id: 'e-1', object: comment(1, ANGRY) };
    await push(sourceId, event).expect(200);
    await push(sourceId, event).expect(200);
    await push(sourceId, { ...event, event_id: 'e-2' }).expect(200);
    expect(await query('select id from polls where source_id = $1', sourceId)).toHaveLength(2);
    await push(sourceId, { type: 'wall_reply_edit', event_id: 'e-3', object: comment(1, 'It came, thanks') });
    const ours = comment(2, 'Sorry!', { from_id: -GROUP, reply_to_comment: 1 });
    await push(sourceId, { type: 'wall_reply_new', event_id: 'e-4', object: ours }).expect(200);
    expect(await textsOf(sourceId)).toEqual([ANGRY, 'It came, thanks']);
    expect(await query('select id from seen_replies where source_id = $1', sourceId)).toHaveLength(1);
  });

  it('is shown as taken away in the case and among the messages once it is deleted there, and only that one', async () => {
    const sourceId = await newCommunity();
    const created = (id: number) => ({ type: 'wall_reply_new', event_id: `e-${id}`, object: comment(id, ANGRY) });
    await push(sourceId, created(1)).expect(200);
    await push(sourceId, created(2)).expect(200);
    const gone = { type: 'wall_reply_delete', event_id: 'e-3', object: { id: 1, post_id: 3, owner_id: -GROUP } };
    await push(sourceId, gone).expect(200);
    const agent = await api.signedIn('agent');
    const { items } = MessageListPage.parse((await agent.get(`/api/v1/messages?source=${sourceId}`).expect(200)).body);
    expect(items.map(({ removedAt }) => removedAt !== null).sort()).toEqual([false, true]);
    const removed = items.find(({ removedAt }) => removedAt !== null);
    const detail = MessageDetail.parse((await agent.get(`/api/v1/messages/${removed?.id}`).expect(200)).body);
    expect([detail.url, detail.removedAt]).toEqual(['https://vk.com/wall-77_3?reply=1', removed?.removedAt]);
    const view = CaseView.parse((await agent.get(`/api/v1/cases/${removed?.caseId}`).expect(200)).body);
    const shown = view.messages.find(({ id }) => id === removed?.id);
    expect(shown?.removedAt).toBe(removed?.removedAt);
  });

  it('has its place in a discussion as it has on the wall', async () => {
    const sourceId = await newCommunity();
    const object = { id: 5, from_id: 9, topic_id: 4, topic_owner_id: -GROUP, date: comment(1, '').date, text: 'Hm' };
    await push(sourceId, { type: 'board_post_new', event_id: 'e-1', object }).expect(200);
    await push(sourceId, { type: 'board_post_delete', event_id: 'e-2', object: { id: 5, topic_id: 4 } }).expect(200);
    const found = await query('select external_id, channel from messages where source_id = $1', sourceId);
    expect(found).toEqual([{ external_id: 'topic-77_4_5', channel: 'forum' }]);
  });

  it('that cannot be read goes to quarantine, and what is of no concern is counted', async () => {
    const sourceId = await newCommunity();
    await push(sourceId, { type: 'wall_reply_new', event_id: 'e-1', object: comment(1, 5 as never) }).expect(200);
    await push(sourceId, { type: 'group_join', event_id: 'e-2', object: { user_id: 9 } }).expect(200);
    const [sums] = await query<object>(
      `select sum(seen)::int as seen, sum(quarantined)::int as quarantined, sum((skipped->>'other-event')::int)::int as other
       from polls where source_id = $1`,
      sourceId,
    );
    expect(sums).toEqual({ seen: 2, quarantined: 1, other: 1 });
  });

  it('moves neither the cursor nor the next poll nor the state of its source', async () => {
    const sourceId = await newCommunity();
    const standing = {
      cursor: { streams: { kept: { through: null, recent: [], walk: null } } },
      state: 'degraded' as const,
      stateReason: 'VKontakte does not answer',
      consecutiveFailures: 3,
      nextPollAt: new Date('2030-01-01T00:00:00Z'),
    };
    const sourcesTable = api.dataSource.getRepository(SourceEntity);
    await sourcesTable.update(sourceId, standing);
    await push(sourceId, { type: 'wall_reply_new', event_id: 'e-1', object: comment(1, 'Hm') }).expect(200);
    expect(await sourcesTable.findOneByOrFail({ id: sourceId })).toMatchObject({ ...standing, leaseHolder: null });
    expect(await textsOf(sourceId)).toEqual(['Hm']);
  });

  it('comes to a paused source later', async () => {
    const sourceId = await newCommunity();
    await query(`update sources set state = 'paused' where id = $1`, sourceId);
    await push(sourceId, { type: 'wall_reply_new', event_id: 'e-1', object: comment(1, 'Hm') }).expect(409);
    expect(await textsOf(sourceId)).toEqual([]);
  });

  it('answers the confirmation of the address, before and after there is a secret', async () => {
    const sourceId = await newCommunity();
    expect((await push(sourceId, { type: 'confirmation' }, undefined).expect(200)).text).toBe('c0nf1rm');
    expect((await push(sourceId, { type: 'confirmation' }).expect(200)).text).toBe('c0nf1rm');
  });

  it('has one answer for every stranger', async () => {
    const sourceId = await newCommunity();
    const webhook = await addPushedSource(api, { kind: 'webhook', name: 'Not pushing' });
    const without = await addPushedSource(api, {
      kind: 'vkontakte',
      name: 'Without secrets',
      options: { communityId: GROUP, confirmationCode: 'c0nf1rm' },
    });
    const event = { type: 'wall_reply_new', event_id: 'e-9', object: comment(9, ANGRY) };
    const strangers = [
      push(sourceId, event, 'wrong'),
      push(sourceId, event, ''),
      push(sourceId, { ...event, secret: undefined }),
      push(sourceId, { ...event, group_id: 78 }),
      push(sourceId, { type: 'confirmation', group_id: 78 }, undefined),
      push(sourceId, { type: 'confirmation' }, 'wrong'),
      push(without, event, ''),
      push(webhook, event),
      push('999999999', event),
      push('0x1', event),
      request(api.url).get(`/api/v1/intake/${sourceId}/push?hub.mode=subscribe&hub.challenge=1`),
      request(api.url).post(`/api/v1/intake/${sourceId}/push`).type('json').send('{"type":'),
    ];
    const answers = await Promise.all(strangers.map(async (stranger) => stranger));
    const told = answers.map(({ status, body }) => JSON.stringify([status, { ...(body as Problem) }]));
    expect(new Set(told).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect(await query('select id from polls where source_id = any($1::bigint[])', [sourceId, without])).toEqual([]);
  });

  it('of more than 1 MB is not even looked at', async () => {
    const sourceId = await newCommunity();
    await push(sourceId, { type: 'wall_reply_new', object: comment(1, 'x'.repeat(1.1e6)) }).expect(413);
  });
});
