import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';
import { MARIS } from '../support/fake-data.js';

jest.setTimeout(120_000);

describe('the recovery playbook of a case', () => {
  const stage = dashboardStage();
  let api: FakeApi;
  let caseId: string;

  beforeEach(async () => {
    api = await stage.serve();
    caseId = api.addCases(A_MORNING.slice(1, 2))[0]!;
  });

  const show = async (options = {}): Promise<Page> => {
    const page = await stage.show(`/cases/${caseId}`, options);
    await panel(page).getByRole('heading', { level: 3 }).first().waitFor();
    return page;
  };
  const panel = (page: Page) => page.getByRole('region', { name: 'Recovery' });
  const record = async (page: Page, what: string): Promise<void> => {
    await panel(page).getByRole('button', { name: 'Record' }).click();
    await page.getByRole('menuitem', { name: what }).click();
    await page.getByRole('dialog').waitFor();
  };

  it('proposes one step after the other, each with its advice and the button that does it', async () => {
    const page = await show();
    await panel(page).getByText('One named person stays with the case to its end.').waitFor();
    await panel(page).getByRole('button', { name: 'Assign to me' }).click();
    await panel(page).getByRole('heading', { name: 'Call or meet' }).waitFor();

    await panel(page).getByRole('button', { name: 'Log a call' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Log it' }).click();
    await page.getByText('This is needed.').waitFor();
    await page.getByLabel('What was said').fill('She wants the money by Friday.');
    await page.getByRole('dialog').getByRole('button', { name: 'Log it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const thread = page.getByRole('region', { name: 'Conversation' });
    await thread.getByText('She wants the money by Friday.').waitFor();
    await thread.getByRole('heading', { name: 'We called' }).waitFor();
    await panel(page).getByRole('heading', { name: 'Offer at least three options' }).waitFor();
  });

  it('offers three options and records the one that was chosen', async () => {
    const page = await show();
    await record(page, 'Options');
    await page.getByText('3 more are to be offered.').waitFor();
    for (const [number, text] of ['Money back', 'A new one', 'A visit'].entries())
      await page.getByLabel(`Option ${number + 1}`).fill(text);
    await page.getByRole('button', { name: 'Offer them' }).click();
    await panel(page).getByRole('button', { name: 'Was chosen: A new one' }).click();
    await panel(page).getByText('A new one · chosen').waitFor();
  });

  it('makes a promise with its day, and asks later whether it was kept', async () => {
    const page = await show();
    await record(page, 'Promise');
    await page.getByLabel('What is promised').fill('Call on Friday');
    await page.getByLabel('For which day').fill('2020-01-01');
    await page.getByRole('button', { name: 'Promise it' }).click();
    await page.getByText('Choose a day that lies ahead, within two years.').waitFor();
    await page.getByLabel('For which day').fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10));
    await page.getByRole('button', { name: 'Promise it' }).click();
    await panel(page).getByRole('button', { name: 'Kept: Call on Friday', exact: true }).click();
    await panel(page).getByRole('button', { name: 'Kept: Call on Friday', exact: true }).waitFor({ state: 'detached' });
    expect(await panel(page).innerText()).toMatch(/Call on Friday\s*Kept/);
  });

  it('keeps what was typed over Escape, a new page and a new sign-in, until it is sent', async () => {
    const page = await show();
    await record(page, 'Promise');
    const promise = page.getByLabel('What is promised');
    await promise.fill('The money by Friday');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.reload();
    await record(page, 'Promise');
    expect(await promise.inputValue()).toBe('The money by Friday');

    await page.getByLabel('For which day').fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10));
    api.signOut();
    await page.getByRole('button', { name: 'Promise it' }).click();
    await page.getByLabel('E-mail').fill('aino@nordvik.example');
    await page.getByRole('textbox', { name: 'Password' }).fill('correct horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await record(page, 'Promise');
    expect(await promise.inputValue()).toBe('The money by Friday');
    await page.getByRole('button', { name: 'Promise it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await record(page, 'Promise');
    expect(await promise.inputValue()).toBe('');
  });

  it.each([
    ['Call or meeting', 'What was said'],
    ['Options', 'Option 2'],
    ['Compensation', 'What it is'],
    ['Cause', 'What was changed'],
  ])('keeps what was typed at %s when the case is left', async (deed, field) => {
    const page = await show();
    await record(page, deed);
    await page.getByLabel(field).fill('Half a sentence');
    await page.goto(`${api.url}/alerts`);
    await page.goBack();
    await record(page, deed);
    expect(await page.getByLabel(field).inputValue()).toBe('Half a sentence');
  });

  it.each(['light', 'dark'] as const)('does not end a case over a promise in silence, in %s', async (colorScheme) => {
    const at = new Date().toISOString();
    const promise = {
      taskId: '5',
      openedAt: at,
      dueAt: at,
      closedAt: null,
      closedReason: null,
      state: 'open' as const,
    };
    api.playbook.know(caseId, { promises: [{ ...promise, text: 'The card by mail' }] });
    const page = await show({ colorScheme });
    await panel(page).getByText('All steps').click();
    await panel(page).getByText('Make good the broken promise · did not arise').waitFor();
    await panel(page).getByRole('button', { name: 'Solved' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The card by mail').waitFor();
    await dialog.getByRole('button', { name: 'Solved' }).click();
    await dialog.getByText('Keep the promises first, or say that you know of them.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByLabel('I know, and end the case all the same').check();
    await dialog.getByRole('button', { name: 'Solved' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(api.view(caseId)!.state).toBe('solved');
  });

  it.each(['light', 'dark'] as const)(
    'refuses to close without cause and correction, and says so at the fields, in %s',
    async (colorScheme) => {
      const page = await show({ colorScheme });
      await panel(page).getByRole('button', { name: 'Solved' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Solved' }).click();
      await panel(page).getByRole('button', { name: 'Close' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Close the case' }).click();
      await dialog.getByText('Say what was changed before closing.').waitFor();
      await dialog.getByText('Say where it went wrong before closing.').first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);

      await dialog.getByLabel('Where it went wrong').selectOption('Delivery');
      await dialog.getByLabel('Systemic').check();
      await dialog.getByLabel('Lesson').selectOption({ label: 'Promise the carrier’s day, not ours (4 cases)' });
      await dialog.getByLabel('What was changed').fill('The shop tells the carrier’s day.');
      api.playbook.know(caseId, { missingToClose: [] });
      await dialog.getByRole('button', { name: 'Close the case' }).click();
      await dialog.waitFor({ state: 'detached' });
      await panel(page).getByText('Linked to a lesson').waitFor();
      expect(api.view(caseId)!.state).toBe('closed');
    },
  );

  it('tells what a colleague did meanwhile, and keeps what was typed', async () => {
    const page = await show();
    await record(page, 'Compensation');
    await page.getByLabel('What it is').fill('A voucher for 25 euros');
    api.change(caseId, {
      events: [
        ...api.view(caseId)!.events,
        { id: '999', at: new Date().toISOString(), actor: MARIS, type: 'compensated', detail: {} },
      ],
    });
    await page.getByRole('button', { name: 'Give it' }).click();
    await page
      .getByRole('alert')
      .getByText(/Compensated.*Māris Ozols/)
      .waitFor();
    expect(await page.getByLabel('What it is').inputValue()).toBe('A voucher for 25 euros');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Give it' }).click();
    await panel(page).getByRole('button', { name: 'Used: A voucher for 25 euros' }).waitFor();
  });

  it('asks after a month whether it is still solved', async () => {
    const at = new Date().toISOString();
    const check = { taskId: '88', openedAt: at, dueAt: at, closedAt: null, closedReason: null };
    api.playbook.know(caseId, { aftercare: [{ ...check, kind: 'recovery_check', state: 'open' }] });
    const page = await show();
    await panel(page).getByRole('button', { name: 'Still solved: Is it still solved?' }).click();
    await panel(page)
      .getByRole('button', { name: /Still solved/ })
      .waitFor({ state: 'detached' });
  });

  it('says so when it cannot be read, and tries again', async () => {
    api.trouble({ path: /GET \/cases\/\d+\/playbook/, status: 403 });
    const page = await stage.show(`/cases/${caseId}`);
    await panel(page).getByRole('alert').getByText('Your role does not open this').waitFor();
    await page.getByRole('textbox', { name: 'Your answer' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
