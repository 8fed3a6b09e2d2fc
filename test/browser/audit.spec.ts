import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';

jest.setTimeout(120_000);

describe('the audit log', () => {
  const stage = dashboardStage();

  it('tells in words who did what, goes on to older deeds, and is narrowed', async () => {
    await stage.serve({ role: 'admin' });
    const page = await stage.show('/audit');
    await page.getByText('Name or role changed: Ilze').waitFor();
    await page.getByText('From: agent · To: lead').waitFor();
    await page.getByText('Filter: List overdue, Severity high, critical').waitFor();
    expect(await page.getByText('Mailbox 60').count()).toBe(0);
    await page.getByRole('button', { name: 'Show older ones' }).click();
    await page.getByText('Mailbox 60').waitFor();
    await page.getByLabel('Who', { exact: true }).selectOption('Earshot, the command line or a stranger');
    await page.getByText('Name or role changed').waitFor({ state: 'detached' });
    await page.getByText('Sign-in failed').waitFor();
    await page.getByLabel('What', { exact: true }).selectOption('Tokens');
    await page.getByText('Nothing fits these filters').waitFor();
    expect(new URL(page.url()).search).toBe('?actor=nobody&deed=token');
  });

  it('says at its field that a period ends before it begins', async () => {
    await stage.serve({ role: 'admin' });
    const page = await stage.show('/audit?from=2026-11-10&to=2026-11-01');
    await page.getByText('Choose 10 Nov 2026 or later: the period begins then.').waitFor();
    await page.getByLabel('To', { exact: true }).fill('2026-11-20');
    await page.getByText('Choose 10 Nov').waitFor({ state: 'detached' });
  });

  it('is nothing for those who do not administrate', async () => {
    await stage.serve({ role: 'lead' });
    const page = await stage.show('/audit');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
    expect(await page.getByRole('search').count()).toBe(0);
    expect(await page.getByText('Who did what and when').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    stage.takeComplaints();
  });

  it.each(['light', 'dark'] as const)('has no fault of accessibility in %s, wide and narrow', async (colorScheme) => {
    await stage.serve({ role: 'admin' });
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 375, height: 812 },
    ]) {
      const page = await stage.show('/audit', { colorScheme, viewport });
      await page.getByText('Sign-in failed').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    }
  });
});
