import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIGEST_EDITIONS, type DigestEdition } from '@earshot/domain';
import { createDataSource, PostgresInsightStore } from '@earshot/persistence';
import { DIGEST_LANGUAGES, DigestLinks, InsightDesk, type WrittenDigest } from '@earshot/reporting';
import type { Browser, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { digestBox, digestWriterOf, PUBLIC_URL } from '../support/digest-kit.js';
import { insertEventfulMonths } from '../support/eventful-months.js';
import { SetClock, shippedPolicy } from '../support/sweep-kit.js';

jest.setTimeout(180_000);

const NOW = new Date('2026-03-02T06:00:10Z');
const WIDTHS = { wide: 900, phone: 360 } as const;
/** Where the pictures are kept, for people to look at; by default nowhere. */
const PICTURES = process.env['EARSHOT_PICTURES'];

describe('a digest in a mail program', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let browser: Browser;
  const clock = new SetClock(NOW);
  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 4 }).initialize();
    await insertEventfulMonths(dataSource, NOW);
    const policy = () => Promise.resolve(shippedPolicy(NOW));
    await new InsightDesk(new PostgresInsightStore(dataSource), policy, 'Europe/Helsinki', clock).tick();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await dataSource?.destroy();
    await database?.drop();
  });

  const written = (language: string, edition: DigestEdition, from = dataSource) => {
    const reader = {
      edition,
      language,
      localTime: '08:00',
      zone: 'Europe/Helsinki',
      days: [1, 2, 3, 4, 5],
      workingDaysOnly: true,
      calendar: null,
      scope: { sourceIds: [], languages: [], ownerIds: [] },
      hasDaily: false,
    };
    const links = { made: new DigestLinks(digestBox, PUBLIC_URL), for: { userId: '1', subscriptionId: '1' } };
    return digestWriterOf(from, clock).write(reader, links);
  };

  it.each(DIGEST_LANGUAGES.flatMap((language) => DIGEST_EDITIONS.map((edition) => [language, edition] as const)))(
    'is whole in %s, %s: nothing is loaded, nothing is wider than a phone, every part is said in text too',
    async (language, edition) => {
      const mail = await written(language, edition);
      for (const [name, width] of Object.entries(WIDTHS)) {
        for (const colorScheme of ['light', 'dark'] as const) {
          const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
          const page = await context.newPage();
          const asked: string[] = [];
          page.on('request', (request) => asked.push(request.url()));
          await page.setContent(mail.html);
          expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
          expect(asked).toEqual([]);
          const said = await page.evaluate<string[]>(
            `[...document.querySelectorAll('h1, h2, td > a, b')].map((one) => one.innerText)`,
          );
          expect(said.length).toBeGreaterThan(10);
          const text = flat(mail.text).toLowerCase();
          expect(said.filter((part) => !text.includes(flat(part).toLowerCase()))).toEqual([]);
          const broken = await page.evaluate<string[]>(
            `[...document.querySelectorAll('.act a')].filter((one) => one.getClientRects().length > 1).map((one) => one.innerText)`,
          );
          expect(broken).toEqual([]);
          expect(await page.evaluate<boolean>(DEEDS_ARE_BELOW)).toBe(name === 'phone');
          await keep(page, mail, `digest-${edition}-${language}`, `${name}-${colorScheme}`);
          await context.close();
        }
      }
    },
  );

  it.each(DIGEST_LANGUAGES)('says in %s that nothing needs anybody, and leads to nothing then', async (language) => {
    const quiet = await createTestDatabase();
    const source = await createDataSource({ url: quiet.url, poolSize: 2 }).initialize();
    try {
      const mail = await written(language, 'daily', source);
      const [lead] = mail.text.split('\n');
      expect(mail.subject).toContain(`${lead!.replace(/\.$/, '')} · Harbour Bank, `);
      // Only the board and the way out of these mails: nothing asks to be looked at.
      expect(mail.text.match(/https:\S+/g)).toEqual([`${PUBLIC_URL}/`, mail.stopUrl]);
      const page = await browser.newPage({ viewport: { width: WIDTHS.phone, height: 800 } });
      await page.setContent(mail.html);
      expect(await page.evaluate<string>(`document.querySelector('h1').innerText`)).toBe(lead);
      await keep(page, mail, `digest-quiet-${language}`, 'phone-light');
      await page.close();
    } finally {
      await source.destroy();
      await quiet.drop();
    }
  });

  it('says in no language what another says, save names and numbers', async () => {
    const texts = await Promise.all(DIGEST_LANGUAGES.map(async (language) => (await written(language, 'weekly')).text));
    const headings = texts.map((text) => text.split('\n').filter((line) => /^\p{Lu}[\p{Lu}\s,:()\d]+$/u.test(line)));
    for (const [i, own] of headings.entries()) {
      expect(own.length).toBeGreaterThan(5);
      for (const other of headings.slice(i + 1)) expect(own.filter((line) => other.includes(line))).toEqual([]);
    }
  });
});

/** Whether what can be done with a case stands below its words and not beside them. */
const DEEDS_ARE_BELOW = `[...document.querySelectorAll('.deed')].every((deed) =>
  deed.getBoundingClientRect().top >= deed.previousElementSibling.getBoundingClientRect().bottom - 1)`;

/** For people to look at, where a folder is named. */
async function keep(page: Page, mail: WrittenDigest, name: string, picture: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(join(PICTURES, `${name}.txt`), `${mail.subject}\n\n${mail.text}`);
  await page.screenshot({ path: join(PICTURES, `${name}-${picture}.png`), fullPage: true });
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
