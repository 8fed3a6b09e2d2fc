import { PostgresInsightStore } from '@earshot/persistence';
import { InsightDesk } from '@earshot/reporting';
import type { InsightsView } from '@earshot/contracts';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';
import { shippedPolicy } from '../support/sweep-kit.js';

let api: TestApi;
let lead: Client;
let caseIds: string[];
const PERIOD = 'from=2026-11-01&to=2026-11-30';
beforeAll(async () => {
  api = await startApi();
  lead = await api.signedIn('lead');
  const sourceId = await insertSource(api.dataSource, '=HYPERLINK("x")');
  const add = (subject: string) =>
    insertCase(api.dataSource, { sourceId, subject, open: { answer: new Date('2026-11-19T15:00:00Z') } });
  caseIds = [await add('First'), await add('Second'), await add('Third')];
  const policy = () => Promise.resolve(shippedPolicy(api.clock.now()));
  await new InsightDesk(new PostgresInsightStore(api.dataSource), policy, 'UTC', api.clock).tick();
});
afterAll(() => api.stop());

const figures = async (query: string) => (await lead.get(`/api/v1/insights?${query}`).expect(200)).body as InsightsView;

describe('unusual rises', () => {
  it('are not spoken of before three weeks are known, and the answer says from when on there is enough', async () => {
    const learning = async () =>
      ((await lead.get('/api/v1/spikes').expect(200)).body as { learning: { until: string } | null }).learning;
    const [first] = await api.dataSource.query<{ at: Date }[]>('select min(sent_at) as at from messages');
    const enough = new Date((first?.at.getTime() ?? 0) + (21 * 24 + 6) * 3_600_000);
    expect(await learning()).toEqual({ until: enough.toISOString() });
    await api.dataSource.query(`update messages set sent_at = sent_at - interval '22 days' where sent_at = $1`, [
      first?.at,
    ]);
    expect(await learning()).toBeNull();
    await api.dataSource.query(`update messages set sent_at = $1 where sent_at < $1`, [first?.at]);
  });
});

describe('the insights', () => {
  it('count the period in the reader’s days, say as of when, and name the filter behind each figure', async () => {
    const view = await figures(`${PERIOD}&bucket=week`);
    expect(view).toMatchObject({
      period: { from: '2026-11-01', to: '2026-11-30', zone: 'UTC', bucket: 'week' },
      total: { received: 3, unhappy: 3, opened: 3 },
      standing: { open: 3, unowned: 3 },
    });
    expect(Date.parse(view.asOf ?? '')).toBeGreaterThan(0);
    expect(view.buckets.map(({ day }) => day)).toEqual([
      '2026-11-01',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
    ]);
    const page = await lead.get(`/api/v1/insights/cases?${view.cases.opened}&limit=2`).expect(200);
    expect(page.body).toEqual({ items: [...caseIds].reverse().slice(0, 2), next: caseIds[1] });
    const rest = await lead.get(`/api/v1/insights/cases?${view.cases.opened}&limit=2&after=${caseIds[1]}`).expect(200);
    expect(rest.body).toEqual({ items: [caseIds[0]], next: null });
  });

  it('of a zone in which nobody reads say that they were counted now', async () => {
    const before = api.clock.now().getTime();
    const asOf = Date.parse((await figures(`${PERIOD}&zone=Pacific/Chatham`)).asOf ?? '');
    expect(asOf).toBeGreaterThanOrEqual(before);
    expect(asOf).toBeLessThanOrEqual(api.clock.now().getTime());
    expect(Date.parse((await figures(PERIOD)).asOf ?? '')).toBeLessThan(before);
  });

  it('are filtered by owner, language, severity and topic', async () => {
    expect((await figures(`${PERIOD}&owner=me`)).total).toMatchObject({ received: null, opened: 0 });
    expect((await figures(`${PERIOD}&owner=nobody&severity=high&topic=delivery&language=en`)).total.opened).toBe(3);
    expect((await figures(`${PERIOD}&language=fi`)).total).toMatchObject({ received: 0, opened: 0 });
  });

  it.each([
    ['from=2026-11-30&to=2026-11-01', 'to'],
    ['from=2026-02-30&to=2026-11-01', 'from'],
    [`${PERIOD}&zone=Mars/Phobos`, 'zone'],
    ['from=2020-01-01&to=2026-11-01&bucket=day', 'bucket'],
    [`${PERIOD}&surce=1`, 'surce'],
  ])('refuse %s by naming %s', async (query, path) => {
    const { body } = (await lead.get(`/api/v1/insights?${query}`).expect(400)) as {
      body: { faults: { path: string }[] };
    };
    expect(body.faults.map((fault) => fault.path)).toEqual([path]);
  });

  it('are exported as CSV that no spreadsheet calculates, and as JSON lines', async () => {
    const csv = await lead
      .get(`/api/v1/insights/export?${PERIOD}`)
      .expect(200)
      .expect('Content-Type', /^text\/csv/);
    expect(csv.get('Content-Disposition')).toBe('attachment; filename="earshot-cases-2026-11-01-2026-11-30.csv"');
    const lines = csv.text.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
    const json = await lead
      .get(`/api/v1/insights/export?${PERIOD}&format=jsonl&what=buckets&bucket=month`)
      .expect(200)
      .buffer();
    expect(JSON.parse(json.text)).toMatchObject({ day: '2026-11-01', received: 3, opened: 3 });
  });

  it('are for leads and managers', async () => {
    const agent = await api.signedIn('agent');
    await agent.get(`/api/v1/insights?${PERIOD}`).expect(403);
    await agent.get(`/api/v1/insights/export?${PERIOD}`).expect(403);
    await (await api.signedIn('manager')).get(`/api/v1/insights?${PERIOD}`).expect(200);
  });
});
