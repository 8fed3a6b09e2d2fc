import { randomBytes } from 'node:crypto';
import { DeliveryAnswer, type Problem } from '@earshot/contracts';
import { startApi, type TestApi } from '../support/api.js';
import { insertSource } from '../support/case-data.js';
import { addPushedSource, deliver, secretOf } from '../support/delivery.js';

const KEY = randomBytes(32);
const OLD_KEY = randomBytes(32);
const ANGRY = 'This is a disgrace. I have waited for three weeks, nobody answers, and I want my money back!';

let api: TestApi;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  sourceId = await newSource('Shop');
});
afterAll(() => api.stop());

const newSource = (name: string) =>
  addPushedSource(api, {
    kind: 'webhook',
    name,
    secrets: { secret: secretOf(KEY), previousSecret: secretOf(OLD_KEY) },
  });
const send = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  deliver(api, sourceId, { id, key: KEY, body, headers });
const query = <Row>(sql: string, ...values: unknown[]) => api.dataSource.query<Row[]>(sql, values);
const ledgerOf = (answer: DeliveryAnswer) => ({ ...answer, faults: answer.faults.length });

describe('a delivery of another system', () => {
  it('is stored, judged and opened as if it had been read', async () => {
    const message = {
      id: 'o-1',
      text: ANGRY,
      author: { address: 'anna@customers.example' },
      sentAt: '2026-03-02T08:00Z',
    };
    const answer = await send('d-1', message).expect(202);
    expect(DeliveryAnswer.parse(answer.body)).toEqual({
      seen: 1,
      stored: 1,
      duplicate: 0,
      skipped: {},
      quarantined: 0,
      repeated: false,
      faults: [],
    });
    const [found] = await query<object>(
      `select m.text, m.channel, a.verdict, c.state from messages m join assessments a on a.message_id = m.id
       join cases c on c.id = m.case_id where m.external_id = 'o-1'`,
    );
    expect(found).toEqual({ text: ANGRY, channel: 'form', verdict: 'dissatisfied', state: 'new' });
  });

  it('is taken once by its id, and each message once by its own', async () => {
    const first = (await send('d-2', { messages: [{ id: 'o-2', text: 'Thank you' }] }).expect(202)).body as object;
    expect((await send('d-2', { messages: [{ id: 'o-2', text: 'Thank you' }] }).expect(202)).body).toEqual({
      ...first,
      repeated: true,
    });
    const again = await send('d-3', { messages: [{ id: 'o-2', text: 'Thank you' }] }).expect(202);
    expect(again.body).toMatchObject({ seen: 1, stored: 0, duplicate: 1, repeated: false });
  });

  it('that means something else under an id that was used is refused in plain words, and taken under its own', async () => {
    const body = { messages: [{ id: 'o-2a', text: 'Thank you' }] };
    await send('d-2a', body).expect(202);
    const other = { messages: [{ id: 'o-2b', text: ANGRY }] };
    const refused = await send('d-2a', other).expect(409);
    expect(refused.get('Content-Type')).toContain('application/problem+json');
    expect((refused.body as Problem).detail).toContain('The webhook-id d-2a was used for another body');
    expect((await send('d-2a', body).expect(202)).body).toMatchObject({ repeated: true });
    expect((await send('d-2c', other).expect(202)).body).toMatchObject({ stored: 1, repeated: false });
  });

  it('under the same id and with several bodies at the same moment is stored with one of them', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => send('d-2d', { id: `race-${n}`, text: ANGRY })),
    );
    const taken = answers.filter(({ status }) => status === 202);
    expect(taken).toHaveLength(1);
    expect(answers.filter(({ status }) => ![202, 409, 503].includes(status))).toEqual([]);
    expect(await query(`select external_id from messages where external_id like 'race-%'`)).toHaveLength(1);
  });

  it('may hold answers of the house and the same message twice; the account balances', async () => {
    const messages = [
      { id: 'o-4', text: 'Where is my parcel?' },
      { id: 'o-4', text: 'Where is my parcel?' },
      { id: 'r-4', text: 'On its way.', answers: ['o-4'] },
      { id: 'bad', text: 'x', rating: 11 },
    ];
    const answer = DeliveryAnswer.parse((await send('d-4', { messages }).expect(202)).body);
    expect(ledgerOf(answer)).toEqual({
      seen: 4,
      stored: 1,
      duplicate: 1,
      skipped: { 'own-reply': 1 },
      quarantined: 1,
      repeated: false,
      faults: 1,
    });
  });

  it('with a message that cannot be read keeps it in quarantine, and says what would be right', async () => {
    const messages = [{ id: 'o-5', text: 'fine' }, { id: 'o-6', text: 'x', rating: 'six' }, 'nonsense', { id: 'o-7' }];
    const answer = DeliveryAnswer.parse((await send('d-5', { messages }).expect(202)).body);
    expect(answer).toMatchObject({ stored: 1, quarantined: 3 });
    expect(answer.faults.map(({ path }) => path)).toEqual(['messages.1.rating', 'messages.2', 'messages.3.text']);
    expect(answer.faults[0]?.message).toBe("must be a number from 1 to 5, but here stands 'six'");
    const kept = await query<{ raw: Buffer }>(
      `select raw from quarantine where reason = 'invalid-message' order by id`,
    );
    expect(kept.map(({ raw }) => raw.toString())).toContain('{"id":"o-6","text":"x","rating":"six"}');
  });

  it('that is corrected closes its item, and wrong again opens it again; the account balances', async () => {
    const source = await newSource('Corrected');
    let sent = 0;
    const sendRow = async (row: object) => {
      const id = `c-${(sent += 1)}`;
      return DeliveryAnswer.parse((await deliver(api, source, { id, key: KEY, body: row }).expect(202)).body);
    };
    const states = () =>
      query<object>('select state, detail, closed_at is null as open from quarantine where source_id = $1', source);
    const wrong = { id: 'w-1', text: 'late', rating: 'six' };
    expect(await sendRow(wrong)).toMatchObject({ quarantined: 1, duplicate: 0 });
    expect(await sendRow(wrong)).toMatchObject({ quarantined: 0, duplicate: 1 });
    expect(await sendRow({ ...wrong, rating: 1 })).toMatchObject({ stored: 1 });
    expect(await states()).toMatchObject([{ state: 'resolved', open: false }]);
    expect(await sendRow({ ...wrong, rating: 'seven' })).toMatchObject({ quarantined: 1, duplicate: 0 });
    expect(await states()).toMatchObject([{ state: 'open', open: true }]);
  });

  it('set aside can be read again once the mapper can: it is what the sender sent, not its place', async () => {
    const source = await newSource('Reread');
    const row = { id: 'again-1', text: ANGRY };
    const [item] = await query<{ id: string }>(
      `insert into quarantine (source_id, item_key, external_id, reason, detail, raw)
       values ($1, 'k', 'again-1', 'invalid-message', 'was not understood', $2) returning id`,
      source,
      Buffer.from(JSON.stringify(row)),
    );
    const agent = await api.signedIn('agent');
    const path = `/api/v1/sources/${source}/quarantine/${item?.id ?? ''}/retry`;
    expect((await agent.post(path).expect(200)).body).toMatchObject({ outcome: 'stored' });
    expect((await agent.post(path).expect(200)).body).toMatchObject({ outcome: 'known' });
    expect(await query('select text from messages where source_id = $1', source)).toEqual([{ text: ANGRY }]);
  });

  it('without words is set aside as empty', async () => {
    const answer = DeliveryAnswer.parse((await send('d-empty', { id: 'o-empty', text: ' ' }).expect(202)).body);
    expect(answer).toMatchObject({ stored: 0, quarantined: 1 });
    expect(answer.faults[0]?.message).toContain('is empty');
  });

  it.each<[string, Record<string, unknown>, object]>([
    ['an id of 10 kB', { id: 'x'.repeat(10_240), text: 'long id' }, { stored: 1 }],
    ['a text of 4 MB', { id: 'long', text: 'so slow! '.repeat(450_000) }, { stored: 1 }],
    ['control characters and lone surrogates', { id: 'nul', text: 'a\u0000b\ud800' }, { stored: 1 }],
    ['a date in the next century', { id: 'late', text: 'x', sentAt: '2126-01-01T00:00:00Z' }, { stored: 1 }],
    ['hostile HTML', { id: 'html', text: '<script>alert(1)</script>' }, { stored: 1 }],
  ])('survives %s', async (name, message, outcome) => {
    const answer = await send(`odd ${name}`.replace(/\W/g, '-'), message).expect(202);
    expect(answer.body).toMatchObject(outcome);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a wrong signature', { 'webhook-signature': 'v1,AAAA' }, 'webhook-signature does not fit'],
    ['an old timestamp', { 'webhook-timestamp': '1600000000' }, 'more than 300 seconds'],
    ['an id with spaces', { 'webhook-id': 'a b' }, 'visible characters'],
  ])('with %s is refused and leaves no trace', async (_, headers, words) => {
    const before = await query('select id from polls');
    const answer = await send('d-6', { id: 'o-8', text: 'x' }, headers).expect(401);
    expect((answer.body as Problem).detail).toContain(words);
    expect(await query('select id from polls')).toEqual(before);
  });

  it('is good with the secret before the present one, as long as that is kept', async () => {
    await deliver(api, sourceId, { id: 'd-7', key: OLD_KEY, body: { id: 'o-9', text: 'x' } }).expect(202);
    const stranger = { id: 'd-8', key: randomBytes(32), body: { id: 'o-10', text: 'x' } };
    await deliver(api, sourceId, stranger).expect(401);
  });

  it.each<[string, unknown, number, string]>([
    ['nothing', '', 400, 'not JSON'],
    ['broken JSON', '{"messages": [', 400, 'not JSON'],
    ['a list', [{ text: 'x' }], 400, 'cannot be read'],
    ['no messages', { messages: [] }, 400, 'cannot be read'],
    ['too many messages', { messages: Array.from({ length: 1_001 }, () => ({ text: 'x' })) }, 400, 'cannot be read'],
    ['Latin-1', Buffer.from([0x7b, 0x22, 0xe4, 0x22, 0x7d]), 400, 'not UTF-8'],
    ['more than 5 MB', `{"text":"${'x'.repeat(5.5e6)}"}`, 413, 'too large'],
  ])('of %s is refused with a problem', async (_, body, status, words) => {
    const answer = await send('d-9', body).expect(status);
    expect(answer.get('Content-Type')).toContain('application/problem+json');
    expect((answer.body as Problem).detail).toContain(words);
  });

  it('to a source that is no webhook finds nothing; to a paused one it is to be sent again later', async () => {
    const mailbox = await insertSource(api.dataSource);
    const problemOf = async (id: string) => {
      const answer = await deliver(api, id, { id: 'd-10', key: KEY, body: { text: 'x' } }).expect(404);
      const problem = answer.body as Problem;
      return { ...problem, detail: problem.detail?.replace(id, 'ID'), instance: undefined };
    };
    // Nobody learns from the answer which sources there are.
    expect(await problemOf(mailbox)).toEqual(await problemOf('999999999'));
    const paused = await newSource('Paused');
    await query(`update sources set state = 'paused' where id = $1`, paused);
    const answer = await deliver(api, paused, { id: 'd-11', key: KEY, body: { text: 'x' } }).expect(409);
    expect((answer.body as Problem).detail).toContain('paused');
  });

  it('that comes at the same time as others is stored beside them, and the account of all balances', async () => {
    const busy = await newSource('Busy');
    const sent = Array.from({ length: 12 }, (_, n) =>
      deliver(api, busy, { id: `b-${n}`, key: KEY, body: { messages: [{ id: `m-${n % 6}`, text: ANGRY }] } }).expect(
        202,
      ),
    );
    await Promise.all(sent);
    const [sums] = await query<object>(
      `select sum(seen)::int as seen, sum(stored)::int as stored, sum(duplicate)::int as duplicate,
         count(*) filter (where outcome <> 'succeeded')::int as unfinished from polls where source_id = $1`,
      busy,
    );
    expect(sums).toEqual({ seen: 12, stored: 6, duplicate: 6, unfinished: 0 });
  });
});
