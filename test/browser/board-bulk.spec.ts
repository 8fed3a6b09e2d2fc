import type { BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';
import { fakeSource, MARIS, SOURCES } from '../support/fake-data.js';

describe('several alerts at once', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  beforeEach(async () => {
    api = await stage.serve();
    api.addSources([fakeSource({ ...SOURCES.mailbox, state: 'healthy' })]);
  });

  const show = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await stage.show('/alerts', options);
    await page.getByRole('link', { name: /Ilze/ }).waitFor();
    return page;
  };
  const row = (page: Page, customer: string) => page.getByRole('listitem').filter({ hasText: customer });
  const choose = (page: Page, customer: string) => row(page, customer).getByRole('checkbox').check();
  const bar = (page: Page) => page.getByRole('group', { name: 'Selected alerts' });

  it('are marked by keyboard, dismissed with one key, and brought back with one', async () => {
    api.addCases(A_MORNING.slice(0, 4));
    const page = await show();
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await bar(page).getByText('2 selected').waitFor();
    await page.keyboard.press('n');
    await page.getByText('Not a complaint: 2 cases').waitFor();
    await row(page, 'Pekka Nieminen').waitFor({ state: 'detached' });
    await row(page, 'Ilze').waitFor({ state: 'detached' });
    await bar(page).waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await page.getByText('Taken back: 2 cases').waitFor();
    await row(page, 'Pekka Nieminen').waitFor();
    await row(page, 'Ilze').waitFor();
  });

  it('are changed one by one: what fails for one is told of that one, and stays selected', async () => {
    const [, ilze] = api.addCases(A_MORNING.slice(0, 4));
    const page = await show();
    await choose(page, 'Pekka Nieminen');
    await choose(page, 'Ilze');
    // A colleague is faster with one of them.
    api.changeCase(ilze!, { owner: MARIS });
    // The focus is on the box that was ticked; keys act all the same.
    await page.keyboard.press('n');
    const toast = page.locator('.mantine-Notification-root').filter({ hasText: '1 case was not changed' });
    await toast.getByText('Not a complaint: 1 case').waitFor();
    await toast.getByRole('button', { name: 'Undo' }).waitFor();
    await toast.getByRole('button', { name: 'Show them' }).click();
    const told = page.getByRole('main').getByRole('alert').filter({ hasText: '1 case was not changed' });
    await told.locator('> :focus').waitFor();
    await bar(page).getByRole('button', { name: '1 case was not changed' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await told.getByText('Somebody else was first').waitFor();
    await told.getByRole('link', { name: 'Ilze Bērziņa' }).waitFor();
    await row(page, 'Pekka Nieminen').waitFor({ state: 'detached' });
    await bar(page).getByText('1 selected').waitFor();
    await row(page, 'Ilze').getByText('Māris Ozols').waitFor();
  });

  it('lead to what was not done where nothing was', async () => {
    api.addCases(A_MORNING);
    const page = await show({ viewport: { width: 1280, height: 500 } });
    await choose(page, 'Pekka Nieminen');
    api.trouble({ path: /POST .*acknowledge/, status: 503, times: 1 });
    await bar(page).getByRole('button', { name: 'Acknowledge' }).click();
    const toast = page.locator('.mantine-Notification-root').filter({ hasText: '1 case was not changed' });
    await toast.getByRole('button', { name: 'Show them' }).click();
    await page.getByRole('main').getByRole('alert').locator('> :focus').getByText('Pekka Nieminen').waitFor();
  });

  it('are handed over, and given back by an undo', async () => {
    api.addCases(A_MORNING.slice(1, 4));
    const page = await show();
    await choose(page, 'Ilze');
    await bar(page).getByRole('button', { name: 'Hand over' }).click();
    await page.getByRole('menuitem', { name: 'Māris Ozols' }).click();
    await row(page, 'Ilze').getByText('Māris Ozols').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Ilze').getByText('Māris Ozols').waitFor({ state: 'detached' });
  });

  it('are put aside until a working morning, and stand in the list of what waits', async () => {
    api.addCases(A_MORNING.slice(0, 4));
    const page = await show();
    await page.keyboard.press('j');
    await page.keyboard.press('s');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Next working morning/ })
      .click();
    await page.getByText('Snooze: 1 case').waitFor();
    await row(page, 'Pekka Nieminen').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /^Waiting/ }).click();
    await row(page, 'Pekka Nieminen').waitFor();
  });

  it('leave the selection alone that nobody sees: another list begins without one', async () => {
    api.addCases(A_MORNING);
    const page = await show();
    await choose(page, 'Pekka Nieminen');
    await bar(page).waitFor();
    await page.getByRole('link', { name: /^Overdue/ }).click();
    await page.waitForURL(/list=overdue/);
    await bar(page).waitFor({ state: 'detached' });
    await row(page, 'Pekka Nieminen').waitFor();
    expect(await row(page, 'Pekka Nieminen').getByRole('checkbox').isChecked()).toBe(false);
  });

  it('have no fault of accessibility, and room on a phone', async () => {
    api.addCases(A_MORNING.slice(0, 4));
    const page = await show({ viewport: { width: 375, height: 812 } });
    await choose(page, 'Pekka Nieminen');
    await bar(page).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await bar(page).getByRole('button', { name: 'Clear the selection' }).click();
    await bar(page).waitFor({ state: 'detached' });
  });

  it('are answered one at a time: r opens the case with the caret in the answer', async () => {
    api.addCases(A_MORNING.slice(0, 4));
    const page = await show();
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await page.getByRole('textbox', { name: 'Your answer' }).waitFor();
    await page.waitForFunction("document.activeElement?.id === 'answer'");
  });
});
