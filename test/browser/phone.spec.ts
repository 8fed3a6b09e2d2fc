import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';
import { fakeSource, SOURCES } from '../support/fake-data.js';

jest.setTimeout(120_000);

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** The pixels between the contents of neighbouring places in the bar of pages. */
const GAPS_OF_THE_BAR = `
  [...document.querySelectorAll('nav a, nav button')]
    .filter((place) => place.getBoundingClientRect().top > window.innerHeight - 100)
    .map((place) => {
      const contents = document.createRange();
      contents.selectNodeContents(place);
      return contents.getBoundingClientRect();
    })
    .sort((one, other) => one.left - other.left)
    .map((place, i, all) => (i === 0 ? null : place.left - all[i - 1].right))
    .slice(1)
`;

/** Where the words are the longest, on the screen with the least room. */
describe('a phone in Russian', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  beforeEach(async () => {
    api = await stage.serve({ role: 'ops' });
    api.account.settings = { ...api.account.settings, language: 'ru' };
    api.addSources([fakeSource({ ...SOURCES.mailbox, state: 'healthy', quarantined: 2 })]);
  });

  const show = (path: string, options = {}): Promise<Page> => stage.show(path, { ...PHONE, ...options });
  const fits = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');

  it.each(['light', 'dark'] as const)(
    'has the two main actions of a case and all others behind one more: in %s',
    async (colorScheme) => {
      const [id] = api.addCases(A_MORNING.slice(1, 2));
      const page = await show(`/cases/${id}`, { colorScheme });
      const bar = page.getByRole('group', { name: 'Действия' });
      await bar.getByRole('button', { name: 'Ответить', exact: true }).waitFor();
      expect(await bar.getByRole('button').allInnerTexts()).toEqual(['Ответить', 'Отметить отвеченным', '']);
      for (const button of await bar.getByRole('button').all()) {
        const { x, width } = (await button.boundingBox())!;
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(PHONE.viewport.width);
      }
      expect(await accessibilityFaults(page)).toEqual([]);

      const more = bar.getByRole('button', { name: 'Ещё' });
      await more.focus();
      await page.keyboard.press('Enter');
      const items = page.getByRole('menuitem');
      await items.first().waitFor();
      expect(await items.allInnerTexts()).toEqual(
        expect.arrayContaining(['Принять к сведению', 'Ждать клиента', 'Не жалоба', 'Взять себе']),
      );
      expect(await accessibilityFaults(page, ['region'])).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
      await eventually(async () => expect(await more.evaluate((button) => button.matches(':focus'))).toBe(true));

      await more.click();
      await page.getByRole('menuitem', { name: 'Взять себе' }).click();
      await eventually(() => Promise.resolve(expect(api.view(id!)!.owner?.name).toBe('Aino Lehtonen')));
    },
  );

  it('leaves a case in peace, and asks which one it belongs to, from the same menu', async () => {
    const [id] = api.addCases(A_MORNING.slice(1, 2));
    const page = await show(`/cases/${id}`);
    const more = page.getByRole('group', { name: 'Действия' }).getByRole('button', { name: 'Ещё' });
    await more.click();
    await page.getByRole('menuitem', { name: /^Присоединить/ }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await more.click();
    await page.getByRole('menuitem', { name: 'Отложить' }).click();
    await page.getByRole('dialog').getByRole('button').nth(1).click();
    await eventually(() => Promise.resolve(expect(api.view(id!)!.snoozedUntil).not.toBeNull()));
  });

  it('shows a source, and all names of its bar apart', async () => {
    const page = await show('/sources/1');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: /^Прочитать сейчас/ }).waitFor();
    expect(await fits(page)).toBe(true);
    const gaps = await page.evaluate<number[]>(GAPS_OF_THE_BAR);
    expect(gaps).toHaveLength(4);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(6);
  });
});
