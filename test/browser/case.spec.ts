import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING, HOSTILE } from '../support/fake-cases.js';
import { MARIS } from '../support/fake-data.js';

describe('a case', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  beforeEach(async () => {
    api = await stage.serve();
  });

  const show = (path: string): Promise<Page> => stage.show(path);

  it('tells the conversation in the order in which it was said, with what is not new folded away', async () => {
    const [id] = api.addCases(A_MORNING.slice(0, 1));
    const page = await show(`/cases/${id}`);
    await page.getByRole('heading', { level: 1, name: /Lattia myöhässä/ }).waitFor();
    const speakers = await page.getByRole('article').getByRole('heading', { level: 2 }).allInnerTexts();
    expect(speakers.map((speaker) => speaker.split('\n')[0])).toEqual([
      expect.stringContaining('Pekka Nieminen'),
      expect.stringContaining('Automatic reply'),
      expect.stringContaining('Nordvik answered'),
      expect.stringContaining('Pekka Nieminen'),
    ]);
    const last = page.getByRole('article').last();
    const quote = last.getByText('Asennus on varattu');
    expect(await quote.isVisible()).toBe(false);
    await last.getByText('Quoted text').click();
    expect(await quote.isVisible()).toBe(true);
  });

  it('says that it was removed meanwhile, and offers nothing to do with it any more', async () => {
    const [id] = api.addCases(A_MORNING.slice(0, 1));
    const page = await show(`/cases/${id}`);
    await page.getByRole('group', { name: 'Actions' }).waitFor();
    api.trouble({ path: new RegExp(`^GET /cases/${id}$`), status: 404 });
    api.announce([id!]);
    await page.getByRole('heading', { level: 2, name: 'This case was removed' }).waitFor();
    expect(await page.getByRole('group', { name: 'Actions' }).count()).toBe(0);
    expect(await page.getByRole('article').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('folds a very long message, and shows all of it when asked', async () => {
    const [id] = api.addCases(A_MORNING.slice(1, 2));
    const text = `${'A sentence among many. '.repeat(850)}The end.`;
    const long = api.view(id!)!.messages.map((message) => ({ ...message, text, assessment: null }));
    api.change(id!, { messages: long });
    const page = await show(`/cases/${id}`);
    const message = page.getByRole('article').first();
    const showAll = message.getByRole('button', { name: 'Show all' });
    await showAll.waitFor();
    const folded = (await message.boundingBox())!.height;
    expect(folded).toBeLessThan(800);
    expect(await accessibilityFaults(page)).toEqual([]);
    await showAll.click();
    await showAll.waitFor({ state: 'detached' });
    expect((await message.boundingBox())!.height).toBeGreaterThan(3 * folded);
  });

  it('explains a highlight to the pointer and to the keyboard', async () => {
    const [id] = api.addCases(A_MORNING.slice(0, 1));
    const page = await show(`/cases/${id}`);
    await page.locator('mark', { hasText: '???' }).focus();
    const tooltip = page.getByRole('tooltip');
    await tooltip.waitFor();
    expect(await tooltip.innerText()).toBe('Repeated question marks – a slight sign of dissatisfaction');
    await page.keyboard.press('Escape');
    await page.locator('mark', { hasText: 'lupasitte' }).hover();
    await page.getByText('A promise was not kept – a strong sign of dissatisfaction').waitFor();
  });

  it('says why it was flagged and how the deadline follows', async () => {
    const [id] = api.addCases(A_MORNING.slice(0, 1));
    const page = await show(`/cases/${id}`);
    const why = page.getByRole('region', { name: 'Why this was flagged' });
    expect(await why.innerText()).toMatch(
      /probably dissatisfied \(97%\)[\s\S]*Lawyer or authority[\s\S]*Feels ignored/,
    );
    const deadline = page.getByRole('region', { name: 'Deadline' });
    expect(await deadline.getByRole('listitem').allInnerTexts()).toEqual([
      'Received Thu 18:40, after closing at 17:00: counts as Fri',
      'Fri is day 0',
      'Mon: day 1',
      'Tue: day 2',
      'Wed: day 3, due at closing, 17:00',
    ]);
  });

  it('is answered and reopened', async () => {
    const [id] = api.addCases(A_MORNING.slice(1, 2));
    const page = await show(`/cases/${id}`);
    await page.getByRole('button', { name: 'Mark answered' }).click();
    await page.getByRole('button', { name: 'Reopen' }).waitFor();
    expect(await page.getByRole('button', { name: 'Mark answered' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Mark answered' }).waitFor();
  });

  it('is not changed over the head of a colleague', async () => {
    const [id] = api.addCases(A_MORNING.slice(1, 2));
    const page = await show(`/cases/${id}`);
    await page.getByRole('button', { name: 'Not a complaint' }).waitFor();
    api.changeCase(id!, { owner: MARIS });
    await page.getByRole('button', { name: 'Not a complaint' }).click();
    await page.getByText('Somebody else was first').waitFor();
    await page.getByText('Māris Ozols').first().waitFor();
    expect(await page.getByRole('button', { name: 'Not a complaint' }).isEnabled()).toBe(true);
  });

  it('says why a message joined it', async () => {
    const [id] = api.addCases(A_MORNING.slice(0, 1));
    const page = await show(`/cases/${id}`);
    await page.getByRole('article').last().getByText('Joined by thread').waitFor();
  });

  it('is handed to a colleague, and taken back', async () => {
    const [id] = api.addCases(A_MORNING.slice(0, 1));
    const page = await show(`/cases/${id}`);
    await page.getByRole('button', { name: 'Hand over: You' }).click();
    await page.getByRole('menuitem', { name: 'Māris Ozols Team lead' }).click();
    await page.getByText('Handed over: Pekka Nieminen').waitFor();
    await page.getByRole('button', { name: 'Hand over: Māris Ozols' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Hand over: You' }).waitFor();
  });

  it('gets another severity from a person', async () => {
    const [id] = api.addCases(A_MORNING.slice(1, 2));
    const page = await show(`/cases/${id}`);
    await page.getByRole('button', { name: 'Change severity: High' }).click();
    await page.getByRole('menuitemradio', { name: 'Critical' }).click();
    await page.getByRole('button', { name: 'Change severity: Critical' }).waitFor();
    expect(api.view(id!)!.severity).toBe('critical');
  });

  it('is left in peace until a working hour, or a time that somebody names', async () => {
    const [id] = api.addCases(A_MORNING.slice(1, 2));
    const page = await show(`/cases/${id}`);
    await page.getByRole('button', { name: 'Snooze' }).click();
    await page.getByRole('menuitem', { name: 'Next working morning' }).click();
    await page.getByText(/Quiet until .*09:00/).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/Quiet until/).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Snooze' }).click();
    await page.getByRole('menuitem', { name: 'Another time' }).click();
    const until = page.getByLabel('Until');
    await until.fill('2020-01-01T09:00');
    await page.getByRole('dialog').getByRole('button', { name: 'Snooze' }).click();
    await page.getByText('Choose a time that lies ahead.').waitFor();
    const tomorrow = new Date(Date.now() + 26 * 3_600_000).toISOString().slice(0, 10);
    await until.fill(`${tomorrow}T10:30`);
    await page.getByRole('dialog').getByRole('button', { name: 'Snooze' }).click();
    await page.getByText(/Quiet until .*10:30/).waitFor();
  });

  it('tells what is left on a clock that stands still, and whether earlier ones were met', async () => {
    const [id] = api.addCases(A_MORNING.slice(1, 2));
    const [task] = api.view(id!)!.tasks;
    const at = new Date().toISOString();
    const answer = { at, seconds: 10_800, evidence: { kind: 'sent' as const } };
    api.change(id!, {
      tasks: [
        { ...task!, state: 'paused', pausedAt: at, minutesLeft: 90 },
        { ...task!, id: '901', state: 'done', closedAt: at, answer: { ...answer, inTime: true } },
        { ...task!, id: '902', state: 'done', closedAt: at, answer: { ...answer, inTime: false } },
        { ...task!, id: '903', kind: 'promise', note: 'Call on Friday', commitment: null },
      ],
    });
    const page = await show(`/cases/${id}`);
    const deadlines = page.getByRole('region', { name: 'Deadlines' });
    await deadlines.getByText('Stands still: 90 working minutes left').waitFor();
    await deadlines.getByText('Call on Friday').waitFor();
    await deadlines.getByText('2 earlier deadlines').click();
    await deadlines.getByText('In time, after 3 hours · sent from here').waitFor();
    await deadlines.getByText('Late, after 3 hours · sent from here').waitFor();
  });

  it('lets somebody wait whom nobody has answered only with a reason, and tells early signs in words', async () => {
    const [id] = api.addCases(A_MORNING.slice(1, 2));
    const [task] = api.view(id!)!.tasks;
    const watch = { ...task!, id: '904', kind: 'watch' as const, note: 'payment.late INV-17', commitment: null };
    const change = {
      id: '990',
      at: new Date().toISOString(),
      actor: MARIS,
      type: 'severity_set',
      detail: { from: 'low', to: 'high' },
    };
    api.change(id!, { actions: ['wait'], tasks: [task!, watch], events: [...api.view(id!)!.events, change] });
    const page = await show(`/cases/${id}`);
    await page.getByText('A payment is late: INV-17').waitFor();
    await page.getByRole('region', { name: 'What happened' }).getByText('Low → High').waitFor();
    await page.getByRole('button', { name: 'Wait for the customer' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Wait', exact: true }).click();
    await dialog.getByText('Say what you wait for.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByLabel('What we wait for').fill('The order number, asked for on the phone');
    await dialog.getByRole('button', { name: 'Wait', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(api.view(id!)!.state).toBe('waiting');
  });

  it('leads on to the next case of the list it was opened from', async () => {
    api.addCases(A_MORNING.slice(0, 3));
    const page = await show('/alerts');
    await page.getByRole('link', { name: /Pekka/ }).click();
    await page.getByText('1 of 3').waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: /Kur ir mana nauda/ }).waitFor();
    await page.getByRole('link', { name: 'Back to the alerts' }).click();
    await page.getByRole('heading', { level: 1, name: 'Alerts' }).waitFor();
  });

  it('that does not exist says so and leads back', async () => {
    const page = await show('/cases/999');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await page.getByRole('link', { name: 'To the alerts', exact: true }).click();
    await page.waitForURL(/\/alerts$/);
  });

  it('shows hostile, endless and right-to-left text without harm', async () => {
    const ids = api.addCases(HOSTILE);
    const page = await show(`/cases/${ids[0]}`);
    for (const id of ids) {
      await page.goto(`${api.url}/cases/${id}`);
      await page.getByRole('article').first().waitFor();
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    }
    await page.goto(`${api.url}/cases/${ids[2]}`);
    const words = page.getByRole('article').locator('[dir="auto"]').first();
    await words.waitFor();
    expect(await words.getAttribute('lang')).toBe('ar');
  });
});
