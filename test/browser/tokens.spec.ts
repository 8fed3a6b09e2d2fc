import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { MARIS } from '../support/fake-data.js';

jest.setTimeout(120_000);

describe('tokens of other programs', () => {
  const stage = dashboardStage();

  async function open(role: 'agent' | 'admin'): Promise<{ api: FakeApi; page: Page }> {
    const api = await stage.serve({ role });
    api.tokens.addOf(MARIS, 'Nightly export');
    const page = await stage.show('/tokens');
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    return { api, page };
  }

  it('are made with as little as they need; the key is told once; they end by a click', async () => {
    const { api, page } = await open('agent');
    await page.getByText('There is no token.').waitFor();
    await page.getByRole('button', { name: 'Make a token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it is for').fill('Weekly report');
    expect(await dialog.getByRole('checkbox', { name: 'Read the insights' }).count()).toBe(0);
    await dialog.getByRole('checkbox', { name: 'Read cases' }).check();
    await dialog.getByLabel('How long it works').selectOption('30');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('earshot_told-only-once').waitFor();
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await page.getByText('Weekly report').waitFor();
    expect(api.tokens.tokens[0]).toMatchObject({ name: 'Weekly report', scopes: ['cases:read'] });

    await page.getByRole('button', { name: 'Revoke: Weekly report' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Weekly report is revoked').waitFor();
    expect(api.tokens.tokens[0]?.revokedAt).not.toBeNull();
  });

  it('include the address of a calendar, told once and ended by a click', async () => {
    const { api, page } = await open('agent');
    await page.getByRole('button', { name: 'Make the address' }).click();
    await page.getByText('earshotcal_told-only-once').waitFor();
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await page.getByText('There is an address since').waitFor();
    await page.getByRole('button', { name: 'End it' }).click();
    await page.getByText('The address of your calendar has ended').waitFor();
    expect(api.tokens.calendarSince).toBeNull();
    await page.getByRole('button', { name: 'Make the address' }).waitFor();
  });

  it('of everybody are for administrators', async () => {
    const { page } = await open('admin');
    expect(await page.getByText('Nightly export').count()).toBe(0);
    await page.getByText("Everybody's", { exact: true }).click();
    await page.getByText('Nightly export').waitFor();
  });

  it.each(['light', 'dark'] as const)('have no fault of accessibility in %s, wide and narrow', async (colorScheme) => {
    await open('admin');
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 375, height: 812 },
    ]) {
      const page = await stage.show('/tokens', { colorScheme, viewport });
      await page.getByText("Everybody's", { exact: true }).click();
      await page.getByText('Nightly export').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      await page.getByRole('button', { name: 'Make a token' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await accessibilityFaults(page, ['region'])).toEqual([]);
    }
  });
});
