import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';

describe('my settings', () => {
  const stage = dashboardStage();
  let api: FakeApi;
  let page: Page;

  beforeEach(async () => {
    api = await stage.serve();
    api.addCases(A_MORNING);
    page = await stage.show('/alerts');
    await page.getByRole('button', { name: 'Account of' }).click();
    await page.getByRole('menuitem', { name: 'My settings' }).click();
    await page.getByRole('heading', { name: 'My settings' }).waitFor();
  });

  const saveLocale = () =>
    page.getByRole('region', { name: 'Language and time' }).getByRole('button', { name: 'Save' });

  it.each([
    ['lv', 'Mani iestatījumi', 'Signāli'],
    ['sl', 'Moje nastavitve', 'Opozorila'],
    ['ru', 'Мои настройки', 'Сигналы'],
    ['id', 'Setelan saya', 'Peringatan'],
    ['fi', 'Omat asetukset', null],
  ])('the language %s is spoken at once, and kept with the account', async (language, title, board) => {
    await page.getByLabel('Language', { exact: true }).selectOption(language);
    await saveLocale().click();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    expect(api.account.settings.language).toBe(language);
    await page.reload();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    if (board !== null) await page.getByRole('link', { name: board, exact: true }).first().waitFor();
  });

  it('the zone is chosen by name, and times follow it', async () => {
    await page.getByRole('combobox', { name: 'Time zone' }).fill('Riga');
    await page.getByRole('option', { name: 'Europe/Riga' }).click();
    await saveLocale().click();
    await page.getByText('Your settings are saved').waitFor();
    expect(api.account.settings.zone).toBe('Europe/Riga');
  });

  it('the password is changed by who knows the old one; what is wrong is said at its field', async () => {
    const fill = async (old: string, next: string, repeated: string): Promise<void> => {
      await page.getByRole('textbox', { name: 'Your password now' }).fill(old);
      await page.getByRole('textbox', { name: 'The new one', exact: true }).fill(next);
      await page.getByRole('textbox', { name: 'The new one again' }).fill(repeated);
      await page.getByRole('button', { name: 'Change the password' }).click();
    };
    const next = 'a sentence that is long';
    await fill('x', 'short', 'short');
    await page.getByText('It is too short.').waitFor();
    await fill('x', next, `${next}!`);
    await page.getByText('The two are not the same.').waitFor();
    expect(api.requests).not.toContain('POST /session/password');
    await fill('wrong', next, next);
    await page.getByText('That is not your password.').waitFor();
    await fill(api.account.password, next, next);
    await page.getByText('The password is changed.').waitFor();
    expect(api.account.password).toBe(next);
    expect(await page.getByRole('textbox', { name: 'The new one', exact: true }).inputValue()).toBe('');
  });

  it('tells when nothing was saved, and keeps what was chosen', async () => {
    api.trouble({ path: /session\/settings/, status: 500, times: 1 });
    await page.getByLabel('Language', { exact: true }).selectOption('sl');
    await saveLocale().click();
    await page.getByRole('alert').getByText('Something went wrong on our side').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Moje nastavitve' }).waitFor();
  });

  it('what comes by mail and when not is chosen, and is there when one comes back', async () => {
    const panel = page.getByRole('region', { name: 'Notifications' });
    await panel.getByLabel('At least so severe').selectOption('high');
    await panel.getByRole('switch', { name: 'Quiet hours' }).press('Space');
    await panel.getByLabel('From', { exact: true }).fill('21:30');
    await panel.getByLabel('To', { exact: true }).fill('21:30');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Choose two different times.').waitFor();
    await panel.getByLabel('To', { exact: true }).fill('06:45');
    api.trouble({ path: /PUT \/session\/notifications/, status: 500, times: 1 });
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your settings are saved').waitFor();
    const quiet = { from: '21:30', to: '06:45', criticalBreaksThrough: true };
    expect(api.account.notifications).toMatchObject({ mail: true, mailFrom: 'high', quiet });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.reload();
    await panel.getByLabel('To', { exact: true }).waitFor();
    expect(await panel.getByLabel('To', { exact: true }).inputValue()).toBe('06:45');
  });

  it('everything is muted until a time that is offered, and the mute is lifted', async () => {
    const panel = page.getByRole('region', { name: 'Notifications' });
    await panel.getByRole('button', { name: 'Mute everything' }).click();
    await page.getByRole('menuitem', { name: 'Next working morning' }).click();
    await panel.getByText('Muted until').waitFor();
    expect(new Date(api.account.notifications.mutedUntil ?? 0).getTime()).toBeGreaterThan(Date.now());
    await panel.getByRole('button', { name: 'End the mute' }).click();
    await panel.getByRole('button', { name: 'Mute everything' }).waitFor();
    expect(api.account.notifications.mutedUntil).toBeNull();
  });
});
