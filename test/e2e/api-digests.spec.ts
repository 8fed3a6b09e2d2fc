import type { DigestsView, DigestView } from '@earshot/contracts';
import { DigestLinks } from '@earshot/reporting';
import { CaseEntity } from '@earshot/persistence';
import { DateTime } from 'luxon';
import request from 'supertest';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { launchBrowser } from '../support/browser.js';
import { insertCase, insertSource } from '../support/case-data.js';
import { testBox } from '../support/intake-settings.js';

let api: TestApi;
let manager: Client;
let admin: Client;
let sourceId: string;
const PUBLIC_URL = 'http://localhost:3000';
beforeAll(async () => {
  api = await startApi();
  manager = await api.signedIn('manager');
  admin = await api.signedIn('admin');
  sourceId = await insertSource(api.dataSource);
});
afterAll(() => api.stop());

const wanted = {
  enabled: true,
  localTime: '07:30',
  days: [1, 3, 5],
  workingDaysOnly: true,
  calendar: null,
  zone: 'Asia/Jakarta',
  language: 'id',
  format: 'html',
  scope: { sourceIds: [], languages: [], ownerIds: [] },
};
const pathOf = (url: string) => url.slice(PUBLIC_URL.length);
/** By default of no subscription that is still there: the link speaks as its reader does. */
const linksOf = (userId: string, subscriptionId = '0') =>
  new DigestLinks(testBox, PUBLIC_URL).for({ userId, subscriptionId }, api.clock.now());
const openCase = () =>
  insertCase(api.dataSource, {
    sourceId,
    customerName: 'Kalle <i>',
    open: { answer: new Date(Date.now() + 86_400_000) },
  });
const caseNow = async (id: string) => {
  const { state, ownerId } = await api.dataSource.getRepository(CaseEntity).findOneByOrFail({ id });
  return { state, ownerId };
};

describe('a reader’s digests', () => {
  it('are three editions that they set up for themselves; the time is their own', async () => {
    const before = (await manager.get('/api/v1/digests').expect(200)).body as {
      editions: { edition: string; id: null }[];
    };
    expect(before.editions.map(({ edition, id }) => [edition, id])).toEqual([
      ['daily', null],
      ['weekly', null],
      ['monthly', null],
    ]);
    const saved = await manager.put('/api/v1/digests/weekly', wanted).expect(200);
    expect(saved.body).toMatchObject({ ...wanted, edition: 'weekly', pausedAt: null });
    expect((saved.body as { nextAt: string }).nextAt).toMatch(/T00:30:00\.000Z$/);
    const again = await manager.get('/api/v1/digests').expect(200);
    expect((again.body as { editions: object[] }).editions[1]).toEqual(saved.body);
  });

  it('say when the next edition comes, not when the next look is', async () => {
    const reader = await api.signedIn('manager');
    const path = '/api/v1/digests/monthly';
    const monthly = { ...wanted, days: [1, 2, 3, 4, 5, 6, 7], workingDaysOnly: false };
    const { nextAt } = (await reader.put(path, monthly).expect(200)).body as DigestView;
    const local = DateTime.fromISO(nextAt ?? '', { zone: wanted.zone });
    expect([local.day, local.toFormat('HH:mm')]).toEqual([1, wanted.localTime]);
    const off = (await reader.put(path, { ...monthly, enabled: false }).expect(200)).body as DigestView;
    expect(off.nextAt).toBeNull();
  });

  it('name every fault of what they are to be', async () => {
    const wrong = {
      ...wanted,
      localTime: '25:00',
      days: [],
      zone: 'Mars/Phobos',
      scope: { ...wanted.scope, sourceIds: ['999999'] },
    };
    const body = (await manager.put('/api/v1/digests/daily', wrong).expect(400)).body as unknown;
    expect((body as { faults: { path: string }[] }).faults.map(({ path }) => path).sort()).toEqual([
      'days',
      'localTime',
      'zone',
    ]);
    const unknown = { ...wanted, scope: { ...wanted.scope, sourceIds: ['999999'] } };
    await manager.put('/api/v1/digests/daily', unknown).expect(404);
    const nobodys = { ...wanted, calendar: 'nope', language: 'xx' };
    const refused = (await manager.put('/api/v1/digests/daily', nobodys).expect(400)).body as unknown;
    expect((refused as { faults: { path: string }[] }).faults.map(({ path }) => path)).toEqual([
      'calendar',
      'language',
    ]);
  });

  it('are another’s to change for administrators alone', async () => {
    const userId = manager.session.user.id;
    const other = await api.signedIn('manager');
    await other.put(`/api/v1/digests/daily?user=${userId}`, wanted).expect(403);
    await other.get(`/api/v1/digests?user=${userId}`).expect(403);
    await other.get('/api/v1/digests/readers').expect(403);
    await admin.put(`/api/v1/digests/daily?user=${userId}`, { ...wanted, language: 'ru' }).expect(200);
    const body = (await admin.get('/api/v1/digests/readers').expect(200)).body as unknown;
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({
        user: { id: userId, name: manager.session.user.name },
        edition: 'daily',
        language: 'ru',
      }),
    );
  });

  it('are not set up for somebody whose role has none, and are switched off for whoever lost it', async () => {
    const userId = await api.addUser('agnese@example.org', 'manager');
    const path = `/api/v1/digests/daily?user=${userId}`;
    await admin.put(path, wanted).expect(200);
    await api.dataSource.query(`update users set role = 'agent' where id = $1`, [userId]);
    const left = (await admin.get(`/api/v1/digests?user=${userId}`).expect(200)).body as DigestsView;
    expect(left.editions[0]).toMatchObject({ enabled: true, nextAt: null });
    const readers = (await admin.get('/api/v1/digests/readers').expect(200)).body as { items: DigestView[] };
    expect(readers.items.map(({ user }) => user.id)).not.toContain(userId);
    const refused = (await admin.put(path, wanted).expect(400)).body as unknown;
    const [fault] = (refused as { faults: { path: string; message: string }[] }).faults;
    expect(fault?.path).toBe('user');
    expect(fault?.message).toMatch(/^must be a lead, manager, ops, admin, and .+ is an agent:/);
    await admin.post(`/api/v1/digests/daily/test?user=${userId}`).expect(400);
    await admin.put(path, { ...wanted, enabled: false }).expect(200);
  });

  it('are shown as they would come now, without a link that acts, and sent as a test', async () => {
    await openCase();
    await manager.put('/api/v1/digests/weekly', { ...wanted, language: 'sl' }).expect(200);
    const body = (await manager.get('/api/v1/digests/weekly/preview').expect(200)).body as unknown;
    const { subject, html, text } = body as { subject: string; html: string; text: string };
    expect(subject).toMatch(/ · Example Oy, /);
    expect(html).toContain('lang="sl-SI"');
    expect(`${html}${text}`).not.toContain('digest-links');
    await manager.post('/api/v1/digests/weekly/test').expect(202, { to: manager.session.user.email });
    await manager.post('/api/v1/digests/monthly/test').expect(404);
    const jobs = await api.dataSource.query<object[]>(`select data from pgboss.job where name = 'send-digest'`);
    expect(jobs).toHaveLength(1);
  });
});

describe('a link of a digest', () => {
  it('shows its case to whoever looks, as often as they like, and changes nothing', async () => {
    const caseId = await openCase();
    const url = pathOf(linksOf(manager.session.user.id).act(caseId, 'assign-to-me'));
    for (let look = 0; look < 3; look += 1) {
      const page = await request(api.url).get(url).expect(200).expect('Referrer-Policy', 'same-origin');
      expect(page.text).toContain('Kalle &lt;i&gt;: Where is my card?');
      expect(page.text).toContain('Nobody owns it.');
    }
    await request(api.url).head(url).expect(200);
    expect(await caseNow(caseId)).toEqual({ state: 'new', ownerId: null });
  });

  it('acts once in its reader’s name by its button, in a real browser, and is written down', async () => {
    const caseId = await openCase();
    const url = linksOf(manager.session.user.id).act(caseId, 'assign-to-me');
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`${api.url}${pathOf(url)}`);
      await page.getByRole('button', { name: 'Take the case' }).click();
      await page.getByText('The case is yours.').waitFor();
    } finally {
      await browser.close();
    }
    expect(await caseNow(caseId)).toEqual({ state: 'new', ownerId: manager.session.user.id });
    const again = await request(api.url)
      .post(`${pathOf(url)}?version=2`)
      .expect(200);
    expect(again.text).toContain('Done already: Take the case, ');
    const looked = await request(api.url).get(pathOf(url)).expect(200);
    expect(looked.text).toContain('Done already: Take the case, ');
    expect(looked.text).not.toContain('<button');
    const [event] = await api.dataSource.query<object[]>(
      `select actor_id, action, subject_id from audit_events where action = 'digest_link.used'`,
    );
    expect(event).toEqual({ actor_id: manager.session.user.id, action: 'digest_link.used', subject_id: caseId });
  });

  it.each([
    ['en', 'en-GB', 'Nobody owns it.', 'Take the case', 'Done already: Take the case', 'This link is over'],
    ['fi', 'fi-FI', 'Sillä ei ole vastuuhenkilöä.', 'Ota tapaus', 'Tehty jo: Ota tapaus', 'Tämä linkki ei ole enää'],
    ['lv', 'lv-LV', 'Tai nav atbildīgā.', 'Uzņemties lietu', 'Jau izdarīts: Uzņemties lietu', 'Šī saite vairs'],
    ['sl', 'sl-SI', 'Nima skrbnika.', 'Prevzemi primer', 'Že opravljeno: Prevzemi primer', 'Ta povezava ne velja'],
    ['id', 'id-ID', 'Belum ada penanggung jawab.', 'Ambil kasus', 'Sudah dilakukan: Ambil kasus', 'Tautan ini sudah'],
    ['ru', 'ru-RU', 'Ответственного нет.', 'Взять себе', 'Уже сделано: Взять себе', 'Эта ссылка больше'],
  ])('speaks %s where the digest does, on its clock', async (language, locale, nobody, button, done, over) => {
    const reader = await api.signedIn('lead');
    const saved = (await reader.put('/api/v1/digests/daily', { ...wanted, language }).expect(200)).body as {
      id: string;
    };
    const due = new Date('2031-03-04T20:30:00Z');
    const caseId = await insertCase(api.dataSource, { sourceId, customerName: 'Kalle', open: { answer: due } });
    const url = pathOf(linksOf(reader.session.user.id, saved.id).act(caseId, 'assign-to-me'));
    const shown = await request(api.url).get(url).expect(200);
    expect(shown.text).toContain(`<html lang="${locale}">`);
    expect(shown.text).toContain(nobody);
    expect(shown.text).toContain(`>${button}</button>`);
    // The digest comes on the clock of Jakarta, where it is half past three of the next morning.
    expect(shown.text).toMatch(/\b5\b[^<]*03[.:]30/);
    await request(api.url).post(`${url}?version=1`).expect(200);
    const looked = await request(api.url).get(url).expect(200);
    expect(looked.text).toContain(done);
    expect(looked.text).not.toContain('<button');
    const broken = await request(api.url).get(`${url}A`).set('Accept-Language', `${language}, en;q=0.5`).expect(200);
    expect(broken.text).toContain(over);
    expect(broken.text).toContain(`<a href="${PUBLIC_URL}/">`);
    expect(broken.text).toContain(`<html lang="${locale}">`);
  });

  it('does not act on a case that was changed since it was shown, and stays good', async () => {
    const caseId = await openCase();
    const url = pathOf(linksOf(manager.session.user.id).act(caseId, 'acknowledge'));
    await api.dataSource.query('update cases set version = 5 where id = $1', [caseId]);
    const stale = await request(api.url).post(`${url}?version=1`).expect(200);
    expect(stale.text).toContain('changed meanwhile');
    expect(stale.text).toContain('version=5');
    await request(api.url).post(`${url}?version=5`).expect(200);
    expect((await caseNow(caseId)).state).toBe('acknowledged');
  });

  it('of two clicks at once acts for one', async () => {
    const caseId = await openCase();
    const url = pathOf(linksOf(manager.session.user.id).act(caseId, 'acknowledge'));
    const texts = (await Promise.all([1, 2, 3].map(() => request(api.url).post(`${url}?version=1`)))).map(
      ({ text }) => text,
    );
    expect(texts.filter((text) => text.includes('Acknowledged.'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('Done already'))).toHaveLength(2);
  });

  it('is over after a week, for a reader who left, and when any character of it was changed', async () => {
    const caseId = await openCase();
    const leaver = await api.addUser('leaver@example.org', 'manager');
    const url = pathOf(linksOf(leaver).act(caseId, 'acknowledge'));
    for (const broken of [url.slice(0, -1), `${url.slice(0, -9)}AAAAAAAAA`, `${url}A`, '/api/v1/digest-links/x'])
      expect((await request(api.url).post(`${broken}?version=1`).expect(200)).text).toContain('This link is over');
    await api.dataSource.query('update users set disabled_at = now() where id = $1', [leaver]);
    expect((await request(api.url).post(`${url}?version=1`)).text).toContain('This link is over');
    const old = pathOf(linksOf(manager.session.user.id).act(caseId, 'acknowledge'));
    api.clock.advance(8 * 86_400_000);
    expect((await request(api.url).post(`${old}?version=1`)).text).toContain('This link is over');
    api.clock.advance(-8 * 86_400_000);
    expect((await caseNow(caseId)).state).toBe('new');
  });

  it('that stops mails stops them for a mail program that sends what RFC 8058 has it send', async () => {
    const saved = (await manager.put('/api/v1/digests/daily', wanted)).body as { id: string };
    const url = pathOf(linksOf(manager.session.user.id, saved.id).stop());
    const asked = await request(api.url).get(url).expect(200);
    expect(asked.text).toContain('<button');
    expect(asked.text).toContain(`<a href="${PUBLIC_URL}/digests">`);
    const enabled = async () =>
      (
        await api.dataSource.query<{ enabled: boolean }[]>('select enabled from digest_subscriptions where id = $1', [
          saved.id,
        ])
      )[0]?.enabled;
    expect(await enabled()).toBe(true);
    await request(api.url).post(url).type('form').send('List-Unsubscribe=One-Click').expect(200);
    expect(await enabled()).toBe(false);
    const stopped = await request(api.url).get(url).expect(200);
    expect(stopped.text).toContain('Dihentikan');
    expect(stopped.text).not.toContain('<button');
  });
});
