import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { fakeSource } from '../support/fake-data.js';
import { FOUND_IN_MAILBOX } from '../support/fake-source-setup.js';

jest.setTimeout(120_000);

describe('configuring sources', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  const show = async (path: string, options = {}, role: 'ops' | 'agent' = 'ops'): Promise<Page> => {
    api = await stage.serve({ role });
    api.addSources([
      fakeSource({ id: '1', name: 'Sample messages', kind: 'folder', sample: true, state: 'healthy' }),
      fakeSource({ id: '2', name: 'Customer care', kind: 'mailbox', sample: false, state: 'healthy', quarantined: 2 }),
    ]);
    api.sourceSetup.check = FOUND_IN_MAILBOX;
    return stage.show(path, options);
  };

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('finds a channel, checks it and saves it: in %s, %d wide', async (colorScheme, width) => {
    const page = await show('/sources', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('link', { name: 'Add a source' }).click();
    await page.getByRole('searchbox', { name: 'Find a channel' }).fill('mail');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: /^Mailbox/ }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Complaints');
    await page.getByRole('textbox', { name: 'User' }).fill('care@example.org');
    await page.getByRole('button', { name: 'Check first' }).click();
    const host = page.getByRole('textbox', { name: 'Host' });
    await eventually(async () => expect(await host.getAttribute('aria-invalid')).toBe('true'));
    // The fault stands at its field, once.
    const marked = page.getByRole('alert').filter({ hasText: 'Mend the fields that are marked.' });
    expect(await marked.innerText()).not.toContain('options.host');
    await host.fill('imap.example.org');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('hunter2');
    await page.getByRole('button', { name: 'Check first' }).click();
    await page.getByText('1 204 messages').waitFor();
    expect(await page.locator('mark').innerText()).toBe('Nobody answers');
    await page.getByText('Unhappy', { exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page.getByRole('button', { name: 'Add and read it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Complaints' }).waitFor();
    expect([...api.sourceSetup.secrets.values()]).toEqual([{ password: 'hunter2' }]);
  });

  it('saves a source whose place another one reads already, new or changed, and says so', async () => {
    const page = await show('/sources');
    for (const [name, host] of [
      ['First', 'imap.example.org'],
      ['Second', 'imap.example.org'],
      ['Third', 'imap.example.net'],
    ] as const) {
      await page.goto(new URL('/sources/add?kind=mailbox', page.url()).href);
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await page.getByRole('textbox', { name: 'Host' }).fill(host);
      await page.getByRole('textbox', { name: 'User' }).fill('care@example.org');
      await page.getByRole('textbox', { name: 'Password', exact: true }).fill('hunter2');
      await page.getByRole('button', { name: 'Add and read it' }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      if (name === 'Second') await page.getByText(/'First' \(source \d+\) reads the same place already/).waitFor();
    }
    await page.goto(`${page.url()}/edit`);
    await page.getByRole('textbox', { name: 'Host' }).fill('imap.example.org');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/'Second' \(source \d+\) reads the same place already/).waitFor();
  });

  it('marks the secrets without which nothing can be read', async () => {
    const page = await show('/sources/add?kind=trustpilot');
    const key = page.getByLabel('API key', { exact: false }).first();
    await key.waitFor();
    expect(await key.getAttribute('required')).not.toBeNull();
    expect(await page.getByLabel('API secret', { exact: false }).first().getAttribute('required')).toBeNull();
  });

  it('keeps what was typed, without secrets, when the page is loaded again', async () => {
    const page = await show('/sources/add?kind=feed');
    await page.getByRole('textbox', { name: 'URL' }).fill('https://forum.example.org/feed');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('hunter2');
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'URL' }).inputValue()).toBe('https://forum.example.org/feed');
    expect(await page.getByRole('textbox', { name: 'Password', exact: true }).inputValue()).toBe('');
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('hunter2');
  });

  it('tells why a source cannot be read, and what to do', async () => {
    const page = await show('/sources/add?kind=feed');
    const failure = { kind: 'unreachable' as const, message: 'It does not answer', advice: 'Look whether it runs' };
    api.sourceSetup.check = { ok: false, summary: null, warnings: [], preview: [], failure };
    await page.getByRole('textbox', { name: 'URL' }).fill('https://forum.example.org/feed');
    await page.getByRole('button', { name: 'Check first' }).click();
    await page.getByRole('alert').filter({ hasText: 'Look whether it runs' }).waitFor();
  });

  it('changes a source and replaces a secret without ever showing it', async () => {
    const page = await show('/sources');
    api.sourceSetup.secrets.set('2', { password: 'old' });
    await page.getByRole('button', { name: 'More for Customer care' }).click();
    await page.getByRole('menuitem', { name: /Change or rename/ }).click();
    await page.getByRole('heading', { name: 'Change Customer care' }).waitFor();
    await page.getByRole('textbox', { name: 'Host' }).fill('imap.example.org');
    await page.getByRole('textbox', { name: 'User' }).fill('care@example.org');
    expect(await page.content()).not.toContain('old"');
    await page.getByRole('button', { name: 'Replace: Password' }).click();
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('new');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Customer care' }).waitFor();
    expect(api.sourceSetup.secrets.get('2')).toEqual({ password: 'new' });
  });

  const readAgain = async (page: Page) => {
    await page.getByRole('button', { name: 'More for Customer care' }).click();
    await page.getByRole('menuitem', { name: /Read again/ }).click();
    await page.getByLabel('From', { exact: true }).fill('2026-01-31');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Read again' }).click();
    const panel = page.getByRole('region', { name: /Read again from/ });
    await panel.getByText('Done. This is what it found:').waitFor();
    return panel;
  };

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('reads again from a day, and tells what was missing: in %s, %d wide', async (colorScheme, width) => {
    const page = await show('/sources/2', { colorScheme, viewport: { width, height: 800 } });
    const panel = await readAgain(page);
    expect(await panel.innerText()).toMatch(/12.*seen.*3.*stored/s);
    await panel.getByText(/3 messages were missing and have been found:/).waitFor();
    expect(await panel.locator('time').count()).toBe(2);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('says that reading again has found no gap', async () => {
    const page = await show('/sources/2');
    api.sourceSetup.missing = { messages: 0, earliest: null, latest: null };
    const panel = await readAgain(page);
    await panel.getByText('Nothing was missing.').waitFor();
  });

  it('removes the sample with its messages after telling what goes', async () => {
    const page = await show('/sources');
    await page.getByRole('button', { name: 'More for Sample messages' }).click();
    await page.getByRole('menuitem', { name: /Remove/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Cases with messages of this source only').waitFor();
    expect(await dialog.getByRole('radio', { name: 'They are deleted too' }).isChecked()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('Sample messages is removed').waitFor();
    await eventually(async () =>
      expect(await page.getByRole('heading', { level: 2, name: 'Sample messages' }).count()).toBe(0),
    );
  });

  it('lets an agent read quarantined items again and dismiss them with a reason', async () => {
    const page = await show('/sources/2', {}, 'agent');
    const panel = page.locator('#quarantine');
    await panel
      .getByRole('button', { name: /^Read it again/ })
      .first()
      .click();
    await page.getByText('It is read and stored now').waitFor();
    await eventually(async () => expect(await panel.getByRole('listitem').count()).toBe(1));
    await panel.getByRole('button', { name: /^Dismiss/ }).click();
    await page.getByLabel('Why').fill('Advertising');
    await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click();
    await panel.getByText('There is nothing here.').waitFor();
    await panel.getByRole('button', { name: 'Closed' }).click();
    await panel.getByText('Advertising').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.getByRole('button', { name: 'More for Customer care' }).count()).toBe(0);
  });

  it('reads everything in quarantine again at once, and tells what came of it', async () => {
    const page = await show('/sources/2', {}, 'agent');
    const panel = page.locator('#quarantine');
    await panel.getByRole('button', { name: 'Read all again' }).click();
    await page.getByText('Read again: 2 closed, 0 still unreadable').waitFor();
    await panel.getByText('There is nothing here.').waitFor();
    expect(await panel.getByRole('button', { name: 'Read all again' }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('offers no reading of what is brought: in %s, %d wide', async (colorScheme, width) => {
    await show('/sources', { colorScheme, viewport: { width, height: 800 } });
    api.addSources([
      fakeSource({
        id: '3',
        name: 'Old book',
        kind: 'complaints-book',
        sample: false,
        state: 'healthy',
        quarantined: 1,
      }),
    ]);
    const page = await stage.show('/sources/3', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('heading', { name: 'Latest deliveries' }).waitFor();
    await page.locator('#quarantine').getByText('Correct it where it came from').waitFor();
    expect(await page.getByRole('button', { name: /^Read/ }).count()).toBe(0);
    expect(await page.getByText(/Read every|Next reading/).count()).toBe(0);
    await page.getByRole('button', { name: 'More for Old book' }).click();
    await page.getByRole('menuitem', { name: /Copy/ }).waitFor();
    expect(await page.getByRole('menuitem', { name: /Read again/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('sends an ops person to the provider, and tells how it went', async () => {
    const page = await show('/sources/2');
    api.sourceSetup.consentUrl = `${api.url}/sources/2?consent=connected`;
    await page.reload();
    await page.getByRole('button', { name: 'Connect the account' }).click();
    await page.getByRole('status').filter({ hasText: 'The account is connected' }).waitFor();
  });

  it('shows whoever may not configure sources that they may not', async () => {
    const page = await show('/sources/add', {}, 'agent');
    await page.getByText('Your role does not open this').waitFor();
  });
});

describe('a first start', () => {
  const stage = dashboardStage();

  it('leads an ops person from the sample to the first source of one’s own', async () => {
    const api = await stage.serve({ role: 'ops' });
    api.addSources([fakeSource({ id: '1', name: 'Sample messages', kind: 'folder', sample: true, state: 'healthy' })]);
    const page = await stage.show('/alerts');
    const hint = page.getByRole('complementary', { name: 'First steps' });
    await hint.getByRole('link', { name: 'Add your first source' }).click();
    await page.getByRole('link', { name: /^By hand/ }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Calls');
    await page.getByRole('button', { name: 'Add and read it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
    await page.getByRole('link', { name: 'Alerts', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Alerts' }).waitFor();
    expect(await hint.count()).toBe(0);
  });
});
