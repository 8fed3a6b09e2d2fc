import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING, IN_DOUBT } from '../support/fake-cases.js';

jest.setTimeout(120_000);

const stage = dashboardStage();
let api: FakeApi;

beforeEach(async () => {
  api = await stage.serve();
});

const show = async (path: string, options = {}): Promise<Page> => {
  return stage.show(path, options);
};

describe('the messages', () => {
  const rows = (page: Page) => page.getByRole('list', { name: 'Messages, the newest first' }).getByRole('article');

  beforeEach(() => {
    api.addCases(A_MORNING.slice(0, 1));
    api.messages.add([
      { author: 'Zane', text: 'Nauda joprojām nav atgriezta' },
      { author: 'Tomi', text: `It is all fine. ${'Really. '.repeat(80)}The end.` },
      { author: 'Petra', text: 'Kje je moj paket?', assessment: null },
    ]);
  });

  it.each(['light', 'dark'] as const)(
    'are searched, and one that was missed is taught to the detector: in %s',
    async (colorScheme) => {
      const page = await show('/messages', { colorScheme });
      await page.getByText('Nauda joprojām').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('nauda');
      await eventually(async () => expect(await rows(page).count()).toBe(1));
      expect(page.url()).toContain('text=nauda');
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'This was missed: Zane' }).click();
      await page.getByText('Aino Lehtonen: unhappy').waitFor();
      await page.getByRole('link', { name: 'Case 1' }).waitFor();
      await page.getByRole('button', { name: 'Not unhappy: Zane' }).waitFor();
      await page.getByRole('button', { name: 'Open the case' }).click();
      await page.waitForURL(/\/cases\/1$/);
    },
  );

  it('come also at an address that asks for something unknown', async () => {
    const page = await show('/messages?q=refund&text=nauda');
    await page.getByText('Nauda joprojām').waitFor();
    expect(await rows(page).count()).toBe(1);
  });

  it('tell which one stands no longer at its source', async () => {
    api.messages.add([{ author: 'Vera', text: 'Where is it?', removedAt: new Date().toISOString() }]);
    const page = await show('/messages');
    await rows(page).filter({ hasText: 'Vera' }).getByText('Taken away at its source').waitFor();
    expect(await page.getByText('Taken away at its source').count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('show a long one whole when asked, and say when it cannot be read', async () => {
    const page = await show('/messages');
    api.trouble({ path: /GET \/messages\/\d+$/, status: 503, times: 4 });
    await page.getByRole('button', { name: 'Show all of it' }).click();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The end.').waitFor();
  });

  it('keep what was searched for when nothing fits, and show all again', async () => {
    const page = await show('/messages?text=zzz&verdict=uncertain');
    await page.getByText('Nothing fits').waitFor();
    expect(await page.getByLabel('Search words, a name or an address').inputValue()).toBe('zzz');
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await eventually(async () => expect(await rows(page).count()).toBe(3));
  });

  it('come a page at a time, and say when the next page fails', async () => {
    api.messages.add(
      Array.from({ length: 60 }, (_, number) => ({ author: `Author ${number}`, text: `Text ${number}` })),
    );
    const page = await show('/messages');
    await eventually(async () => expect(await rows(page).count()).toBe(50));
    await page.getByRole('button', { name: 'Show more' }).click();
    await eventually(async () => expect(await rows(page).count()).toBe(63));
  });
});

describe('what the detector is not sure of', () => {
  it('is decided with one key each, and brought back', async () => {
    const doubt = IN_DOUBT[0]!;
    api.addCases([
      { ...doubt, customer: 'Eva' },
      { ...doubt, customer: 'Ivo', dueInHours: 90 },
    ]);
    const page = await show('/review');
    const card = (name: string) => page.getByRole('article', { name });
    await card('Eva').waitFor();
    await page.getByText('2 left').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('n');
    await card('Ivo').waitFor();
    await page.getByText('1 left').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('2 left').waitFor();
    await card('Eva').waitFor();
    await page.keyboard.press('y');
    await card('Ivo').waitFor();
    await eventually(() => expect(api.requests.filter((request) => request.endsWith('/verdict'))).toHaveLength(1));
  });

  it('comes back when it could not be kept', async () => {
    api.addCases(IN_DOUBT);
    api.trouble({ path: /POST .*not-a-complaint/, status: 503, times: 1 });
    const page = await show('/review');
    await page.getByRole('button', { name: 'Not a complaint' }).click();
    await page.getByText('Something went wrong on our side').waitFor();
    await page.getByRole('article', { name: IN_DOUBT[0]!.customer }).waitFor();
  });

  it('is nothing when nothing is unclear', async () => {
    const page = await show('/review');
    await page.getByText('Nothing is unclear').waitFor();
  });
});
