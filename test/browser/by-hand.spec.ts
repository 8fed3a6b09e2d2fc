import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import { A_MORNING } from '../support/fake-cases.js';
import { fakeSource } from '../support/fake-data.js';

jest.setTimeout(120_000);

const byHand = (id: string, name: string) =>
  fakeSource({ id, name, kind: 'by-hand', sample: false, state: 'healthy' as const });

describe('a call that an agent types in', () => {
  const stage = dashboardStage(/status of 409/);

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('leads from the board to its case: in %s, %d wide', async (colorScheme, width) => {
    const api = await stage.serve();
    api.addCases(A_MORNING);
    const page = await stage.show('/alerts', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('link', { name: 'Type in a call' }).click();
    await page.getByRole('heading', { level: 1, name: 'Type in a call or a visit' }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    // What is missing stands at its fields, and the first of them has the focus.
    await page.getByText(/^Say who spoke/).waitFor();
    await page.getByText('Write what the customer said.').waitFor();
    await eventually(async () => expect(await page.locator('input:focus').getAttribute('aria-invalid')).toBe('true'));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.type('Anna Virtanen');
    await page.getByRole('textbox', { name: 'Telephone' }).fill('none');
    await page.getByRole('textbox', { name: 'What the customer said' }).fill('The parcel is three weeks late!');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(/^Write a telephone number/).waitFor();
    await page.getByRole('textbox', { name: 'Telephone' }).fill('+358 40 1234567');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('It was judged: the customer is unhappy.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(api.messages.typedIn).toMatchObject([
      {
        customer: { name: 'Anna Virtanen', phone: '+358 40 1234567' },
        channel: 'phone',
        text: 'The parcel is three weeks late!',
      },
    ]);
    await page.getByRole('link', { name: 'Open case 1' }).click();
    await page.waitForURL('**/cases/1');
  });

  it('is kept as it was typed until it was sent, also when the server refuses it', async () => {
    const api = await stage.serve();
    api.trouble({ path: /POST .messages.by-hand/, status: 409, times: 1 });
    const page = await stage.show('/messages/by-hand');
    const words = page.getByRole('textbox', { name: 'What the customer said' });
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('anna@example.org');
    await words.fill('Thank you, everything was fine.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').filter({ hasText: 'Conflict' }).waitFor();
    await page.reload();
    expect(await words.inputValue()).toBe('Thank you, everything was fine.');
    api.messages.becomes = { caseId: null, verdict: 'not_dissatisfied' };
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(/^No case was opened/).waitFor();
    await page.getByRole('button', { name: 'Type in another' }).click();
    expect(await words.inputValue()).toBe('');
    expect(api.messages.typedIn).toHaveLength(1);
  });

  it('goes to the source from whose page it was begun', async () => {
    const api = await stage.serve();
    api.addSources([byHand('1', 'Service desk'), byHand('2', 'Shop in Turku')]);
    const page = await stage.show('/sources/2');
    await page.getByRole('link', { name: 'Type in a call' }).click();
    const source = page.getByRole('combobox', { name: 'Source' });
    await eventually(async () => expect(await source.inputValue()).toBe('2'));
    await page.getByRole('textbox', { name: 'Name' }).fill('Ville');
    await page.getByRole('textbox', { name: 'What the customer said' }).fill('He waits.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'It is stored' }).waitFor();
    expect(api.messages.typedIn).toMatchObject([{ sourceId: '2' }]);
  });

  it('leads an ops person to a source of their own while there is none', async () => {
    await stage.serve({ role: 'ops' });
    const page = await stage.show('/messages');
    await page.getByRole('link', { name: 'Type in a call' }).click();
    await page.getByRole('link', { name: 'Add one under a name of your own' }).click();
    await page.getByRole('heading', { level: 1, name: 'Add: By hand' }).waitFor();
  });
});
