import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { switchedOff } from '../support/fake-rules.js';

jest.setTimeout(120_000);

describe('channels and rules', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  const show = async (options = {}): Promise<Page> => {
    const page = await stage.show('/rules', options);
    await page.getByRole('heading', { level: 1, name: 'Channels and rules' }).waitFor();
    return page;
  };

  it.each([
    ['wide', 'light', { width: 1280, height: 800 }],
    ['on a phone', 'dark', { width: 390, height: 844 }],
  ] as const)('show where what is told, and why nothing is: %s, in %s', async (_, colorScheme, viewport) => {
    api = await stage.serve({ role: 'ops' });
    const chat = api.rules.addChannel();
    api.rules.channels.set(chat.id, {
      ...chat,
      ...switchedOff('hooks.slack.example answered with status 410: its owner wants nothing more'),
    });
    const failing = api.rules.addChannel({ kind: 'webhook', name: 'Desk', url: 'https://desk.example.org/hook' });
    api.rules.channels.set(failing.id, {
      ...failing,
      state: 'failing',
      since: new Date(Date.now() - 3_600_000).toISOString(),
      reason: 'desk.example.org answered with status 503',
      nextTryAt: new Date(Date.now() + 600_000).toISOString(),
    });
    api.rules.addRule({
      name: 'Late',
      events: ['overdue'],
      minSeverity: 'high',
      channelIds: [chat.id],
      roles: ['lead'],
    });
    const page = await show({ colorScheme, viewport });
    await page.getByText('its owner wants nothing more').waitFor();
    await page.getByText('Messages do not get through: desk.example.org answered with status 503').waitFor();
    await page.getByText(/^Since .+ · next /).waitFor();
    await page.getByText('Overdue · from: High → Service team, ').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('What happens').first().waitFor();
    await page.getByRole('button', { name: 'Add a channel' }).click();
    await page.getByLabel('Address').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });

  it('lead to the channel that a mail is about', async () => {
    api = await stage.serve({ role: 'ops' });
    const channels = ['First', 'Second', 'Third'].map((name) => api.rules.addChannel({ name }));
    const page = await stage.show(`/rules#channel-${channels[1]!.id}`, {});
    await page.locator('li:focus').getByRole('heading', { name: 'Second' }).waitFor();
  });

  it('add a webhook: what was typed stays when it is refused, and the key is shown once', async () => {
    api = await stage.serve({ role: 'ops' });
    const page = await show();
    await page.getByText('No chat or system is told yet.').waitFor();
    await page.getByRole('button', { name: 'Add a channel' }).click();
    await page.getByLabel('Kind').selectOption('webhook');
    await page.getByLabel('Name').fill('Desk');
    await page.getByLabel('Address').fill('nowhere');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('must be an address such as').first().waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Desk');
    await page.getByLabel('Address').fill('https://desk.example.org/hook');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('whsec_c2VjcmV0').waitFor();
    await page.getByRole('heading', { name: 'Desk' }).waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Sent: a test').waitFor();
  });

  it('send again all that failed since a time, which begins with that of the trouble', async () => {
    api = await stage.serve({ role: 'ops' });
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const channel = api.rules.addChannel();
    api.rules.channels.set(channel.id, { ...channel, ...switchedOff('gone'), since: hoursAgo(0) });
    const failed = { state: 'failed', test: false, attempts: 10, matters: 1, error: 'status 410' } as const;
    const about = [{ event: 'overdue' as const, caseId: '7', source: null }];
    api.rules.deliveries = [1, 70, 24 * 9].map((hours) => {
      const createdAt = hoursAgo(hours);
      return { ...failed, about, id: String(hours), createdAt, nextTryAt: null, settledAt: createdAt };
    });
    const page = await show();
    await page.getByRole('button', { name: 'Messages' }).click();
    await page.getByText('The channel is off: switch it on, then send again.').waitFor();
    await page.getByText('Failed: 1 matter · Overdue, Case 7').first().waitFor();
    expect(await page.getByRole('link', { name: 'Case 7' }).first().getAttribute('href')).toBe('/cases/7');
    expect(await page.getByRole('button', { name: 'Send these again' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Send again', exact: true }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByRole('button', { name: 'Send again', exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Send these again' }).click();
    await page.getByText('2 messages are sent again.').waitFor();
    await eventually(async () => expect(await page.getByText('Waiting: 1 matter · ').count()).toBe(2));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Send again what failed since').fill('');
    await page.getByRole('button', { name: 'Send these again' }).click();
    await page.getByText('Enter a day and a time').waitFor();
  });

  it('ask before another key signs, and show it once', async () => {
    api = await stage.serve({ role: 'ops' });
    api.rules.addChannel({ kind: 'webhook', name: 'Desk', url: 'https://desk.example.org/hook' });
    const page = await show();
    await page.getByRole('button', { name: 'New signing key' }).click();
    const dialog = page.getByRole('dialog', { name: 'A new signing key for “Desk”?' });
    await dialog.getByText('signs too for a day').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByText('whsec_bmV3').count()).toBe(0);
    await page.getByRole('button', { name: 'New signing key' }).click();
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('whsec_bmV3').waitFor();
  });

  it('say which rules go with a channel, and remove those only', async () => {
    api = await stage.serve({ role: 'ops' });
    const chat = api.rules.addChannel();
    api.rules.addRule({ name: 'Only there', channelIds: [chat.id] });
    api.rules.addRule({ name: 'Leads, too', channelIds: [chat.id], roles: ['lead'] });
    const page = await show();
    const channels = page.getByRole('region', { name: 'Channels', exact: true });
    await channels.getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('because they tell nobody else: Only there.').waitFor();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No chat or system is told yet.').waitFor();
    await page.getByRole('heading', { name: 'Only there' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('heading', { name: 'Leads, too' }).count()).toBe(1);
  });

  it('say beforehand whom a rule would have told, keep it, and remove it when asked twice', async () => {
    api = await stage.serve({ role: 'admin' });
    const chat = api.rules.addChannel();
    api.rules.addRule({ name: 'Late', channelIds: [chat.id] });
    const page = await show();
    const rules = page.getByRole('region', { name: 'Rules', exact: true });
    await rules.getByRole('button', { name: 'Change' }).click();
    await rules.getByLabel('Name').fill('Very late');
    await rules.getByRole('button', { name: 'Who would have been told?' }).click();
    await rules.getByText('it would have told of 3 of 12 matters').waitFor();
    await rules.getByText('Overdue (3) → Service team').waitFor();
    await rules.getByRole('button', { name: 'Save' }).click();
    await rules.getByRole('heading', { name: 'Very late' }).waitFor();
    await rules.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await eventually(() => expect(api.rules.rules.size).toBe(0));
  });

  it('say at its field what a rule names that is not there any more, also when it is only tried', async () => {
    api = await stage.serve({ role: 'ops' });
    api.rules.addRule({ name: 'Late', roles: ['lead'], channelIds: ['98', '99'] });
    const page = await show();
    const rules = page.getByRole('region', { name: 'Rules', exact: true });
    await rules.getByRole('button', { name: 'Change' }).click();
    await rules.getByRole('button', { name: 'Who would have been told?' }).click();
    await rules.getByText('There is no channel 98: take it out. There is no channel 99: take it out').waitFor();
  });

  it('are no matter of agents', async () => {
    api = await stage.serve({ role: 'agent' });
    const page = await stage.show('/rules', {});
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('link', { name: 'Channels and rules' }).count()).toBe(0);
  });
});
