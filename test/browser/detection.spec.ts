import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';
import { outcomeOf } from '../support/fake-detection.js';

jest.setTimeout(120_000);

describe('the detection', () => {
  const stage = dashboardStage();

  const served = async (role: 'agent' | 'manager' | 'ops' = 'ops'): Promise<FakeApi> => {
    const api = await stage.serve({ role });
    api.addCases(A_MORNING.slice(0, 1));
    return api;
  };
  const show = async (options = {}): Promise<Page> => {
    const page = await stage.show('/detection', options);
    await page.getByRole('heading', { level: 1, name: 'Detection' }).waitFor();
    return page;
  };

  it.each(['light', 'dark'] as const)(
    'tells what was taught and what it gained, and judges a pasted text with its reasons: in %s',
    async (colorScheme) => {
      await served();
      const page = await show({ colorScheme });
      await page.getByRole('definition').filter({ hasText: '1,240' }).waitFor();
      await page
        .getByRole('table', { name: 'Figures of version 2' })
        .getByRole('row', { name: 'Found 71% 88% +17' })
        .waitFor();
      const text = page.getByLabel('Text', { exact: true });
      await page.getByRole('button', { name: 'Judge it' }).click();
      await page.getByText('Write or paste a text first.').waitFor();
      await text.fill('Hello. Where is my parcel?');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Judge it' }).click();
      await page.getByText('The customer is probably dissatisfied (93%).').waitFor();
      await page.locator('mark', { hasText: 'Where' }).waitFor();
      expect(await text.inputValue()).toBe('Hello. Where is my parcel?');
      expect(await accessibilityFaults(page)).toEqual([]);
    },
  );

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('draws how right it was, and says it in figures: in %s, %d wide', async (colorScheme, width) => {
    await served('manager');
    const page = await show({ colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('img', { name: 'What it said against what was found' }).waitFor();
    await page.getByText(/On average it was off by \d+ percentage points, by 1240 verdicts\./).waitFor();
    await page
      .getByRole('table', { name: 'By language' })
      .getByRole('row', { name: /Latvian/ })
      .waitFor();
    await page.getByText('The curve in figures').click();
    const table = page.getByRole('table', { name: 'The curve in figures' });
    expect(await table.getByRole('row').count()).toBe(11);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });

  it('draws no curve from a handful of verdicts', async () => {
    const api = await served('manager');
    api.detection.fewVerdicts = 12;
    const page = await show();
    await page.getByText('12 verdicts are too few for a curve. It is drawn from 50 on.').waitFor();
    expect(await page.getByRole('img', { name: 'What it said' }).count()).toBe(0);
  });

  it('takes a version back and puts it in force again, each time after saying what follows', async () => {
    await served();
    const page = await show();
    const version = page.getByRole('article', { name: 'Version 2' });
    await version.getByRole('button', { name: 'Take back: version 2' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take version 2 back?' });
    await dialog.getByText('New messages are judged by version 1 again.').waitFor();
    await dialog.getByText('found 88% of the unhappy instead of 71%').waitFor();
    await dialog.getByRole('button', { name: 'Take back' }).click();
    await version.getByText('No longer in force').waitFor();
    await version.getByRole('button', { name: 'Put in force: version 2' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put in force' }).click();
    await version.getByText('In force', { exact: true }).waitFor();
  });

  it('says why a version was not taken back, and leaves the question open', async () => {
    const api = await served();
    const page = await show();
    api.trouble({ path: /POST \/detection\/overlays/, status: 409, times: 1 });
    await page.getByRole('button', { name: 'Take back: version 2' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Take back' }).click();
    await dialog.getByText('It is no longer in force.').waitFor();
    await dialog.getByRole('button', { name: 'Take back' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('tries a change on the past, and leads to the case of what would change', async () => {
    const api = await served('manager');
    api.messages.add([{ author: 'Zane', text: 'Nauda joprojām nav atgriezta', caseId: '1' }]);
    api.detection.changes.push({
      messageId: '5000',
      from: outcomeOf('dissatisfied', 0.8),
      to: outcomeOf('not_dissatisfied', 0.3),
      dissatisfied: true,
    });
    const page = await show({ viewport: { width: 390, height: 844 } });
    const run = page.getByRole('button', { name: 'Try the change' });
    await page.getByLabel('Unclear from (%)').fill('70');
    await page.getByLabel('Unhappy from (%)').fill('60');
    await run.click();
    await page.getByText('Thresholds are percentages from 0 to 100').waitFor();
    await page.getByLabel('Unclear from (%)').fill('40');
    await run.click();
    await page.getByText('Nothing would change.').waitFor();
    await page.getByLabel('Judge with').selectOption('none');
    await run.click();
    await page.getByText('A person said: unhappy').waitFor();
    await page.getByText('Nauda joprojām nav atgriezta').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    // A manager sees what was learned; what judges is the business of those who run it.
    expect(await page.getByRole('button', { name: /^Take back/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'Case 1' }).click();
    await page.waitForURL(/\/cases\/1$/);
  });

  it('keeps a text that could not be judged', async () => {
    const api = await served();
    const page = await show();
    api.trouble({ path: /POST \/detection\/assess/, status: 503, times: 1 });
    await page.getByLabel('Text', { exact: true }).fill('All is well.');
    await page.getByRole('button', { name: 'Judge it' }).click();
    await page.getByText('Something went wrong on our side').waitFor();
    await page.getByRole('button', { name: 'Judge it' }).click();
    await page.getByText('The customer is probably not dissatisfied').waitFor();
  });

  it('says that nothing was taught yet, and what went wrong when it cannot be read', async () => {
    const api = await served();
    api.detection.forget();
    api.trouble({ path: /GET \/detection$/, status: 503 });
    const page = await show();
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    api.heal();
    await again.click();
    await page.getByText('Nobody has judged a message yet.').waitFor();
    await page.getByText('Nothing has been learned yet').waitFor();
  });

  it('is closed to an agent but for the text to try', async () => {
    await served('agent');
    const page = await show();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('link', { name: 'Detection' }).count()).toBe(0);
    await page.getByLabel('Text', { exact: true }).fill('Where is it?');
    await page.getByRole('button', { name: 'Judge it' }).click();
    await page.getByText('The customer is probably dissatisfied').waitFor();
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('shows a phrase pack by what its phrases say, and searches it: in %s, %d wide', async (scheme, width) => {
    await served('manager');
    const page = await show({ colorScheme: scheme, viewport: { width, height: 800 } });
    const english = page.getByRole('button', { name: /^English/ });
    await english.getByText('Your own: 1').waitFor();
    await english.press('Enter');
    const waiting = page.getByRole('group').filter({ hasText: 'Has been waiting – a clear sign of dissatisfaction' });
    await waiting.getByText('+0.8').waitFor();
    await page.getByText('A word about: payment').waitFor();
    await page.getByText('Turns round what follows').waitFor();
    await page.getByLabel('Search the pack: English').fill('SOLICITOR');
    await page.getByText('solicitor*').waitFor();
    await page.getByText('Its name in a file: lawyer. Handle with care: Lawyer or authority.').waitFor();
    await waiting.waitFor({ state: 'detached' });
    await page.getByLabel('Search the pack: English').fill('has been waiting');
    await page.getByText('where is/are').waitFor();
    await page.getByText('en.local.txt:3').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page.getByLabel('Search the pack: English').fill('xyz');
    await page.getByText('No phrase and no meaning has these words.').waitFor();
    await english.press('Enter');
    await page.getByLabel('Search the pack: English').waitFor({ state: 'detached' });
  });

  it('tells which line of the house is refused, and how phrases of the house are written', async () => {
    const api = await served('ops');
    api.detection.phrases.refused.push({ path: 'fi.local.txt:12', message: "there is no concept 'x'" });
    const page = await show();
    const refused = page.getByRole('alert').filter({ hasText: 'Earshot does not start as long as they stand there.' });
    await refused.getByText('fi.local.txt:12').waitFor();
    await page.getByText('Phrases of your own').click();
    await page.getByText('for example config/lexicons/fi.local.txt').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('goes on when packs and thresholds cannot be read, and reads them when asked again', async () => {
    const api = await served('manager');
    api.trouble({ path: /GET \/detection\/(phrase-packs|thresholds)/, status: 503 });
    const page = await show();
    const packs = page.getByRole('region', { name: 'Phrase packs' });
    const thresholds = page.getByRole('region', { name: 'Where it decides' });
    await packs.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('definition').filter({ hasText: '1,240' }).waitFor();
    api.heal();
    await packs.getByRole('button', { name: 'Try again' }).click();
    await packs.getByRole('button', { name: /^Finnish/ }).waitFor();
    await thresholds.getByRole('button', { name: 'Try again' }).click();
    await thresholds.getByText('From 41% to 60%').waitFor();
    await thresholds.getByText('The model was tuned to 41% and 55%.').waitFor();
  });

  it('names the phrases behind a judgement, their weight and their pack', async () => {
    await served('agent');
    const page = await show({ viewport: { width: 390, height: 844 } });
    await page.getByLabel('Text', { exact: true }).fill('Hello. Where is my parcel?');
    await page.getByRole('button', { name: 'Judge it' }).click();
    const found = page.getByRole('region', { name: 'Phrases found in it' });
    await found.getByText('Has been waiting – a strong sign of dissatisfaction').waitFor();
    await found.getByText('+2.1').waitFor();
    await found.getByText('where is/are').waitFor();
    await found.getByText('from the pack: English').waitFor();
    await found.getByText('Your own').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Text', { exact: true }).fill('Hello.');
    await page.getByRole('button', { name: 'Judge it' }).click();
    await found.getByText('No phrase of the packs stands in it').waitFor();
  });
});
