import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING, ANSWERED, IN_DOUBT } from '../support/fake-cases.js';
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
      await more.and(page.locator(':focus')).waitFor();

      await more.click();
      await page.getByRole('menuitem', { name: 'Взять себе' }).click();
      await eventually(() => Promise.resolve(expect(api.view(id!)!.owner?.name).toBe('Aino Lehtonen')));
      const outcome = page.locator('.mantine-Notification-root');
      await eventually(async () => {
        const told = (await outcome.boundingBox())!;
        expect(told.y + told.height).toBeLessThanOrEqual((await bar.boundingBox())!.y);
      });
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

  it.each([390, 320])('shows a source, and all names of its bar apart: %i px wide', async (width) => {
    const page = await show('/sources/1', { viewport: { ...PHONE.viewport, width } });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: /^Прочитать сейчас/ }).waitFor();
    expect(await fits(page)).toBe(true);
    const gaps = await page.evaluate<number[]>(GAPS_OF_THE_BAR);
    expect(gaps).toHaveLength(4);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(width === 320 ? 3 : 6);
  });
});

/** Whatever a person can open: each is loaded once and looked at in both widths. */
const SCREENS = [
  '/alerts',
  '/alerts?list=overdue&severity=critical',
  '/review',
  '/messages',
  '/messages/by-hand',
  '/customers',
  '/customers/71',
  '/cases/1',
  '/cases/999',
  '/insights',
  '/detection',
  '/standards',
  '/playbook',
  '/playbook/templates',
  '/digests',
  '/rules',
  '/sources',
  '/sources/1',
  '/sources/1/edit',
  '/sources/add',
  '/sources/add?kind=mailbox',
  '/people',
  '/audit',
  '/tokens',
  '/settings',
];

const WIDTHS = [390, 320];

/** How far the page reaches beyond the window in pixels, and what reaches the furthest. */
const BEYOND_THE_EDGE = `
  (() => {
    const beyond = document.documentElement.scrollWidth - window.innerWidth;
    if (beyond <= 0) return null;
    const right = (element) => element.getBoundingClientRect().right;
    const scrolls = (element) => getComputedStyle(element).overflowX !== 'visible';
    const isInScroller = (element) => element !== document.body && (scrolls(element) || isInScroller(element.parentElement));
    const furthest = [...document.querySelectorAll('body *')]
      .filter((element) => !isInScroller(element.parentElement))
      .sort((a, b) => right(b) - right(a))[0];
    return beyond + ' px: ' + furthest.outerHTML.slice(0, 160);
  })()
`;

describe.each(['ru', 'fi', 'id'] as const)('the screens of a phone in %s', (language) => {
  const stage = dashboardStage();

  it('are nowhere wider than the window', async () => {
    const api = await stage.serve({ role: 'admin' });
    api.account.settings = { ...api.account.settings, language };
    api.addCases([...A_MORNING, ...ANSWERED, ...IN_DOUBT.map((sketch) => ({ ...sketch, source: SOURCES.sample }))]);
    api.addSources([fakeSource({ ...SOURCES.mailbox, state: 'healthy', quarantined: 2 })]);
    api.customers.know('71', {
      name: 'Līga Kalniņa',
      identities: [{ id: '1', namespace: 'mailto', value: 'liga.kalnina-ozolina@customers.mail.example' }],
      notes: [{ id: '8', author: { id: '99', name: 'Māris Ozols' }, text: 'Zvanīt.', at: '2026-11-01T08:00:00Z' }],
    });
    api.digests.add('daily', { language });
    api.rules.addChannel();
    const { page, settled } = await stage.window(PHONE);
    const faults: string[] = [];
    for (const path of SCREENS) {
      await page.goto(api.url + path);
      await page.locator('main h1').first().waitFor({ state: 'attached' });
      await settled();
      for (const width of WIDTHS) {
        await page.setViewportSize({ ...PHONE.viewport, width });
        const beyond = await page.evaluate<string | null>(BEYOND_THE_EDGE);
        if (beyond !== null) faults.push(`${path} at ${width}: ${beyond}`);
      }
    }
    expect(faults).toEqual([]);
  }, 240_000);
});
