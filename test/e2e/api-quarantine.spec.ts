import { QuarantinePage, RetryAnswer, type Problem } from '@earshot/contracts';
import { CONNECTORS } from '@earshot/connectors';
import { QuarantineStore, SourceBook } from '@earshot/domain';
import { settleQuarantine, SourceKinds } from '@earshot/intake';
import { AuditEventEntity, QuarantineEntity } from '@earshot/persistence';
import { Client, startApi, type TestApi } from '../support/api.js';
import { insertSource } from '../support/case-data.js';

const MAIL = Buffer.from(
  [
    'From: Anna <anna@customers.example>',
    'To: care@example.org',
    'Message-ID: <lost-1@customers.example>',
    'Date: Mon, 02 Mar 2026 10:00:00 +0000',
    'Subject: My money',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'This is a disgrace. Nobody answers, and I want my money back!',
    '',
  ].join('\r\n'),
);

let api: TestApi;
let agent: Client;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  agent = await api.signedIn('agent');
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

let items = 0;
const quarantined = async (given: Partial<QuarantineEntity> = {}): Promise<string> => {
  const rows = api.dataSource.getRepository(QuarantineEntity);
  const itemKey = `item-${(items += 1)}`;
  const row = { sourceId, itemKey, externalId: null, reason: 'unparsable', detail: 'the header has no end', ...given };
  return (await rows.save(rows.create(row))).id;
};
const page = async (query = '', id = sourceId) =>
  QuarantinePage.parse((await agent.get(`/api/v1/sources/${id}/quarantine${query}`).expect(200)).body);
const retry = async (itemId: string) =>
  RetryAnswer.parse((await agent.post(`/api/v1/sources/${sourceId}/quarantine/${itemId}/retry`).expect(200)).body);
const row = (id: string) => api.dataSource.getRepository(QuarantineEntity).findOneByOrFail({ id });
const countMessages = async (text: string) =>
  Number(
    (await api.dataSource.query<{ n: string }[]>('select count(*) as n from messages where text like $1', [text]))[0]
      ?.n,
  );

describe('the quarantine', () => {
  it('is listed page by page, the newest first, to everybody', async () => {
    const other = await insertSource(api.dataSource, 'Full');
    await api.dataSource.query(
      `insert into quarantine (source_id, item_key, reason, detail, raw)
       select $1, 'k' || n, 'too-large', 'item ' || n, convert_to('raw', 'UTF8') from generate_series(1, 2500) n`,
      [other],
    );
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const found: QuarantinePage = await page(`?limit=200${after === '' ? '' : `&after=${after}`}`, other);
      seen.push(...found.items.map(({ detail }) => detail));
      after = found.next;
    }
    expect(seen).toHaveLength(2500);
    expect([seen[0], seen.at(-1)]).toEqual(['item 2500', 'item 1']);
    await agent.get('/api/v1/sources/999999/quarantine').expect(404);
  });

  it('reads a mail again, stores and judges it once, and closes its row', async () => {
    const id = await quarantined({ raw: MAIL, externalId: 'imap:1/7@INBOX' });
    expect(await retry(id)).toEqual({ outcome: 'stored', detail: null });
    const [stored] = await api.dataSource.query<object[]>(
      `select m.subject, a.verdict, c.state from messages m join assessments a on a.message_id = m.id
       join cases c on c.id = m.case_id where m.source_id = $1`,
      [sourceId],
    );
    expect(stored).toEqual({ subject: 'My money', verdict: 'dissatisfied', state: 'new' });
    expect(await retry(id)).toEqual({ outcome: 'known', detail: null });
    expect(await countMessages('This is a disgrace%')).toBe(1);
    expect(await row(id)).toMatchObject({ state: 'resolved', closedBy: agent.session.user.id });
    const [account] = await api.dataSource.query<object[]>(
      'select sum(seen)::int as seen, sum(stored)::int as stored, sum(duplicate)::int as duplicate from polls where source_id = $1',
      [sourceId],
    );
    expect(account).toEqual({ seen: 2, stored: 1, duplicate: 1 });
  });

  it('keeps what still cannot be read, with the time and the reason', async () => {
    const id = await quarantined({ raw: Buffer.from('\r\n  ') });
    const answer = await retry(id);
    expect(answer.outcome).toBe('unreadable');
    expect(answer.detail).not.toBe('');
    expect(await row(id)).toMatchObject({ state: 'open', triedOutcome: answer.detail });
  });

  it('says when only the service can tell more', async () => {
    const withoutRaw = await quarantined({ raw: null });
    const cut = await quarantined({ raw: Buffer.alloc(256 * 1024, 'x') });
    const offered = (await page()).items.map(({ id, canBeReread }) => [id, canBeReread]);
    expect(offered).toEqual(
      expect.arrayContaining([
        [withoutRaw, false],
        [cut, false],
      ]),
    );
    expect([await retry(withoutRaw), await retry(cut)]).toEqual([
      { outcome: 'ask-source', detail: null },
      { outcome: 'ask-source', detail: null },
    ]);
  });

  it('says of what was brought how it closes: by its id, or by a person where it has none', async () => {
    const book = await insertSource(api.dataSource, 'Book');
    await api.dataSource.query(`update sources set kind = 'complaints-book', options = '{}' where id = $1`, [book]);
    const adviceOf = async (externalId: string | null) => {
      const id = await quarantined({ sourceId: book, externalId, raw: null });
      const answer = await agent.post(`/api/v1/sources/${book}/quarantine/${id}/retry`).expect(200);
      return RetryAnswer.parse(answer.body).detail;
    };
    expect(await adviceOf('7')).toContain('under the same id this item closes');
    expect(await adviceOf(null)).toContain('it has no id by which it would close by itself: dismiss it then');
  });

  it('is dismissed once, with a reason, on record', async () => {
    const id = await quarantined({ raw: MAIL });
    const dismiss = (body: object) => agent.post(`/api/v1/sources/${sourceId}/quarantine/${id}/dismiss`, body);
    expect(((await dismiss({}).expect(400)).body as Problem).faults).toMatchObject([{ path: 'reason' }]);
    await dismiss({ reason: 'Advertising' }).expect(204);
    await dismiss({ reason: 'Advertising' }).expect(409);
    await agent.post(`/api/v1/sources/${sourceId}/quarantine/${id}/retry`).expect(409);
    expect((await page()).items.map((item) => item.id)).not.toContain(id);
    const closed = (await page('?state=closed')).items.find((item) => item.id === id);
    expect(closed).toMatchObject({
      state: 'dismissed',
      closedReason: 'Advertising',
      closedBy: agent.session.user.name,
    });
    const idsOf = async (state: string) => (await page(`?state=${state}`)).items.map((item) => item.id);
    expect(await idsOf('dismissed')).toContain(id);
    expect(await idsOf('resolved')).not.toContain(id);
    await agent.get(`/api/v1/sources/${sourceId}/quarantine?state=lost`).expect(400);
    const audit = await api.dataSource
      .getRepository(AuditEventEntity)
      .findBy({ action: 'quarantine.dismissed', subjectId: sourceId });
    expect(audit).toMatchObject([{ actorId: agent.session.user.id, detail: { itemId: id } }]);
  });

  it('is closed once a backfill has stored the mail under its own name', async () => {
    const settle = (): Promise<number> =>
      settleQuarantine(api.app.get(QuarantineStore), api.app.get(SourceBook), new SourceKinds(CONNECTORS), api.clock);
    const at = new Date(Date.now() - 60_000);
    const [stored, lost] = [
      await quarantined({ at, raw: MAIL, externalId: 'imap:1/8@INBOX' }),
      await quarantined({ at, raw: Buffer.from(MAIL.toString().replace('lost-1', 'lost-2')) }),
    ];
    expect(await settle()).toBe(0);
    await api.dataSource.query(`update sources set backfill_asked_at = now() - interval '30 seconds' where id = $1`, [
      sourceId,
    ]);
    await api.dataSource.query(
      `insert into polls (source_id, started_at, finished_at, outcome) values ($1, now(), now(), 'succeeded')`,
      [sourceId],
    );
    expect(await settle()).toBeGreaterThan(0);
    expect([(await row(stored)).state, (await row(lost)).state]).toEqual(['resolved', 'open']);
    expect(await settle()).toBe(0);
  });

  it('closes what is stored later by itself', async () => {
    const ops = await api.signedIn('ops');
    const byHand = await ops.post('/api/v1/sources', { kind: 'by-hand', name: 'Calls', options: {} }).expect(201);
    const calls = (byHand.body as { id: string }).id;
    const id = await quarantined({ sourceId: calls, externalId: 'call-1' });
    const { closePages } = await storing(calls);
    await closePages('call-1');
    expect(await row(id)).toMatchObject({ state: 'resolved', closedBy: null });
  });
});

/** Stores a message of a source as a poll does. */
async function storing(source: string) {
  const { Brought } = await import('../../apps/api/src/intake/brought.js');
  const brought = api.app.get(Brought, { strict: false });
  const message = {
    revision: null,
    channel: 'phone' as const,
    kind: 'person' as const,
    author: { name: 'Ben', address: null, handle: null, namespace: null },
    sentAt: new Date('2026-03-02T10:00:00Z'),
    subject: null,
    text: 'Thank you',
    quoted: null,
    signature: null,
    language: null,
    rating: null,
    url: null,
    threadId: null,
    references: [],
    attachments: [],
    tags: [],
  };
  return {
    closePages: (externalId: string) => brought.store(source, { messages: [{ ...message, externalId }] }),
  };
}
