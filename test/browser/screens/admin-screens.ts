import { fakeSource, MARIS, SOURCES } from '../../support/fake-data.js';
import type { Screen } from './screen.js';

/** What administrators see: people, keys, what was done, the first steps of a house. */
export const ADMIN_SCREENS: readonly Screen[] = [
  { name: 'people', path: '/people', role: 'admin' },
  {
    name: 'people-deactivate',
    path: '/people',
    role: 'admin',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'What can be done with Ilze' }).click();
      await page.getByRole('menuitem', { name: 'Deactivate' }).click();
      await page.getByRole('dialog').getByText('Who gets 3 open cases').waitFor();
    },
  },
  {
    name: 'tokens',
    path: '/tokens',
    role: 'admin',
    prepare: async (page, api) => {
      api.tokens.addOf(MARIS, 'Nightly export');
      await page.getByText("Everybody's", { exact: true }).click();
      await page.getByText('Nightly export').waitFor();
    },
  },
  {
    name: 'token-new',
    path: '/tokens',
    role: 'admin',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Make a token' }).click();
      await page.getByRole('checkbox', { name: 'Read cases' }).waitFor();
    },
  },
  { name: 'audit', path: '/audit', role: 'admin' },
  {
    name: 'first-steps',
    path: '/alerts',
    role: 'admin',
    prepare: async (page, api) => {
      api.firstSteps.begin();
      api.addSources([fakeSource({ ...SOURCES.sample, state: 'healthy' })]);
      await page.reload();
      await page.getByRole('complementary', { name: 'The first steps' }).waitFor();
    },
  },
];
