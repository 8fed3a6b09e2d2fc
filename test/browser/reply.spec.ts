import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';
import { MARIS } from '../support/fake-data.js';

jest.setTimeout(120_000);

describe('replying from a case', () => {
  const stage = dashboardStage();
  let api: FakeApi;
  let caseId: string;

  beforeEach(async () => {
    api = await stage.serve();
    caseId = api.addCases(A_MORNING.slice(1, 2))[0]!;
  });

  const show = async (options = {}): Promise<Page> => {
    const page = await stage.show(`/cases/${caseId}`, options);
    await text(page).waitFor();
    return page;
  };
  const text = (page: Page) => page.getByRole('textbox', { name: 'Your answer' });
  const ours = (page: Page) => page.getByRole('article').last();

  it('writes and sends with the keyboard alone, and shows how far the reply has come', async () => {
    const page = await show();
    await page.keyboard.press('r');
    await page.keyboard.type('Dear Ilze, the money was sent today.');
    await page.keyboard.press('Control+Enter');
    await ours(page).getByText('On its way').waitFor();
    expect(await text(page).inputValue()).toBe('');
    expect(api.replies.repliesOf(caseId)).toMatchObject([
      { to: 'customer@mail.example', text: 'Dear Ilze, the money was sent today.' },
    ]);
    api.replies.progress(caseId, 'sent');
    api.announce([caseId]);
    await ours(page).getByRole('heading', { name: 'Nordvik answered' }).waitFor();
  });

  it('says how much the channel takes, sends nothing that is longer, and offers no files where none go', async () => {
    api.replies.composeWith(caseId, { limit: { longest: 20, counted: 'graphemes' }, attachmentTypes: [] });
    const page = await show();
    await text(page).fill('We are sorry 👩‍👩‍👧👩‍👩‍👧');
    await page.getByText('Length: 15 of 20').waitFor();
    expect(await page.getByRole('button', { name: 'Attach' }).count()).toBe(0);
    await text(page).fill('We are sorry, and on our way');
    await page.getByText('Length: 28 of 20').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Too long for this channel').waitFor();
    expect(api.replies.repliesOf(caseId)).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await text(page).fill('We are sorry');
    await page.keyboard.press('Control+Enter');
    await ours(page).getByText('On its way').waitFor();
  });

  it('keeps what was typed through a reload, and says when it was saved', async () => {
    const page = await show();
    await text(page).fill('Dear Ilze, I am');
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor();
    await text(page).fill('Dear Ilze, I am looking into');
    await page.reload();
    await eventually(async () => expect(await text(page).inputValue()).toBe('Dear Ilze, I am looking into'));
    await eventually(async () => expect(api.replies.draftOf(caseId).text).toBe('Dear Ilze, I am looking into'));
  });

  it('keeps what is typed while the server is away, and saves it when it is back', async () => {
    const page = await show();
    await api.stop();
    await text(page).fill('Written in a tunnel');
    await page.getByText('Kept in this browser').waitFor();
    await api.start();
    await page.evaluate("window.dispatchEvent(new Event('online'))");
    await eventually(async () => expect(api.replies.draftOf(caseId).text).toBe('Written in a tunnel'));
    await page.getByText(/^Saved \d\d:\d\d$/).waitFor();
  });

  it('asks which words to keep when another window has written others', async () => {
    const page = await show();
    await text(page).fill('From this window');
    await page.getByText(/^Saved/).waitFor();
    api.replies.saveElsewhere(caseId, 'From the other window');
    await text(page).fill('From this window, more');
    await page.getByText('You have written something else in another window').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Take the other' }).click();
    expect(await text(page).inputValue()).toBe('From the other window');
  });

  it('shows a reply that was not sent with the reason, and sends it again when asked', async () => {
    const page = await show();
    await text(page).fill('We are sorry.');
    await page.getByRole('button', { name: 'Send' }).click();
    await ours(page).getByText('On its way').waitFor();
    api.replies.progress(caseId, 'failed', 'The mail server refused the recipient.');
    api.announce([caseId]);
    await ours(page).getByText('The customer has not got it: The mail server refused the recipient.').waitFor();
    await ours(page).getByRole('button', { name: 'Retry' }).click();
    await ours(page).getByText('On its way').waitFor();

    api.replies.progress(caseId, 'unsure', 'The connection broke off after the text.');
    api.announce([caseId]);
    await ours(page).getByText('Nobody knows whether it went out').waitFor();
    expect(await ours(page).getByRole('button').allInnerTexts()).toEqual(['It was sent', 'Send again', 'Discard']);
    expect(await accessibilityFaults(page)).toEqual([]);
    await ours(page).getByRole('button', { name: 'It was sent' }).click();
    await ours(page).getByRole('heading', { name: 'Nordvik answered' }).waitFor();
  });

  it('gives a reply that was not sent back to be changed, and sends it once, with its files', async () => {
    const page = await show();
    await text(page).fill('We are sorry.');
    await page.locator('input[type=file]').setInputFiles({
      name: 'offer.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 offer'),
    });
    await page.getByRole('button', { name: 'Remove offer.pdf' }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await ours(page).getByText('On its way').waitFor();
    const file = ours(page).getByRole('link', { name: 'offer.pdf' });
    expect(await file.getAttribute('href')).toMatch(/\/api\/v1\/cases\/\d+\/replies\/\d+\/attachments\/\d+$/);
    api.replies.progress(caseId, 'failed', 'The mail server refused the recipient.');
    api.announce([caseId]);
    await ours(page).getByRole('button', { name: 'Change …' }).click();
    const form = page.getByRole('form', { name: 'Change the reply' });
    await form.getByLabel('Your answer').fill('');
    await form.getByRole('button', { name: 'Send it like this' }).click();
    expect(await form.getByLabel('Your answer').getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('Your answer').fill('We are very sorry.');
    await form.getByLabel('To').fill('right@mail.example');
    expect(await accessibilityFaults(page)).toEqual([]);
    await form.getByRole('button', { name: 'Send it like this' }).dblclick();
    await form.waitFor({ state: 'detached' });
    await ours(page).getByText('We are very sorry.').waitFor();
    expect(api.replies.repliesOf(caseId)).toMatchObject([
      { state: 'queued', text: 'We are very sorry.', to: 'right@mail.example', attachments: [{ name: 'offer.pdf' }] },
    ]);
  });

  it('is not sent over the head of a colleague: what changed is told, and the words are kept', async () => {
    const page = await show();
    await text(page).fill('Mine');
    api.change(caseId, {
      events: [
        ...api.view(caseId)!.events,
        { id: '999', at: new Date().toISOString(), actor: MARIS, type: 'waiting_began', detail: {} },
      ],
    });
    await page.getByRole('button', { name: 'Send' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'Somebody was faster' });
    await alert.getByText(/Waiting for the customer.*Māris Ozols/).waitFor();
    expect(await text(page).inputValue()).toBe('Mine');
    await page.getByRole('button', { name: 'Send' }).click();
    await ours(page).getByText('On its way').waitFor();
  });

  it('sends once what was sent twice because the answer was lost', async () => {
    const page = await show();
    await text(page).fill('Only once, please');
    api.trouble({ path: /POST \/cases\/\d+\/replies$/, status: 503, times: 1 });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Something went wrong on our side').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await ours(page).getByText('On its way').waitFor();
    expect(api.replies.repliesOf(caseId)).toHaveLength(1);
  });

  it('fills a template, shows the gaps, and does not send while one is open', async () => {
    const page = await show();
    await page.getByRole('button', { name: 'Template' }).click();
    await page.getByRole('menuitem', { name: 'Apology and options' }).click();
    await page.getByText('One gap is still open').waitFor();
    expect(await text(page).inputValue()).toContain('Dear Ilze Bērziņa');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').getByText('Fill the open gaps first').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'The problem, in your words' }).click();
    await page.keyboard.type('Your money was late.');
    expect(await text(page).inputValue()).toContain('I am sorry. Your money was late.');
    await page.getByRole('button', { name: 'Send' }).click();
    await ours(page).getByText('Your money was late.').waitFor();
  });

  it.each(['light', 'dark'] as const)('warns of wording that inflames while one types, in %s', async (colorScheme) => {
    const page = await show({ colorScheme });
    await text(page).fill('Please calm down, we are on it.');
    await page.getByText('Nobody calms down when told to.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await text(page).fill('I understand, we are on it.');
    await page.getByText('Nobody calms down when told to.').waitFor({ state: 'detached' });
  });

  it('takes files along, and says why one is not taken', async () => {
    const page = await show();
    const choose = (name: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('%PDF-') });
    await choose('offer.pdf');
    await page.getByRole('button', { name: 'Remove offer.pdf' }).waitFor();
    await choose('virus.exe');
    await page.getByRole('alert').getByText('this kind of file is not sent').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await text(page).fill('See the offer.');
    await page.getByRole('button', { name: 'Send' }).click();
    await ours(page).getByText('offer.pdf').waitFor();
    expect(await page.getByRole('button', { name: 'Remove offer.pdf' }).count()).toBe(0);
  });

  it('says who else is writing', async () => {
    api.replies.others = [{ ...MARIS, mode: 'writing', since: new Date().toISOString() }];
    const page = await show();
    await page.getByText('Māris Ozols is writing an answer').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('leads to where the customer wrote when the channel takes no replies', async () => {
    api.replies.composeWith(caseId, { canReply: false, reason: 'channel', url: 'https://reviews.example/2' });
    const page = await stage.show(`/cases/${caseId}`);
    const link = page.getByRole('link', { name: 'Answer there' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('https://reviews.example/2');
    expect(await text(page).count()).toBe(0);
    await page.keyboard.press('r');
    await page.locator('section:focus').getByRole('link', { name: 'Answer there' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
