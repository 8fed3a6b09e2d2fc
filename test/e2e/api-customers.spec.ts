import { CustomerHistoryPage, CustomerPage, CustomerView, LikelySameList, type Problem } from '@earshot/contracts';
import { AuditEventEntity } from '@earshot/persistence';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { IntakeDesk } from '../support/intake-desk.js';
import { incoming } from '../support/messages.js';

let api: TestApi;
let anna: Client;
let bert: Client;
let desk: IntakeDesk;
let sourceId: string;
let otherSourceId: string;
let people = 0;
beforeAll(async () => {
  api = await startApi();
  [anna, bert] = [await api.signedIn('agent'), await api.signedIn('manager')];
  desk = new IntakeDesk(api.dataSource);
  [sourceId, otherSourceId] = [await desk.addSource(), await desk.addSource()];
});
afterAll(() => api.stop());

const writer = (name = 'Aino') => ({
  name,
  address: `person${(people += 1)}@example.com`,
  handle: null,
  namespace: null,
});
type Author = ReturnType<typeof incoming>['author'];

/** An unhappy mail by its author comes in; resolves to its customer and case. */
async function mailOf(author: Author, source = sourceId): Promise<{ customerId: string; caseId: string }> {
  const message = incoming({ author, sentAt: new Date() });
  await desk.receive(source, { messages: [message] }, new Date());
  const [row] = await api.dataSource.query<{ customerId: string; caseId: string }[]>(
    'select customer_id as "customerId", case_id as "caseId" from messages where external_id = $1',
    [message.externalId],
  );
  return row as { customerId: string; caseId: string };
}
const view = async (id: string): Promise<CustomerView> =>
  CustomerView.parse((await anna.get(`/api/v1/customers/${id}`).expect(200)).body);
/** Merges one customer into another, both as they are now. */
const merge = async (kept: string, merged: string) =>
  anna.post(`/api/v1/customers/${kept}/merge`, {
    customerId: merged,
    version: (await view(kept)).version,
    otherVersion: (await view(merged)).version,
  });
const audited = async (customerId: string): Promise<string[]> =>
  (
    await api.dataSource
      .getRepository(AuditEventEntity)
      .find({ where: { subjectKind: 'customer', subjectId: customerId }, order: { id: 'ASC' } })
  ).map(({ action }) => action);

describe('customers', () => {
  it('are found by name, address and handle, page by page', async () => {
    const wanted = `Quirin${Date.now()}`;
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) ids.push((await mailOf(writer(wanted))).customerId);
    const handle: Author = { name: 'Other', address: null, handle: wanted.toLowerCase(), namespace: 'vk.example' };
    ids.push((await mailOf(handle)).customerId);
    const found: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const path: string = `/api/v1/customers?text=${wanted}&limit=2${after === '' ? '' : `&after=${after}`}`;
      const page: CustomerPage = CustomerPage.parse((await anna.get(path).expect(200)).body);
      found.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(found).toEqual([...ids].reverse());
    const one = CustomerPage.parse((await anna.get('/api/v1/customers?text=person2%40').expect(200)).body);
    expect(one.items).toMatchObject([{ name: wanted, cases: 1, openCases: 1, identities: [{ namespace: 'mailto' }] }]);
  });

  it.each(['recent', 'open', 'cases', 'newest'] as const)('come in the order %s, each once', async (sort) => {
    const name = `Ordered${sort}${Date.now()}`;
    const people = [writer(name), writer(name), writer(name)];
    const ids: string[] = [];
    for (const person of people) ids.push((await mailOf(person)).customerId);
    const [first] = people;
    await mailOf(first!);
    // A second matter of the first: theirs are the most cases, and they wrote last.
    await api.dataSource.query(
      `insert into cases (customer_id, source_id, state, severity, channel, language, opened_at, last_message_at, flagged_message_id)
       select customer_id, source_id, state, severity, channel, language, opened_at, last_message_at, flagged_message_id
       from cases where customer_id = $1 limit 1`,
      [ids[0]],
    );
    const found: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const path: string = `/api/v1/customers?text=${name}&sort=${sort}&limit=1${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`;
      const page: CustomerPage = CustomerPage.parse((await anna.get(path).expect(200)).body);
      found.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    const newestFirst = [...ids].reverse();
    expect(found).toEqual(sort === 'newest' ? newestFirst : [ids[0], ids[2], ids[1]]);
    const repeat = CustomerPage.parse((await anna.get(`/api/v1/customers?text=${name}&with=repeat`).expect(200)).body);
    expect(repeat.items.map(({ id }) => id)).toEqual([ids[0]]);
    const open = CustomerPage.parse((await anna.get(`/api/v1/customers?text=${name}&with=open`).expect(200)).body);
    expect(open.items).toHaveLength(3);
    await anna.get(`/api/v1/customers?sort=${sort}&after=nonsense`).expect(400);
  });

  it('have a history over all channels, page by page, the newest first', async () => {
    const author = writer();
    const { customerId, caseId } = await mailOf(author);
    await mailOf(author, otherSourceId);
    await api.dataSource.query(
      `insert into case_calls (case_id, actor_id, at, direction, reached, summary)
       values ($1, $2, now() + interval '1 minute', 'outgoing', true, 'They are content now')`,
      [caseId, anna.session.user.id],
    );
    const kinds: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const path: string = `/api/v1/customers/${customerId}/history?limit=1${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`;
      const page: CustomerHistoryPage = CustomerHistoryPage.parse((await anna.get(path).expect(200)).body);
      kinds.push(...page.items.map(({ kind }) => kind));
      after = page.next;
    }
    expect(kinds[0]).toBe('call');
    expect([...kinds].sort()).toEqual(['call', 'case', 'message', 'message']);
    await anna.get('/api/v1/customers/999999/history').expect(404);
  });

  it('are shown with their cases on all channels, the newest first, and with what they were given', async () => {
    const author = writer();
    const { customerId, caseId } = await mailOf(author);
    await api.dataSource.query(
      `insert into compensations (case_id, kind, value, currency, description, given_at, used_at)
       values ($1, 'bonus', 20, 'EUR', 'voucher', now(), now()), ($1, 'gift', 5.50, 'EUR', 'mug', now(), null)`,
      [caseId],
    );
    const shown = await view(customerId);
    expect(shown.history.map((one) => one.caseId)).toEqual([caseId]);
    expect(shown).toMatchObject({
      cases: 1,
      compensations: { given: 2, used: 1, totals: [{ currency: 'EUR', value: '25.50' }] },
    });
    expect(shown.lastContactAt).not.toBeNull();
    await anna.get('/api/v1/customers/999999').expect(404);
  });

  it('can be renamed, put in a group and noted as gone; what is left out stays', async () => {
    const { customerId } = await mailOf(writer());
    const leftAt = '2026-11-01T00:00:00.000Z';
    const changed = { version: 1, name: 'Aino Aalto', group: 'premium', leftAt };
    await anna.patch(`/api/v1/customers/${customerId}`, changed).expect(200);
    await anna.patch(`/api/v1/customers/${customerId}`, { version: 2, leftAt: null }).expect(200);
    expect(await view(customerId)).toMatchObject({ name: 'Aino Aalto', group: 'premium', leftAt: null });
    expect(await audited(customerId)).toEqual(['customer.changed', 'customer.changed']);
    const refused = await anna.patch(`/api/v1/customers/${customerId}`, { version: 3, nmae: 'x' }).expect(400);
    expect((refused.body as Problem).faults?.map(({ path }) => path)).toEqual(['nmae']);
  });

  it('have notes, which are removed by who wrote them', async () => {
    const { customerId } = await mailOf(writer());
    await anna.post(`/api/v1/customers/${customerId}/notes`, { text: 'Asked about her operation' }).expect(200);
    const [note] = (await view(customerId)).notes;
    expect(note).toMatchObject({ text: 'Asked about her operation', author: { id: anna.session.user.id } });
    await bert.delete(`/api/v1/customers/${customerId}/notes/${note?.id}`).expect(403);
    const after = await anna.delete(`/api/v1/customers/${customerId}/notes/${note?.id}`).expect(200);
    expect((after.body as CustomerView).notes).toEqual([]);
    await anna.delete(`/api/v1/customers/${customerId}/notes/${note?.id}`).expect(404);
    expect(await audited(customerId)).toEqual(['customer.note_added', 'customer.note_removed']);
  });
});

describe('a customer whom two people change at once', () => {
  it('is changed by the faster one; the slower one is told the present version', async () => {
    const { customerId } = await mailOf(writer());
    const path = `/api/v1/customers/${customerId}`;
    const seen = await anna.get(path).expect(200).expect('ETag', '"1"');
    expect((seen.body as CustomerView).version).toBe(1);
    await anna.patch(path, { group: 'gold' }).set('If-Match', '"1"').expect(200).expect('ETag', '"2"');
    const stale = await bert.patch(path, { group: 'silver' }).set('If-Match', '"1"').expect(412).expect('ETag', '"2"');
    expect((stale.body as Problem).version).toBe(2);
    await bert.patch(path, { version: 1, group: 'silver' }).expect(409);
    const unsaid = await bert.patch(path, { group: 'silver' }).expect(400);
    expect((unsaid.body as Problem).faults?.map((fault) => fault.path)).toEqual(['version']);
    expect(await view(customerId)).toMatchObject({ group: 'gold', version: 2 });
  });

  it('takes every note, but no note or removal on a version that was named and is stale', async () => {
    const { customerId } = await mailOf(writer());
    const path = `/api/v1/customers/${customerId}`;
    await Promise.all([anna, bert].map((person, i) => person.post(`${path}/notes`, { text: `note ${i}` }).expect(200)));
    await anna.post(`${path}/notes`, { text: 'late' }).set('If-Match', '"1"').expect(412);
    const { notes, identities } = await view(customerId);
    expect(notes).toHaveLength(2);
    await anna.delete(`${path}/identities/${identities[0]?.id}`).set('If-Match', '"2"').expect(412);
    await anna.delete(`${path}/identities/${identities[0]?.id}`).set('If-Match', '"3"').expect(200);
  });

  it('is merged and taken apart only as both were seen, and counts up with it', async () => {
    const [kept, merged] = [(await mailOf(writer())).customerId, (await mailOf(writer())).customerId];
    await anna.post(`/api/v1/customers/${merged}/notes`, { text: 'news' }).expect(200);
    const stale = { customerId: merged, version: 1, otherVersion: 1 };
    await anna.post(`/api/v1/customers/${kept}/merge`, stale).expect(409);
    await anna
      .post(`/api/v1/customers/${kept}/merge`, { ...stale, otherVersion: 2 })
      .expect(200)
      .expect('ETag', '"2"');
    const [done] = (await view(kept)).merges;
    const undo = `/api/v1/customers/${kept}/merges/${done?.id}/undo`;
    await anna.post(undo).set('If-Match', '"1"').expect(412);
    await anna.post(undo).set('If-Match', '"2"').expect(200).expect('ETag', '"3"');
    expect((await view(merged)).version).toBe(4);
  });

  it('is told of by the case that notes them as gone', async () => {
    const { customerId, caseId } = await mailOf(writer());
    const { version } = (await anna.get(`/api/v1/cases/${caseId}`)).body as { version: number };
    await anna.post(`/api/v1/cases/${caseId}/customer-left`, { version, left: true }).expect(200);
    await anna.patch(`/api/v1/customers/${customerId}`, { leftAt: null }).set('If-Match', '"1"').expect(412);
  });
});

describe('an identity', () => {
  it('that is added by hand is known at intake: its mail joins the open case', async () => {
    const { customerId, caseId } = await mailOf(writer());
    const second = writer();
    await anna
      .post(`/api/v1/customers/${customerId}/identities`, { address: second.address.toUpperCase() })
      .expect(200);
    expect(await mailOf(second)).toEqual({ customerId, caseId });
  });

  it('of somebody else is refused with their number; one that is removed is nobody’s', async () => {
    const [first, second] = [writer(), writer()];
    const { customerId } = await mailOf(first);
    const other = await mailOf(second);
    const refused = await anna
      .post(`/api/v1/customers/${customerId}/identities`, { address: second.address })
      .expect(409);
    expect((refused.body as Problem).detail).toContain(`customer ${other.customerId}`);
    const [identity] = (await view(other.customerId)).identities;
    await anna.delete(`/api/v1/customers/${other.customerId}/identities/${identity?.id}`).expect(200);
    await anna.post(`/api/v1/customers/${customerId}/identities`, { address: second.address }).expect(200);
    expect((await mailOf(second)).customerId).toBe(customerId);
  });
});

describe('what nobody means', () => {
  it.each(['me@shop.example', 'HELP@support.shop.example', 'service@nordvik.example'])(
    'is an address of our own as the customer’s: %s',
    async (address) => {
      const options = { host: 'imap.nordvik.example', user: 'service@nordvik.example' };
      await api.dataSource.query(`update sources set kind = 'mailbox', options = $2 where id = $1`, [
        otherSourceId,
        JSON.stringify(options),
      ]);
      const { customerId } = await mailOf(writer());
      const refused = await anna.post(`/api/v1/customers/${customerId}/identities`, { address }).expect(400);
      expect((refused.body as Problem).faults).toEqual([
        { path: 'address', message: 'must be the address of the customer, not one of our own' },
      ]);
    },
  );

  it.each(['2999-01-01T00:00:00Z', '0001-01-01T00:00:00Z'])('is a customer who left at %s', async (leftAt) => {
    const { customerId } = await mailOf(writer());
    const refused = await anna.patch(`/api/v1/customers/${customerId}`, { version: 1, leftAt }).expect(400);
    expect((refused.body as Problem).faults?.map(({ path }) => path)).toEqual(['leftAt']);
  });
});

describe('two customers who are one', () => {
  it('become one: a mail from either address joins the open case, on any channel', async () => {
    const [first, second] = [writer(), writer()];
    const { customerId: kept, caseId } = await mailOf(first);
    const { customerId: merged, caseId: otherCase } = await mailOf(second);
    const after = await merge(kept, merged);
    expect(after.status).toBe(200);
    const shown = CustomerView.parse(after.body);
    expect(shown.identities.map(({ value }) => value).sort()).toEqual([first.address, second.address].sort());
    expect(shown.history.map((one) => one.caseId).sort()).toEqual([caseId, otherCase].sort());
    expect(await view(merged)).toMatchObject({ mergedInto: kept, cases: 0, identities: [] });
    await anna.post(`/api/v1/cases/${otherCase}/merge`, { caseId, version: 2, otherVersion: 1 }).expect(200);
    for (const [author, source] of [
      [first, sourceId],
      [second, otherSourceId],
    ] as const)
      expect(await mailOf(author, source)).toEqual({ customerId: kept, caseId: otherCase });
    const list = CustomerPage.parse((await anna.get('/api/v1/customers?limit=200').expect(200)).body);
    expect(list.items.map(({ id }) => id)).not.toContain(merged);
    expect(await audited(kept)).toEqual(['customer.merged']);
  });

  it('become two again with what each had; what came in since stays', async () => {
    const [first, second] = [writer(), writer()];
    const [a, b] = [await mailOf(first), await mailOf(second)];
    await anna.post(`/api/v1/customers/${b.customerId}/notes`, { text: 'hers' }).expect(200);
    expect((await merge(a.customerId, b.customerId)).status).toBe(200);
    const [done] = (await view(a.customerId)).merges;
    const undo = `/api/v1/customers/${a.customerId}/merges/${done?.id}/undo`;
    await bert.post(undo, { version: 2 }).expect(200);
    expect((await view(a.customerId)).history.map((one) => one.caseId)).toEqual([a.caseId]);
    expect(await view(b.customerId)).toMatchObject({
      mergedInto: null,
      notes: [{ text: 'hers' }],
      history: [{ caseId: b.caseId }],
    });
    expect((await mailOf(second)).customerId).toBe(b.customerId);
    const again = await bert.post(undo, { version: 3 }).expect(409);
    expect((again.body as Problem).detail).toContain('It was undone already');
  });

  it('cannot be taken apart after they went on into a third', async () => {
    const [a, b, c] = [await mailOf(writer()), await mailOf(writer()), await mailOf(writer())];
    expect((await merge(a.customerId, b.customerId)).status).toBe(200);
    const [done] = (await view(a.customerId)).merges;
    expect((await merge(c.customerId, a.customerId)).status).toBe(200);
    const refused = await anna
      .post(`/api/v1/customers/${a.customerId}/merges/${done?.id}/undo`, { version: 3 })
      .expect(409);
    expect((refused.body as Problem).detail).toContain(`was merged into customer ${c.customerId} afterwards`);
    await anna.post(`/api/v1/customers/${a.customerId}/notes`, { text: 'too late' }).expect(409);
    expect((await merge(c.customerId, c.customerId)).status).toBe(400);
  });

  it('are suggested when name and handle or address agree, and nothing is merged by itself', async () => {
    const name = `Wilhelmina ${Date.now()}`;
    const author = { ...writer(name), address: 'wilhelmina@mail.example' };
    const { customerId } = await mailOf(author);
    const twin = await mailOf({
      name: name.toUpperCase(),
      address: null,
      handle: '@Wilhelmina',
      namespace: 'vk.example',
    });
    await mailOf({ ...author, name: 'Somebody Else', address: 'wilhelmina@other.example' });
    const { items } = LikelySameList.parse((await anna.get('/api/v1/customers/suggestions').expect(200)).body);
    const found = items.find((one) => one.customers.some(({ id }) => id === customerId));
    expect(found).toMatchObject({ shared: 'wilhelmina' });
    expect(found?.customers.map(({ id }) => id)).toEqual([customerId, twin.customerId]);
    expect((await view(customerId)).mergedInto).toBeNull();
  });
});
