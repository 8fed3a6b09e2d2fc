import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import { eventually } from './eventually.js';

/** A window on the dashboard that remembers everything the browser complained about. */
export interface DashboardPage {
  readonly page: Page;
  /** Errors of scripts and breaches of the content security policy, in the order in which they happened. */
  readonly complaints: readonly string[];
  /** Resolves when all that the page asked for has come and is drawn; its stream of events stays open. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Opens an empty window; the zone is far from the reader's own, who is told times in Helsinki all the same. */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<DashboardPage> {
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
  return { page, complaints, settled: settling(page), close: () => context.close() };
}

/** Opens a page of the dashboard in a window of its own. */
export async function openDashboard(
  browser: Browser,
  server: { readonly url: string },
  path: string,
  options: BrowserContextOptions = {},
): Promise<DashboardPage> {
  const window = await openWindow(browser, options);
  await window.page.goto(server.url + path);
  return window;
}

/** What is drawn after an answer may ask for more: the page is at rest when nothing was asked for during two frames. */
const TWO_FRAMES = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))';

function settling(page: Page): () => Promise<void> {
  const awaited = new Set<Request>();
  let asked = 0;
  page.on('request', (request) => {
    if (request.resourceType() === 'eventsource') return;
    asked += 1;
    awaited.add(request);
  });
  page.on('requestfinished', (request) => awaited.delete(request));
  page.on('requestfailed', (request) => awaited.delete(request));
  return () =>
    eventually(async () => {
      const before = asked;
      await page.evaluate(TWO_FRAMES);
      expect({ asked, awaited: [...awaited].map((request) => request.url()) }).toEqual({ asked: before, awaited: [] });
    });
}
