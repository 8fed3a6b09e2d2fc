import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';

describe('lists that are kept under a name', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  async function show(role: 'agent' | 'lead', path = '/alerts'): Promise<Page> {
    api = await stage.serve({ role });
    api.addCases(A_MORNING);
    api.account.share('Latvian', { language: 'lv' });
    return stage.show(path);
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

  it('have names of any length without widening the page', async () => {
    const page = await show('agent', '/alerts?language=lv');
    const name = 'W'.repeat(60);
    api.account.share(name, { language: 'fi' });
    await page.goto(`${api.url}/alerts?language=fi`);
    await menu(page, name);
    const item = page.getByRole('menuitem', { name });
    const [told, box] = [(await item.getByText(name).boundingBox())!, (await item.boundingBox())!];
    expect(told.x + told.width).toBeLessThanOrEqual(box.x + box.width);
    expect((await page.getByRole('button', { name }).boundingBox())!.width).toBeLessThanOrEqual(256);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
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
