import type { Screen } from './screen.js';

/** What managers see: figures, standards, digests. */
export const MANAGER_SCREENS: readonly Screen[] = [
  { name: 'insights', path: '/insights', role: 'manager' },
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
];
