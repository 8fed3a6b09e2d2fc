import { CustomerHoldings, CustomerView, type Problem } from '@earshot/contracts';
import { CustomerPrivacy } from '@earshot/follow-up';
import { PostgresCustomerPrivacyStore } from '@earshot/persistence';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { IntakeDesk } from '../support/intake-desk.js';
import { incoming, seenReply } from '../support/messages.js';

let api: TestApi;
let admin: Client;
let lead: Client;
let agent: Client;
let desk: IntakeDesk;
let sourceId: string;
let people = 0;
beforeAll(async () => {
  api = await startApi();
  [admin, lead, agent] = [await api.signedIn('admin'), await api.signedIn('lead'), await api.signedIn('agent')];
  desk = new IntakeDesk(api.dataSource);
  sourceId = await desk.addSource();
});
afterAll(() => api.stop());

interface Known {
  readonly customerId: string;
  readonly caseId: string;
  /** A word that stands in everything of them, and nowhere else. */
  readonly name: string;
  readonly page: { readonly messages: ReturnType<typeof incoming>[]; readonly replies: ReturnType<typeof seenReply>[] };
}

const path = (customerId: string, more = ''): string => `/api/v1/customers/${customerId}${more}`;

async function one<Row>(sql: string, values: readonly unknown[]): Promise<Row> {
  const [row] = await api.dataSource.query<Row[]>(sql, [...values]);
  return row as Row;
}

/** A customer of whom there is something of every kind. */
async function known(): Promise<Known> {
  people += 1;
  const name = `Zephyrine${people}x${Date.now()}`;
  const author = { name, address: `${name.toLowerCase()}@mail.example`, handle: null, namespace: null };
  const message = incoming({
    externalId: `<letter-1@${name}.example>`,
    author,
    sentAt: new Date(),
    subject: `${name} waits`,
    text: `When will the payment be made??? ${name}`,
    quoted: `On Monday ${name} wrote`,
    signature: name,
    url: `https://forum.example/${name}`,
    threadId: `<letter-1@${name}.example>`,
    references: [`<letter-0@${name}.example>`],
    attachments: [{ name: `${name}.pdf`, type: 'application/pdf', size: 10 }],
    tags: [name],
  });
  const reply = seenReply({
    externalId: `<answer-1@${name}.example>`,
    answers: [message.threadId as string],
    recipients: [author.address],
    subject: `Re: ${name} waits`,
    text: `Dear ${name}`,
    sentAt: new Date(),
  });
  const rejected = {
    externalId: `<broken@${name}.example>`,
    reason: 'unreadable',
    detail: `no date in the mail of ${author.address}`,
    raw: Buffer.from(`From: ${author.address}\n\n${name}`),
  };
  const page = { messages: [message], replies: [reply] };
  await desk.receive(sourceId, { ...page, rejected: [rejected] }, new Date());
  const { customerId, caseId, messageId } = await one<{ customerId: string; caseId: string; messageId: string }>(
    'select customer_id as "customerId", case_id as "caseId", id as "messageId" from messages where external_id = $1',
    [message.externalId],
  );
  await agent.post(path(customerId, '/notes'), { text: `${name} asked about her operation` }).expect(200);
  await api.dataSource.query(
    `insert into case_calls (case_id, at, direction, reached, summary) values ($1, now(), 'outgoing', true, $2)`,
    [caseId, `spoke with ${name}`],
  );
  await api.dataSource.query(`insert into case_options (case_id, text, offered_at) values ($1, $2, now())`, [
    caseId,
    `a voucher for ${name}`,
  ]);
  await api.dataSource.query(
    `insert into compensations (case_id, kind, description, given_at) values ($1, 'gift', $2, now())`,
    [caseId, `a mug for ${name}`],
  );
  await api.dataSource.query(
    `insert into tasks (case_id, kind, state, opened_at, due_at, note) values ($1, 'promise', 'open', now(), now(), $2)`,
    [caseId, `call ${name} back`],
  );
  await api.dataSource.query(
    `insert into case_events (case_id, type, detail) values ($1, 'waiting', jsonb_build_object('note', $2::text))`,
    [caseId, `${name} is on holiday`],
  );
  await api.dataSource.query(
    `insert into outgoing_replies (case_id, source_id, answers_message_id, external_id, to_address, subject, text, state, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'queued', now())`,
    [caseId, sourceId, messageId, `out-${name}`, author.address, `Re: ${name}`, `Dear ${name}, sorry`],
  );
  await api.dataSource.query(
    `insert into watch_events (kind, external_id, customer_id, case_id, detail, happened_at, received_at)
     values ('late_payment', $1::text, $2, $3, jsonb_build_object('payer', $4::text), now(), now())`,
    [`payment-${people}-${customerId}`, customerId, caseId, name],
  );
  const draft = { text: `Dear ${name}`, toAddress: author.address };
  await api.dataSource.query(
    `insert into reply_drafts (case_id, user_id, to_address, text, updated_at) values ($1, $2, $3, $4, now())`,
    [caseId, agent.session.user.id, draft.toAddress, draft.text],
  );
  return { customerId, caseId, name, page };
}

const view = async (id: string): Promise<CustomerView> =>
  CustomerView.parse((await admin.get(path(id)).expect(200)).body);

const erase = async (customerId: string, name: string) =>
  admin.post(path(customerId, '/erase'), { version: (await view(customerId)).version, name });

/** Where the word stands, in any column of any table of the database: `schema.table.column`. */
async function traces(word: string): Promise<string[]> {
  const columns = await api.dataSource.query<{ place: string; sql: string }[]>(
    `select format('%s.%s.%s', table_schema, table_name, column_name) as place,
       format('select 1 from %I.%I where strpos(lower(%s), $1) > 0 limit 1', table_schema, table_name,
         case when data_type = 'bytea' then format('encode(%I, ''escape'')', column_name)
              else format('%I::text', column_name) end) as sql
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
       and data_type in ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY')`,
  );
  const found: string[] = [];
  for (const { place, sql } of columns)
    if ((await api.dataSource.query<unknown[]>(sql, [word.toLowerCase()])).length > 0) found.push(place);
  return found;
}

describe('what is held of a customer', () => {
  it('is counted before it is taken away', async () => {
    const { customerId, name } = await known();
    const held = CustomerHoldings.parse((await lead.get(path(customerId, '/holdings')).expect(200)).body);
    expect(held).toMatchObject({ name, identities: 1, messages: 1, cases: 1, openCases: 1, notes: 1, calls: 1 });
    expect(held).toMatchObject({ answers: 2, drafts: 1, promises: 1, compensations: 1, quarantined: 1 });
  });

  it('is handed out as one JSON file, and that it was is on record', async () => {
    const { customerId, caseId, name } = await known();
    const answer = await lead.get(path(customerId, '/export')).buffer(true).expect(200);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="customer-${customerId}.json"`);
    const file = answer.body as Record<string, unknown[]>;
    expect(file).toMatchObject({ format: 'earshot-customer', version: 1, customer: { id: customerId, name } });
    expect(file.messages).toMatchObject([{ caseId, authorName: name, attachments: [{ name: `${name}.pdf` }] }]);
    expect(file.notes).toMatchObject([{ text: `${name} asked about her operation` }]);
    expect(file.answers).toMatchObject([{ text: `Dear ${name}` }]);
    expect(file.promises).toMatchObject([{ text: `call ${name} back` }]);
    expect(file.calls).toMatchObject([{ summary: `spoke with ${name}` }]);
    expect(file.judgements).toHaveLength(1);
    const { by } = await one<{ by: string }>(
      `select actor_id as by from audit_events where action = 'customer.exported' and subject_id = $1`,
      [customerId],
    );
    expect(by).toBe(lead.session.user.id);
  });

  it('is for leads to hand out and for administrators to take away', async () => {
    const { customerId, name } = await known();
    await agent.get(path(customerId, '/export')).expect(403);
    await agent.get(path(customerId, '/holdings')).expect(403);
    await lead.post(path(customerId, '/erase'), { version: 2, name }).expect(403);
    expect((await view(customerId)).erasedAt).toBeNull();
  });
});

describe('an erased customer', () => {
  it('has left no trace anywhere, and the figures stand', async () => {
    const { customerId, caseId, name } = await known();
    await agent.get(`/api/v1/cases/${caseId}`).expect(200);
    expect(await traces(name)).not.toEqual([]);
    const counts = `select (select count(*)::int from messages) as messages, (select count(*)::int from cases) as cases,
      (select sum(seen)::int from polls) as seen, (select count(*)::int from assessments) as judged`;
    const before = await one(counts, []);
    expect((await erase(customerId, name)).status).toBe(200);
    expect(await traces(name)).toEqual([]);
    expect(await one(counts, [])).toEqual(before);
    expect(await view(customerId)).toMatchObject({ name: '', identities: [], notes: [], openCases: 0, cases: 1 });
    const { state, due } = await one<{ state: string; due: Date | null }>(
      'select state, due_at as due from cases where id = $1',
      [caseId],
    );
    expect({ state, due }).toEqual({ state: 'closed', due: null });
    const shown = await agent.get(`/api/v1/cases/${caseId}`).expect(200);
    expect((shown.body as { events: { type: string }[] }).events.at(-1)).toMatchObject({ type: 'customer_erased' });
    const { detail } = await one<{ detail: object }>(
      `select detail from audit_events where action = 'customer.erased' and subject_id = $1`,
      [customerId],
    );
    expect(detail).toMatchObject({ messages: 1, notes: 1, quarantined: 1 });
  });

  it('does not come back when the same things are read again; a new letter is of a new customer', async () => {
    const { customerId, name, page } = await known();
    expect((await erase(customerId, name)).status).toBe(200);
    const edited = page.messages.map((message) => ({ ...message, revision: 'edited' }));
    const rejected = {
      externalId: `<broken@${name}.example>`,
      reason: 'unreadable',
      detail: `no date in the mail of ${name}`,
      raw: Buffer.from(name),
    };
    await desk.receive(sourceId, { ...page, rejected: [rejected] }, new Date());
    await desk.receive(sourceId, { messages: edited }, new Date());
    expect(await traces(name)).toEqual([]);
    const author = page.messages[0]?.author;
    const letter = incoming({ author: author!, sentAt: new Date() });
    await desk.receive(sourceId, { messages: [letter] }, new Date());
    const { by } = await one<{ by: string }>('select customer_id as by from messages where external_id = $1', [
      letter.externalId,
    ]);
    expect(by).not.toBe(customerId);
  });

  it('is erased with everybody who was merged into them', async () => {
    const [kept, merged] = [await known(), await known()];
    await agent
      .post(path(kept.customerId, '/merge'), {
        customerId: merged.customerId,
        version: (await view(kept.customerId)).version,
        otherVersion: (await view(merged.customerId)).version,
      })
      .expect(200);
    const refused = await erase(merged.customerId, merged.name);
    expect((refused.body as Problem).detail).toContain(`was merged into customer ${kept.customerId}`);
    expect((await erase(kept.customerId, kept.name)).status).toBe(200);
    expect(await traces(kept.name)).toEqual([]);
    expect(await traces(merged.name)).toEqual([]);
  });

  it('teaches the detector nothing any more', async () => {
    const { customerId, name } = await known();
    const { id } = await one<{ id: string }>('select id from messages where customer_id = $1', [customerId]);
    await api.dataSource.query('insert into verdicts (message_id, dissatisfied) values ($1, true)', [id]);
    expect((await erase(customerId, name)).body).toMatchObject({ verdicts: 1 });
    await agent.get('/api/v1/messages?limit=200').expect(200);
    const listed = (await agent.get('/api/v1/messages?limit=200').expect(200)).body as { items: { id: string }[] };
    expect(listed.items.map((item) => item.id)).not.toContain(id);
  });

  it.each([
    ['another name', (name: string) => ({ name: `${name}!` }), 400],
    ['a version of before', (name: string) => ({ name, version: 1 }), 409],
  ])('is not erased by %s', async (_, slip, status) => {
    const { customerId, name } = await known();
    const { version } = await view(customerId);
    await admin.post(path(customerId, '/erase'), { version, ...slip(name) }).expect(status);
    expect((await view(customerId)).name).toBe(name);
  });

  it('takes no notes, no merges and no second erasure', async () => {
    const { customerId, name } = await known();
    expect((await erase(customerId, name)).status).toBe(200);
    await agent.post(path(customerId, '/notes'), { text: 'too late' }).expect(409);
    await lead.get(path(customerId, '/export')).expect(409);
    const again = await erase(customerId, '');
    expect((again.body as Problem).detail).toBe(`Customer ${customerId} was erased already`);
  });
});

describe('customers who are kept for a year', () => {
  const YEAR_DAYS = 365;
  const expire = (): Promise<number> =>
    new CustomerPrivacy(new PostgresCustomerPrivacyStore(api.dataSource), api.clock).expire(YEAR_DAYS, () => true);
  /** As if everything had happened so many days ago. */
  const age = async ({ customerId, caseId }: Known, days: number): Promise<void> => {
    const ago = `now() - interval '${days} days'`;
    for (const sql of [
      `update customers set first_seen_at = ${ago} where id = $1`,
      `update messages set sent_at = ${ago}, received_at = ${ago} where customer_id = $1`,
      `update customer_notes set at = ${ago} where customer_id = $1`,
    ])
      await api.dataSource.query(sql, [customerId]);
    for (const sql of [
      `update cases set state = 'closed', last_message_at = ${ago}, due_at = null, due_kind = null where id = $1`,
      `update tasks set state = 'done', closed_at = ${ago}, paused_at = null, minutes_left = null where case_id = $1`,
      `update case_calls set at = ${ago} where case_id = $1`,
      `update seen_replies set sent_at = ${ago} where case_id = $1`,
      `update outgoing_replies set state = 'sent', created_at = ${ago} where case_id = $1`,
    ])
      await api.dataSource.query(sql, [caseId]);
  };

  it('go when nothing was heard of them for longer, and leave no trace', async () => {
    const [old, young] = [await known(), await known()];
    await age(old, 366);
    await age(young, 364);
    expect(await expire()).toBe(1);
    expect(await traces(old.name)).toEqual([]);
    expect((await view(young.customerId)).name).toBe(young.name);
    expect(await expire()).toBe(0);
    const { actor } = await one<{ actor: string | null }>(
      `select actor_id as actor from audit_events where action = 'customer.expired' and subject_id = $1`,
      [old.customerId],
    );
    expect(actor).toBeNull();
  });

  it.each([
    ['an open case', `update cases set state = 'acknowledged' where customer_id = $1`],
    [
      'a promise that is owed',
      `update tasks set state = 'open', closed_at = null where kind = 'promise' and case_id in (select id from cases where customer_id = $1)`,
    ],
    ['a fresh note', `update customer_notes set at = now() where customer_id = $1`],
    ['a call since', `update case_calls set at = now() where case_id in (select id from cases where customer_id = $1)`],
  ])('stay with %s', async (_, sign) => {
    const customer = await known();
    await age(customer, 400);
    await api.dataSource.query(sign, [customer.customerId]);
    expect(await expire()).toBe(0);
    expect((await view(customer.customerId)).erasedAt).toBeNull();
  });

  it('take along what nobody known wrote', async () => {
    const word = `Anonymous${Date.now()}`;
    const author = { name: word, address: null, handle: null, namespace: null };
    const sentAt = new Date(Date.now() - 400 * 24 * 60 * 60 * 1000);
    const message = incoming({ author, sentAt, text: word, externalId: word, threadId: null });
    await desk.receive(sourceId, { messages: [message] }, new Date());
    await api.dataSource.query(`update messages set received_at = sent_at where external_id = $1`, [word]);
    expect(await expire()).toBe(1);
    expect(await traces(word)).toEqual([]);
  });
});

describe('an erasure among other work', () => {
  it('waits until an answer that is being sent has gone', async () => {
    const { customerId, caseId, name } = await known();
    await api.dataSource.query(`update outgoing_replies set state = 'sending' where case_id = $1`, [caseId]);
    const refused = await erase(customerId, name);
    expect(refused.status).toBe(409);
    expect((refused.body as Problem).detail).toContain('is just being sent');
    await api.dataSource.query(`update outgoing_replies set state = 'queued' where case_id = $1`, [caseId]);
    expect((await erase(customerId, name)).status).toBe(200);
    const { state } = await one<{ state: string }>('select state from outgoing_replies where case_id = $1', [caseId]);
    expect(state).toBe('discarded');
  });

  it('leaves nothing of a letter that is read in the same moment', async () => {
    const { customerId, name, page } = await known();
    const { version } = await view(customerId);
    const again = Array.from({ length: 5 }, () => desk.receive(sourceId, page, new Date()));
    const [erased] = await Promise.all([admin.post(path(customerId, '/erase'), { version, name }), ...again]);
    expect(erased.status).toBe(200);
    expect(await traces(name)).toEqual([]);
  });

  it('is one of two that are asked for at once', async () => {
    const { customerId, name } = await known();
    const { version } = await view(customerId);
    const both = await Promise.all([0, 1].map(() => admin.post(path(customerId, '/erase'), { version, name })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
