import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { builtDashboard } from './dashboard-build.js';
import { openWindow, type DashboardPage } from './dashboard-page.js';
import { FakeApi, type FakeApiOptions } from './fake-api.js';

/** What the tests of a file have: one browser, and for each test an API and windows of its own. */
export interface DashboardStage {
  /** Serves the built dashboard with an API behind it; what is added to it later is seen by the next request. */
  serve(options?: Omit<FakeApiOptions, 'dashboard'>): Promise<FakeApi>;
  /** Opens a window on what was served last. @throws {Error} when nothing was served yet */
  show(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Opens an empty window, for a test that watches how a page comes. */
  window(options?: BrowserContextOptions): Promise<DashboardPage>;
  /** What the browser complained of in this test, which then does not fail for it. */
  takeComplaints(): string[];
}

/**
 * Sets the stage for the tests of a file or a `describe`. After each test its windows are closed and its APIs stopped;
 * the test fails if one of them broke the contracts, or if the browser complained of anything.
 * @param tolerated what the browser may say in every test, such as the status of a failure that is provoked
 */
export function dashboardStage(tolerated?: RegExp): DashboardStage {
  let browser: Browser;
  let dashboard: string;
  let apis: FakeApi[] = [];
  let windows: DashboardPage[] = [];
  const forgiven = new Set<string>();
  const complaints = (): string[] =>
    windows.flatMap((window) => window.complaints).filter((line) => !forgiven.has(line) && !tolerated?.test(line));

  beforeAll(async () => {
    [dashboard, browser] = await Promise.all([builtDashboard(), launchBrowser()]);
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await Promise.all(windows.map((window) => window.close()));
    await Promise.all(apis.map((api) => api.stop()));
    const heard = { violations: apis.flatMap((api) => api.violations), complaints: complaints() };
    [apis, windows] = [[], []];
    forgiven.clear();
    expect(heard).toEqual({ violations: [], complaints: [] });
  });

  const openOne = async (options?: BrowserContextOptions): Promise<DashboardPage> => {
    const window = await openWindow(browser, options);
    windows.push(window);
    return window;
  };
  return {
    serve: async (options = {}) => {
      const api = new FakeApi({ dashboard, ...options });
      apis.push(api);
      await api.start();
      return api;
    },
    show: async (path, options) => {
      const api = apis.at(-1);
      if (api === undefined) throw new Error(`There is nothing to show at ${path}: call serve() first`);
      const { page } = await openOne(options);
      await page.goto(api.url + path);
      return page;
    },
    window: openOne,
    takeComplaints: () => {
      const taken = complaints();
      for (const line of taken) forgiven.add(line);
      return taken;
    },
  };
}
