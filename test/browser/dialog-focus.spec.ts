import type { Locator, Page } from 'playwright-core';
import { dashboardStage } from '../support/dashboard-stage.js';
import { A_MORNING } from '../support/fake-cases.js';
import { fakeSource, SOURCES } from '../support/fake-data.js';

jest.setTimeout(240_000);

interface Opening {
  readonly path: string;
  /** What has the focus while the dialog is asked for, and gets it back. */
  readonly opener: (page: Page) => Locator;
  /** Enter where left out. */
  readonly key?: string;
  /** The item that is chosen where the opener opens a menu. */
  readonly item?: RegExp;
}

const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name, exact: true }).first();

const firstRow = (page: Page): Locator => page.getByRole('main').getByRole('link', { name: /Pekka/ });

const OPENINGS: Readonly<Record<string, Opening>> = {
  'putting a row of the board aside': { path: '/alerts', opener: firstRow, key: 's' },
  'the help with the keys': { path: '/alerts', opener: firstRow, key: '?' },
  'keeping a list': { path: '/alerts', opener: button('Saved views'), item: /Keep/ },
  'removing the sample': { path: '/alerts', opener: button('Remove the sample…') },
  'waiting for a customer': { path: '/cases/2', opener: button('Wait for the customer') },
  'merging cases': { path: '/cases/2', opener: button('More'), item: /Merge another/ },
  'splitting a case': { path: '/cases/1', opener: button('More'), item: /Split/ },
  'another time to put a case aside until': { path: '/cases/2', opener: button('Snooze'), item: /Another time/ },
  'erasing a customer': { path: '/customers/71', opener: button('Erase') },
  'merging customers': { path: '/customers/71', opener: button('Merge') },
  'the look of a digest': { path: '/digests', opener: button('Preview') },
  'adding a person': { path: '/people', opener: button('Add a person') },
  'changing a person': { path: '/people', opener: button(/with Ilze/), item: /Name and role/ },
  'a new password': { path: '/people', opener: button(/with Ilze/), item: /password/ },
  'deactivating a person': { path: '/people', opener: button(/with Ilze/), item: /Deactivate/ },
  'making a token': { path: '/tokens', opener: button('Make a token') },
  'taking a version back': { path: '/detection', opener: button(/^Take back: version/) },
  'removing a channel': { path: '/rules', opener: button(/^Remove/) },
  'removing a source': { path: '/sources', opener: button('More for Sample letters'), item: /Remove/ },
  'the cases behind a figure': { path: '/insights', opener: button(/^Overdue 4/) },
};

describe('a dialog that closes gives the focus back to what opened it', () => {
  const stage = dashboardStage();

  const serve = async () => {
    const api = await stage.serve({ role: 'admin' });
    api.firstSteps.begin();
    api.addCases(A_MORNING);
    api.addSources([fakeSource({ ...SOURCES.sample, state: 'healthy' })]);
    api.customers.know('71', { name: 'Līga Kalniņa' });
    api.digests.add('daily', {});
    api.rules.addChannel();
    return api;
  };

  it.each(Object.entries(OPENINGS))('%s', async (_, { path, opener, key = 'Enter', item }) => {
    await serve();
    const page = await stage.show(path);
    const from = opener(page);
    await from.focus();
    await page.keyboard.press(key);
    if (item !== undefined) {
      await page.getByRole('menuitem', { name: item }).focus();
      await page.keyboard.press('Enter');
    }
    const dialog = page.getByRole('dialog');
    await dialog.locator(':focus').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await opener(page).and(page.locator(':focus')).waitFor();
  });

  it('also when it led to a second one', async () => {
    await serve();
    const page = await stage.show('/alerts');
    await firstRow(page).focus();
    await page.keyboard.press('s');
    await page.getByRole('dialog').getByRole('button', { name: 'Another time' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Until').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await firstRow(page).and(page.locator(':focus')).waitFor();
  });
});
