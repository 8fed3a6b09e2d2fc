import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';
import { fakeSource, SOURCES } from '../support/fake-data.js';

describe('signing in and what a role opens', () => {
  const stage = dashboardStage(/Service Unavailable/);
  let api: FakeApi;

  const show = async (path: string, options: Parameters<typeof stage.serve>[0] = {}) => {
    api = await stage.serve(options);
    api.addCases(A_MORNING);
    api.addSources([
      fakeSource({ ...SOURCES.mailbox, state: 'healthy', quarantined: 2 }),
      fakeSource({ ...SOURCES.social, state: 'failing', reason: 'The access token was rejected. Create a new one.' }),
    ]);
    return stage.show(path);
  };
  const signIn = async (page: Page, password: string): Promise<void> => {
    await page.getByLabel('E-mail').fill('aino@nordvik.example');
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  it('leads to the place that was asked for', async () => {
    const page = await show('/cases/2?from=mail', { signedIn: false });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(page, 'correct horse');
    await page.getByRole('heading', { level: 1, name: /Kur ir mana nauda/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/cases/2');
  });

  it('does not lead out of the house', async () => {
    const page = await show('/sign-in?next=//evil.example/', { signedIn: false });
    await signIn(page, 'correct horse');
    await page.getByRole('heading', { level: 1, name: 'Alerts' }).waitFor();
    expect(page.url()).toBe(`${api.url}/alerts`);
  });

  it('says that the password is wrong, and to whom it listens', async () => {
    const page = await show('/sign-in', { signedIn: false });
    await signIn(page, 'wrong');
    await page.getByRole('alert').getByText('The e-mail or the password is not right.').waitFor();
  });

  it('asks again when the session is over, and comes back', async () => {
    const page = await show('/alerts');
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
    api.signOut();
    await page.getByRole('link', { name: /Pekka/ }).click();
    await page.getByText('You will come back to where you were.').waitFor();
    await signIn(page, 'correct horse');
    await page.getByRole('heading', { level: 1, name: /Lattia/ }).waitFor();
  });

  it('ends when one signs out, and nothing stays on the screen', async () => {
    const page = await show('/alerts');
    await page.getByRole('button', { name: 'Account of Aino Lehtonen' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('Pekka').count()).toBe(0);
  });

  it('shows everybody the health of the sources, the failing ones first, and lets only operations act', async () => {
    const page = await show('/sources');
    await page.getByText('The access token was rejected. Create a new one.').waitFor();
    expect(await page.getByRole('article').first().innerText()).toContain('@nordvik');
    expect(await page.getByRole('button', { name: /Pause/ }).count()).toBe(0);
    await page.getByText('1 source needs attention').waitFor({ state: 'attached' });
  });

  it('lets operations pause a source and resume it', async () => {
    const page = await show('/sources', { role: 'ops' });
    await page.getByRole('button', { name: 'Pause: help@nordvik.example' }).click();
    await page.getByText('help@nordvik.example is paused').waitFor();
    await page.getByRole('button', { name: 'Resume: help@nordvik.example' }).click();
    await page.getByText('help@nordvik.example is read again').waitFor();
  });

  it('accounts for every message of a source, and shows what is in quarantine', async () => {
    const page = await show('/sources/1');
    await page.getByRole('heading', { name: '2 messages in quarantine' }).waitFor();
    await page.getByText('x-mac-ce').waitFor();
    expect(await page.getByRole('table').getByRole('row').count()).toBe(8);
    expect(await page.getByText('not accounted for').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Download as it came' }).first().getAttribute('href')).toMatch(
      /^\/api\/v1\/sources\/1\/quarantine\/\d+\/raw$/,
    );
  });

  it('says so when a role does not open a page', async () => {
    const page = await show('/alerts');
    api.trouble({ path: /GET \/sources\/1/, status: 403 });
    await page.goto(`${api.url}/sources/1`);
    await page.getByRole('heading', { name: 'Your role does not open this' }).waitFor();
  });

  it.each(['/rules', '/audit', '/people'])('shows nothing of a page around its refusal: %s', async (path) => {
    const page = await show(path, { role: 'lead' });
    await page.getByRole('heading', { level: 2, name: 'Your role does not open this' }).waitFor();
    const main = page.getByRole('main');
    await main.getByRole('link', { name: 'To the alerts' }).waitFor();
    expect(await main.locator('header, p, input, select').count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('says so when an address leads nowhere', async () => {
    const page = await show('/nowhere');
    await page.getByRole('heading', { level: 2, name: 'There is nothing here' }).waitFor();
  });

  it('says so when the server cannot be reached at all, and starts when it can', async () => {
    const page = await show('/alerts');
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
    api.trouble({ path: /session/, status: 503 });
    await page.reload();
    await page.getByRole('heading', { level: 2, name: 'Something went wrong on our side' }).waitFor();
    api.heal();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
  });
});
