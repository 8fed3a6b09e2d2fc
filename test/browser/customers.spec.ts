import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi, FakeApiOptions } from '../support/fake-api.js';
import { AINO } from '../support/fake-data.js';

jest.setTimeout(180_000);

const stage = dashboardStage();
let api: FakeApi;

const address = (id: string, value: string) => ({ id, namespace: 'mailto', value });

const serve = async (role: NonNullable<FakeApiOptions['role']> = 'agent'): Promise<void> => {
  api = await stage.serve({ role });
  api.customers.know('71', {
    name: 'Līga Kalniņa',
    identities: [address('1', 'liga@mail.example'), { id: '2', namespace: 'vk.com', value: 'liga' }],
    cases: 3,
    openCases: 1,
    lastContactAt: '2026-11-20T08:00:00Z',
    promises: [{ taskId: '5', caseId: '9', text: 'Call her on Monday', dueAt: '2026-11-23T08:00:00Z' }],
    notes: [{ id: '8', author: { id: '99', name: 'Māris Ozols' }, text: 'Prefers mail', at: '2026-11-01T08:00:00Z' }],
    compensations: { given: 1, used: 0, totals: [{ currency: 'EUR', value: '20' }] },
  });
  api.customers.know('72', {
    name: 'Liga K',
    identities: [address('3', 'liga@work.example')],
    cases: 1,
    openCases: 0,
  });
  api.customers.know('73', { name: 'Дмитрий Орлов', identities: [address('4', 'orlov@mail.example')], group: 'Gold' });
  api.customers.happened('71', [
    {
      ...{ kind: 'message', id: '4', at: '2026-11-20T08:00:00Z', caseId: '9', channel: 'email' },
      ...{ subject: 'Rēķins', text: 'Kur ir mana nauda?', longer: false, by: null },
    },
    {
      ...{ kind: 'call', id: '2', at: '2026-11-19T08:00:00Z', caseId: '9', channel: null },
      ...{ subject: null, text: 'Explained the delay', longer: false, by: { id: '99', name: 'Māris Ozols' } },
    },
  ]);
};

const rows = (page: Page) => page.getByRole('list', { name: 'Customers' }).getByRole('listitem');

describe('the customers', () => {
  it.each(['light', 'dark'] as const)('are searched in any script, filtered and opened: in %s', async (colorScheme) => {
    await serve();
    const page = await stage.show('/customers', { colorScheme });
    await page.getByRole('link', { name: 'Līga Kalniņa' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('/');
    await page.keyboard.type('орлов');
    await eventually(async () => expect(await rows(page).count()).toBe(1));
    await page.getByRole('link', { name: 'Дмитрий Орлов' }).waitFor();
    await page.getByRole('button', { name: 'Clear the text' }).click();
    await page.getByLabel('Which customers are shown').selectOption({ label: 'Complained more than once' });
    await eventually(async () => expect(await rows(page).count()).toBe(1));
    expect(page.url()).toContain('with=repeat');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Līga Kalniņa' }).click();
    await page.getByRole('heading', { level: 1, name: 'Līga Kalniņa' }).waitFor();
    await page.getByText('Kur ir mana nauda?').waitFor();
    await page.getByText('Call her on Monday').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('stay smooth in their thousands: only those near the window are drawn', async () => {
    await serve();
    for (let one = 0; one < 400; one += 1)
      api.customers.know(String(1000 + one), { name: `Customer ${one}`, identities: [] });
    const page = await stage.show('/customers');
    await page.getByRole('link', { name: 'Līga Kalniņa' }).waitFor();
    await eventually(async () => {
      await page.mouse.wheel(0, 3000);
      await page.getByRole('link', { name: 'Customer 399' }).waitFor({ timeout: 500 });
    });
    expect(await rows(page).count()).toBeLessThan(80);
  });

  it('say when nobody fits, when nobody wrote, and when they cannot be read', async () => {
    api = await stage.serve();
    const page = await stage.show('/customers');
    await page.getByRole('heading', { name: 'Nobody has written yet' }).waitFor();
    await page.goto(`${api.url}/customers?text=zzz`);
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await page.getByRole('heading', { name: 'Nobody has written yet' }).waitFor();
    api.trouble({ path: /GET \/customers$/, status: 403 });
    await page.goto(`${api.url}/customers`);
    await page.getByRole('alert').getByRole('heading').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('a customer', () => {
  it('keeps a note that was typed when the page is left, and lets only its writer remove one', async () => {
    await serve();
    const page = await stage.show('/customers/71');
    await page.getByLabel('Add a note').fill('Her operation is in May');
    await page.getByRole('link', { name: 'All customers' }).click();
    await page.getByRole('link', { name: 'Līga Kalniņa' }).click();
    await eventually(async () =>
      expect(await page.getByLabel('Add a note').inputValue()).toBe('Her operation is in May'),
    );
    expect(await page.getByRole('button', { name: 'Remove this note' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Remove this note' }).click();
    await page.getByText('Her operation is in May').waitFor({ state: 'detached' });
    await page.getByText('Prefers mail').waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'is merged with a likely twin after a look, and parted again: in %s',
    async (colorScheme) => {
      await serve();
      const two = [
        { id: '71', name: 'Līga Kalniņa', version: 1, identities: ['liga@mail.example'] },
        { id: '72', name: 'Liga K', version: 1, identities: ['liga@work.example'] },
      ];
      api.customers.suggest([{ name: 'Liga', shared: 'liga', customers: two }]);
      const page = await stage.show('/customers', { colorScheme });
      await page.getByRole('button', { name: 'Perhaps the same person' }).click();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('link', { name: 'Compare and merge' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('heading', { name: 'What comes over from Liga K' }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Merge' }).click();
      await page.getByText('liga@work.example').first().waitFor();
      await page.getByRole('button', { name: 'Undo the merge of Liga K' }).click();
      await page.getByText('taken apart again').first().waitFor();
      await page.getByText('liga@work.example').waitFor({ state: 'detached' });
    },
  );

  it('with a subject of many letters does not fill the page with it', async () => {
    await serve();
    const said = { kind: 'message', id: '4', at: '2026-11-20T08:00:00Z', caseId: '9', channel: 'email' } as const;
    api.customers.happened('71', [{ ...said, subject: 'Rēķins '.repeat(130), text: '', longer: false, by: null }]);
    const page = await stage.show('/customers/71');
    expect((await page.getByRole('paragraph').filter({ hasText: 'Rēķins Rēķins' }).boundingBox())!.height).toBeLessThan(
      90,
    );
  });

  it('keeps what was being noted when a colleague merges the customer meanwhile: it stands with the other', async () => {
    await serve();
    const page = await stage.show('/customers/71');
    await page.getByLabel('Add a note').fill('Prefers to be called');
    api.customers.know('71', { mergedInto: '73' });
    const merge = { id: '5', at: '2026-11-02T08:00:00Z', actor: AINO, undoneAt: null };
    api.customers.know('73', { merges: [{ ...merge, customer: { id: '71', name: 'Līga Kalniņa' } }] });
    await page.reload();
    await page.getByRole('link', { name: 'Open that customer' }).click();
    await page.getByLabel('Add a note').waitFor();
    expect(await page.getByLabel('Add a note').inputValue()).toBe('Prefers to be called');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByText('Prefers to be called', { exact: true }).first().waitFor();
    await eventually(async () => expect(await page.getByLabel('Add a note').inputValue()).toBe(''));
  });

  it('is not merged over what a colleague has just changed: the choice stands', async () => {
    await serve();
    const page = await stage.show('/customers/71');
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Search the other customer').fill('orlov');
    await dialog.getByRole('radio', { name: 'Дмитрий Орлов' }).check();
    await dialog.getByRole('heading', { name: 'What comes over from Дмитрий Орлов' }).waitFor();
    api.customers.know('73', { version: 2 });
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await dialog.getByRole('alert').getByText('Somebody changed one of the two meanwhile').waitFor();
    expect(await dialog.getByRole('radio', { name: 'Дмитрий Орлов' }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.goto(`${api.url}/customers/73`);
    await page.getByRole('link', { name: 'Open that customer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Līga Kalniņa' }).waitFor();
  });

  it('is exported by leads and erased by administrators, who type the name', async () => {
    await serve('agent');
    let page = await stage.show('/customers/71');
    await page.getByRole('heading', { level: 1, name: 'Līga Kalniņa' }).waitFor();
    expect(await page.getByRole('link', { name: 'Export as a file' }).count()).toBe(0);
    await serve('admin');
    page = await stage.show('/customers/71');
    const file = page.getByRole('link', { name: 'Export as a file' });
    expect(await file.getAttribute('href')).toBe('/api/v1/customers/71/export');
    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Open cases are closed without an answer.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const confirm = dialog.getByRole('button', { name: 'Erase for good' });
    await dialog.getByLabel('Type the name to confirm').fill('Liga');
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('Type the name to confirm').fill('Līga Kalniņa');
    api.trouble({ path: /POST .*erase/, status: 503, times: 1 });
    await confirm.click();
    await dialog.getByRole('alert').waitFor();
    expect(await dialog.getByLabel('Type the name to confirm').inputValue()).toBe('Līga Kalniņa');
    await confirm.click();
    await page.getByRole('heading', { level: 1, name: 'Erased customer' }).waitFor();
    expect(await page.getByRole('button', { name: 'Merge', exact: true }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('fits a phone', async () => {
    await serve('admin');
    for (const path of ['/customers', '/customers/71']) {
      const page = await stage.show(path, { viewport: { width: 375, height: 812 } });
      await page.getByText('Līga Kalniņa').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      expect(await accessibilityFaults(page)).toEqual([]);
    }
  });
});
