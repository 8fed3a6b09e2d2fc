import { CONNECTORS } from '@earshot/connectors';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { fakeSource } from '../support/fake-data.js';

jest.setTimeout(120_000);

const LOOKS = [
  ['light', 1280],
  ['dark', 390],
] as const;

/** The channels that take a push; one that is added needs its address here, too. */
const PUSHING = CONNECTORS.filter(({ receive }) => receive !== undefined).map(({ kind }) => kind);

const BOOK = {
  name: 'reklamaatiot.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from('Reklamaatio;Päivä\nKukaan ei vastaa;2.3.2026 10.00\n'),
};

describe('the page of a source that is brought its messages', () => {
  const stage = dashboardStage(/status of 400/);
  let api: FakeApi;

  const show = async (kind: string, options = {}, role: 'ops' | 'agent' = 'ops'): Promise<Page> => {
    api = await stage.serve({ role });
    api.addSources([fakeSource({ id: '3', name: 'Old book', kind, sample: false, state: 'healthy' })]);
    return stage.show('/sources/3', options);
  };

  it.each(LOOKS)('tries a file out and imports it: in %s, %d wide', async (colorScheme, width) => {
    const page = await show('complaints-book', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByText('Choose a file.').waitFor();
    await page.getByLabel(/^File/).setInputFiles(BOOK);
    await page.getByText('Which heading holds what').click();
    await page.getByRole('combobox', { name: 'Words of the customer' }).selectOption('Reklamaatio');
    await page.getByRole('textbox', { name: 'How times are written' }).fill('d.M.yyyy H.mm');
    await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Europe/Helsinki');
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('heading', { name: 'Tried out: nothing is stored' }).waitFor();
    await page.getByRole('cell', { name: 'must be a number from 1 to 5' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download this list (2)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('reklamaatiot.csv.faults.csv');
    await page.getByRole('button', { name: 'Import it' }).click();
    await page.getByRole('heading', { name: 'Imported' }).waitFor();
    await page.getByRole('link', { name: 'To the quarantine' }).waitFor();
    const how = { source: 'Old book', timeFormat: 'd.M.yyyy H.mm', zone: 'Europe/Helsinki' };
    expect(api.imports.forms).toMatchObject([
      { ...how, dryRun: 'true', map: '{"text":"Reklamaatio"}' },
      { ...how, dryRun: 'false', map: '{"text":"Reklamaatio"}' },
    ]);
  });

  it('says why a file is refused, and keeps how it is to be read', async () => {
    const page = await show('complaints-book');
    api.imports.refusal = 'must end in .csv or .xlsx';
    await page.getByLabel(/^File/).setInputFiles(BOOK);
    const format = page.getByRole('textbox', { name: 'How times are written' });
    await format.fill('d.M.yyyy');
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('alert').filter({ hasText: 'must end in .csv or .xlsx' }).waitFor();
    expect(await page.getByRole('button', { name: 'Import it' }).count()).toBe(0);
    await page.reload();
    expect(await format.inputValue()).toBe('d.M.yyyy');
  });

  it('offers no import to whoever may not do it', async () => {
    const page = await show('complaints-book', {}, 'agent');
    await page.getByRole('heading', { name: 'Latest deliveries' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Import a file' }).count()).toBe(0);
  });

  it.each<readonly [string, string, (url: string) => string]>([
    ['form', 'Line for your page', (url: string) => `<script async src="${url}/api/v1/forms/3/embed.js"></script>`],
    ['webhook', 'Address for deliveries', (url: string) => `${url}/api/v1/intake/3`],
    ...PUSHING.map((kind) => [kind, 'Address for pushes', (url: string) => `${url}/api/v1/intake/3/push`] as const),
  ])('of the kind %s hands out what the other side needs', async (kind, label, address) => {
    const page = await show(kind, { permissions: ['clipboard-read', 'clipboard-write'] });
    const shown = page.getByRole('textbox', { name: label, exact: true });
    await eventually(async () => expect(await shown.innerText()).toBe(address(api.url)));
    await page.getByRole('button', { name: `Copy: ${label}` }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(address(api.url));
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('shows the address of a new form right after it was added', async () => {
    api = await stage.serve({ role: 'ops' });
    const page = await stage.show('/sources/add?kind=form', { viewport: { width: 390, height: 800 } });
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Website');
    await page.getByRole('textbox', { name: /Origins|Websites/ }).fill('https://shop.example');
    await page.getByRole('button', { name: 'Add and read it' }).click();
    await page.getByRole('textbox', { name: 'Line for your page' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });
});
