import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { builtDashboard } from '../support/dashboard-build.js';
import { accessibilityFaults, openDashboard, type DashboardPage } from '../support/dashboard-page.js';
import { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';

jest.setTimeout(90_000);

describe('lists that are kept under a name', () => {
  let browser: Browser;
  let dashboard: string;
  let api: FakeApi;
  let open: DashboardPage;

  beforeAll(async () => {
    dashboard = await builtDashboard();
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await open.close();
    await api.stop();
    expect(api.violations).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  async function show(role: 'agent' | 'lead', path = '/alerts'): Promise<Page> {
    api = new FakeApi({ dashboard, role });
    api.addCases(A_MORNING);
    api.account.share('Latvian', { language: 'lv' });
    await api.start();
    open = await openDashboard(browser, api, path);
    return open.page;
  }
  const menu = (page: Page, name = 'Saved views') => page.getByRole('button', { name }).click();

  it('are a way to the list with its filters, and keep the one that is shown', async () => {
    const page = await show('agent', '/alerts?severity=critical');
    await menu(page);
    await page.getByRole('menuitem', { name: 'Keep this list …' }).click();
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByText('Give it a name.').waitFor();
    await page.getByLabel('Name').fill('Latvian');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByText('You have a view of this name already.').waitFor();
    expect(await page.getByRole('switch').count()).toBe(0);
    await page.getByLabel('Name').fill('Burning');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByText('“Burning” is kept').waitFor();

    await menu(page, 'Burning');
    expect(await accessibilityFaults(page, ['region'])).toEqual([]);
    await page.getByRole('menuitem', { name: 'Latvian' }).click();
    await page.waitForURL((url) => url.search === '?language=lv');
    await page.getByRole('button', { name: 'Latvian' }).waitFor();
  });

  it('are shared and removed by a lead', async () => {
    const page = await show('lead');
    await menu(page);
    await page.getByRole('menuitem', { name: 'Manage …' }).click();
    await page.getByText('by Māris Ozols').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove: Latvian' }).click();
    await page.getByText('No view is kept.').waitFor();
  });
});
