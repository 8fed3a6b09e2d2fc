import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { fakeSource, SOURCES } from '../support/fake-data.js';

jest.setTimeout(120_000);

describe('the first steps of a house', () => {
  const stage = dashboardStage();

  async function begin(options?: Parameters<typeof stage.show>[1]): Promise<Page> {
    const api = await stage.serve({ role: 'admin' });
    api.firstSteps.begin();
    api.addSources([fakeSource({ ...SOURCES.sample, state: 'healthy' })]);
    const page = await stage.show('/alerts', options);
    await page.getByRole('complementary', { name: 'The first steps' }).waitFor();
    return page;
  }

  it('lead to what is still to do, and are put aside for good', async () => {
    const page = await begin();
    const steps = page.getByRole('complementary', { name: 'The first steps' });
    await steps.getByRole('listitem').filter({ hasText: 'Add a colleague' }).getByLabel('Done').waitFor();
    await steps.getByRole('link', { name: 'Choose a password of your own' }).click();
    await page.getByRole('heading', { name: 'My settings' }).waitFor();
    await page.goBack();
    await steps.getByRole('button', { name: 'Do not show this again' }).click();
    await steps.waitFor({ state: 'detached' });
  });

  it('remove the sample in one deed', async () => {
    const page = await begin();
    await page.getByRole('button', { name: 'Remove the sample' }).click();
    await page.getByRole('button', { name: 'Remove it with its cases' }).click();
    await page.getByText('The sample is removed').waitFor();
    await page.getByRole('button', { name: 'Remove the sample' }).waitFor({ state: 'detached' });
  });

  it.each(['light', 'dark'] as const)('have no fault of accessibility in %s, wide and narrow', async (colorScheme) => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 375, height: 812 },
    ]) {
      const page = await begin({ colorScheme, viewport });
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    }
  });
});
