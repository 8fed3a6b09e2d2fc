import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';

jest.setTimeout(180_000);

const stage = dashboardStage();
const serve = async (role: 'agent' | 'lead'): Promise<FakeApi> => {
  const api = await stage.serve({ role });
  api.addCases(A_MORNING);
  return api;
};

const button = (page: Page) => page.getByRole('button', { name: 'Export' });

/** The name of the file that came, and the list and filters that it says it was made by. */
async function exported(page: Page, format: string): Promise<{ name: string; asked: unknown }> {
  await button(page).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: format }).click(),
  ]);
  return { name: download.suggestedFilename(), asked: JSON.parse(readFileSync(await download.path(), 'utf8')) };
}

describe('what a list shows', () => {
  it('comes as a file from the board, with its list and its filters', async () => {
    await serve('lead');
    const page = await stage.show('/alerts?list=overdue&severity=high&owner=me&topic=delivery');
    expect(await exported(page, 'As a table (CSV)')).toEqual({
      name: 'earshot-alerts.csv',
      asked: { list: 'overdue', severity: 'high', owner: 'me', topic: 'delivery', format: 'csv' },
    });
  });

  it('comes as a file from the messages, by the days of the reader', async () => {
    await serve('lead');
    const page = await stage.show('/messages?verdict=dissatisfied&from=2026-11-02&to=2026-11-03');
    expect(await exported(page, 'As JSON lines')).toEqual({
      name: 'earshot-messages.jsonl',
      asked: {
        verdict: 'dissatisfied',
        sentAfter: '2026-11-01T22:00:00.000Z',
        sentBefore: '2026-11-03T22:00:00.000Z',
        format: 'jsonl',
      },
    });
  });

  it('comes as a file from the customers, without their order', async () => {
    await serve('lead');
    const page = await stage.show('/customers?with=open&sort=cases');
    expect(await exported(page, 'As a table (CSV)')).toEqual({
      name: 'earshot-customers.csv',
      asked: { with: 'open', format: 'csv' },
    });
  });

  it.each(['light', 'dark'] as const)(
    'is offered by a menu that the keyboard opens and everybody can read: in %s',
    async (colorScheme) => {
      await serve('lead');
      const page = await stage.show('/messages', { colorScheme });
      await button(page).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'As JSON lines' }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('menuitem').first().waitFor({ state: 'detached' });
    },
  );

  it('is not offered to those who may not take it along', async () => {
    await serve('agent');
    const page = await stage.show('/alerts');
    await page.getByRole('button', { name: 'Views' }).waitFor();
    expect(await button(page).count()).toBe(0);
  });
});
