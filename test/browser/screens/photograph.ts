import path from 'node:path';
import type { Browser } from 'playwright-core';
import { FakeApi } from '../../support/fake-api.js';
import { A_MORNING, ANSWERED, HOSTILE, IN_DOUBT } from '../../support/fake-cases.js';
import { fakeSource, SOURCES } from '../../support/fake-data.js';
import type { Screen } from './screen.js';

export const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/** In what a screen is photographed. */
interface Look {
  readonly size: keyof typeof SIZES;
  readonly colorScheme: 'light' | 'dark';
}

/** Takes one picture of a screen into `folder`, as NAME-SIZE-SCHEME.png; every picture has an API of its own. */
export async function photograph(
  browser: Browser,
  dashboard: string,
  screen: Screen,
  { size, colorScheme }: Look,
  folder: string,
): Promise<void> {
  const api = new FakeApi({ dashboard, role: screen.role ?? 'ops', signedIn: screen.signedIn ?? true });
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
