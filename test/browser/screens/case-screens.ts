import type { Page } from 'playwright-core';
import { MARIS } from '../../support/fake-data.js';
import type { Screen } from './screen.js';

const toBottom = (page: Page): Promise<void> => page.evaluate('window.scrollTo(0, document.body.scrollHeight)');

async function toComposer(page: Page): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Your answer' });
  await field.waitFor();
  await field.scrollIntoViewIfNeeded();
  await field.focus();
}

/** A case: read, answered, led through the playbook, closed. */
export const CASE_SCREENS: readonly Screen[] = [
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
];
