import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';

jest.setTimeout(120_000);

describe('the playbook and its reply templates', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  const show = async (path: string, role: 'agent' | 'manager' = 'manager', options = {}): Promise<Page> => {
    api = await stage.serve({ role });
    api.addCases(A_MORNING.slice(0, 2));
    return stage.show(path, options);
  };
  const text = (page: Page) => page.getByRole('textbox', { name: 'Text of the template' });
  const choose = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('show what is done and where it is changed: in %s, %d wide', async (colorScheme, width) => {
    const page = await show('/playbook', 'agent', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('heading', { name: 'Take ownership' }).waitFor();
    await page.getByText('config/playbooks/default.yaml').waitFor();
    await page.getByText('Needed to close a case').waitFor();
    await page.getByText('When it applies: Take ownership').click();
    await page.getByText('state: [new, reopened]').filter({ visible: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page.getByRole('link', { name: 'Reply templates' }).click();
    await text(page).waitFor();
    expect(await text(page).getAttribute('readonly')).not.toBeNull();
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'are written with every mistake named as it is made, tried on a case, and saved: in %s, %d wide',
    async (colorScheme, width) => {
      const page = await show('/playbook/templates', 'manager', { colorScheme, viewport: { width, height: 800 } });
      await choose(page, 'Solved');
      await text(page).fill('It is done.\nThank you, {{custmer.name}}');
      await page.getByText('Line 2, column 12: “custmer.name” is not known here.').waitFor();
      await page.getByText('has a mistake').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await text(page).fill('It is done. {{solution}}');
      await page.getByText('has a mistake').waitFor({ state: 'detached' });
      await page.getByLabel('Case', { exact: true }).selectOption('1');
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page.getByText('Dear Pekka Nieminen,').waitFor();
      await page.getByText('Still open: The solution').waitFor();
      await page.getByLabel('Why').fill('Shorter');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('The templates are in force').waitFor();
      await page.getByText('Version 1 · in force').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      expect(await accessibilityFaults(page)).toEqual([]);
    },
  );

  it('keep what was typed when the page is left, and when somebody else saved meanwhile', async () => {
    const page = await show('/playbook/templates');
    await choose(page, 'Solved');
    await text(page).fill('All is well again.');
    await page.getByRole('link', { name: 'Steps' }).click();
    await page.getByRole('heading', { name: 'Take ownership' }).waitFor();
    await page.getByRole('link', { name: 'Reply templates' }).click();
    await choose(page, 'Solved');
    expect(await text(page).inputValue()).toBe('All is well again.');
    api.templates.saveElsewhere('en');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Somebody has saved another version meanwhile.').waitFor();
    expect(await text(page).inputValue()).toBe('All is well again.');
    await page.getByText('Version 1 · in force').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Version 2 · in force').waitFor();
  });

  it('are archived and brought back, and an earlier version can be opened again', async () => {
    const page = await show('/playbook/templates');
    await page.getByRole('button', { name: 'Archive: Acknowledge' }).click();
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Bring back' }).click();
    await page.getByRole('button', { name: 'Archive: Acknowledge' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The templates are in force').waitFor();
    await page.getByRole('button', { name: 'Open to edit: The configuration’s files' }).click();
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).waitFor();
  });

  it('say so when they cannot be read, and are there when they can', async () => {
    api = await stage.serve({ role: 'manager' });
    api.trouble({ path: /GET \/template-books/, status: 500 });
    const page = await stage.show('/playbook/templates');
    await page.getByRole('alert').waitFor();
    api.heal();
    await page.getByRole('button', { name: 'Try again' }).click();
    await text(page).waitFor();
  });
});
