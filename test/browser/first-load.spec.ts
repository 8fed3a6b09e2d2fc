import type { Browser, Page } from 'playwright-core';
import { PASSWORD, startApi, type TestApi } from '../support/api.js';
import { launchBrowser } from '../support/browser.js';
import { insertCase, insertSource } from '../support/case-data.js';
import { builtDashboard } from '../support/dashboard-build.js';
import { openWindow, type DashboardPage } from '../support/dashboard-page.js';

/** What a person on a slow line is made to wait for at most: bytes on the wire, as the real server sends them. */
const MOST_SCRIPT_BYTES = 250_000;
const MOST_STYLE_BYTES = 60_000;

describe('the first load', () => {
  let api: TestApi;
  let browser: Browser;
  let window: DashboardPage;

  beforeAll(async () => {
    [api, browser] = await Promise.all([
      builtDashboard().then((dashboardFolder) => startApi({ dashboardFolder })),
      launchBrowser(),
    ]);
    await api.addUser('aino@example.org', 'agent');
    const sourceId = await insertSource(api.dataSource);
    const open = { answer: new Date(Date.now() + 86_400_000) };
    await insertCase(api.dataSource, { sourceId, subject: 'The parcel is late', open });
  });
  afterAll(async () => {
    await browser?.close();
    await api?.stop();
  });
  beforeEach(async () => {
    window = await openWindow(browser);
    const signedIn = await window.page.request.post(`${api.url}/api/v1/session`, {
      data: { email: 'aino@example.org', password: PASSWORD },
    });
    expect(signedIn.status()).toBe(200);
  });
  afterEach(async () => {
    await window.close();
    expect(window.complaints).toEqual([]);
  });

  it('of the board carries at most 250 kB of script and 60 kB of styles over the wire', async () => {
    const received = await receivedBytes(window.page);
    await window.page.goto(`${api.url}/alerts`);
    await window.page.getByText('The parcel is late').first().waitFor();
    await window.settled();
    const scripts = received('Script');
    expect(scripts.length).toBeGreaterThan(1);
    expect(sum(scripts)).toBeLessThan(MOST_SCRIPT_BYTES);
    const styles = received('Stylesheet');
    expect(styles.length).toBeGreaterThan(0);
    expect(sum(styles)).toBeLessThan(MOST_STYLE_BYTES);
  });

  it('asks nobody but its own server', async () => {
    const strangers: string[] = [];
    window.page.on('request', (request) => {
      if (!request.url().startsWith(api.url)) strangers.push(request.url());
    });
    await window.page.goto(`${api.url}/alerts`);
    await window.page.getByText('The parcel is late').first().waitFor();
    expect(strangers).toEqual([]);
  });
});

/** Watches what Chromium receives: the bytes of each answer of a type as they were encoded on the wire, without its head. */
async function receivedBytes(page: Page): Promise<(type: 'Script' | 'Stylesheet') => number[]> {
  const heads = new Map<string, { readonly type: string; readonly length: number }>();
  const lengths = new Map<string, number>();
  const devtools = await page.context().newCDPSession(page);
  devtools.on('Network.responseReceived', ({ requestId, type, response }) =>
    heads.set(requestId, { type, length: response.encodedDataLength }),
  );
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    lengths.set(requestId, encodedDataLength),
  );
  await devtools.send('Network.enable');
  return (wanted) =>
    [...heads].flatMap(([id, { type, length }]) => (type === wanted ? [(lengths.get(id) ?? NaN) - length] : []));
}

const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);
