import { NotificationPage, SnoozeView, type Problem } from '@earshot/contracts';
import { PostgresEscalationStore } from '@earshot/persistence';
import { type Client, startApi, type TestApi } from '../support/api.js';
import { insertSource } from '../support/case-data.js';
import { addCase } from '../support/sweep-kit.js';

let api: TestApi;
let anna: Client;
let maija: Client;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  await api.addUser('anna@example.org', 'agent');
  await api.addUser('maija@example.org', 'manager');
  anna = await api.signedIn('agent', 'anna@example.org');
  maija = await api.signedIn('manager', 'maija@example.org');
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

const HOUR = 3_600_000;
const hence = (hours: number) => new Date(api.clock.now().getTime() + hours * HOUR);

/** An overdue case of anna's, of which she was told. */
async function toldCase(step: string): Promise<string> {
  const due = hence(-5);
  const caseId = await addCase(api.dataSource, {
    sourceId,
    writtenAt: hence(-90),
    open: { answer: due },
    ownerId: anna.session.user.id,
  });
  const store = new PostgresEscalationStore(api.dataSource);
  const tell = { step, to: ['owner' as const], event: 'overdue' as const };
  await store.sweep(hence(0), 10, () => ({ tell, snoozeEnded: false, nextStepAt: null }), null);
  return caseId;
}

async function page(client: Client, query = ''): Promise<NotificationPage> {
  return NotificationPage.parse((await client.get(`/api/v1/notifications${query}`).expect(200)).body);
}

describe('notifications', () => {
  const caseIds: string[] = [];
  beforeAll(async () => {
    for (const step of ['due', '1d after', '2d after']) caseIds.push(await toldCase(step));
  });

  it('are the reader’s own, the newest first, page by page, with what a person needs to act', async () => {
    const first = await page(anna, '?limit=2');
    expect(first.items.map(({ case: about, detail }) => [about?.id, detail.step])).toEqual([
      [caseIds[2], '2d after'],
      [caseIds[1], '1d after'],
    ]);
    expect(first.items[0]).toMatchObject({
      event: 'overdue',
      severity: 'high',
      case: { subject: 'Where is my card?', customer: 'Kalle Kunde' },
      detail: { taskKind: 'answer' },
      readAt: null,
      mail: { state: 'none', error: null },
    });
    const second = await page(anna, `?limit=2&after=${first.next}`);
    expect(second).toMatchObject({ next: null, unread: 3, items: [{ case: { id: caseIds[0] } }] });
    expect(await page(maija)).toMatchObject({ items: [], unread: 0 });
  });

  it('are read one by one or all at once, by their reader alone', async () => {
    const { items } = await page(anna);
    const ids = items.slice(0, 1).map(({ id }) => id);
    expect((await maija.post('/api/v1/notifications/read', { ids }).expect(200)).body).toEqual({ unread: 0 });
    expect((await page(anna)).unread).toBe(3);
    for (let twice = 0; twice < 2; twice += 1)
      expect((await anna.post('/api/v1/notifications/read', { ids }).expect(200)).body).toEqual({ unread: 2 });
    expect((await page(anna, '?unread=true')).items).toHaveLength(2);
    expect((await anna.post('/api/v1/notifications/read', { all: true }).expect(200)).body).toEqual({ unread: 0 });
    expect((await page(anna, '?unread=true')).items).toEqual([]);
    expect((await page(anna)).items.every(({ readAt }) => readAt !== null)).toBe(true);
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['both', { ids: ['1'], all: true }],
    ['no ids', { ids: [] }],
    ['what is no id', { ids: ['x'] }],
    ['all: false', { all: false }],
  ])('cannot be read by %s', async (_, body) => {
    const answer = await anna.post('/api/v1/notifications/read', body).expect(400);
    expect((answer.body as Problem).faults?.length).toBeGreaterThan(0);
  });

  it.each(['limit=0', 'limit=201', 'after=x', 'after=-1', 'unread=maybe'])('refuse the query %s', async (query) => {
    await anna.get(`/api/v1/notifications?${query}`).expect(400);
  });
});

describe('a snooze', () => {
  const newCase = () => addCase(api.dataSource, { sourceId, writtenAt: hence(-1), open: { answer: hence(40) } });
  const until = () => hence(24).toISOString();

  it('begins and ends, is in the timeline, and leaves the deadline alone', async () => {
    const id = await newCase();
    const end = until();
    const begun = await anna.post(`/api/v1/cases/${id}/snooze`, { version: 1, until: end }).expect(200);
    expect(SnoozeView.parse(begun.body)).toEqual({ caseId: id, version: 2, snoozedUntil: end });
    const ended = await anna.post(`/api/v1/cases/${id}/unsnooze`, { version: 2 }).expect(200);
    expect(ended.body).toEqual({ caseId: id, version: 3, snoozedUntil: null });
    const events = await api.dataSource.query<{ type: string; actor_id: string; detail: object }[]>(
      `select type, actor_id, detail from case_events where case_id = $1 and type like '%snoozed' order by id`,
      [id],
    );
    expect(events).toEqual([
      { type: 'snoozed', actor_id: anna.session.user.id, detail: { seenVersion: 1, until: end } },
      { type: 'unsnoozed', actor_id: anna.session.user.id, detail: { seenVersion: 2 } },
    ]);
    const [row] = await api.dataSource.query<[{ same: boolean }]>(
      'select c.due_at = t.due_at as same from cases c join tasks t on t.case_id = c.id where c.id = $1',
      [id],
    );
    expect(row.same).toBe(true);
  });

  it('by two people at once is one person’s', async () => {
    const id = await newCase();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        (i % 2 === 0 ? anna : maija).post(`/api/v1/cases/${id}/snooze`, {
          version: 1,
          until: hence(10 + i).toISOString(),
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
  });

  it.each<[string, () => object, string]>([
    ['in the past', () => ({ version: 1, until: hence(-1).toISOString() }), 'until'],
    ['for 31 days', () => ({ version: 1, until: hence(31 * 24).toISOString() }), 'until'],
    ['without an end', () => ({ version: 1 }), 'until'],
    ['that is no instant', () => ({ version: 1, until: 'tomorrow' }), 'until'],
    ['without a version', () => ({ until: until() }), 'version'],
  ])('%s is refused by name', async (_, body, path) => {
    const answer = await anna.post(`/api/v1/cases/${await newCase()}/snooze`, body()).expect(400);
    expect((answer.body as Problem).faults?.map((fault) => fault.path)).toEqual([path]);
  });

  it('of a case that is not there is not found', async () => {
    await anna.post('/api/v1/cases/999999/snooze', { version: 1, until: until() }).expect(404);
    await anna.post('/api/v1/cases/x/unsnooze', { version: 1 }).expect(404);
  });
});
