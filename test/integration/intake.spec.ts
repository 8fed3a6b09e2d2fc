import type { Connector, ConnectorLogger, Page } from '@earshot/connector-kit';
import { Clock, ConnectorError, type IncomingMessage, type SeenReply, type SourceToPoll } from '@earshot/domain';
import { PageStorer, SourcePoller, type PollReport } from '@earshot/intake';
import { createDataSource, PostgresPollBook, PostgresTransactions, SourceEntity } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { plainClocks } from '../support/clocks.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { incoming, seenReply, WordAssessor } from '../support/messages.js';

const NOW = new Date('2026-03-02T12:00:00Z');
const clock: Clock = { now: () => NOW };
const silent: ConnectorLogger = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const page = (given: Partial<Page<unknown>>): Page<unknown> => ({
  messages: [],
  replies: [],
  rejected: [],
  skipped: {},
  cursor: { page: 1 },
  ...given,
});

/** A connector that reads what a test wrote down. */
function scripted(pages: readonly (Page<unknown> | Error)[]): Connector<unknown> {
  return {
    verify: () => Promise.reject(new Error('not part of this test')),
    async *poll() {
      for (const step of pages) {
        if (step instanceof Error) throw step;
        yield step;
      }
    },
    close: () => Promise.resolve(),
  };
}

describe('intake', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let book: PostgresPollBook;
  let names = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 8 }).initialize();
    book = new PostgresPollBook(dataSource);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await database?.drop();
  });

  async function addSource(): Promise<string> {
    names += 1;
    const source = await dataSource
      .getRepository(SourceEntity)
      .save({ kind: 'scripted', name: `Source ${names}`, options: {}, pollIntervalSeconds: 60, nextPollAt: NOW });
    return source.id;
  }
  const poller = (pages: readonly (Page<unknown> | Error)[], transactions = new PostgresTransactions(dataSource)) =>
    new SourcePoller(
      () => scripted(pages),
      new PageStorer(transactions, new WordAssessor(), plainClocks, {
        addresses: [],
        domains: ['harbour-bank.example'],
      }),
      book,
      clock,
      { pageSize: 100, maxItemBytes: 1_000_000, leaseMs: 60_000 },
      silent,
      () => undefined,
      () => false,
    );
  async function poll(sourceId: string, ...pages: (Page<unknown> | Error)[]): Promise<PollReport> {
    const source = await claim(sourceId);
    return poller(pages).poll(source, 'worker-1', new AbortController().signal);
  }
  async function claim(sourceId: string, holder = 'worker-1'): Promise<SourceToPoll> {
    const source = await book.claim(sourceId, holder, NOW, new Date(NOW.getTime() + 60_000));
    if (source === null) throw new Error('the source is held by somebody');
    return source;
  }
  const rows = (sql: string, sourceId: string) => dataSource.query<Record<string, unknown>[]>(sql, [sourceId]);
  const one = async (sql: string, sourceId: string) => (await rows(sql, sourceId))[0];

  it('stores messages with their judgement, and opens a case with a deadline for the unhappy one', async () => {
    const sourceId = await addSource();
    const unhappy = incoming();
    const report = await poll(sourceId, page({ messages: [unhappy, incoming({ text: 'All well, thank you' })] }));
    expect(report).toMatchObject({
      outcome: 'succeeded',
      ledger: { seen: 2, stored: 2, duplicate: 0, quarantined: 0 },
    });
    const [row, ...others] = await rows(
      `select c.state, c.severity, c.due_at, c.due_kind, c.message_count, m.external_id, a.verdict, k.derivation
       from cases c join messages m on m.id = c.flagged_message_id join assessments a on a.message_id = m.id
       join tasks t on t.case_id = c.id join commitments k on k.task_id = t.id where c.source_id = $1`,
      sourceId,
    );
    expect(others).toEqual([]);
    expect(row).toEqual({
      state: 'new',
      severity: 'medium',
      due_at: new Date(unhappy.sentAt.getTime() + 3 * 86_400_000),
      due_kind: 'answer',
      message_count: 1,
      external_id: unhappy.externalId,
      verdict: 'dissatisfied',
      derivation: ['3 days'],
    });
  });

  it('stores a page read again only once, and the ledger says so', async () => {
    const sourceId = await addSource();
    const messages = [incoming(), incoming()];
    const replies = [seenReply()];
    const rejected = [{ externalId: null, reason: 'unparsable', detail: 'no header ends', raw: Buffer.from('x') }];
    await poll(sourceId, page({ messages, replies, rejected }));
    const again = await poll(sourceId, page({ messages, replies, rejected }));
    expect(again.ledger).toEqual({ seen: 4, stored: 0, duplicate: 4, skipped: {}, quarantined: 0 });
    expect(await one('select count(*)::int as n from messages where source_id = $1', sourceId)).toEqual({ n: 2 });
    expect(await one('select count(*)::int as n from cases where source_id = $1', sourceId)).toEqual({ n: 2 });
    expect(await one('select count(*)::int as n from quarantine where source_id = $1', sourceId)).toEqual({ n: 1 });
  });

  it('closes the answer task when our answer is seen, in a later poll or an earlier one', async () => {
    const sourceId = await addSource();
    const first = incoming({ threadId: '<first>' });
    const second = incoming({ threadId: '<second>' });
    const answerTo = (threadId: string): SeenReply =>
      seenReply({ answers: [threadId], sentAt: new Date('2026-03-02T10:00:00Z') });
    await poll(sourceId, page({ messages: [first], replies: [answerTo('<second>')] }));
    await poll(sourceId, page({ messages: [second], replies: [answerTo('<first>')] }));
    const cases = await rows(
      `select c.state, c.due_at, c.answered_at, t.state as task, t.closed_reason from cases c join tasks t on t.case_id = c.id
       where c.source_id = $1`,
      sourceId,
    );
    const answered = {
      state: 'acknowledged',
      due_at: null,
      answered_at: new Date('2026-03-02T10:00:00Z'),
      task: 'done',
      closed_reason: 'answer-seen',
    };
    expect(cases).toEqual([answered, answered]);
  });

  it('takes what our own people wrote in a channel for an answer', async () => {
    const sourceId = await addSource();
    const question = incoming({ threadId: '<question>' });
    const author = { name: 'Service', address: 'service@harbour-bank.example', handle: null, namespace: null };
    const ours = incoming({ author, references: ['<question>'], sentAt: new Date('2026-03-02T11:00:00Z') });
    const { ledger } = await poll(sourceId, page({ messages: [question, ours] }));
    expect(ledger).toEqual({ seen: 2, stored: 1, duplicate: 0, skipped: { 'own-reply': 1 }, quarantined: 0 });
    expect(await one('select state, due_at from cases where source_id = $1', sourceId)).toEqual({
      state: 'acknowledged',
      due_at: null,
    });
  });

  it('keeps an edited review as a revision of one message in one case', async () => {
    const sourceId = await addSource();
    const review: IncomingMessage = incoming({ channel: 'review', externalId: 'review-1', revision: '1' });
    await poll(sourceId, page({ messages: [review] }));
    await poll(sourceId, page({ messages: [{ ...review, revision: '2', text: 'Still no payment???' }] }));
    expect(
      await rows(
        'select revision_number, superseded_at is not null as superseded, case_id is not null as joined from messages where source_id = $1 order by id',
        sourceId,
      ),
    ).toEqual([
      { revision_number: 1, superseded: true, joined: true },
      { revision_number: 2, superseded: false, joined: true },
    ]);
    expect(await one('select count(*)::int as n from cases where source_id = $1', sourceId)).toEqual({ n: 1 });
  });

  it('hears words that were edited away and come back, and nothing twice that is read again', async () => {
    const sourceId = await addSource();
    const said = (revision: string, text: string) =>
      incoming({ channel: 'review', externalId: 'review-1', revision, text });
    const [angry, mild] = [said('A', 'Still no payment???'), said('B', 'All well, thank you')];
    const counts = [];
    for (const messages of [[angry], [mild], [mild], [angry], [angry, mild, angry], [mild, angry]])
      counts.push((await poll(sourceId, page({ messages }))).ledger);
    expect(counts.map(({ stored, duplicate }) => [stored, duplicate])).toEqual([
      [1, 0],
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 3],
      [0, 2],
    ]);
    const shown = await rows(
      `select m.revision_number, m.revision, m.superseded_at is null as stands, count(a.id)::int as judged
       from messages m join assessments a on a.message_id = m.id where m.source_id = $1 group by m.id order by m.id`,
      sourceId,
    );
    expect(shown).toEqual([
      { revision_number: 1, revision: 'A', stands: false, judged: 1 },
      { revision_number: 2, revision: 'B', stands: false, judged: 1 },
      { revision_number: 3, revision: 'A', stands: true, judged: 1 },
    ]);
  });

  it('leaves the newest words in force when earlier ones with an earlier time of edit are sent late', async () => {
    const sourceId = await addSource();
    const [early, late] = ['2026-03-02T10:00:00.000Z', '2026-03-02T11:00:00.000Z'].map((revision) =>
      incoming({ externalId: 'review-1', revision, text: `Edited at ${revision}` }),
    ) as [IncomingMessage, IncomingMessage];
    await poll(sourceId, page({ messages: [early] }), page({ messages: [late] }));
    expect((await poll(sourceId, page({ messages: [early] }))).ledger).toMatchObject({ stored: 0, duplicate: 1 });
    expect(await one('select text from messages where source_id = $1 and superseded_at is null', sourceId)).toEqual({
      text: late.text,
    });
  });

  it('says of an item that is wrong in another way now what is wrong now, once, and counts it as known', async () => {
    const sourceId = await addSource();
    const bad = (detail: string, raw: string) =>
      page({ rejected: [{ externalId: '7', reason: 'invalid-row', detail, raw: Buffer.from(raw) }] });
    const [first, second] = [bad('row 2: rating is 9', 'seven,9'), bad('row 2: sentAt is no time', 'seven,eilen')];
    expect((await poll(sourceId, first)).ledger).toMatchObject({ quarantined: 1, duplicate: 0 });
    expect((await poll(sourceId, second)).ledger).toMatchObject({ quarantined: 0, duplicate: 1 });
    expect(
      await rows(
        `select state, detail, convert_from(raw, 'utf8') as raw from quarantine where source_id = $1`,
        sourceId,
      ),
    ).toEqual([{ state: 'open', detail: 'row 2: sentAt is no time', raw: 'seven,eilen' }]);
  });

  it('marks what was taken away at its source, keeps what it said, and takes the mark back when it is put back', async () => {
    const sourceId = await addSource();
    const [gone, stays] = [incoming({ externalId: 'g'.repeat(600) }), incoming()];
    await poll(sourceId, page({ messages: [gone, stays] }));
    await poll(sourceId, page({ removed: [gone.externalId, 'never seen'] }), page({ removed: [gone.externalId] }));
    const marks = () => rows('select text, removed_at from messages where source_id = $1 order by id', sourceId);
    const timeline = () =>
      rows(
        `select c.state, array_agg(e.type order by e.id) filter (where e.type like '%_at_source') as told
         from cases c join case_events e on e.case_id = c.id where c.source_id = $1 group by c.id order by c.id`,
        sourceId,
      );
    expect(await marks()).toEqual([
      { text: gone.text, removed_at: NOW },
      { text: stays.text, removed_at: null },
    ]);
    expect(await timeline()).toEqual([
      { state: 'new', told: ['removed_at_source'] },
      { state: 'new', told: null },
    ]);
    await poll(sourceId, page({ messages: [gone] }));
    expect((await marks())[0]).toMatchObject({ removed_at: null });
    expect((await timeline())[0]).toMatchObject({ told: ['removed_at_source', 'restored_at_source'] });
  });

  it('takes nothing back for milder words in place of graver ones, and says so', async () => {
    const sourceId = await addSource();
    const angry = incoming({ revision: '1', text: 'Where is my money???' });
    await poll(sourceId, page({ messages: [angry] }));
    const [before] = await rows('select severity, due_at from cases where source_id = $1', sourceId);
    await poll(sourceId, page({ messages: [{ ...angry, revision: '2', text: 'All well, thank you' }] }));
    expect(await one('select severity, due_at from cases where source_id = $1', sourceId)).toEqual(before);
    expect(
      await one(
        `select e.detail->>'severity' as severity, e.detail->>'kept' as kept from case_events e join cases c on c.id = e.case_id
         where c.source_id = $1 and e.type = 'edited_milder'`,
        sourceId,
      ),
    ).toEqual({ severity: 'none', kept: before?.['severity'] });
  });

  it('recognises one customer by address, whatever its capitals', async () => {
    const sourceId = await addSource();
    const author = { name: 'Aino', address: 'AINO@customers.example', handle: null, namespace: null };
    await poll(
      sourceId,
      page({
        messages: [incoming({ author }), incoming({ author: { ...author, address: 'aino@customers.example' } })],
      }),
    );
    expect(await rows('select message_count from cases where source_id = $1', sourceId)).toEqual([
      { message_count: 2 },
    ]);
  });

  it('stores what PostgreSQL would refuse, made storable', async () => {
    const sourceId = await addSource();
    const report = await poll(
      sourceId,
      page({
        messages: [
          incoming({
            externalId: 'x'.repeat(10_000),
            text: 'nul \u0000 and half an emoji \uD83D ???',
            subject: 'line\nbreak\u0000',
            sentAt: new Date('2090-01-01T00:00:00Z'),
            url: 'javascript:alert(1)',
            rating: 17,
          }),
          incoming({ sentAt: new Date(Number.NaN), references: Array.from({ length: 5_000 }, (_, i) => `<${i}>`) }),
        ],
      }),
    );
    expect(report.outcome).toBe('succeeded');
    expect(
      await one('select subject, url, rating, sent_at, tags from messages where source_id = $1 order by id', sourceId),
    ).toEqual({
      subject: 'line break\uFFFD',
      url: null,
      rating: null,
      sent_at: NOW,
      tags: ['date-implausible', 'rating-implausible'],
    });
  });

  it('keeps a customer’s words from turning the reading of the page around', async () => {
    const sourceId = await addSource();
    const author = { ...incoming().author, name: 'Vera\u202e' };
    const turned = incoming({ text: 'Order \u202e4321\u202c, \u2067never', subject: '\u2066Hello', author });
    const answer = seenReply({ text: 'Sorry\u202e!' });
    await poll(sourceId, page({ messages: [turned], replies: [answer] }));
    expect(await rows('select text, subject, author_name from messages where source_id = $1', sourceId)).toEqual([
      { text: 'Order 4321, never', subject: 'Hello', author_name: 'Vera' },
    ]);
    expect(await rows('select text from seen_replies where source_id = $1', sourceId)).toEqual([{ text: 'Sorry!' }]);
  });

  it('keeps the pages stored before a failure, and goes on from their cursor', async () => {
    const sourceId = await addSource();
    const failure = new ConnectorError('unreachable', 'imap.example.org did not answer');
    const report = await poll(sourceId, page({ messages: [incoming()], cursor: { page: 7 } }), failure);
    expect(report).toMatchObject({ outcome: 'failed', ledger: { stored: 1 } });
    expect(
      await one(
        'select state, state_reason, cursor, consecutive_failures, lease_holder, last_success_at from sources where id = $1',
        sourceId,
      ),
    ).toEqual({
      state: 'degraded',
      state_reason: 'imap.example.org did not answer',
      cursor: { page: 7 },
      consecutive_failures: 1,
      lease_holder: null,
      last_success_at: null,
    });
    expect(await one('select outcome, error_kind, stored from polls where source_id = $1', sourceId)).toEqual({
      outcome: 'failed',
      error_kind: 'unreachable',
      stored: 1,
    });
  });

  it('pauses a source whose credentials are refused, and a person’s pause outlives a poll', async () => {
    const refused = await addSource();
    await poll(
      refused,
      new ConnectorError('credentials_rejected', 'the server refused the password', { advice: 'Enter it again.' }),
    );
    expect(await one('select state, state_reason, state_advice from sources where id = $1', refused)).toEqual({
      state: 'paused',
      state_reason: 'the server refused the password',
      state_advice: 'Enter it again.',
    });
    const paused = await addSource();
    const source = await claim(paused);
    await dataSource.getRepository(SourceEntity).update(paused, { state: 'paused', stateReason: 'paused by Ops' });
    await poller([page({})]).poll(source, 'worker-1', new AbortController().signal);
    expect(await one('select state, state_reason from sources where id = $1', paused)).toEqual({
      state: 'paused',
      state_reason: 'paused by Ops',
    });
  });

  it('forgets a cursor that the other side refuses, and reads everything again without doubles', async () => {
    const sourceId = await addSource();
    const messages = [incoming()];
    await poll(sourceId, page({ messages }));
    await poll(sourceId, new ConnectorError('cursor_lost', 'the mailbox was rebuilt'));
    expect(await one('select cursor from sources where id = $1', sourceId)).toEqual({ cursor: null });
    expect((await poll(sourceId, page({ messages }))).ledger).toMatchObject({ stored: 0, duplicate: 1 });
  });

  it('stores nothing for a worker whose source was taken over', async () => {
    const sourceId = await addSource();
    const source = await claim(sourceId);
    await dataSource.query(`update sources set lease_holder = 'worker-2' where id = $1`, [sourceId]);
    const report = await poller([page({ messages: [incoming()] })]).poll(
      source,
      'worker-1',
      new AbortController().signal,
    );
    expect(report.outcome).toBe('interrupted');
    expect(await one('select count(*)::int as n from messages where source_id = $1', sourceId)).toEqual({ n: 0 });
    expect(await one('select lease_holder from sources where id = $1', sourceId)).toEqual({ lease_holder: 'worker-2' });
  });

  it('rolls the whole page back when a single step fails', async () => {
    const sourceId = await addSource();
    const source = await claim(sourceId);
    class FailingAtTheEnd extends PostgresTransactions {
      override run<Result>(work: Parameters<PostgresTransactions['run']>[0]): Promise<Result> {
        return super.run<Result>(async (stores, transaction) => {
          await work(stores, transaction);
          throw new Error('the last step fails');
        });
      }
    }
    const failing = poller([page({ messages: [incoming()] })], new FailingAtTheEnd(dataSource));
    expect((await failing.poll(source, 'worker-1', new AbortController().signal)).outcome).toBe('failed');
    for (const table of ['messages', 'cases']) {
      expect(await one(`select count(*)::int as n from ${table} where source_id = $1`, sourceId)).toEqual({ n: 0 });
    }
    expect(await one('select cursor, state_reason from sources where id = $1', sourceId)).toMatchObject({
      cursor: null,
      state_reason: expect.stringContaining('An error inside Earshot') as string,
    });
  });

  it('gives each due source to one of several workers that ask at once', async () => {
    await dataSource.query(
      `update sources set next_poll_at = $1, state = 'paused', lease_holder = null, leased_until = null`,
      [NOW],
    );
    const ids = await Promise.all(Array.from({ length: 12 }, addSource));
    const until = new Date(NOW.getTime() + 60_000);
    const claims = await Promise.all(Array.from({ length: 6 }, (_, i) => book.claimDue(`worker-${i}`, NOW, until, 4)));
    const claimed = claims.flat().map((source) => source.id);
    expect(new Set(claimed).size).toBe(claimed.length);
    const rest = await book.claimDue('late', NOW, until, 100);
    expect([...claimed, ...rest.map((source) => source.id)].sort()).toEqual([...ids].sort());
    expect(await book.claimDue('dead-worker-successor', new Date(until.getTime() + 1), until, 100)).toHaveLength(12);
  });

  it('tells the other processes once a page, with ids only', async () => {
    const sourceId = await addSource();
    await poll(sourceId, page({ messages: [incoming(), incoming()] }));
    const changes = await rows(
      'select topics, cardinality(case_ids) as cases from changes where $1::bigint = any(source_ids) order by id',
      sourceId,
    );
    expect(changes).toEqual([
      { topics: ['cases', 'sources'], cases: 2 },
      { topics: ['sources'], cases: 0 },
    ]);
  });
});
