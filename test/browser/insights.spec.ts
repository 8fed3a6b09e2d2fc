import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';

jest.setTimeout(120_000);

describe('the insights', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  beforeEach(async () => {
    api = await stage.serve({ role: 'manager' });
    api.addCases(A_MORNING.slice(0, 2));
  });

  const show = async (path = '/insights', options = {}): Promise<Page> => {
    const page = await stage.show(path, options);
    await page.getByRole('button', { name: /^Open 31/ }).waitFor();
    return page;
  };

  it.each(['light', 'dark'] as const)(
    'say how the team does, and lead to the cases of a figure: in %s',
    async (colorScheme) => {
      const page = await show('/insights', { colorScheme });
      await page.getByRole('button', { name: /^Answered within the standard 94% 188 of 200/ }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: /^Overdue 4/ }).click();
      await page
        .getByRole('dialog')
        .getByRole('link', { name: new RegExp(A_MORNING[1]!.customer) })
        .click();
      await page.waitForURL(/\/cases\/2$/);
    },
  );

  it('keep the period in the address, and show the figures of the chart as a table', async () => {
    const page = await show();
    await page.getByLabel('Period', { exact: true }).and(page.locator('select')).selectOption('90');
    await page.waitForURL(/days=90/);
    await page.getByText('As a table').click();
    await eventually(async () => expect(await page.getByRole('row').count()).toBe(14));
    await page.reload();
    await eventually(async () => expect(await page.locator('select[aria-label="Period"]').inputValue()).toBe('90'));
  });

  it('say at the field which days are possible, and stay as they are meanwhile', async () => {
    const page = await show('/insights?from=2026-03-01&to=2026-03-31');
    const from = page.getByLabel('From', { exact: true });
    await from.fill('2026-04-01');
    await page.getByText('Choose 31 Mar 2026 or earlier: the period ends then.').waitFor();
    await from.fill('1900-01-01');
    await page.getByText('Choose 13 Feb 2016 or later: a longer period cannot be shown.').waitFor();
    expect(await from.inputValue()).toBe('1900-01-01');
    expect(await from.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('button', { name: /^Open 31/ }).isVisible()).toBe(true);
    expect(page.url()).not.toContain('1900');
    expect(await accessibilityFaults(page)).toEqual([]);
    await from.fill('2026-03-10');
    await page.waitForURL(/from=2026-03-10/);
    await page.getByText('a longer period cannot be shown').waitFor({ state: 'detached' });
  });

  it('come also at an address whose days make no period, which says so', async () => {
    const turned = await show('/insights?from=2026-03-31&to=2026-01-01');
    await turned.getByText('Choose 31 Mar 2026 or later: the period begins then.').waitFor();
    const early = await show('/insights?from=0001-01-01&to=0001-01-02');
    await early.getByText('Choose 1 Jan 1900 or later: there are no figures of earlier days.').waitFor();
    const own = await show('/insights?from=2026-02-01&to=2026-03-31');
    await own.getByRole('option', { name: '1 Feb 2026 – 31 Mar 2026' }).waitFor({ state: 'attached' });
    const fine = await show('/insights?from=2020-01-01&to=2026-01-01&bucket=day');
    await fine.getByText('Shown by day only for a period that begins on 28 Nov 2024 or later.').waitFor();
    expect(await fine.getByRole('radio', { name: 'by month' }).isChecked()).toBe(true);
  });

  it('are narrowed, and so are the cases behind each figure and what is taken along', async () => {
    const page = await show();
    await page.getByLabel('Severity', { exact: true }).selectOption('High');
    await page.getByLabel('Topic', { exact: true }).selectOption({ value: 'delivery' });
    await page.waitForURL(/severity=high&topic=delivery/);
    await page.getByRole('button', { name: 'Export' }).click();
    const csv = await page.getByRole('menuitem', { name: 'Cases as CSV' }).getAttribute('href');
    expect(new URL(csv ?? '', page.url()).searchParams.get('topic')).toBe('delivery');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Latvian' }).click();
    await page.getByRole('dialog').getByRole('link').first().waitFor();
    const filter = { severity: 'high', topic: 'delivery' };
    expect(api.insights.casesAsked.at(-1)).toMatchObject({ set: 'unhappy', language: 'lv', ...filter });
    await page.keyboard.press('Escape');
    await page.getByText('As a table').click();
    await page.getByRole('table').getByRole('button').first().click();
    const day = new URL(csv ?? '', page.url()).searchParams.get('from') ?? '';
    await eventually(() =>
      expect(api.insights.casesAsked.at(-1)).toMatchObject({ set: 'unhappy', from: day, to: day, ...filter }),
    );
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL((url) => !url.search.includes('topic'));
  });

  it('of one owner are those of cases, for messages have none', async () => {
    const page = await show('/insights?owner=nobody');
    await page.getByText('Not counted by owner: messages have none').waitFor();
    expect(await page.getByRole('heading', { name: 'Topics' }).count()).toBe(0);
    expect(await page.getByLabel('Owner', { exact: true }).inputValue()).toBe('nobody');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('tell of what rises unusually, and that somebody has seen it', async () => {
    const page = await show();
    await page.getByText('delivery: 40 unhappy messages within 6 h, where about 5.2 are usual').waitFor();
    await page.getByRole('button', { name: 'Seen' }).click();
    await page.getByText('Seen by Aino Lehtonen').waitFor();
  });

  it('say what went wrong when they cannot be read, and are read again', async () => {
    api.trouble({ path: /GET \/insights$/, status: 503 });
    const page = await stage.show('/insights');
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    api.heal();
    await again.click();
    await page.getByRole('button', { name: /^Open 31/ }).waitFor();
  });
});
