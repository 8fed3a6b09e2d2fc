import { ByHandAnswer, type Problem } from '@earshot/contracts';
import { parsePolicyDocument } from '@earshot/domain';
import { PolicyFiles } from '@earshot/follow-up';
import { handOnMail, SEND_NOTIFICATION } from '@earshot/notifications';
import { PgBossJobQueue, SystemClock } from '@earshot/platform';
import pino from 'pino';
import { type Client, startApi, type TestApi } from '../support/api.js';
import { plainPolicy } from '../support/clocks.js';
import { createTestDatabase } from '../support/database.js';
import { addPushedSource } from '../support/delivery.js';
import { testIntake } from '../support/intake-settings.js';

let api: TestApi;
let agent: Client;
const inFinland = new PolicyFiles(
  parsePolicyDocument(
    {
      ...plainPolicy.document,
      calendars: plainPolicy.document.calendars.map((calendar) => ({ ...calendar, country: 'FI' })),
    },
    '',
  ),
  () => null,
);

beforeAll(async () => {
  api = await startApi({ policy: inFinland });
  agent = await api.signedIn('agent');
});
afterAll(() => api.stop());

const ANGRY = 'Says it is a disgrace: the parcel is three weeks late, nobody answers, and she wants her money back!';
const call = (given: object = {}) => ({
  customer: { name: 'Anna Virtanen', phone: '+358 (40) 123-4567' },
  at: '2026-03-02T10:00:00+02:00',
  text: ANGRY,
  ...given,
});
const customerOf = async (messageId: string) =>
  (await api.dataSource.query<[{ id: string }]>('select customer_id as id from messages where id = $1', [messageId]))[0]
    .id;

describe('a call that is typed in', () => {
  it('is judged and opens a case, whose clock starts when the customer spoke', async () => {
    const answer = ByHandAnswer.parse((await agent.post('/api/v1/messages/by-hand', call()).expect(201)).body);
    expect(answer).toMatchObject({ verdict: 'dissatisfied', caseId: expect.any(String) as string });
    const [found] = await api.dataSource.query<[object]>(
      'select channel, opened_at as "openedAt", last_message_at as at from cases where id = $1',
      [answer.caseId],
    );
    expect(found).toMatchObject({ channel: 'phone', at: new Date('2026-03-02T08:00:00Z') });
  });

  it('finds the customer again by the number, however it is written, and by their id', async () => {
    const take = async (given: object) =>
      ByHandAnswer.parse((await agent.post('/api/v1/messages/by-hand', call(given)).expect(201)).body).messageId;
    const first = await customerOf(await take({}));
    for (const phone of ['+358401234567', '040 123 4567', '00358 40 1234567'])
      expect(await customerOf(await take({ customer: { phone } }))).toBe(first);
    expect(await customerOf(await take({ customer: { customerId: first } }))).toBe(first);
  });

  it('with kind words opens nothing', async () => {
    const kind = call({ text: 'Called to say thank you, everything was perfect.', customer: { name: 'Ville' } });
    const answer = ByHandAnswer.parse((await agent.post('/api/v1/messages/by-hand', kind).expect(201)).body);
    expect(answer).toMatchObject({ caseId: null, verdict: 'not_dissatisfied' });
  });

  it.each<[string, object, string]>([
    ['no words', { text: ' ' }, 'text'],
    ['words that nobody sees', { text: '\u200b\u2060' }, 'text'],
    ['a name that nobody sees', { customer: { name: '\u200b' } }, 'customer.name'],
    ['a subject that nobody sees', { subject: '\ufeff' }, 'subject'],
    ['nobody who called', { customer: {} }, 'customer'],
    ['a telephone number without digits', { customer: { phone: '+(-)' } }, 'customer.phone'],
    ['a text of 50 kB', { text: 'x'.repeat(50_000) }, 'text'],
    ['a time in the future', { at: '2126-01-01T00:00:00Z' }, 'at'],
    ['a time without a zone', { at: '2026-03-02 10:00' }, 'at'],
    ['another channel', { channel: 'fax' }, 'channel'],
    ['a telephone number in words', { customer: { phone: 'none' } }, 'customer.phone'],
    ['something unknown', { mood: 'bad' }, 'mood'],
  ])('with %s is refused by name', async (_, given, path) => {
    const answer = await agent.post('/api/v1/messages/by-hand', call(given)).expect(400);
    expect((answer.body as Problem).faults?.map((fault) => fault.path)).toEqual([path]);
  });

  it('which speaks of a lawyer is handed on to a worker as a mail by the same transaction', async () => {
    const logger = pino({ level: 'silent' });
    const testDatabase = await createTestDatabase();
    const names = [SEND_NOTIFICATION];
    const queue = new PgBossJobQueue({ connectionString: testDatabase.url, names, logger });
    const mailing = await startApi({
      database: testDatabase,
      intake: { ...testIntake, mail: handOnMail(queue, new SystemClock()) },
    });
    try {
      const managerId = await mailing.addUser('manager@example.org', 'manager');
      const text = 'He says his lawyer will take us to court, he wants his money back and it is a disgrace!';
      await (await mailing.signedIn('agent')).post('/api/v1/messages/by-hand', call({ text })).expect(201);
      const jobs = await mailing.dataSource.query<object[]>('select name, data, state from pgboss.job');
      expect(jobs).toEqual([{ name: SEND_NOTIFICATION, data: { userId: managerId }, state: 'created' }]);
    } finally {
      await queue.stop(0);
      await mailing.stop();
    }
  });

  it('goes to the source that was chosen, and to none of another kind', async () => {
    const add = (kind: string, name: string) => addPushedSource(api, { kind, name, options: {} });
    const [desk, book] = [await add('by-hand', 'Service desk'), await add('complaints-book', 'Old book')];
    const taken = await agent.post('/api/v1/messages/by-hand', call({ sourceId: desk })).expect(201);
    const [row] = await api.dataSource.query<[object]>('select source_id as "sourceId" from messages where id = $1', [
      ByHandAnswer.parse(taken.body).messageId,
    ]);
    expect(row).toEqual({ sourceId: desk });
    const refused = await agent.post('/api/v1/messages/by-hand', call({ sourceId: book })).expect(400);
    expect((refused.body as Problem).faults?.map(({ path }) => path)).toEqual(['sourceId']);
    await agent.post('/api/v1/messages/by-hand', call({ sourceId: '999999999' })).expect(404);
  });

  it('of a customer who does not exist finds nobody', async () => {
    await agent.post('/api/v1/messages/by-hand', call({ customer: { customerId: '999999999' } })).expect(404);
  });
});
