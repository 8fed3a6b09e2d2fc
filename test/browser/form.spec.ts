import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { startApi, type TestApi } from '../support/api.js';
import { launchBrowser } from '../support/browser.js';
import { addPushedSource } from '../support/delivery.js';
import { eventually } from '../support/eventually.js';
import { HttpServer } from '../support/http-server.js';

jest.setTimeout(180_000);

const ANGRY = 'Olen odottanut kolme viikkoa, eikä kukaan vastaa.\nHaluan rahani takaisin! 😡';

describe('a complaint form in a page of the house', () => {
  let api: TestApi;
  let shop: HttpServer;
  let stranger: HttpServer;
  let browser: Browser;
  let id: string;

  beforeAll(async () => {
    [api, shop, stranger, browser] = await Promise.all([
      startApi(),
      HttpServer.start(),
      HttpServer.start(),
      launchBrowser(),
    ]);
    id = await addPushedSource(api, {
      kind: 'form',
      name: 'Website',
      options: {
        origins: [shop.origin],
        minSeconds: 0,
        topics: ['Toimitus', 'Lasku'],
        privacyUrl: 'https://shop.example/privacy',
      },
    });
    const page = `<!doctype html><html lang="fi"><title>Kauppa</title><h1>Ota yhteyttä</h1>
      <script async src="${api.url}/api/v1/forms/${id}/embed.js"></script><p>Lopuksi</p></html>`;
    for (const site of [shop, stranger]) site.serve('/contact', page, { 'content-type': 'text/html; charset=utf-8' });
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([shop.stop(), stranger.stop()]);
    await api.stop();
  });

  const stored = () =>
    api.dataSource.query<object[]>('select text, subject, author_address from messages where source_id = $1', [id]);

  async function newPage(viewport = { width: 1280, height: 900 }): Promise<Page> {
    const context = await browser.newContext({ viewport, locale: 'en' });
    return context.newPage();
  }

  it('is filled in by keyboard, corrected and sent, without a cookie', async () => {
    const page = await newPage();
    await page.goto(`${shop.origin}/contact`);
    const frame = page.frameLocator('iframe[title="Tell us what went wrong"]');
    await frame.getByRole('heading', { name: 'Kerro, mikä meni pieleen' }).waitFor();
    await frame.getByLabel('Mitä asia koskee?').focus();
    await page.keyboard.type('Toim');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(ANGRY);
    for (const _step of ['order number', 'name', 'address', 'button']) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    const fault = frame.getByRole('alert');
    await fault.waitFor();
    expect(await fault.innerText()).toContain('Sähköpostiosoite – Täytä tämä kenttä.');
    expect(await frame.getByLabel('Viestisi').inputValue()).toBe(ANGRY);
    await frame.getByLabel('Sähköpostiosoite').fill('anna@customers.example');
    await frame.getByRole('button', { name: 'Lähetä' }).click();
    await frame.getByRole('heading', { name: 'Kiitos' }).waitFor();

    expect(await stored()).toEqual([{ text: ANGRY, subject: 'Toimitus', author_address: 'anna@customers.example' }]);
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });

  it('is as high as what stands in it', async () => {
    const page = await newPage({ width: 360, height: 740 });
    await page.goto(`${shop.origin}/contact`);
    await eventually(async () => {
      const frame = page.frame({ url: /\/forms\// });
      const inner = await frame?.evaluate<number>('Math.ceil(document.body.getBoundingClientRect().height)');
      expect(inner).toBeGreaterThan(300);
      expect(await page.evaluate('document.querySelector("iframe").clientHeight')).toBe(inner);
      expect(await frame?.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    });
    await page.context().close();
  });

  it.each([
    ['', 'dark', 'rgb(255, 255, 255)'],
    ['data-theme="dark"', 'light', 'rgb(27, 27, 31)'],
    ['data-theme="auto"', 'dark', 'rgb(27, 27, 31)'],
    ['data-theme="auto"', 'light', 'rgb(255, 255, 255)'],
  ] as const)('has the colours of the page, with %s where the system is %s', async (theme, colorScheme, ground) => {
    const path = `/contact-${colorScheme}-${theme.length}`;
    const body = `<!doctype html><title>Kauppa</title><h1>Kauppa</h1><script async ${theme} src="${api.url}/api/v1/forms/${id}/embed.js"></script>`;
    shop.serve(path, body, { 'content-type': 'text/html; charset=utf-8' });
    const context = await browser.newContext({ colorScheme, locale: 'en' });
    const page = await context.newPage();
    await page.goto(`${shop.origin}${path}`);
    await page.frameLocator('iframe').getByRole('button').waitFor();
    const frame = page.frame({ url: /\/forms\// });
    expect(await frame?.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(ground);
    await context.close();
  });

  it('is shown by no other website', async () => {
    const page = await newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${stranger.origin}/contact`);
    await eventually(async () => expect(complaints.join('\n')).toContain('frame-ancestors'));
    expect(await page.frameLocator('iframe').getByRole('heading').count()).toBe(0);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)(
    'has no fault of accessibility in %s, empty, with faults and with thanks',
    async (colorScheme) => {
      const context = await browser.newContext({ colorScheme, locale: 'ru', viewport: { width: 375, height: 812 } });
      const page = await context.newPage();
      await page.goto(`${api.url}/api/v1/forms/${id}?theme=${colorScheme}`);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button').click();
      await page.getByRole('alert').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('combobox').selectOption('Lasku');
      await page.getByLabel('Ваше сообщение').fill('Спасибо, всё хорошо');
      await page.getByLabel('Адрес электронной почты').fill('vera@customers.example');
      await page.getByRole('button').click();
      await page.getByRole('heading', { name: 'Спасибо' }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await context.close();
    },
  );
});
