import type { Screen } from './screen.js';

/** Signing in, one's own settings, and the address that leads nowhere. */
export const ACCOUNT_SCREENS: readonly Screen[] = [
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
  {
    name: 'settings',
    path: '/settings',
    prepare: async (page) => {
      await page.getByRole('switch', { name: 'Quiet hours' }).press('Space');
      await page.getByLabel('To', { exact: true }).waitFor();
    },
  },
  { name: 'not-found', path: '/nowhere' },
];
