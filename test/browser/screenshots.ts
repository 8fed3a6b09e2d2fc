import fs from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { builtDashboard } from '../support/dashboard-build.js';
import { FakeApi } from '../support/fake-api.js';
import { A_MORNING, ANSWERED, HOSTILE, IN_DOUBT } from '../support/fake-cases.js';
import { fakeSource, SOURCES } from '../support/fake-data.js';

/**
 * Photographs every screen of the dashboard, wide and on a phone, light and dark, into test/screenshots. Run by
 * `npm run screenshots`; names on the command line choose some: `npm run screenshots -- board case`.
 */
const folder = path.resolve(__dirname, '../screenshots');
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly signedIn?: boolean;
  /** What has to happen before the picture. */
  readonly prepare?: (page: Page, api: FakeApi) => Promise<void>;
  readonly cases?: 'none' | 'hostile';
}

const SCREENS: readonly Screen[] = [
  { name: 'sign-in', path: '/sign-in', signedIn: false },
  {
    name: 'sign-in-rejected',
    path: '/sign-in',
    signedIn: false,
    prepare: async (page) => {
      await page.getByLabel('E-mail').fill('aino@nordvik.example');
      await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'board', path: '/alerts' },
  { name: 'board-overdue', path: '/alerts?list=overdue' },
  { name: 'board-empty', path: '/alerts', cases: 'none' },
  { name: 'board-nothing-fits', path: '/alerts?text=zzz&severity=high' },
  { name: 'board-hostile', path: '/alerts', cases: 'hostile' },
  {
    name: 'board-focus',
    path: '/alerts',
    prepare: async (page) => {
      await page.getByRole('heading', { name: 'Pekka' }).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'board-new',
    path: '/alerts',
    prepare: async (page, api) => {
      await page.getByRole('heading', { name: 'Pekka' }).waitFor();
      await page.getByText('Up to date').waitFor({ state: 'attached' });
      const ids = api.addCases(A_MORNING.slice(1, 3));
      api.announce(ids);
      await page.getByRole('button', { name: 'Show 2 new' }).waitFor();
    },
  },
  {
    name: 'board-done',
    path: '/alerts',
    prepare: async (page) => {
      await page.getByRole('heading', { name: 'Pekka' }).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('e');
      await page.getByText('Marked as answered').waitFor();
    },
  },
  {
    name: 'board-loading',
    path: '/alerts',
    prepare: async (page, api) => {
      api.trouble({ path: /alerts/, delayMs: 5_000 });
      await page.reload();
      await page.getByRole('heading', { name: 'Alerts', exact: true }).waitFor();
    },
  },
  {
    name: 'board-error',
    path: '/sources',
    prepare: async (page, api) => {
      api.trouble({ path: /alerts/, status: 500 });
      await page.goto(`${api.url}/alerts`);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'board-offline',
    path: '/alerts',
    prepare: async (page, api) => {
      await page.getByRole('heading', { name: 'Pekka' }).waitFor();
      await api.stop();
      await page.getByText('may be out of date').waitFor();
    },
  },
  {
    name: 'help',
    path: '/alerts',
    prepare: async (page) => {
      await page.getByRole('heading', { name: 'Pekka' }).waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'menu',
    path: '/alerts',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Account of' }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  { name: 'case', path: '/cases/1' },
  {
    name: 'case-mark',
    path: '/cases/1',
    prepare: async (page) => {
      await page.locator('mark').nth(1).focus();
      await page.getByRole('tooltip').waitFor();
    },
  },
  { name: 'case-review', path: '/cases/3' },
  { name: 'case-answered', path: '/cases/11' },
  { name: 'case-hostile', path: '/cases/1', cases: 'hostile' },
  { name: 'case-missing', path: '/cases/999' },
  { name: 'sources', path: '/sources' },
  { name: 'source', path: '/sources/1' },
  { name: 'source-failing', path: '/sources/4' },
  { name: 'not-found', path: '/nowhere' },
];

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const screens = SCREENS.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
  const dashboard = await builtDashboard();
  await fs.mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const screen of screens)
      for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[])
        for (const colorScheme of ['light', 'dark'] as const)
          await photograph(browser, dashboard, screen, size, colorScheme);
  } finally {
    await browser.close();
  }
  console.log(`${screens.length * 4} pictures in ${folder}`);
}

async function photograph(
  browser: Browser,
  dashboard: string,
  screen: Screen,
  size: keyof typeof SIZES,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const api = new FakeApi({ dashboard, role: 'ops', signedIn: screen.signedIn ?? true });
  if (screen.cases === 'hostile') api.addCases(HOSTILE);
  else if (screen.cases !== 'none') api.addCases([...A_MORNING, ...ANSWERED, ...IN_DOUBT]);
  api.addSources(sources());
  await api.start();
  const context = await browser.newContext({
    viewport: SIZES[size],
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  try {
    const page = await context.newPage();
    await page.goto(api.url + screen.path);
    await page.locator('h1').first().waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
    await screen.prepare?.(page, api);
    await page.screenshot({ path: path.join(folder, `${screen.name}-${size}-${colorScheme}.png`) });
  } finally {
    await context.close();
    await api.stop();
  }
}

const sources = () => [
  fakeSource({ ...SOURCES.mailbox, state: 'healthy', quarantined: 2 }),
  fakeSource({ ...SOURCES.reviews, state: 'healthy' }),
  fakeSource({
    ...SOURCES.forum,
    state: 'degraded',
    reason:
      'The site asks to be read at most every 30 minutes (HTTP 429). It is read that often until it allows more; nothing is lost.',
  }),
  fakeSource({
    ...SOURCES.social,
    state: 'failing',
    reason:
      'The access token was rejected (401). Create a new one under Settings, Development on the instance, and enter it here; reading goes on from where it stopped.',
  }),
  fakeSource({ ...SOURCES.sample, state: 'paused', reason: 'Paused by Aino Lehtonen' }),
];

void main();
