import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';
import { MARIS } from '../support/fake-data.js';

jest.setTimeout(120_000);

describe('the customer of a case', () => {
  const stage = dashboardStage();
  let api: FakeApi;
  let caseIds: string[];

  beforeEach(async () => {
    api = await stage.serve();
    const [first, second, third] = A_MORNING;
    caseIds = api.addCases([
      { ...first!, customerId: '77' },
      { ...second!, customer: first!.customer, customerId: '77' },
      third!,
    ]);
  });

  const show = async (options = {}): Promise<Page> => {
    const page = await stage.show(`/cases/${caseIds[0]}`, options);
    await panel(page).getByRole('heading', { name: 'Notes' }).waitFor();
    return page;
  };
  const panel = (page: Page) => page.getByRole('region', { name: 'Customer' });
  const ask = async (page: Page, what: string): Promise<void> => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: what }).click();
    await page.getByRole('dialog').waitFor();
  };

  it('is known with addresses, other cases and what colleagues wrote down', async () => {
    const page = await show();
    await panel(page).getByText('customer@mail.example').waitFor();
    await panel(page).getByLabel('Add a note').fill('Asked about her operation.');
    await panel(page).getByRole('button', { name: 'Keep it' }).click();
    await panel(page).getByText('Asked about her operation.').waitFor();
    await panel(page).getByRole('link', { name: 'Kur ir mana nauda?' }).click();
    await page.getByRole('heading', { level: 1, name: 'Kur ir mana nauda?' }).waitFor();
    await panel(page).getByText('Asked about her operation.').waitFor();
    await panel(page).getByRole('button', { name: 'Remove this note' }).click();
    await panel(page).getByText('Asked about her operation.').waitFor({ state: 'detached' });
  });

  it('keeps a note that could not be saved, and is put into a group', async () => {
    const page = await show();
    api.trouble({ path: /POST \/customers\/77\/notes/, status: 503, times: 1 });
    await panel(page).getByLabel('Add a note').fill('Likes to be called');
    await panel(page).getByRole('button', { name: 'Keep it' }).click();
    await panel(page).getByText('It was not saved; what you wrote is kept.').waitFor();
    expect(await panel(page).getByLabel('Add a note').inputValue()).toBe('Likes to be called');
    await panel(page).getByRole('button', { name: 'Change the group' }).click();
    await panel(page).getByLabel('Group').fill('Key account');
    await panel(page).getByRole('button', { name: 'Save' }).click();
    await panel(page).getByText('Group: Key account').waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'has cases that are merged after a look at what moves, and parted again: in %s',
    async (colorScheme) => {
      const page = await show({ colorScheme });
      await ask(page, 'Merge another case');
      await page.getByRole('radio', { name: /Kur ir mana nauda/ }).check();
      await page.getByText(`What moves here from case ${caseIds[1]}`).waitFor();
      await page.getByText('1 message', { exact: true }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'Merge' }).click();
      await page.getByRole('article').filter({ hasText: 'nauda joprojām nav atmaksāta' }).waitFor();

      await page.getByRole('button', { name: /^Undo: Another case was merged/ }).click();
      await page
        .getByRole('article')
        .filter({ hasText: 'nauda joprojām nav atmaksāta' })
        .waitFor({ state: 'detached' });
    },
  );

  it('is not merged with another’s case unless that is meant', async () => {
    const page = await show();
    await ask(page, 'Merge another case');
    await page.getByLabel('Or the number of a case').fill('999');
    await page.getByRole('button', { name: 'Look it up' }).click();
    await page.getByText('There is no such case.').waitFor();
    await page.getByLabel('Or the number of a case').fill(caseIds[2]!);
    await page.getByRole('button', { name: 'Look it up' }).click();
    await page.getByRole('button', { name: 'Merge' }).click();
    await page.getByText('Say first that you mean it.').waitFor();
    await page.getByLabel('I mean it').check();
    await page.getByRole('button', { name: 'Merge' }).click();
    await page.getByText(`Case ${caseIds[2]} is in this one now`).waitFor();
    await page.goto(`${api.url}/cases/${caseIds[2]}`);
    await page.getByRole('link', { name: `Open case ${caseIds[0]}` }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Your answer' }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('has messages that are split off into a case of their own, unless a colleague was faster', async () => {
    const page = await show();
    await ask(page, 'Split messages off');
    await page.getByRole('button', { name: 'Split off' }).click();
    await page.getByText('Choose at least one and leave at least one.').waitFor();
    await page.getByRole('checkbox', { name: /Pekka/ }).first().check();
    api.change(caseIds[0]!, {
      events: [
        ...api.view(caseIds[0]!)!.events,
        { id: '999', at: new Date().toISOString(), actor: MARIS, type: 'acknowledged', detail: {} },
      ],
    });
    await page.getByRole('button', { name: 'Split off' }).click();
    await page
      .getByRole('alert')
      .getByText(/Acknowledged.*Māris Ozols/)
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Split off' }).click();
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.waitForURL(/\/cases\/4$/);
    await eventually(async () => expect(await page.getByRole('article').count()).toBe(1));
  });

  it('leaves what was chosen for a merge or a split where it was when the dialog is opened again', async () => {
    const page = await show();
    const close = async (): Promise<void> => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await ask(page, 'Merge another case');
    await page.getByLabel('Or the number of a case').fill(caseIds[2]!);
    await page.getByRole('button', { name: 'Look it up' }).click();
    await page.getByText(`What moves here from case ${caseIds[2]}`).waitFor();
    await close();
    await ask(page, 'Split messages off');
    await page.getByRole('checkbox', { name: /Pekka/ }).first().check();
    await close();

    await page.reload();
    await panel(page).getByRole('heading', { name: 'Notes' }).waitFor();
    await ask(page, 'Merge another case');
    await page.getByText(`What moves here from case ${caseIds[2]}`).waitFor();
    expect(await page.getByLabel('Or the number of a case').inputValue()).toBe(caseIds[2]);
    await close();
    await ask(page, 'Split messages off');
    const messages = page.getByRole('dialog').getByRole('checkbox');
    expect(await messages.first().isChecked()).toBe(true);
    expect(await messages.nth(1).isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Split off' }).click();
    await page.getByRole('button', { name: 'Open it' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await ask(page, 'Merge another case');
    await page.getByText(`What moves here from case ${caseIds[2]}`).waitFor();
  });
});
