import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING, ANSWERED, HOSTILE, IN_DOUBT } from '../support/fake-cases.js';
import { fakeSource, SOURCES } from '../support/fake-data.js';

jest.setTimeout(180_000);

const SCREENS = [
  { screen: 'the sign-in', path: '/sign-in', ready: 'Sign in' },
  { screen: 'the board', path: '/alerts', ready: 'Alerts' },
  { screen: 'an empty list', path: '/alerts?text=zzz', ready: 'Nothing fits these filters' },
  { screen: 'a case', path: '/cases/1', ready: 'Lattia myöhässä jo toista viikkoa' },
  { screen: 'an answered case', path: '/cases/11', ready: 'Väärä väri' },
  { screen: 'the sources', path: '/sources', ready: 'Sources' },
  { screen: 'a source', path: '/sources/4', ready: '@nordvik' },
  { screen: 'my settings', path: '/settings', ready: 'My settings' },
  { screen: 'the standards', path: '/standards', ready: 'Standards and calendars' },
  { screen: 'an address that leads nowhere', path: '/nowhere', ready: 'There is nothing here' },
];

describe('accessibility (WCAG 2.2 AA)', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  beforeEach(async () => {
    api = await stage.serve({ role: 'ops' });
    api.addCases([...A_MORNING, ...ANSWERED, ...IN_DOUBT, ...HOSTILE]);
    api.addSources([
      fakeSource({ ...SOURCES.mailbox, state: 'healthy', quarantined: 2 }),
      fakeSource({ ...SOURCES.forum, state: 'degraded', reason: 'It asks to be read less often.' }),
      fakeSource({ ...SOURCES.social, state: 'failing', reason: 'The access token was rejected.' }),
      fakeSource({ ...SOURCES.sample, state: 'paused' }),
    ]);
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(SCREENS)('$screen has no fault', async ({ path, ready }) => {
      for (const viewport of [
        { width: 1440, height: 900 },
        { width: 375, height: 812 },
      ]) {
        const { page, settled } = await stage.window({ colorScheme, viewport });
        await page.goto(api.url + path);
        await page.getByRole('heading', { name: ready }).first().waitFor({ state: 'attached' });
        await settled();
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      }
    });
  });

  describe.each(['light', 'dark'] as const)('of what only some may do, in %s', (colorScheme) => {
    it.each([
      { screen: 'a customer whom an administrator may erase', path: '/customers/71', ready: 'Līga Kalniņa' },
      { screen: 'messages of writers who are known', path: '/messages', ready: 'Messages' },
      { screen: 'the people', path: '/people', ready: 'People' },
      { screen: 'channels and rules', path: '/rules', ready: 'Channels and rules' },
    ])('$screen: has no fault, on a phone neither', async ({ path, ready }) => {
      const api = await stage.serve({ role: 'admin' });
      const [caseId] = api.addCases(A_MORNING);
      api.customers.know('71', { name: 'Līga Kalniņa' });
      api.rules.addChannel();
      api.messages.add([
        { author: 'Zane', text: 'Nauda joprojām nav atgriezta', customerId: '71', caseId: caseId! },
        { author: 'Li', text: 'Kje je moj paket?', customerId: '71' },
      ]);
      for (const viewport of [
        { width: 1440, height: 900 },
        { width: 390, height: 844 },
      ]) {
        const { page, settled } = await stage.window({ colorScheme, viewport });
        await page.goto(api.url + path);
        await page.getByRole('heading', { level: 1, name: ready }).waitFor({ state: 'attached' });
        await settled();
        expect(await accessibilityFaults(page)).toEqual([]);
        for (const writer of await page
          .getByRole('article')
          .getByRole('link', { name: /^(Zane|Li)$/ })
          .all())
          expect((await writer.boundingBox())!.height).toBeGreaterThanOrEqual(24);
      }
    });
  });

  it('menu, help, toast and tooltip have no fault', async () => {
    const page = await stage.show('/cases/2');
    await page.getByRole('button', { name: 'Account of' }).click();
    await page.getByRole('menu').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/cases/2');
    await page.locator('mark').first().hover();
    await page.getByRole('tooltip').waitFor();
    // Tooltips and menus belong to what opens them, not to a landmark: `region` is a habit of pages, no part of WCAG.
    expect(await accessibilityFaults(page, ['region'])).toEqual([]);
    for (const [button, item] of [
      ['Hand over', 'Māris Ozols'],
      ['Snooze', 'Another time'],
      ['Record', 'Promise'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('menuitem', { name: item }).waitFor();
      expect(await accessibilityFaults(page, ['region'])).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
    }
    const actions = page.getByRole('group', { name: 'Actions' });
    await actions.getByRole('button', { name: 'Assign to me' }).click();
    await page.getByText('is yours now').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('the keyboard reaches everything in order, beginning with the way past the navigation', async () => {
    const page = await stage.show('/alerts');
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement?.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement?.textContent')).toContain('Needs an answer');
  });

  it('single keys can be turned off', async () => {
    const page = await stage.show('/alerts');
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('switch', { name: 'Single keys act' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.keyboard.press('j');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate<string>('document.activeElement?.tagName')).not.toBe('A');
  });
});
