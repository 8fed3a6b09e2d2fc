import fs from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { builtDashboard } from '../support/dashboard-build.js';
import { FakeApi } from '../support/fake-api.js';
import { A_MORNING, ANSWERED, HOSTILE, IN_DOUBT } from '../support/fake-cases.js';
import type { MessageSketch } from '../support/fake-messages.js';
import { fakeSource, MARIS, SOURCES } from '../support/fake-data.js';
import { FOUND_IN_MAILBOX } from '../support/fake-source-setup.js';

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
  readonly role?: 'manager';
}

const toBottom = (page: Page): Promise<void> => page.evaluate('window.scrollTo(0, document.body.scrollHeight)');

async function toComposer(page: Page): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Your answer' });
  await field.waitFor();
  await field.scrollIntoViewIfNeeded();
  await field.focus();
}

const MESSAGES: readonly MessageSketch[] = [
  {
    author: 'Liga Kalnina',
    text: 'Kad būs maksājums? Gaidu jau trešo nedēļu.',
    assessment: { language: 'lv', verdict: 'dissatisfied', probability: 0.93, severity: 'medium' },
    caseId: '1',
  },
  {
    author: 'Tomi',
    subject: 'Opening hours',
    text: 'Are you open on Sunday?',
  },
  {
    author: 'Budi Santoso',
    text: `Barangnya belum datang juga. ${'Sudah saya tanyakan dua kali. '.repeat(14)}`,
    assessment: { language: 'id', verdict: 'uncertain', probability: 0.47, severity: 'low' },
  },
  { author: 'mailer', kind: 'automatic', text: 'Your ticket was received.', assessment: null },
];

const SCREENS: readonly Screen[] = [
  {
    name: 'messages',
    path: '/messages',
    prepare: async (page, api) => {
      api.messages.add(MESSAGES);
      await page.reload();
      await page.getByText('Are you open on Sunday?').waitFor();
    },
  },
  { name: 'messages-empty', path: '/messages' },
  { name: 'review', path: '/review' },
  { name: 'insights', path: '/insights', role: 'manager' },
  {
    name: 'detection',
    path: '/detection',
    prepare: async (page) => {
      await page.getByLabel('Text', { exact: true }).fill('Hello. Where is my parcel? I wrote twice.');
      await page.getByRole('button', { name: 'Judge it' }).click();
      await page.getByText('The customer is probably dissatisfied').waitFor();
    },
  },
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
  { name: 'settings', path: '/settings' },
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
  { name: 'case-bottom', path: '/cases/1', prepare: (page) => toComposer(page) },
  {
    name: 'case-writing',
    path: '/cases/2',
    prepare: async (page, api) => {
      api.replies.others = [{ ...MARIS, mode: 'writing', since: new Date().toISOString() }];
      await page.reload();
      await toComposer(page);
      await page.keyboard.type('Dear Ilze,\n\nplease calm down. {{problem}} We will pay by Friday.');
      await page.getByText('Nobody calms down').waitFor();
      await page.getByText(/^Saved/).waitFor();
      await page.locator('input[type=file]').setInputFiles({
        name: 'offer.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.alloc(182_331, '%PDF-'),
      });
      await page.getByRole('button', { name: 'Remove offer.pdf' }).waitFor();
    },
  },
  {
    name: 'case-not-sent',
    path: '/cases/2',
    prepare: async (page, api) => {
      await toComposer(page);
      await page.keyboard.type('Dear Ilze, we are sorry: the money was sent today.');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: 'On its way' }).waitFor();
      api.replies.progress('2', 'failed', 'The mail server refused the recipient (550 no such user).');
      api.announce(['2']);
      await page.getByText('The customer has not got it').waitFor();
    },
  },
  { name: 'case-no-reply', path: '/cases/4', prepare: (page) => toBottom(page) },
  {
    name: 'case-playbook',
    path: '/cases/2',
    prepare: async (page, api) => {
      const at = new Date(Date.now() - 3_600_000).toISOString();
      const ahead = new Date(Date.now() + 50 * 3_600_000).toISOString();
      const option = { offeredAt: at, chosenAt: null };
      api.playbook.know('2', {
        calls: [
          {
            id: '1',
            at,
            actor: MARIS,
            direction: 'outgoing',
            reached: true,
            minutes: 12,
            summary: 'She wants the money.',
          },
        ],
        options: [
          { id: '2', text: 'Money back today', ...option, chosenAt: at },
          { id: '3', text: 'A voucher of double the value', ...option },
          { id: '4', text: 'A new one by courier', ...option },
        ],
        promises: [
          {
            taskId: '5',
            text: 'The money is on her account on Friday',
            state: 'open',
            openedAt: at,
            dueAt: ahead,
            closedAt: null,
            closedReason: null,
          },
        ],
      });
      await page.reload();
      await page.getByText('She wants the money.').waitFor();
      await page.getByText('All steps').click();
    },
  },
  {
    name: 'case-close',
    path: '/cases/2',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Solved' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Solved' }).click();
      await page.getByRole('button', { name: 'Close …' }).click();
      await page.getByRole('button', { name: 'Close the case' }).click();
      await page.getByText('Say what was changed').waitFor();
    },
  },
  {
    name: 'case-menu',
    path: '/cases/1',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Hand over' }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'case-snooze',
    path: '/cases/1',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Snooze' }).click();
      await page.getByRole('menuitem', { name: 'Next working morning' }).waitFor();
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
  { name: 'standards', path: '/standards', role: 'manager' },
  {
    name: 'digests',
    path: '/digests',
    role: 'manager',
    prepare: async (page, api) => {
      api.digests.add('daily', { language: 'lv' });
      api.digests.add('weekly', {
        days: [1],
        pausedAt: new Date().toISOString(),
        pauseReason: '550 5.1.1 There is no such mailbox',
      });
      await page.reload();
      await page.getByRole('button', { name: 'Resume' }).waitFor();
    },
  },
  {
    name: 'digest-form',
    path: '/digests',
    role: 'manager',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Set up' }).first().click();
      await page.getByRole('button', { name: 'Save' }).waitFor();
    },
  },
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
  { name: 'source-kinds', path: '/sources/add' },
  {
    name: 'source-check',
    path: '/sources/add?kind=mailbox',
    prepare: async (page, api) => {
      api.sourceSetup.check = FOUND_IN_MAILBOX;
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Complaints');
      await page.getByRole('textbox', { name: 'Host' }).fill('imap.example.org');
      await page.getByRole('textbox', { name: 'User' }).fill('care@example.org');
      await page.getByRole('button', { name: 'Check first' }).click();
      await page.getByRole('heading', { name: /^The newest messages/ }).waitFor();
    },
  },
  {
    name: 'source-edit',
    path: '/sources/1/edit',
    prepare: async (page, api) => {
      api.sourceSetup.secrets.set('1', { password: 'kept' });
      await page.reload();
      await page.getByText('More options').click();
    },
  },
  {
    name: 'source-remove',
    path: '/sources/1',
    prepare: async (page) => {
      await page.getByRole('button', { name: /^More for/ }).click();
      await page.getByRole('menuitem', { name: /^Remove/ }).click();
      await page.getByText('Cases shared with other sources').waitFor();
    },
  },
  {
    name: 'source-menu',
    path: '/sources/1',
    prepare: async (page) => {
      await page.getByRole('button', { name: /^More for/ }).click();
      await page.getByRole('menu').waitFor();
    },
  },
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

void main();
