import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING, HOSTILE, manyCases } from '../support/fake-cases.js';
import { fakeSource, MARIS, SOURCES } from '../support/fake-data.js';

/** Only rows: the headings between them stay as they are. */
const HEIGHTS_OF_ROWS = `[...document.querySelectorAll('ol li[aria-posinset]')].map((row) => row.offsetHeight)`;

/** Where one entry of the list does not stand directly below the one before. */
const GAPS_BETWEEN_ENTRIES = `
  [...document.querySelectorAll('main ol > li')]
    .map((entry) => entry.getBoundingClientRect())
    .sort((a, b) => a.top - b.top)
    .filter((entry, i, all) => i > 0 && Math.abs(entry.top - all[i - 1].bottom) > 1)
    .map(({ top }) => top)
`;

describe('the alert board', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  beforeEach(async () => {
    api = await stage.serve();
    api.addSources([fakeSource({ ...SOURCES.mailbox, state: 'healthy' })]);
  });

  const show = (path = '/alerts'): Promise<Page> => stage.show(path);
  const customers = async (page: Page): Promise<string[]> =>
    page.locator('ol[aria-label^="Alerts"] h3 a').allTextContents();

  it('lists who waits for an answer, the nearest deadline first, with what was noticed', async () => {
    api.addCases(A_MORNING);
    const page = await show();
    await page.getByRole('link', { name: /Pekka Nieminen/ }).waitFor();
    const shown = await customers(page);
    expect(shown[0]).toContain('Pekka Nieminen');
    expect(shown[1]).toContain('Ilze Bērziņa');
    const first = page.getByRole('listitem').filter({ hasText: 'Pekka Nieminen' });
    expect(await first.innerText()).toMatch(/Critical[\s\S]*Overdue by 3 hrs/);
    expect(await first.locator('mark').allInnerTexts()).toContain('???');
    expect(await page.getByRole('listitem').filter({ hasText: 'Sofia Lindqvist' }).innerText()).toContain('Sample');
  });

  it('has a list for each state of affairs, with how many stand in it', async () => {
    api.addCases(A_MORNING);
    const page = await show();
    await page.getByRole('link', { name: 'Overdue 1' }).click();
    await page.waitForURL(/list=overdue/);
    await expect(
      poll(
        () => customers(page),
        (found) => found.length === 1,
      ),
    ).resolves.toHaveLength(1);
    expect(await page.title()).toBe('Alerts · Earshot');
  });

  it('says so when everyone has been answered', async () => {
    const page = await show();
    await page.getByRole('heading', { name: 'Everyone has been answered' }).waitFor();
  });

  it('filters, keeps the filter in the address, and clears it again', async () => {
    api.addCases(A_MORNING);
    const page = await show();
    await page.getByLabel('Language').selectOption('lv');
    await page.waitForURL(/language=lv/);
    await expect(
      poll(
        () => customers(page),
        (found) => found.length === 1,
      ),
    ).resolves.toEqual([expect.stringContaining('Ilze')]);
    await page.reload();
    await page.getByRole('link', { name: /Ilze/ }).waitFor();
    await page.getByLabel('Search customers and words').fill('nothing like it');
    await page.getByRole('heading', { name: 'Nothing fits these filters' }).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
    await expect(
      poll(
        () => customers(page),
        (found) => found.length > 5,
      ),
    ).resolves.toHaveLength(A_MORNING.length);
  });

  it('moves by j and k, opens with Enter, and comes back to the same row', async () => {
    api.addCases(A_MORNING);
    const page = await show();
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
    await page.keyboard.press('j');
    await focused(page, /Pekka/);
    for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
    await focused(page, /Ilze/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Kur ir mana nauda/ }).waitFor();
    await page.keyboard.press('Escape');
    await focused(page, /Ilze/);
  });

  it('marks the focused case as answered with one key, moves on, and takes it back', async () => {
    api.addCases(A_MORNING);
    const page = await show();
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
    await page.keyboard.press('j');
    await focused(page, /Pekka/);
    await page.keyboard.press('e');
    await page.getByText('Marked as answered: Pekka Nieminen').waitFor();
    await focused(page, /Ilze/);
    expect(await customers(page)).not.toContainEqual(expect.stringContaining('Pekka'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
  });

  it('does not act while somebody types', async () => {
    api.addCases(A_MORNING);
    const page = await show();
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('jane');
    expect(await page.getByLabel('Search customers and words').inputValue()).toBe('jane');
    expect(api.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  });

  it('tells of new alerts and leaves the list where it is until asked', async () => {
    api.addCases(A_MORNING.slice(0, 4));
    const page = await show();
    await page.getByText('Up to date, live').waitFor();
    const before = await customers(page);
    api.announce(api.addCases([{ ...A_MORNING[5]!, customer: 'Newcomer', dueInHours: -50 }]));
    const button = page.getByRole('button', { name: 'Show 1 new alert' });
    await button.waitFor();
    expect(await customers(page)).toEqual(before);
    await button.click();
    await expect(
      poll(
        () => customers(page),
        (found) => found.length === 5,
      ),
    ).resolves.toEqual([expect.stringContaining('Newcomer'), ...before]);
  });

  it('shows at once, in place, that a colleague has taken a case', async () => {
    const [first] = api.addCases(A_MORNING.slice(1, 4));
    const page = await show();
    await page.getByText('Up to date, live').waitFor();
    api.changeCase(first!, { owner: MARIS });
    api.announce([first!]);
    await page.getByRole('listitem').filter({ hasText: 'Ilze' }).getByText('Māris Ozols').waitFor();
  });

  it('says when somebody else was first, and shows the case as it is now', async () => {
    const [first] = api.addCases(A_MORNING.slice(1, 4));
    const page = await show();
    await page.getByRole('link', { name: /Ilze/ }).waitFor();
    api.changeCase(first!, { owner: MARIS });
    await page.keyboard.press('j');
    await focused(page, /Ilze/);
    await page.keyboard.press('e');
    await page.getByText('Somebody else was first').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Ilze' }).getByText('Māris Ozols').waitFor();
  });

  it('assigns a case to the person who asks for it', async () => {
    api.addCases(A_MORNING.slice(1, 3));
    const page = await show();
    await page.getByRole('link', { name: /Ilze/ }).waitFor();
    await page.keyboard.press('j');
    await focused(page, /Ilze/);
    await page.keyboard.press('a');
    await page.getByText('Ilze Bērziņa is yours now').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Ilze' }).getByText('You', { exact: true }).waitFor();
  });

  it('carries thousands of alerts without putting them all into the page', async () => {
    api.addCases(manyCases(3_000));
    const page = await show();
    await page.getByRole('link', { name: /Pekka Nieminen 1 / }).waitFor();
    for (let screen = 0; screen < 12; screen++) {
      await page.mouse.move(700, 500);
      await page.mouse.wheel(0, 4_000);
      await page.waitForTimeout(120);
    }
    const places = await page.evaluate<number[]>(
      "[...document.querySelectorAll('li[aria-posinset]')].map((row) => Number(row.ariaPosInSet))",
    );
    expect(Math.max(...places)).toBeGreaterThan(150);
    expect(places.length).toBeLessThan(60);
  });

  it('notices a server that falls silent without closing anything', async () => {
    const page = await show();
    await page.getByText('Up to date, live').waitFor();
    api.trouble({ path: /^GET \/events/, status: 503 });
    api.sayAlive(100);
    await page.getByText('what you see may be out of date').waitFor();
    api.heal();
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText('Up to date, live').waitFor();
  });

  it.each([
    ['wide', 'light'],
    ['wide', 'dark'],
    ['on a phone', 'light'],
  ] as const)('shows low rows to who wants many at once, and remembers it: %s, %s', async (size, colorScheme) => {
    api.addCases(A_MORNING);
    const width = size === 'wide' ? 1280 : 390;
    const page = await stage.show('/alerts', { colorScheme, viewport: { width, height: 800 } });
    const heights = () => page.evaluate<number[]>(HEIGHTS_OF_ROWS);
    const dense = page.getByRole('button', { name: 'Dense rows' });
    const source = page.getByRole('listitem').filter({ hasText: 'Ilze' }).getByText('help@nordvik.example');
    await source.waitFor();
    const before = await heights();
    expect(await dense.getAttribute('aria-pressed')).toBe('false');
    await dense.click();
    await source.waitFor({ state: 'hidden' });
    await eventually(async () => {
      const after = await heights();
      expect(Math.max(...after)).toBeLessThan(Math.min(...before) * 0.75);
      expect(await page.evaluate(GAPS_BETWEEN_ENTRIES)).toEqual([]);
    });
    await page.getByRole('listitem').filter({ hasText: 'Ilze' }).getByText('Is disappointed').waitFor();
    expect(await accessibilityFaults(page, ['region'])).toEqual([]);

    await page.reload();
    await page.getByRole('link', { name: /Ilze/ }).waitFor();
    expect(await dense.getAttribute('aria-pressed')).toBe('true');
    await source.waitFor({ state: 'hidden' });
    await dense.click();
    await source.waitFor();
  });

  it('is not narrowed by what an address asks for that it does not know', async () => {
    api.addCases(A_MORNING.slice(1, 3));
    const page = await stage.show('/alerts?q=refund');
    await page.getByRole('link', { name: /Ilze/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Clear filters' }).count()).toBe(0);
  });

  it('says at once that the browser is offline', async () => {
    const page = await show();
    await page.getByText('Up to date, live').waitFor();
    await page.context().setOffline(true);
    await page.getByText('what you see may be out of date').waitFor();
    await page.context().setOffline(false);
    await page.getByText('Up to date, live').waitFor();
  });

  it('says that a page is out of reach while the browser is offline, and shows it when it is online again', async () => {
    const page = await show();
    await page.getByText('Up to date, live').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Messages' }).click();
    await page.getByRole('main').getByRole('heading', { level: 2, name: 'The server does not answer' }).waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Alerts', exact: true }).waitFor();
    stage.takeComplaints();
    await page.context().setOffline(false);
    await page.getByRole('heading', { level: 1, name: 'Messages' }).waitFor();
  });

  it('says of a deed that it was not done while the browser is offline', async () => {
    api.addCases(A_MORNING.slice(0, 3));
    const page = await show();
    await page.getByText('Up to date, live').waitFor();
    await page.context().setOffline(true);
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    const told = page.getByRole('alert').filter({ hasText: 'it was not done: try again' });
    await told.waitFor();
    expect(await told.innerText()).not.toContain('Nothing is lost');
    expect(api.requests.filter((request) => request.includes('assign-to-me'))).toEqual([]);
  });

  it('says that a menu is out of reach while the browser is offline, keeps the page, and has it when it is online again', async () => {
    api.addCases(A_MORNING.slice(1, 3));
    const page = await show();
    await page.getByText('Up to date, live').waitFor();
    await page.context().setOffline(true);
    const views = page.getByRole('button', { name: 'Saved views' });
    await views.click();
    await page.getByRole('alert').filter({ hasText: 'The server does not answer' }).waitFor();
    await page.getByRole('link', { name: /Ilze/ }).waitFor();
    stage.takeComplaints();
    await page.context().setOffline(false);
    await page.getByText('Up to date, live').waitFor();
    await eventually(async () => {
      await views.click();
      await page.getByRole('menuitem', { name: 'Keep this list' }).waitFor({ timeout: 2_000 });
    });
  });

  it('says when the connection is lost, and recovers by itself with what was missed', async () => {
    api.addCases(A_MORNING.slice(1, 3));
    const page = await show();
    await page.getByText('Up to date, live').waitFor();
    await api.stop();
    await page.getByText('what you see may be out of date').waitFor();
    expect(await customers(page)).toHaveLength(2);
    api.addCases([{ ...A_MORNING[0]!, customer: 'While away' }]);
    await api.start();
    await page.getByText('what you see may be out of date').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Show 1 new alert' }).waitFor();
  });

  it('says what is wrong when the server fails, and tries again when asked', async () => {
    api.addCases(A_MORNING);
    api.trouble({ path: /alerts/, status: 500 });
    const page = await show();
    await page.getByRole('heading', { name: 'Something went wrong on our side' }).waitFor();
    api.heal();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
  });

  it('shows text as text, whatever strangers write', async () => {
    api.addCases(HOSTILE);
    const page = await show();
    await page.getByText('<script>window.hacked = true</script>').first().waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });

  async function focused(page: Page, name: RegExp): Promise<void> {
    const text = await poll(
      () => page.evaluate<string>("document.activeElement?.textContent ?? ''"),
      (found) => name.test(found),
    );
    expect(text).toMatch(name);
  }
});

/** Asks until the answer is as wanted or five seconds are over, and returns the last answer. */
async function poll<Answer>(ask: () => Promise<Answer>, wanted: (answer: Answer) => boolean): Promise<Answer> {
  const until = Date.now() + 5_000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > until) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
