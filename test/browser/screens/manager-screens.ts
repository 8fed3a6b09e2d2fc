import { switchedOff } from '../../support/fake-rules.js';
import type { Screen } from './screen.js';

/** What managers see: figures, standards, digests. */
export const MANAGER_SCREENS: readonly Screen[] = [
  { name: 'insights', path: '/insights', role: 'manager' },
  { name: 'standards', path: '/standards', role: 'manager' },
  { name: 'playbook', path: '/playbook', role: 'manager' },
  {
    name: 'templates',
    path: '/playbook/templates',
    role: 'manager',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Solved', exact: true }).click();
      await page.getByLabel('Case', { exact: true }).selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page.getByText('Still open').waitFor();
    },
  },
  {
    name: 'template-mistake',
    path: '/playbook/templates',
    role: 'manager',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Solved', exact: true }).click();
      await page.getByRole('textbox', { name: 'Text of the template' }).fill('All is well, {{custmer.name}}.');
      await page.getByText('is not known here').waitFor();
    },
  },
  { name: 'detection-figures', path: '/detection', role: 'manager' },
  {
    name: 'rules',
    path: '/rules',
    role: 'ops',
    prepare: async (page, api) => {
      const chat = api.rules.addChannel();
      api.rules.channels.set(chat.id, {
        ...chat,
        ...switchedOff('hooks.slack.example answered with status 410: its owner wants nothing more'),
      });
      const desk = api.rules.addChannel({
        kind: 'webhook',
        name: 'Service desk',
        url: 'https://desk.example.org/hook',
      });
      api.rules.channels.set(desk.id, {
        ...desk,
        state: 'failing',
        since: new Date(Date.now() - 3_600_000).toISOString(),
        reason: 'desk.example.org answered with status 503',
        nextTryAt: new Date(Date.now() + 600_000).toISOString(),
      });
      api.rules.addRule({
        name: 'Late and grave',
        events: ['overdue', 'at_once'],
        minSeverity: 'high',
        channelIds: [chat.id],
        roles: ['lead'],
      });
      await page.reload();
      await page.getByRole('button', { name: 'Add a rule' }).click();
      await page.getByLabel('What happens').first().waitFor();
    },
  },
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
    prepare: async (page, api) => {
      const { openHours } = api.policy;
      const abroad = { name: 'Latvia', zone: 'Europe/Riga', days: [] };
      api.policy.openHours = { ...openHours, calendars: [...openHours.calendars, abroad] };
      await page.reload();
      await page.getByRole('button', { name: 'Set up' }).first().click();
      await page.getByRole('button', { name: 'Save' }).waitFor();
    },
  },
];
