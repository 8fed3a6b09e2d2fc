import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A window on the dashboard that remembers everything the browser complained about. */
export interface DashboardPage {
  readonly page: Page;
  /** Errors of scripts and breaches of the content security policy, in the order in which they happened. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens a page of the dashboard; the zone is far from the reader's own, who is told times in Helsinki all the same. */
export async function openDashboard(
  browser: Browser,
  server: { readonly url: string },
  path: string,
  options: BrowserContextOptions = {},
): Promise<DashboardPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'America/Los_Angeles',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) complaints.push(text);
  });
  await page.goto(server.url + path);
  return { page, complaints, close: () => context.close() };
}

/** What axe finds against WCAG 2.2 A and AA and its best practices, as lines that a person can act on; `except` names its rules. */
export async function accessibilityFaults(page: Page, except: readonly string[] = []): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .disableRules([...except])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}
