import { createWorkingCalendar, openDays } from '@earshot/domain';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';
import { fakeSource, SOURCES } from '../support/fake-data.js';

/** Monday to Friday, nine to five, in Helsinki; 27 November 2026 is a Friday. */
const FRIDAY_AFTERNOON = '2026-11-27T13:50:00Z';
const MONDAY_17 = '2026-11-30T15:00:00Z';

describe('the countdown to a deadline', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  beforeEach(async () => {
    api = await stage.serve();
    api.addSources([fakeSource({ ...SOURCES.mailbox, state: 'healthy' })]);
    api.policy.openHours = officeHours();
  });

  const showAt = async (time: string, path: string) => {
    const page = await stage.show('/sources');
    await page.clock.install({ time: new Date(time) });
    await page.goto(api.url + path);
    return page;
  };
  const addCase = (dueAt: string): string => {
    const [id = ''] = api.addCases(A_MORNING.slice(0, 1));
    const view = api.view(id);
    if (view === null) throw new Error('the case was just added');
    api.changeCase(id, { dueAt, calendar: 'Finland' });
    api.change(id, { tasks: view.tasks.map((task) => ({ ...task, dueAt })) });
    return id;
  };

  it('runs in working time, stands still over the weekend, and goes on by itself', async () => {
    addCase(MONDAY_17);
    const page = await showAt(FRIDAY_AFTERNOON, '/alerts');
    const row = page.getByRole('listitem').filter({ hasText: 'Mon 30 Nov, 17:00' });
    await row.getByText('1 day 1 hr left').waitFor();
    await page.clock.fastForward('45:00');
    await row.getByText('1 day left').waitFor();
    await page.clock.fastForward('40:00:00');
    await row.getByText('1 day left').waitFor();
    await page.clock.fastForward('25:00:00');
    await row.getByText(/^7 hrs \d+ mins left$/).waitFor();
    await page.clock.fastForward('09:00:00');
    await row.getByText('Overdue', { exact: true }).waitFor();
    await page.clock.fastForward('15:30:00');
    await row.getByText(/^Overdue by 1 hr/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('asks the server nothing while it runs', async () => {
    addCase(MONDAY_17);
    const page = await showAt('2026-11-27T13:59:40Z', '/alerts');
    const row = page.getByRole('listitem').filter({ hasText: 'Mon 30 Nov, 17:00' });
    await row.getByText('1 day 1 hr left').waitFor();
    const asked = api.requests.length;
    // Less than the time after which a server that says nothing is taken for gone and everything is read anew.
    await page.clock.runFor('00:30');
    await row.getByText('1 day left').waitFor();
    expect(api.requests.slice(asked).filter((line) => line.includes('open-hours'))).toEqual([]);
  });

  it('is told the same way in the case, with the calendar that it follows and until when it stands still', async () => {
    const id = addCase(MONDAY_17);
    const page = await showAt('2026-11-28T10:00:00Z', `/cases/${id}`);
    const left = page.getByText('1 day left').filter({ visible: true }).first();
    await left.waitFor();
    await left.hover();
    await page.getByRole('tooltip').getByText('Working time by the calendar Finland').waitFor();
    await page.getByRole('tooltip').getByText('The clock stands still until Mon 30 Nov, 09:00').waitFor();
  });

  it('falls back to the clock on the wall where the opening hours do not reach', async () => {
    addCase('2027-11-26T14:00:00Z');
    const page = await showAt(FRIDAY_AFTERNOON, '/alerts');
    await page.getByText(/^Due in 36\d days$/).waitFor();
  });
});

function officeHours(): FakeApi['policy']['openHours'] {
  const [from, to] = [new Date('2026-11-01T00:00:00Z'), new Date('2027-01-31T00:00:00Z')];
  const calendar = createWorkingCalendar(
    { name: 'Finland', zone: 'Europe/Helsinki', country: 'FI', hours: '09:00-17:00', days: 'mon-fri' },
    null,
    2026,
  );
  const days = openDays(from, to, calendar).map(({ day, open }) => ({
    day,
    open: open.map((stretch) => ({ from: stretch.from.toISOString(), to: stretch.to.toISOString() })),
  }));
  const { name, zone } = calendar;
  return { from: from.toISOString(), to: to.toISOString(), calendars: [{ name, zone, days }] };
}
