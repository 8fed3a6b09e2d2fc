import type { Page } from 'playwright-core';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';

jest.setTimeout(120_000);

interface Shown {
  readonly title: string;
  readonly body: string;
}

/**
 * Lets the test see what the window shows, and put it into the background. A browser without a screen refuses notifications
 * whatever its context grants, so that the answer of its person is the test's; all else is the browser's own.
 */
const OBSERVED = `
  window.shown = [];
  const Shown = window.Notification;
  window.Notification = class extends Shown {
    constructor(title, options) {
      super(title, options);
      window.shown.push({ title, body: options.body, shown: this });
    }
    static get permission() {
      return localStorage.getItem('test.permission') ?? 'default';
    }
    static async requestPermission() {
      localStorage.setItem('test.permission', 'granted');
      return 'granted';
    }
  };
  let visibility = 'visible';
  Object.defineProperty(document, 'visibilityState', { get: () => visibility });
  window.goTo = (place) => {
    visibility = place;
    document.dispatchEvent(new Event('visibilitychange'));
  };`;

describe('while the dashboard is in the background', () => {
  const stage = dashboardStage();
  let api: FakeApi;
  let first: string;

  beforeEach(async () => {
    api = await stage.serve();
    [first] = api.addCases(A_MORNING.slice(0, 1)) as [string];
  });

  const open = async (): Promise<Page> => {
    const page = await stage.show('/alerts');
    await prepare(page);
    return page;
  };
  const prepare = async (page: Page): Promise<void> => {
    await page.addInitScript(OBSERVED);
    await page.goto(`${api.url}/settings`);
    await page.getByRole('heading', { name: 'My settings' }).waitFor();
  };
  const askedFor = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Tell me in the background' }).click();
    await page.getByRole('button', { name: 'Do not tell me any more' }).waitFor();
    // The window has looked at what there is and begins there.
    await eventually(async () =>
      expect(await page.evaluate(`Object.keys(localStorage).some((key) => key.startsWith('earshot.told.'))`)).toBe(
        true,
      ),
    );
  };
  const goTo = (page: Page, place: 'hidden' | 'visible') => page.evaluate(`goTo('${place}')`);
  const shown = (page: Page) => page.evaluate<Shown[]>('shown.map(({ title, body }) => ({ title, body }))');
  const tell = (severity: 'high' | 'critical' = 'high'): void => {
    api.notifications.tell({ event: 'overdue', severity, detail: { taskKind: 'answer' } }, first);
    api.announce([], ['notifications']);
  };

  it('what is new is shown once, whatever the number of windows, and opens its case', async () => {
    const page = await open();
    const other = await page.context().newPage();
    await prepare(other);
    await askedFor(page);
    await goTo(page, 'hidden');
    await goTo(other, 'hidden');
    tell();
    const all = async () => [...(await shown(page)), ...(await shown(other))];
    await eventually(async () =>
      expect(await all()).toEqual([{ title: 'Answer the customer: overdue', body: 'High' }]),
    );
    tell();
    await eventually(async () => expect(await all()).toHaveLength(2));
    const [where] = (await shown(page)).length > 0 ? [page] : [other];
    await where.evaluate('shown[0].shown.onclick()');
    await where.getByRole('heading', { level: 1, name: /Lattia/ }).waitFor();
  });

  it('nothing is shown in quiet hours or where a window is seen, and the customer is named only when wanted', async () => {
    const page = await open();
    await askedFor(page);
    await page.getByRole('switch', { name: 'Name the customers' }).press('Space');
    const told = () =>
      page.evaluate<string>(
        `localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith('earshot.told.')))`,
      );
    const passedOver = async (): Promise<void> => {
      const before = await told();
      tell();
      await eventually(async () => expect(await told()).not.toBe(before));
    };
    await passedOver();
    await goTo(page, 'hidden');
    api.account.notifications = {
      ...api.account.notifications,
      quietUntil: { critical: null, other: new Date(Date.now() + 3_600_000).toISOString() },
    };
    await passedOver();
    tell('critical');
    await eventually(async () =>
      expect(await shown(page)).toEqual([{ title: 'Answer the customer: overdue', body: 'Pekka Nieminen · Critical' }]),
    );
  });

  it('nothing is asked of who does not ask for it', async () => {
    const page = await open();
    await goTo(page, 'hidden');
    tell();
    await page.getByRole('button', { name: 'Notifications' }).getByText('1 unread').waitFor({ state: 'attached' });
    expect(await shown(page)).toEqual([]);
    expect(await page.evaluate('Notification.permission')).toBe('default');
  });
});
