import { CONNECTORS } from '@earshot/connectors';
import { SourceActions, SourceKinds } from '@earshot/intake';
import { PostgresSourceActionsStore } from '@earshot/persistence';
import { createHmac } from 'node:crypto';
import request from 'supertest';
import { startApi, type TestApi } from '../support/api.js';
import { addPushedSource } from '../support/delivery.js';

const PAGE = '10001';
const ACCOUNT = '17841400';
const SECRETS = { accessToken: 'token', appSecret: 'the application’s secret', verifyToken: 'a long word' };
const BOT = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

let sources = 0;
const newSource = (kind: string, options: Record<string, unknown>, secrets: Record<string, string> = SECRETS) =>
  addPushedSource(api, { kind, name: `${kind} ${(sources += 1)}`, options, secrets });
const signed = (sourceId: string, body: string, secret = SECRETS.appSecret) =>
  request(api.url)
    .post(`/api/v1/intake/${sourceId}/push`)
    .set('X-Hub-Signature-256', `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
    .type('json')
    .serialize((given) => given as string)
    .send(body);
const query = <Row>(sql: string, ...values: unknown[]) => api.dataSource.query<Row[]>(sql, values);
const messagesOf = (sourceId: string) =>
  query<object>('select external_id, text, "references" from messages where source_id = $1 order by id', sourceId);
const seconds = Math.floor(Date.now() / 1000) - 60;

describe('what Facebook pushes', () => {
  const change = (value: Record<string, unknown>, field = 'feed') => ({ field, value });
  const told = (changes: unknown[], id = PAGE, object = 'page') =>
    // Spaces as they come: what is signed are bytes, not their meaning.
    JSON.stringify({ object, entry: [{ id, time: seconds, changes }] }, null, 2);
  const comment = (n: number, more: Record<string, unknown> = {}) =>
    change({
      item: 'comment',
      verb: 'add',
      post_id: `${PAGE}_1`,
      parent_id: `${PAGE}_1`,
      comment_id: `1_${n}`,
      from: { id: '9009', name: 'Vera' },
      message: `Where is order ${n}?`,
      created_time: seconds,
      post: { permalink_url: 'https://www.facebook.com/10001/posts/1' },
      ...more,
    });

  it('begins with a challenge, which is echoed to who knows the word, and to nobody else', async () => {
    const sourceId = await newSource('facebook', { pageId: PAGE });
    const ask = (parameters: Record<string, string>) =>
      request(api.url)
        .get(`/api/v1/intake/${sourceId}/push`)
        .query({ 'hub.mode': 'subscribe', ...parameters });
    const good = await ask({ 'hub.verify_token': SECRETS.verifyToken, 'hub.challenge': '1158201444' }).expect(200);
    expect([good.text, good.get('Content-Type')]).toEqual(['1158201444', 'text/plain; charset=utf-8']);
    await ask({ 'hub.verify_token': 'guess', 'hub.challenge': '1158201444' }).expect(401);
    await ask({ 'hub.verify_token': '', 'hub.challenge': '1158201444' }).expect(401);
    await ask({ 'hub.verify_token': SECRETS.verifyToken, 'hub.challenge': '<script>alert(1)</script>' }).expect(401);
  });

  it('is stored: comments with their place, an edit, a visitor’s post, and the page’s own answer as an answer', async () => {
    const sourceId = await newSource('facebook', { pageId: PAGE });
    const body = told([
      comment(1),
      comment(2, { parent_id: '1_1', from: { id: PAGE, name: 'Acme' }, message: 'Sorry!' }),
      change({
        item: 'status',
        verb: 'add',
        post_id: `${PAGE}_7`,
        from: { id: '8', name: 'Olga' },
        message: 'Call me!',
      }),
      change({ item: 'reaction', verb: 'add', post_id: `${PAGE}_7` }),
      comment(3, { message: 5 }),
    ]);
    const answer = await signed(sourceId, body).expect(200);
    expect(answer.text).toBe('EVENT_RECEIVED');
    await signed(sourceId, told([comment(1, { verb: 'edited', message: 'It came' })])).expect(200);
    await signed(sourceId, told([comment(1, { verb: 'remove', message: undefined })])).expect(200);
    expect(await messagesOf(sourceId)).toEqual([
      { external_id: '1_1', text: 'Where is order 1?', references: [`${PAGE}_1`] },
      { external_id: `${PAGE}_7`, text: 'Call me!', references: [] },
      { external_id: '1_1', text: 'It came', references: [`${PAGE}_1`] },
    ]);
    const [sums] = await query<object>(
      `select sum(quarantined)::int as quarantined, sum((skipped->>'own-reply')::int)::int as answers,
         sum((skipped->>'other-change')::int)::int as others from polls where source_id = $1`,
      sourceId,
    );
    expect(sums).toEqual({ quarantined: 1, answers: 1, others: 1 });
  });

  it('is read part by part: what cannot be read goes to the quarantine, and the rest is stored', async () => {
    const sourceId = await newSource('facebook', { pageId: PAGE });
    const entryOf = (...changes: unknown[]) => ({ id: PAGE, time: seconds, changes });
    const entry = [entryOf(comment(1), 5), 'nothing', { id: PAGE, changes: 7 }, entryOf({ field: 'feed' }, comment(2))];
    await signed(sourceId, JSON.stringify({ object: 'page', entry })).expect(200);
    const stored = await query<{ id: string }>('select external_id as id from messages where source_id = $1', sourceId);
    expect(stored.map(({ id }) => id).sort()).toEqual(['1_1', '1_2']);
    const aside = await query<{ detail: string }>(
      'select detail from quarantine where source_id = $1 order by detail',
      sourceId,
    );
    expect(aside.map(({ detail }) => detail.replace(/:.*/, ''))).toEqual([
      'The change cannot be read',
      'The change cannot be read',
      'The entry cannot be read',
      'The entry cannot be read',
    ]);
  });

  it('is taken while failing polls have paused the source, and refused when a person has', async () => {
    const sourceId = await newSource('facebook', { pageId: PAGE });
    await query(`update sources set state = 'paused', consecutive_failures = 3 where id = $1`, sourceId);
    await signed(sourceId, told([comment(1)])).expect(200);
    await signed(sourceId, told([comment(2)])).expect(200);
    expect(await messagesOf(sourceId)).toHaveLength(2);
    const [source] = await query<object>('select state from sources where id = $1', sourceId);
    expect(source).toEqual({ state: 'paused' });
    const store = new PostgresSourceActionsStore(api.dataSource);
    const actions = new SourceActions(store, api.clock, new SourceKinds(CONNECTORS));
    await actions.act(sourceId, 'pause', { id: null, name: 'Irma' });
    await signed(sourceId, told([comment(3)])).expect(409);
  });

  it('is taken only with its signature over the very bytes, and only about this page', async () => {
    const sourceId = await newSource('facebook', { pageId: PAGE });
    const body = told([comment(1)]);
    await signed(sourceId, body, 'another secret').expect(401);
    await signed(sourceId, body).set('X-Hub-Signature-256', 'sha256=').expect(401);
    const headers = {
      'X-Hub-Signature-256': `sha256=${createHmac('sha256', SECRETS.appSecret).update(body).digest('hex')}`,
    };
    await request(api.url)
      .post(`/api/v1/intake/${sourceId}/push`)
      .set(headers)
      .send(JSON.parse(body) as object)
      .expect(401);
    await signed(sourceId, told([comment(1)], '555')).expect(200);
    await signed(sourceId, told([], PAGE, 'user')).expect(400);
    await signed(sourceId, '{"object":').expect(400);
    expect(await messagesOf(sourceId)).toEqual([]);
    await signed(sourceId, body).expect(200);
    await signed(sourceId, body).expect(200);
    expect(await messagesOf(sourceId)).toHaveLength(1);
  });
});

describe('what Instagram pushes', () => {
  it('is read part by part: what cannot be read goes to the quarantine, and the rest is stored', async () => {
    const sourceId = await newSource('instagram', { accountId: ACCOUNT, username: 'acme' });
    const value = { id: '701', from: { id: '9009', username: 'vera' }, text: 'Nothing came!', media: { id: '5001' } };
    const changes = [5, { field: 'comments', value }, { field: 'comments' }];
    const body = JSON.stringify({ object: 'instagram', entry: [{ id: ACCOUNT, time: seconds, changes }] });
    await signed(sourceId, body).expect(200);
    expect(await messagesOf(sourceId)).toHaveLength(1);
    expect(await query('select id from quarantine where source_id = $1', sourceId)).toHaveLength(2);
  });

  it('is stored with the time of the push, and the account’s own answer as an answer', async () => {
    const sourceId = await newSource('instagram', { accountId: ACCOUNT, username: 'acme' });
    const value = { id: '601', from: { id: '9009', username: 'vera' }, text: 'Nothing came!', media: { id: '5001' } };
    const ours = {
      id: '602',
      from: { id: ACCOUNT, username: 'acme' },
      text: 'Sorry!',
      media: { id: '5001' },
      parent_id: '601',
    };
    const changes = [value, ours].map((each) => ({ field: 'comments', value: each }));
    const body = JSON.stringify({ object: 'instagram', entry: [{ id: ACCOUNT, time: seconds, changes }] });
    await signed(sourceId, body).expect(200);
    expect(await messagesOf(sourceId)).toEqual([{ external_id: '601', text: 'Nothing came!', references: ['5001'] }]);
    const [message] = await query<{ sent_at: Date }>('select sent_at from messages where source_id = $1', sourceId);
    expect(message?.sent_at).toEqual(new Date(seconds * 1000));
    expect(await query('select id from seen_replies where source_id = $1', sourceId)).toHaveLength(1);
  });
});

describe('what Telegram pushes', () => {
  const secrets = { botToken: BOT, webhookSecret: 'a_long_word' };
  const update = (id: number, more: Record<string, unknown> = {}) => ({
    update_id: id,
    message: {
      message_id: id,
      date: seconds,
      chat: { id: 5, type: 'private' },
      from: { id: 5 },
      text: 'Where is it?',
      ...more,
    },
  });
  const push = (sourceId: string, body: object, secret: string = secrets.webhookSecret) =>
    request(api.url).post(`/api/v1/intake/${sourceId}/push`).set('X-Telegram-Bot-Api-Secret-Token', secret).send(body);

  it('is stored where the bot has a webhook, and needs its word', async () => {
    const sourceId = await newSource('telegram', { delivery: 'webhook' }, secrets);
    await push(sourceId, update(1)).expect(200);
    await push(sourceId, update(1)).expect(200);
    await push(sourceId, update(2, { text: 6 })).expect(200);
    await push(sourceId, update(3), 'guess').expect(401);
    expect(await messagesOf(sourceId)).toEqual([{ external_id: '5:1', text: 'Where is it?', references: [] }]);
    const polled = await newSource('telegram', { delivery: 'poll' }, secrets);
    await push(polled, update(1)).expect(401);
  });
});
