import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';

jest.setTimeout(120_000);

describe('what one is told', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  beforeEach(async () => {
    api = await stage.serve();
    const [first, second] = api.addCases(A_MORNING.slice(0, 2));
    api.notifications.tell({ event: 'warning', severity: 'high', detail: { taskKind: 'answer' } }, second!);
    api.notifications.tell({ event: 'overdue', severity: 'critical', detail: { taskKind: 'answer' } }, first!);
  });

  const show = async (options = {}): Promise<Page> => {
    const page = await stage.show('/alerts', options);
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
    return page;
  };
  const bell = (page: Page) => page.getByRole('button', { name: 'Notifications' });
  const list = (page: Page) => page.getByRole('dialog', { name: 'Notifications' });

  it.each([
    ['wide', 'light', { width: 1280, height: 800 }],
    ['on a phone', 'dark', { width: 390, height: 844 }],
  ] as const)('is counted, listed newest first, and opens its case: %s, in %s', async (_, colorScheme, viewport) => {
    const page = await show({ colorScheme, viewport });
    await bell(page).getByText('2 unread').waitFor({ state: 'attached' });
    await bell(page).click();
    const told = list(page).getByRole('link');
    await told.first().waitFor();
    expect((await told.allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
      expect.stringContaining('Answer the customer: overdue'),
      expect.stringContaining('Answer the customer: due soon'),
    ]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await told.first().click();
    await page.getByRole('heading', { level: 1, name: /Lattia/ }).waitFor();
    await bell(page).getByText('1 unread').waitFor({ state: 'attached' });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });

  it('is read all at once, and leaves with Escape to where one was', async () => {
    const page = await show();
    await bell(page).focus();
    await page.keyboard.press('Enter');
    await list(page).getByRole('button', { name: 'Mark all read' }).click();
    await bell(page).getByText('unread').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await list(page).waitFor({ state: 'detached' });
    expect(await page.evaluate<string>('document.activeElement?.textContent')).toContain('Notifications');
  });

  it('says so when it cannot be read', async () => {
    const page = await show();
    api.trouble({ path: /GET \/notifications/, status: 403 });
    await bell(page).click();
    await list(page).getByRole('alert').getByText('Your role does not open this').waitFor();
  });
});
