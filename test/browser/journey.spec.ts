import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { launchBrowser } from '../support/browser.js';
import { builtDashboard } from '../support/dashboard-build.js';
import { openDashboard, type DashboardPage } from '../support/dashboard-page.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { addMailboxSource } from '../support/mailbox-source.js';
import { mailText } from '../support/mailbox-kit.js';
import { createServiceHome, type ServiceHome } from '../support/service-home.js';
import { startService, type Environment, type Service } from '../support/service.js';

jest.setTimeout(120_000);

const ADMIN = 'admin@earshot.example';
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** A reader waits for the first alerts, for a poll, for an event: on a machine under load. */
const PATIENCE_MS = 60_000;

/**
 * The whole product as a person meets it: the real service with its sample messages, the built dashboard, a real browser.
 * Each test works on a customer of its own.
 */
describe('a day at the dashboard', () => {
  let database: TestDatabase;
  let home: ServiceHome;
  let environment: Environment;
  let service: Service;
  let browser: Browser;
  let signedIn: BrowserContextOptions['storageState'];
  let open: DashboardPage | null = null;

  beforeAll(async () => {
    [database] = await Promise.all([createTestDatabase(), builtDashboard()]);
    home = createServiceHome();
    environment = { DATABASE_URL: database.url, EARSHOT_HOME: home.folder, EARSHOT_ORGANISATION_NAME: 'Harbour Bank' };
    [service, browser] = await Promise.all([startService(await freePort(), environment), launchBrowser()]);
    const { page, close } = await openDashboard(browser, service, '/sign-in');
    await signIn(page);
    await eventually(async () => {
      // One of the last that are read.
      await page.goto(`${service.url}/alerts?text=Heikki`);
      await row(page, 'Heikki Lahti').waitFor({ timeout: 5_000 });
    }, PATIENCE_MS);
    signedIn = await page.context().storageState();
    await close();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.kill();
    await home?.remove();
    await database?.drop();
  });
  afterEach(async () => {
    await open?.close();
    expect(open?.complaints ?? []).toEqual([]);
    open = null;
  });

  const visit = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    open = await openDashboard(browser, service, path, { storageState: signedIn, ...options });
    open.page.setDefaultTimeout(PATIENCE_MS);
    return open.page;
  };
  /** The board with the alerts of one customer. */
  const lookUp = (customer: string, options: BrowserContextOptions = {}): Promise<Page> =>
    visit(`/alerts?text=${encodeURIComponent(customer)}`, options);

  async function signIn(page: Page): Promise<void> {
    await page.getByLabel('E-mail').fill(ADMIN);
    await page.getByRole('textbox', { name: 'Password' }).fill(service.password ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Alerts' }).waitFor();
  }

  it('begins at the sign-in and ends there', async () => {
    const page = await visit('/sources', { storageState: { cookies: [], origins: [] } });
    await page.getByText('You will come back to where you were.').waitFor();
    await page.getByLabel('E-mail').fill(ADMIN);
    await page.getByRole('textbox', { name: 'Password' }).fill(service.password ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();

    await page.getByRole('button', { name: /^Account of / }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.goto(`${service.url}/alerts`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('shows the unhappy customers of the samples, the nearest deadline first', async () => {
    const page = await visit('/alerts');
    const list = page.getByRole('list', { name: 'Alerts, the nearest deadline first' });
    await list.getByRole('heading', { level: 3 }).nth(5).waitFor();
    const rows = await list
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { level: 3 }) })
      .all();
    const deadlines = await Promise.all(rows.map((shown) => shown.locator('time').last().getAttribute('datetime')));
    expect(deadlines.length).toBeGreaterThan(5);
    expect(deadlines).toEqual(deadlines.toSorted());
    const count = await page.getByRole('link', { name: /^Needs an answer/ }).innerText();
    expect(Number(/\d+/.exec(count)?.[0])).toBeGreaterThanOrEqual(30);
  });

  it('opens an alert with its evidence, its reasons and the way its deadline was counted', async () => {
    const page = await lookUp('Pekka Salo');
    await row(page, 'Pekka Salo').getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'maksu' }).waitFor();
    const words = page.getByRole('region', { name: 'Conversation' });
    expect(await words.innerText()).toContain('Milloin maksu suoritetaan???');
    expect((await words.locator('mark').allInnerTexts()).join(' ')).toContain('???');

    const why = page.getByRole('region', { name: 'Why this was flagged' });
    expect(await why.innerText()).toMatch(/probably dissatisfied \(\d+/);
    expect(await why.getByRole('listitem').count()).toBeGreaterThan(0);
    const derivation = await page.getByRole('region', { name: 'Deadline' }).getByRole('listitem').allInnerTexts();
    expect(derivation.length).toBeGreaterThanOrEqual(4);
    expect(derivation.at(-1)).toMatch(/day 3.*17:00/);
  });

  it('moves an answered alert to the answered ones', async () => {
    const page = await lookUp('Mārtiņš Kalniņš');
    await row(page, 'Mārtiņš Kalniņš').getByRole('link').click();
    await page.getByRole('button', { name: 'Mark answered' }).click();
    await page.getByText('Marked as answered: Mārtiņš Kalniņš').waitFor();

    await page.goto(`${service.url}/alerts?list=answered`);
    await row(page, 'Mārtiņš Kalniņš').waitFor();
    await page.goto(`${service.url}/alerts?text=${encodeURIComponent('Mārtiņš Kalniņš')}`);
    await page.getByText('Nothing fits these filters').waitFor();
  });

  it('takes an alert away that is no complaint, and gives it back', async () => {
    const page = await lookUp('Matjaž Kovač');
    await row(page, 'Matjaž Kovač').getByRole('button', { name: 'Not a complaint: Matjaž Kovač' }).click();
    await page.getByText('Marked as not a complaint: Matjaž Kovač').waitFor();
    await row(page, 'Matjaž Kovač').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back: Matjaž Kovač').waitFor();
    await row(page, 'Matjaž Kovač').waitFor();
    await page.reload();
    await row(page, 'Matjaž Kovač').waitFor();
  });

  it('gives an alert to whoever takes it over', async () => {
    const page = await lookUp('Budi Santoso');
    expect(await row(page, 'Budi Santoso').innerText()).toContain('Nobody yet');
    await row(page, 'Budi Santoso').getByRole('button', { name: 'Assign to me: Budi Santoso' }).click();
    await page.getByText('Budi Santoso is yours now').waitFor();
    await row(page, 'Budi Santoso').getByText('You', { exact: true }).waitFor();
    await page.goto(`${service.url}/alerts?owner=me`);
    await row(page, 'Budi Santoso').waitFor();
  });

  it('accounts for every message that a source has seen', async () => {
    const page = await visit('/sources');
    const card = page.getByRole('article').filter({ hasText: 'Sample messages' });
    await card.getByText('Healthy').waitFor();
    const figure = async (label: string): Promise<number> =>
      Number(
        (
          /([\d,]+)\s+/.exec((await card.getByText(label, { exact: true }).locator('..').innerText()) ?? '')?.[1] ?? ''
        ).replace(/,/g, ''),
      );
    const [seen, stored, duplicates, skipped, quarantined] = (await Promise.all(
      ['seen', 'stored', 'duplicates', 'skipped', 'quarantined'].map(figure),
    )) as [number, number, number, number, number];
    expect(stored).toBeGreaterThan(100);
    expect(seen).toBe(stored + duplicates + skipped + quarantined);
    expect(await card.getByText('not accounted for').count()).toBe(0);

    await card.getByRole('link', { name: 'Sample messages' }).click();
    await page.getByRole('region', { name: 'Health' }).waitFor();
    await page.getByRole('region', { name: 'Latest readings' }).getByText('Succeeded').first().waitFor();
  });

  it('fits on a phone, from the sign-in to the answer', async () => {
    const page = await visit('/', { ...PHONE, storageState: { cookies: [], origins: [] } });
    const fits = () => page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
    await signIn(page);
    await page.getByRole('heading', { level: 3 }).first().waitFor();
    expect(await fits()).toBe(true);

    await page.goto(`${service.url}/alerts?text=${encodeURIComponent('Katarzyna Wrona')}`);
    await row(page, 'Katarzyna Wrona').getByRole('link').tap();
    await page.getByRole('heading', { level: 1, name: 'przelew' }).waitFor();
    expect(await fits()).toBe(true);
    await page.getByRole('button', { name: 'Mark answered' }).tap();
    await page.getByText('Marked as answered: Katarzyna Wrona').waitFor();

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sources' }).tap();
    await page.getByRole('article').filter({ hasText: 'Sample messages' }).waitFor();
    expect(await fits()).toBe(true);
  });

  it.each(['light', 'dark'] as const)('is accessible (WCAG 2.2 AA) in %s', async (colorScheme) => {
    const page = await lookUp('Сергей Морозов', { colorScheme });
    const faults: string[] = [];
    const examine = async (ready: Locator): Promise<void> => {
      await ready.first().waitFor();
      // A tooltip stands outside every landmark, and the pointer may have been left on something that has one.
      await page.mouse.move(0, 0);
      await page.getByRole('tooltip').waitFor({ state: 'detached' });
      faults.push(...(await accessibilityFaults(page)));
    };
    await row(page, 'Сергей Морозов').getByRole('link').click();
    await examine(page.getByRole('region', { name: 'Why this was flagged' }));
    await page.goto(`${service.url}/alerts`);
    await examine(page.getByRole('heading', { level: 3 }));
    await page.goto(`${service.url}/sources`);
    await examine(page.getByRole('article'));
    await page.getByRole('link', { name: 'Sample messages' }).click();
    await examine(page.getByRole('region', { name: 'Latest readings' }));
    expect(faults).toEqual([]);
  });

  describeWithDovecot('with a mailbox', () => {
    let dovecot: Dovecot;
    beforeAll(async () => {
      dovecot = await startDovecot();
      await addMailboxSource(environment, dovecot, { name: 'Office', user: 'office', intervalSeconds: 5 });
    });
    afterAll(() => dovecot?.dispose());

    it('shows who writes while the board is open, and closes the task when the team answers by mail', async () => {
      const page = await lookUp('Vera Dzērve');
      await page.getByText('Nothing fits these filters').waitFor();
      await page.getByText('Up to date, live').waitFor({ state: 'attached' });
      dovecot.deliver('office', mailText(COMPLAINT));
      await row(page, 'Vera Dzērve').waitFor();

      await row(page, 'Vera Dzērve').getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: 'Payment' }).waitFor();
      await page.getByRole('button', { name: 'Mark answered' }).waitFor();
      dovecot.deliver('office', mailText(ANSWER), 'Sent');
      await page.getByRole('article').filter({ hasText: 'Harbour Bank answered' }).waitFor();
      const deadline = page.getByRole('region', { name: 'Deadline' });
      await deadline.getByText('Nothing is waiting for an answer.').waitFor();
      expect(await page.getByRole('button', { name: 'Mark answered' }).count()).toBe(0);
      await page.goto(`${service.url}/alerts?list=answered`);
      await row(page, 'Vera Dzērve').waitFor();
    });
  });
});

const COMPLAINT = {
  id: 'vera-payment',
  from: 'Vera Dzērve <vera@customers.example>',
  to: 'office@harbour-bank.example',
  subject: 'Payment',
  text: 'When will the payment be made??? I am still waiting and nobody answers me.',
  date: new Date(Date.now() - 3_600_000),
};
const ANSWER = {
  id: 'office-answer',
  from: 'Harbour Bank <office@harbour-bank.example>',
  to: 'vera@customers.example',
  subject: 'Re: Payment',
  text: 'Dear Vera, we are sorry. The payment was made this morning.',
  headers: ['In-Reply-To: <vera-payment@customers.example>', 'References: <vera-payment@customers.example>'],
  date: new Date(),
};

/** The row of a customer on the board. */
function row(page: Page, customer: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: customer }) });
}
