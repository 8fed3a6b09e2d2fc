import { A_MORNING } from '../../support/fake-cases.js';
import { MARIS } from '../../support/fake-data.js';
import type { Screen } from './screen.js';

/** The board in every state, and what opens above it: help, account, notifications. */
export const BOARD_SCREENS: readonly Screen[] = [
  { name: 'board', path: '/alerts' },
  {
    name: 'board-dense',
    path: '/alerts',
    prepare: (page) => page.getByRole('button', { name: 'Dense rows' }).click(),
  },
  { name: 'board-overdue', path: '/alerts?list=overdue' },
  {
    name: 'board-selected',
    path: '/alerts',
    prepare: async (page) => {
      await page.getByRole('checkbox', { name: 'Select: Pekka' }).check();
      await page.getByRole('checkbox', { name: 'Select: Ilze' }).check();
      await page.getByRole('group', { name: 'Selected alerts' }).waitFor();
    },
  },
  {
    name: 'board-partly-failed',
    path: '/alerts',
    prepare: async (page, api) => {
      await page.getByRole('checkbox', { name: 'Select: Pekka' }).check();
      await page.getByRole('checkbox', { name: 'Select: Ilze' }).check();
      api.changeCase('2', { owner: MARIS });
      await page.keyboard.press('n');
      await page.getByText('1 case was not changed').waitFor();
    },
  },
  {
    name: 'board-views',
    path: '/alerts?severity=critical',
    prepare: async (page, api) => {
      api.account.share('Latvian, unanswered', { language: 'lv' });
      await page.reload();
      await page.getByRole('heading', { name: 'Pekka' }).waitFor();
      const filters = page.getByRole('button', { name: /^Filters/ });
      if (await filters.isVisible()) await filters.click();
      await page.getByRole('button', { name: 'Saved views' }).click();
      await page.getByRole('menuitem', { name: 'Latvian' }).waitFor();
    },
  },
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
  {
    name: 'notifications',
    path: '/alerts',
    prepare: async (page, api) => {
      api.notifications.tell({ event: 'warning', severity: 'high', detail: { taskKind: 'answer' } }, '2');
      api.notifications.tell({ event: 'at_once', severity: 'critical', detail: {} }, '1');
      await page.reload();
      await page.getByRole('button', { name: 'Notifications 2' }).click();
      await page.getByRole('dialog').getByRole('link').first().waitFor();
    },
  },
];
