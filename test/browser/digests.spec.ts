import type { Locator, Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { AINO, COLLEAGUES, fakeSource, MARIS, SOURCES } from '../support/fake-data.js';

jest.setTimeout(120_000);

describe('the digests', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  const start = async (role: 'manager' | 'admin' | 'agent' = 'manager'): Promise<void> => {
    api = await stage.serve({ role });
    api.addSources([fakeSource({ ...SOURCES.mailbox, state: 'healthy' })]);
  };

  const show = async (path = '/digests', options = {}): Promise<Page> => {
    const page = await stage.show(path, options);
    await page.getByRole('heading', { level: 1, name: 'Digests' }).waitFor();
    return page;
  };
  const card = (page: Page, edition: string): Locator => page.getByRole('region', { name: `${edition} digest` });

  it.each([
    ['wide', 'light', { width: 1280, height: 800 }],
    ['on a phone', 'dark', { width: 390, height: 844 }],
  ] as const)(
    'say in a sentence what comes when, and what became of it: %s, in %s',
    async (_, colorScheme, viewport) => {
      await start();
      api.digests.add('daily', { language: 'lv' });
      api.digests.deliveries = [
        {
          id: '1',
          edition: 'daily',
          period: '2026-11-20',
          test: true,
          state: 'failed',
          attempts: 3,
          error: 'The mail server did not answer',
          claimedAt: '2026-11-20T06:00:00.000Z',
          sentAt: null,
        },
      ];
      const page = await show('/digests', { colorScheme, viewport });
      await card(page, 'Daily').getByText('Daily at 08:00 on working days, in Latvian, all sources.').waitFor();
      await card(page, 'Weekly').getByText('Not sent').waitFor();
      await page.getByText('The mail server did not answer').waitFor();
      await page.getByText('3 attempts').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await card(page, 'Daily').getByRole('button', { name: 'Change' }).click();
      await page.getByLabel('Time', { exact: true }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    },
  );

  it('are set up, keep what was typed when saving fails, and show a fault at its field', async () => {
    await start();
    const page = await show();
    const daily = card(page, 'Daily');
    await daily.getByRole('button', { name: 'Set up' }).click();
    const time = daily.getByLabel('Time', { exact: true });
    await time.fill('');
    await daily.getByRole('checkbox', { name: 'Sun' }).uncheck();
    await daily.getByLabel('Language of the mail').selectOption('fi');
    await daily.getByRole('button', { name: 'Save' }).click();
    await daily.getByText('must be a time of day such as 08:00').waitFor();
    expect(await time.getAttribute('aria-invalid')).toBe('true');

    await time.fill('07:15');
    api.trouble({ path: /PUT \/digests/, status: 503 });
    await daily.getByRole('button', { name: 'Save' }).click();
    await daily.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await time.inputValue()).toBe('07:15');
    api.heal();
    await daily.getByRole('button', { name: 'Try again' }).click();
    await daily
      .getByText('At 07:15 on Mon, Tue, Wed, Thu, Fri and Sat if it is a working day, in Finnish, all sources.')
      .waitFor();
    expect(await page.evaluate<string>('document.activeElement?.textContent')).toBe('Change');
  });

  it('are about chosen sources only', async () => {
    await start();
    api.digests.add('weekly', { days: [2] });
    const page = await show();
    const weekly = card(page, 'Weekly');
    await weekly.getByRole('button', { name: 'Change' }).click();
    await weekly.getByRole('combobox', { name: 'Sources' }).click();
    await page.getByRole('option', { name: SOURCES.mailbox.name }).click();
    await page.keyboard.press('Escape');
    await weekly.getByRole('button', { name: 'Save' }).click();
    await weekly.getByText(`only from ${SOURCES.mailbox.name}`).waitFor();
    expect(api.digests.of('weekly')?.scope.sourceIds).toEqual([SOURCES.mailbox.id]);
  });

  it('come on the working days of a chosen calendar, where the house has several', async () => {
    await start();
    const { openHours } = api.policy;
    api.policy.openHours = {
      ...openHours,
      calendars: [...openHours.calendars, { name: 'Latvia', zone: 'Europe/Riga', days: [] }],
    };
    api.digests.add('daily', {});
    const page = await show();
    const daily = card(page, 'Daily');
    await daily.getByRole('button', { name: 'Change' }).click();
    await daily.getByLabel('Calendar of the working days').selectOption('Latvia');
    await daily.getByRole('button', { name: 'Save' }).click();
    await daily.getByText('Daily at 08:00 on working days, by the calendar Latvia, ').waitFor();
    expect(api.digests.of('daily')?.calendar).toBe('Latvia');
    await daily.getByRole('button', { name: 'Change' }).click();
    await daily.getByLabel('Calendar of the working days').selectOption('The house’s own');
    await daily.getByRole('button', { name: 'Save' }).click();
    await daily.getByText('Daily at 08:00 on working days, in ').waitFor();
    expect(api.digests.of('daily')?.calendar).toBeNull();
  });

  it('go on after a pause, whose reason is shown, and are removed when that is confirmed', async () => {
    await start();
    api.digests.add('daily', { pausedAt: '2026-11-20T06:00:00.000Z', pauseReason: '550 no such mailbox' });
    const page = await show();
    const daily = card(page, 'Daily');
    await daily.getByText('550 no such mailbox').waitFor();
    await daily.getByRole('button', { name: 'Resume' }).click();
    await daily.getByText('550 no such mailbox').waitFor({ state: 'detached' });

    await daily.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
    expect(api.digests.of('daily')?.enabled).toBe(true);
    await daily.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await daily.getByText('Not sent').waitFor();
    expect(api.digests.of('daily')?.enabled).toBe(false);
  });

  it('send a test, and say where it goes or why not', async () => {
    await start();
    api.digests.add('daily', {});
    const page = await show();
    const daily = card(page, 'Daily');
    await daily.getByRole('button', { name: 'Send me a test' }).click();
    await daily.getByText('A test goes to aino@nordvik.example in a moment.').waitFor();
    api.digests.mailServer = false;
    await daily.getByRole('button', { name: 'Send me a test' }).click();
    await daily.getByRole('alert').getByText('Not done').waitFor();
  });

  it('are previewed in a frame where nothing runs, and as plain text', async () => {
    await start();
    const { html } = api.digests.preview;
    const hostile =
      '<script>parent.document.title = "taken"</script><img src="https://tracker.example/pixel.gif" alt="">';
    api.digests.preview = { ...api.digests.preview, html: html.replace('<h1', `${hostile}<h1`) };
    const page = await show();
    await card(page, 'Monthly').getByRole('button', { name: 'Preview' }).click();
    const dialog = page.getByRole('dialog');
    const frame = dialog.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Good morning' }).waitFor();
    expect(await dialog.locator('iframe').getAttribute('sandbox')).toBe('');
    // The styles of the mail stand in the mail; the policy of the page lets them through.
    const colour = "getComputedStyle(document.querySelector('h1')).color";
    expect(await frame.getByRole('heading').evaluate(colour)).toBe('rgb(14, 101, 112)');
    await dialog.getByText('Plain text').click();
    await dialog.getByText('2 need an answer today.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.title()).toContain('Digests');
    // The browser tells of the two that it refused, and of nothing else.
    const refused = stage.takeComplaints();
    expect(refused).toContainEqual(expect.stringContaining('Blocked script execution'));
    expect(refused).toContainEqual(expect.stringContaining('tracker.example'));
    expect(refused.filter((line) => !/Blocked script execution|tracker\.example/.test(line))).toEqual([]);
  });

  it('of others are for administrators', async () => {
    await start('admin');
    api.digests.add('daily', { localTime: '06:30' }, MARIS);
    const page = await show();
    await page.getByRole('button', { name: MARIS.name }).click();
    await page.waitForURL(new RegExp(`user=${MARIS.id}`));
    await card(page, 'Daily').getByText('Daily at 06:30 on working days').waitFor();
    expect(await page.getByRole('combobox', { name: 'Reader' }).inputValue()).toBe(MARIS.name);
    await card(page, 'Daily').getByRole('button', { name: 'Change' }).click();
    await card(page, 'Daily').getByLabel('Time', { exact: true }).fill('06:45');
    await card(page, 'Daily').getByRole('button', { name: 'Save' }).click();
    await eventually(async () => {
      await Promise.resolve();
      expect(api.digests.of('daily', MARIS.id)?.localTime).toBe('06:45');
    });
    expect(api.digests.of('daily', AINO.id)).toBeUndefined();
  });

  it('are not set up for a reader whose role has none: their field says why, and what there is can be removed', async () => {
    await start('admin');
    api.colleagues = COLLEAGUES.map((one) => (one.id === MARIS.id ? { ...one, role: 'agent' } : one));
    api.digests.add('daily', {}, MARIS);
    const page = await show(`/digests?user=${MARIS.id}`);
    const reader = page.getByRole('combobox', { name: 'Reader' });
    await page.getByText(`${MARIS.name} is an agent and gets no digests`).waitFor();
    expect(await reader.getAttribute('aria-invalid')).toBe('true');
    await card(page, 'Daily').getByText('Not sent').waitFor();
    const deeds = await page.getByRole('main').getByRole('button').allInnerTexts();
    expect(deeds.filter((name) => /Set up|Change|test|Resume/.test(name))).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await card(page, 'Daily').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await eventually(async () => {
      await Promise.resolve();
      expect(api.digests.of('daily', MARIS.id)?.enabled).toBe(false);
    });
  });

  it('say so when the role does not open them, and are read again after a failure', async () => {
    await start('agent');
    const page = await show();
    await page.getByRole('alert').getByText('Your role does not open this').waitFor();
    expect(await page.getByRole('link', { name: 'Digests' }).count()).toBe(0);

    await start();
    api.trouble({ path: /GET \/digests$/, status: 503 });
    const managers = await show();
    const again = managers.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    api.heal();
    await again.click();
    await card(managers, 'Daily').waitFor();
  });
});
