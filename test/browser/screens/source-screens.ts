import { fakeSource } from '../../support/fake-data.js';
import { FOUND_IN_MAILBOX } from '../../support/fake-source-setup.js';
import type { Screen } from './screen.js';

/** What is read: listed, set up, edited, removed. */
export const SOURCE_SCREENS: readonly Screen[] = [
  { name: 'sources', path: '/sources' },
  { name: 'source', path: '/sources/1' },
  { name: 'source-failing', path: '/sources/4' },
  {
    name: 'source-import',
    path: '/sources',
    prepare: async (page, api) => {
      api.addSources([
        fakeSource({ id: '30', name: 'Old book', kind: 'complaints-book', sample: false, state: 'healthy' }),
      ]);
      await page.goto(`${api.url}/sources/30`);
      const buffer = Buffer.from('Reklamaatio;Päivä\n');
      await page.getByLabel(/^File/).setInputFiles({ name: 'book.csv', mimeType: 'text/csv', buffer });
      await page.getByRole('button', { name: 'Try it out' }).click();
      await page.getByRole('heading', { name: /^Tried out/ }).waitFor();
    },
  },
  {
    name: 'source-form-address',
    path: '/sources',
    prepare: async (page, api) => {
      api.addSources([fakeSource({ id: '31', name: 'Website', kind: 'form', sample: false, state: 'healthy' })]);
      await page.goto(`${api.url}/sources/31`);
      await page.getByRole('textbox', { name: 'Line for your page' }).waitFor();
    },
  },
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
];
