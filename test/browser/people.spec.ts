import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { eventually } from '../support/eventually.js';

jest.setTimeout(120_000);

describe('people', () => {
  const stage = dashboardStage();
  let api: FakeApi;
  let page: Page;

  beforeEach(async () => {
    api = await stage.serve({ role: 'admin' });
    page = await stage.show('/people');
    await page.getByText('Ilze Kalniņa').waitFor();
  });

  const act = async (name: string, deed: string): Promise<void> => {
    await page.getByRole('button', { name: `What can be done with ${name}` }).click();
    await page.getByRole('menuitem', { name: deed }).click();
  };
  const person = (id: string) => api.people.people.get(id);

  it('are added; the first password is told once, and a taken address is refused with what was typed kept', async () => {
    await page.getByRole('button', { name: 'Add a person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill('aino@nordvik.example');
    await dialog.getByLabel('Name').fill('Vera');
    await dialog.getByRole('radio', { name: 'Team lead' }).check();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText('Somebody with this address is there already.').waitFor();
    await dialog.getByLabel('E-mail').fill('vera@nordvik.example');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('first-password').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'I have noted it' }).click();
    await page.getByText('first-password').waitFor({ state: 'detached' });
    await page.getByText('vera@nordvik.example').waitFor();
    expect([...api.people.people.values()].find(({ name }) => name === 'Vera')?.role).toBe('lead');
  });

  it('who leave hand their cases over with a note, and can be let back in', async () => {
    await act('Ilze Kalniņa', 'Deactivate');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Who gets 3 open cases' }).click();
    expect(await page.getByRole('option', { name: 'Oleg Sidorov' }).count()).toBe(0);
    await page.getByRole('option', { name: 'Bayu Pratama' }).click();
    await dialog.getByLabel('What the timeline of each case says').fill('On parental leave');
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('Ilze Kalniņa may not sign in any more').waitFor();
    expect([person('812')?.disabledAt === null, api.people.notes]).toEqual([false, ['On parental leave']]);
    await act('Ilze Kalniņa', 'Let back in');
    await page.getByText('Ilze Kalniņa may sign in again').waitFor();
  });

  it('changed by somebody else meanwhile are not overwritten', async () => {
    await act('Bayu Pratama', 'Name and role');
    await page.getByRole('dialog').getByRole('radio', { name: 'Manager' }).check();
    api.people.change('813', { role: 'lead' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Somebody else changed this person meanwhile').waitFor();
    expect(person('813')?.role).toBe('lead');
  });

  it('get a new password, or are signed out everywhere', async () => {
    await act('Ilze Kalniņa', 'Sign out everywhere');
    await eventually(() => expect(person('812')?.sessions).toBe(0));
    await act('Bayu Pratama', 'New password');
    await page.getByRole('button', { name: 'Make a new password' }).click();
    await page.getByText('told-only-once').waitFor();
  });

  it('do not offer what would lock the reader out', async () => {
    await page.getByRole('button', { name: 'What can be done with Aino' }).click();
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Name and role…']);
    await page.getByRole('menuitem').click();
    await page.getByText('this is the only administrator').waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
  });

  it('say what went wrong, and whom they are for', async () => {
    api.trouble({ path: /people/, status: 500 });
    await page.reload();
    await page.getByRole('alert').getByText('Something went wrong on our side').waitFor();
    api.heal();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Ilze Kalniņa').waitFor();

    await stage.serve({ role: 'agent' });
    const other = await stage.show('/people');
    await other.getByRole('alert').waitFor();
    expect(await other.getByRole('link', { name: 'People' }).count()).toBe(0);
    stage.takeComplaints();
  });

  it.each(['light', 'dark'] as const)('have no fault of accessibility in %s, wide and narrow', async (colorScheme) => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 375, height: 812 },
    ]) {
      page = await stage.show('/people', { colorScheme, viewport });
      await page.getByText('Ilze Kalniņa').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      await act('Ilze Kalniņa', 'Deactivate');
      await page.getByRole('dialog').waitFor();
      expect(await accessibilityFaults(page, ['region'])).toEqual([]);
    }
  });
});
