/**
 * How long it takes from a mail's delivery until the open dashboard announces its alert: a real Chromium, a real service
 * on its embedded PostgreSQL (fsync on), a real IMAP server that pushes (IDLE).
 *
 * The source's schedule is a day, so only the push can have brought the mail. Deliveries are 3 to 5 s apart, because an
 * open board is read anew at most every 2 s. The clock stops when a MutationObserver in the page sees the notice of the
 * new alert, which is then opened to see that it is the right one. Needs Dovecot.
 */
import { createDataSource, openEmbeddedDatabase } from '@earshot/persistence';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { markdownTable, medianOf, quantileOf } from '../support/bench/table.js';
import { launchBrowser } from '../support/browser.js';
import { builtDashboard } from '../support/dashboard-build.js';
import { openDashboard } from '../support/dashboard-page.js';
import { startDovecot, type Dovecot } from '../support/dovecot.js';
import { freePort } from '../support/free-port.js';
import { mailText } from '../support/mailbox-kit.js';
import { addMailboxSource } from '../support/mailbox-source.js';
import { createServiceHome } from '../support/service-home.js';
import { startService, type Service } from '../support/service.js';

const DELIVERIES = 30;
const ONCE_A_DAY = 86_400;
/** The stream of a new source is opened within ten seconds; what comes before is not yet pushed. */
const STREAM_OPENS_MS = 15_000;

/** Only rows near the window are in the page; here all of them are. */
const TALL = { viewport: { width: 1280, height: 4_000 } };

/** What happened to one mail, as the wall clock of this machine says. Milliseconds after its delivery. */
interface Course {
  readonly pollBegan: number;
  readonly stored: number;
  readonly announced: number;
}

/** Remembers when the notice of new alerts came. */
const WATCH_NOTICE = `
  window.noticedAt = null;
  new MutationObserver(() => {
    const shown = [...document.querySelectorAll('button')].some((button) => /^Show \\d+ new/.test(button.textContent));
    if (shown) window.noticedAt ??= Date.now();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });`;

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill('admin@earshot.example');
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 3 }).first().waitFor();
  await page.getByText('Up to date, live').waitFor({ state: 'attached' });
}

function complaint(number: number): string {
  return mailText({
    id: `bench-${number}`,
    from: `Customer ${number} <customer-${number}@customers.example>`,
    subject: `Payment ${number}`,
    text: 'When will the payment be made??? I am still waiting and nobody answers me.',
    date: new Date(Date.now() - 60_000),
  });
}

async function follow(number: number, page: Page, dovecot: Dovecot, database: DataSource): Promise<Course> {
  await page.evaluate('window.noticedAt = null');
  const deliveredAt = Date.now();
  dovecot.deliver('office', complaint(number));
  const notice = page.getByRole('button', { name: /^Show \d+ new/ });
  await notice.waitFor();
  const noticedAt = await page.evaluate<number>('window.noticedAt');
  await notice.click();
  await page.getByRole('heading', { level: 3, name: `Customer ${number} Payment ${number}` }).waitFor();
  const shown = await database.query<{ started_at: Date; finished_at: Date }[]>(
    `select started_at, finished_at from polls where stored > 0 order by id desc limit 1`,
  );
  const [poll] = shown;
  if (poll === undefined) throw new Error(`mail ${number} was announced, but no poll has stored it`);
  return {
    pollBegan: poll.started_at.getTime() - deliveredAt,
    stored: poll.finished_at.getTime() - deliveredAt,
    announced: noticedAt - deliveredAt,
  };
}

async function measure(service: Service, home: string, dovecot: Dovecot): Promise<Course[]> {
  const browser = await launchBrowser();
  const embedded = await openEmbeddedDatabase(home);
  const database = await createDataSource({ url: embedded.url, poolSize: 1 }).initialize();
  try {
    const { page } = await openDashboard(browser, service, '/sign-in', TALL);
    page.setDefaultTimeout(60_000);
    await signIn(page, service.password ?? '');
    const [source] = await database.query<{ id: string }[]>(`select id from sources where name = 'Office'`);
    await page.goto(`${service.url}/alerts?source=${source?.id}`);
    await page.getByText('Up to date, live').waitFor({ state: 'attached' });
    await page.evaluate(WATCH_NOTICE);
    await pause(STREAM_OPENS_MS);
    // The first one warms the way up: it appears at once on a board that was empty.
    dovecot.deliver('office', complaint(0));
    await page.getByRole('heading', { level: 3, name: 'Customer 0' }).waitFor();
    const courses: Course[] = [];
    for (let number = 1; number <= DELIVERIES; number += 1) {
      await pause(3_000 + Math.random() * 2_000);
      courses.push(await follow(number, page, dovecot, database));
    }
    return courses;
  } finally {
    await browser.close();
    await database.destroy();
    await embedded.close();
  }
}

async function main(): Promise<void> {
  await builtDashboard();
  const home = createServiceHome();
  const dovecot = await startDovecot();
  // The tick of an installation, not the quicker one of the tests.
  const environment = { EARSHOT_HOME: home.folder, EARSHOT_POLLING_TICK_SECONDS: '5' };
  const service = await startService(await freePort(), environment);
  try {
    await addMailboxSource(environment, dovecot, { name: 'Office', user: 'office', intervalSeconds: ONCE_A_DAY });
    print(await measure(service, home.folder, dovecot));
  } finally {
    await service.stop();
    await dovecot.dispose();
    await home.remove();
  }
}

function print(courses: readonly Course[]): void {
  const row = (name: string, of: (course: Course) => number): (string | number)[] => {
    const values = courses.map(of);
    return [name, ...[medianOf(values), quantileOf(values, 0.9), Math.max(...values)].map(Math.round)];
  };
  console.log(
    markdownTable(
      [`${courses.length} deliveries, ms after the delivery`, 'median', '90 %', 'longest'],
      [
        row('the server has pushed, the poll begins', (course) => course.pollBegan),
        row('stored, judged, case opened', (course) => course.stored),
        row('announced on the open board', (course) => course.announced),
      ],
    ),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
