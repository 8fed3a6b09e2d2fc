import { OpenedCalendarFeed } from '@earshot/contracts';
import ICAL from 'ical.js';
import request from 'supertest';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

let api: TestApi;
let sourceId: string;
beforeAll(async () => {
  api = await startApi();
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

const DUE = new Date('2026-11-19T15:00:00Z');

async function openFeed(client: Client): Promise<string> {
  const { url } = OpenedCalendarFeed.parse((await client.put('/api/v1/session/calendar').expect(200)).body);
  return new URL(url).pathname;
}

const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component));

const read = (path: string) => request(api.url).get(path);

describe('a calendar of deadlines', () => {
  it('holds what its person has to do, in their language, and nothing that a customer wrote', async () => {
    const client = await api.signedIn('agent');
    const mine = { sourceId, ownerId: client.session.user.id, subject: 'Secret subject', customerName: 'Kalle Kunde' };
    const caseId = await insertCase(api.dataSource, { ...mine, open: { answer: DUE } });
    await insertCase(api.dataSource, { sourceId, open: { answer: DUE } });
    await api.dataSource.query(`update users set language = 'lv' where id = $1`, [client.session.user.id]);
    const path = await openFeed(client);
    const answer = await read(path).expect(200);
    expect(answer.get('Content-Type')).toBe('text/calendar; charset=utf-8');
    expect(answer.text).not.toMatch(/Secret|Kalle|waiting for two weeks|@example\.com/);
    const [event, ...others] = eventsIn(answer.text);
    expect(others).toEqual([]);
    expect(event?.summary).toBe(`Atbildēt: lieta ${caseId} (augsta)`);
    expect(event?.endDate.toJSDate()).toEqual(DUE);

    const again = await read(path).set('If-None-Match', answer.get('ETag') ?? '');
    expect([again.status, again.text]).toEqual([304, '']);
    await api.dataSource.query(`update tasks set state = 'done', closed_at = now() where case_id = $1`, [caseId]);
    expect(eventsIn((await read(path).expect(200)).text)).toEqual([]);
  });

  it('has one address, told once; another ends it, and so does its person’s leaving', async () => {
    const client = await api.signedIn('agent');
    expect((await client.get('/api/v1/session/calendar').expect(200)).body).toEqual({ since: null });
    const first = await openFeed(client);
    await read(first).expect(200);
    const second = await openFeed(client);
    await read(first).expect(404);
    await read(second).expect(200);
    const shown = await client.get('/api/v1/session/calendar').expect(200);
    expect(shown.text).not.toContain(second.slice(-20, -4));
    await client.delete('/api/v1/session/calendar').expect(204);
    await read(second).expect(404);

    const third = await openFeed(client);
    await api.dataSource.query('update users set disabled_at = now() where id = $1', [client.session.user.id]);
    await read(third).expect(404);
    await read('/api/v1/calendar-feeds/anything.ics').expect(404);
  });
});
