import type { BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';

jest.setTimeout(120_000);

describe('configuring a source in one’s own language', () => {
  const stage = dashboardStage();

  /** A window of somebody who has chosen a language. */
  const speaking = async (language: string, look: BrowserContextOptions = {}): Promise<Page> => {
    const { page } = await stage.window(look);
    await page.addInitScript(`localStorage.setItem('earshot.language', '${language}')`);
    return page;
  };

  it.each([
    {
      language: 'fi',
      look: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
      search: 'Etsi kanava',
      word: 'postilaatikko',
      found: /^Postilaatikko/,
      field: 'Käyttäjätunnus',
      secret: 'Salasana',
    },
    {
      language: 'ru',
      look: { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
      search: 'Найти канал',
      word: 'сообществе',
      found: /^ВКонтакте/,
      field: 'Номер сообщества',
      secret: 'Токен доступа (access token)',
    },
  ] as const)('a channel is found and its form understood: in $language', async ({ language, look, ...said }) => {
    const api = await stage.serve({ role: 'ops' });
    const page = await speaking(language, look);
    await page.goto(`${api.url}/sources/add`);
    await page.getByRole('searchbox', { name: said.search }).fill(said.word);
    await page.getByRole('link', { name: said.found }).click();
    await page.getByRole('textbox', { name: said.secret, exact: true }).waitFor();
    expect(await page.getByRole('textbox', { name: said.field }).count()).toBe(1);
    const more = page.locator('details:not([open]) > summary');
    if ((await more.count()) > 0) await more.first().click();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });

  it('goes on in English where the words of a language cannot be loaded', async () => {
    const api = await stage.serve({ role: 'ops' });
    const page = await speaking('fi');
    await page.route('**/connectors-*.js', (route) => route.abort());
    await page.goto(`${api.url}/sources/add?kind=mailbox`);
    await page.getByRole('heading', { level: 1, name: 'Lisää: Mailbox' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'User' }).count()).toBe(1);
  });
});
