import { AlertPage } from '@earshot/contracts';
import type { DataSource } from 'typeorm';
import { Client, startApi, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

const HOUR = 3_600_000;

let api: TestApi;
let client: Client;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  client = await api.signedIn('agent');
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

async function alerts(query: Record<string, string | number> = {}, by = client): Promise<AlertPage> {
  const answer = await by.get('/api/v1/alerts').query(query).expect(200);
  return AlertPage.parse(answer.body);
}

const subjects = (page: AlertPage) => page.items.map((alert) => alert.subject);

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR);

describe('the lists', () => {
  let own: TestApi;
  let reader: Client;
  beforeAll(async () => {
    own = await startApi();
    reader = await own.signedIn('agent');
    const source = await insertSource(own.dataSource);
    const add = (subject: string, rest: Partial<Parameters<typeof insertCase>[1]>) =>
      insertCase(own.dataSource, { sourceId: source, subject, ...rest });
    await add('due tomorrow', { open: { answer: inHours(24) } });
    await add('overdue', { open: { answer: inHours(-1) } });
    await add('doubtful', { open: { review: inHours(-2) } });
    await add('both', { open: { review: inHours(1), answer: inHours(48) } });
    await add('answered', { state: 'acknowledged', answeredAt: inHours(-3), writtenAt: inHours(-5) });
    await add('answered later', { state: 'acknowledged', answeredAt: inHours(-3), writtenAt: inHours(-4) });
    await add('asked again', { state: 'acknowledged', answeredAt: inHours(-3), open: { answer: inHours(72) } });
    await add('no complaint', { state: 'not_a_complaint' });
    await add('for them to say', { state: 'waiting' });
    await add('promised', { state: 'acknowledged', open: { promise: inHours(30), solve: inHours(60) } });
    await add('promise broken', { state: 'acknowledged', open: { promise: inHours(-0.5) } });
    await add('still well?', { state: 'solved', open: { recovery_check: inHours(100) } });
    await add('never answered', { open: { watch: inHours(90) } });
    const put = await add('put aside', { open: { answer: inHours(80) } });
    await own.dataSource.query('update cases set snoozed_until = $2 where id = $1', [put, inHours(5)]);
    const warned = await add('warned', { open: { answer: inHours(96) } });
    await own.dataSource.query(
      `insert into escalations (case_id, task_id, step, due_at, tell, fired_at)
       select case_id, id, '2 working hours before', due_at, '{owner}', now() from tasks where case_id = $1`,
      [warned],
    );
  });
  afterAll(() => own.stop());

  it.each([
    ['needs_answer', ['overdue', 'due tomorrow', 'both', 'asked again', 'warned']],
    ['at_risk', ['warned']],
    ['overdue', ['promise broken', 'overdue']],
    ['waiting', ['put aside', 'for them to say']],
    ['promises', ['promise broken', 'promised']],
    ['to_solve', ['promised']],
    ['checks', ['still well?']],
    ['watch', ['never answered']],
    ['review', ['doubtful', 'both']],
    ['answered', ['answered later', 'answered']],
    ['not_a_complaint', ['no complaint']],
  ])('%s holds what belongs there, the most urgent first', async (list, expected) => {
    expect(subjects(await alerts({ list }, reader))).toEqual(expected);
  });

  it('are counted as wholes on every page', async () => {
    const page = await alerts({ list: 'answered', limit: 1, severity: 'critical' }, reader);
    expect(page.counts).toEqual({
      needs_answer: 5,
      at_risk: 1,
      overdue: 2,
      waiting: 2,
      promises: 2,
      to_solve: 1,
      checks: 1,
      watch: 1,
      review: 2,
      answered: 2,
      not_a_complaint: 1,
    });
  });

  it('show the deadline of the task that the list is about', async () => {
    const due = async (list: string) =>
      (await alerts({ list }, reader)).items.find((alert) => alert.subject === 'both')?.dueAt;
    expect(Date.parse((await due('needs_answer')) ?? '') - Date.parse((await due('review')) ?? '')).toBeCloseTo(
      47 * HOUR,
      -3,
    );
  });
});

describe('an alert', () => {
  it('shows the customer’s words with the evidence in them, cut between characters', async () => {
    const text = `${'x'.repeat(279)}😡 and more`;
    const signals = [
      { kind: 'lexicon', label: 'waiting', evidence: 'xxx', start: 0, end: 3, weight: 1.5 },
      { kind: 'emoji', label: 'angry', evidence: '😡', start: 279, end: 281, weight: 2 },
      { kind: 'base', label: 'base-rate', evidence: '', start: 0, end: 0, weight: -1 },
    ];
    await insertCase(api.dataSource, { sourceId, subject: 'excerpt', text, signals, open: { answer: inHours(1) } });
    const alert = (await alerts({ text: 'excerpt' })).items[0];
    expect(alert?.excerpt.text).toBe('x'.repeat(279));
    expect(alert?.excerpt.signals.map((signal) => signal.label)).toEqual(['waiting']);
    expect(alert?.customer.name).toBe('Kalle Kunde');
    expect(alert?.source).toMatchObject({ id: sourceId, kind: 'mailbox', sample: false });
  });
});

describe('filters', () => {
  it('narrow the list by what it is about', async () => {
    const other = await insertSource(api.dataSource, 'Topics');
    for (const [subject, topics] of [
      ['money', ['payment', 'refund']],
      ['parcel', ['delivery']],
    ] as const) {
      const id = await insertCase(api.dataSource, { sourceId: other, subject, open: { answer: inHours(9) } });
      await api.dataSource.query('update cases set topics = $2 where id = $1', [id, topics]);
    }
    expect(subjects(await alerts({ source: other, topic: 'refund' }))).toEqual(['money']);
    expect(subjects(await alerts({ source: other, topic: 'website' }))).toEqual([]);
  });

  it('narrow the list by owner, severity, language and source', async () => {
    const other = await insertSource(api.dataSource, 'Reviews');
    const add = (subject: string, rest: Partial<Parameters<typeof insertCase>[1]>) =>
      insertCase(api.dataSource, { sourceId: other, subject, open: { answer: inHours(9) }, ...rest });
    await add('mine', { ownerId: client.session.user.id, language: 'fi' });
    await add('free and critical', { severity: 'critical', language: 'lv' });
    const narrowed = async (query: Record<string, string>) => subjects(await alerts({ source: other, ...query }));
    expect(await narrowed({})).toEqual(['mine', 'free and critical']);
    expect(await narrowed({ owner: 'me' })).toEqual(['mine']);
    expect(await narrowed({ owner: 'nobody' })).toEqual(['free and critical']);
    expect(await narrowed({ severity: 'critical' })).toEqual(['free and critical']);
    expect(await narrowed({ language: 'fi' })).toEqual(['mine']);
    expect(await narrowed({ language: 'xx' })).toEqual([]);
  });

  it('find text in the subject, the message and the name, in any script and case, literally', async () => {
    const add = (subject: string, text: string, customerName: string) =>
      insertCase(api.dataSource, { sourceId, subject, text, customerName, open: { answer: inHours(20) } });
    await add('Жалоба на доставку', 'Никто не отвечает', 'Ирина');
    await add('Šķirošana', '100% off_by one \\ slash', 'Jānis');
    await add('Nothing of it', 'plain', 'Plain');
    expect(subjects(await alerts({ text: 'ЖАЛОБА' }))).toEqual(['Жалоба на доставку']);
    expect(subjects(await alerts({ text: 'никто' }))).toEqual(['Жалоба на доставку']);
    expect(subjects(await alerts({ text: 'jānis' }))).toEqual(['Šķirošana']);
    expect(subjects(await alerts({ text: '100%' }))).toEqual(['Šķirošana']);
    expect(subjects(await alerts({ text: 'off_by' }))).toEqual(['Šķirošana']);
    expect(subjects(await alerts({ text: 'y \\ s' }))).toEqual([]);
    // Too short for the index of words: found all the same.
    expect(subjects(await alerts({ text: 'ķi' }))).toEqual(['Šķirošana']);
    expect(subjects(await alerts({ text: 'one \\ sl' }))).toEqual(['Šķirošana']);
    expect(subjects(await alerts({ text: "'; drop table cases; --" }))).toEqual([]);
  });
});

describe('paging', () => {
  it('shows every case once over 1,000 cases with equal deadlines, while others answer, assign and open cases', async () => {
    const paged = await insertSource(api.dataSource, 'Paged');
    await insertManyCases(api.dataSource, paged, 1000);
    const seen: string[] = [];
    let after: string | null = null;
    for (let turn = 0; turn === 0 || after !== null; turn++) {
      const page: AlertPage = await alerts({ source: paged, limit: 37, ...(after === null ? {} : { after }) });
      seen.push(...page.items.map((alert) => alert.caseId));
      after = page.next;
      await disturb(api.dataSource, paged, seen);
    }
    expect(new Set(seen).size).toBe(seen.length);
    const untouched = await api.dataSource.query<{ id: string }[]>(
      `select id from cases where source_id = $1 and subject <> 'opened meanwhile' and answered_at is null`,
      [paged],
    );
    expect(untouched.length).toBeGreaterThan(900);
    expect(seen).toEqual(expect.arrayContaining(untouched.map((row) => row.id)));
  });

  it.each(['x', 'eA', Buffer.from('review 2026-01-01T00:00:00.000000Z 1').toString('base64url'), '%00', '🙂'])(
    'refuses the cursor %j and says what would be right',
    async (after) => {
      const answer = await client.get('/api/v1/alerts').query({ after }).expect(400);
      expect(answer.body).toMatchObject({ status: 400, faults: [{ path: 'after' }] });
    },
  );
});

/** Cases with an answer task, ten to a deadline. */
async function insertManyCases(dataSource: DataSource, source: string, count: number): Promise<void> {
  await dataSource.query(
    `with added as (
       insert into cases (source_id, state, severity, channel, language, subject, opened_at, last_message_at,
         flagged_message_id, due_at, due_kind)
       select $1, 'new', 'low', 'email', 'en', 'case ' || n, now(), now(), 0,
         timestamptz '2027-01-01' + (n / 10) * interval '1 microsecond', 'answer'
       from generate_series(1, $2::int) n returning id, due_at)
     insert into tasks (case_id, kind, state, opened_at, due_at)
     select id, 'answer', 'open', now(), due_at from added`,
    [source, count],
  );
}

/** What colleagues do between two pages: one shown and one coming case is answered, one assigned, one opened. */
async function disturb(dataSource: DataSource, source: string, seen: readonly string[]): Promise<void> {
  await dataSource.query(
    `with chosen as ((select id from cases where id = any($2::bigint[]) and answered_at is null limit 1)
       union all (select id from cases where source_id = $1 and id <> all($2::bigint[]) and answered_at is null
                  order by id desc limit 1)),
     closed as (update tasks set state = 'done', closed_at = now() where case_id in (select id from chosen))
     update cases set answered_at = now(), due_at = null, due_kind = null where id in (select id from chosen)`,
    [source, seen],
  );
  await dataSource.query(
    `update cases set version = version + 1, last_message_at = now()
     where id = (select id from cases where source_id = $1 order by random() limit 1)`,
    [source],
  );
  await insertCase(dataSource, {
    sourceId: source,
    subject: 'opened meanwhile',
    open: { answer: new Date('2026-12-01') },
  });
}

describe('hostile queries', () => {
  it.each([
    ['a NUL byte', { text: 'a\0b' }, 'text'],
    ['an endless text', { text: 'x'.repeat(10_000) }, 'text'],
    ['an endless language', { language: 'x'.repeat(10_000) }, 'language'],
    ['a source that is no id', { source: "1' or 1=1" }, 'source'],
    ['a source beyond bigint', { source: '9999999999999999999' }, 'source'],
    ['too large a page', { limit: 1_000_000 }, 'limit'],
    ['a page of none', { limit: 0 }, 'limit'],
    ['half a page', { limit: 1.5 }, 'limit'],
    ['an unknown list', { list: '__proto__' }, 'list'],
    ['an unknown owner', { owner: '1' }, 'owner'],
  ])('with %s are refused by name', async (_, query: Record<string, string | number>, path) => {
    const answer = await client.get('/api/v1/alerts').query(query).expect(400);
    expect(answer.get('Content-Type')).toContain('application/problem+json');
    const { faults } = answer.body as { faults: { path: string }[] };
    expect(faults.map((fault) => fault.path)).toEqual([path]);
    expect(answer.text.length).toBeLessThan(1_000);
  });

  it('given twice are refused, not guessed', async () => {
    await client.get('/api/v1/alerts?list=review&list=answered').expect(400);
  });
});
