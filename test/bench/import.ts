/**
 * How fast a complaints book of 100,000 reviews is imported from CSV, beside a bare `unnest` insert of the same messages.
 * A real embedded PostgreSQL (fsync on), the installed detector, pages as the product stores them: messages, customers,
 * judgements, cases, tasks and deadlines in one transaction each. The bare insert writes the rows of `messages` alone.
 */
import { createWriteStream, statSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import { BOOK_PAGE_SIZE, BookReport, bookPages, COMPLAINTS_BOOK, folderOptions } from '@earshot/connectors';
import { loadAssessor } from '@earshot/detection';
import type { Assessment, Assessor } from '@earshot/domain';
import { DeliveryDesk, PageStorer, SourcePoller } from '@earshot/intake';
import {
  createDataSource,
  isDatabaseNotServing,
  migrate,
  openEmbeddedDatabase,
  PostgresPollBook,
  PostgresTransactions,
} from '@earshot/persistence';
import { SystemClock } from '@earshot/platform';
import { Client } from 'pg';
import { peakOf } from '../support/bench/process-memory.js';
import { markdownTable } from '../support/bench/table.js';
import { plainClocks } from '../support/clocks.js';
import { createServiceHome } from '../support/service-home.js';

const ROWS = 100_000;
/** Enough for the first rows, which are judged by code that is not yet compiled, to be of no account. */
const JUDGED = 10_000;
const SENT_AT = '2026-03-02T08:00:00Z';

/** One in ten is unhappy, as in review sites at large. */
const WORDS = [
  'Quick delivery and friendly people, I will order again.',
  'All as described, thank you.',
  'Good value, the parcel came a day early.',
  'It works, nothing to add.',
  'Nice shop, easy to pay.',
  'The colour is a little darker than in the picture but fine.',
  'Second order, same good service.',
  'Arrived on Tuesday, well packed.',
  'Bought it for my sister and she likes it.',
  'Three weeks and no parcel, nobody answers my mails. I want my money back!',
];

interface Review {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly rating: number;
}

const reviewOf = (n: number): Review => ({
  id: `r-${n}`,
  name: `Customer ${n}`,
  text: `${WORDS[n % WORDS.length]} Order ${n}.`,
  rating: n % 10 === 9 ? 1 : 5,
});

async function writeBook(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write('id,authorHandle,text,rating,sentAt\n');
  for (let n = 0; n < ROWS; n += 1) {
    const { id, name, text, rating } = reviewOf(n);
    file.write(`${id},${name},"${text}",${rating},${SENT_AT}\n`);
  }
  file.end();
  await finished(file);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

/** The same messages, in transactions of the same size, by the statement that is known to be fast. */
async function bareInsert(url: string, sourceId: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (let from = 0; from < ROWS; from += BOOK_PAGE_SIZE) {
      const reviews = Array.from({ length: BOOK_PAGE_SIZE }, (_, n) => reviewOf(from + n));
      await client.query(
        `insert into messages (source_id, external_id, revision, revision_number, channel, kind, author_handle, text, rating, sent_at)
         select $1, id, '', 1, 'review', 'person', name, text, rating, $6
         from unnest($2::text[], $3::text[], $4::text[], $5::real[]) as review (id, name, text, rating)
         on conflict (source_id, external_id, revision_number) do nothing returning id`,
        [
          sourceId,
          reviews.map(({ id }) => id),
          reviews.map(({ name }) => name),
          reviews.map(({ text }) => text),
          reviews.map(({ rating }) => rating),
          SENT_AT,
        ],
      );
    }
  } finally {
    await client.end();
  }
}

/** What judging costs by itself, and what moving it to another thread would add: milliseconds of processor time a row. */
function judgingAlone(assessor: Assessor): { judging: number; handingOver: number } {
  const judge = (n: number): Assessment => {
    const { text, rating } = reviewOf(n);
    return assessor.assess({
      text,
      subject: null,
      rating,
      language: null,
      channel: 'review',
      sourceId: '1',
      unansweredBefore: 0,
      threadProbability: 0,
    });
  };
  for (let n = 0; n < JUDGED; n += 1) judge(n);
  const begun = process.cpuUsage();
  const judged = Array.from({ length: JUDGED }, (_, n) => judge(n));
  const between = process.cpuUsage();
  structuredClone(judged);
  const spent = (since: NodeJS.CpuUsage, { user, system }: NodeJS.CpuUsage): number =>
    (user - since.user + system - since.system) / 1_000 / JUDGED;
  return { judging: spent(begun, between), handingOver: spent(between, process.cpuUsage()) };
}

async function main(): Promise<void> {
  const assessor = await loadAssessor();
  const { judging, handingOver } = judgingAlone(assessor);
  console.log(
    `Processor time a row: judging ${judging.toFixed(3)} ms, copying the judgement to another thread ${handingOver.toFixed(3)} ms\n`,
  );
  const home = createServiceHome();
  const path = join(home.folder, 'book.csv');
  await writeBook(path);
  const database = await openEmbeddedDatabase(home.folder);
  try {
    await migrate(database.url);
    const dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    try {
      const clock = new SystemClock();
      const book = new PostgresPollBook(dataSource);
      const storer = new PageStorer(new PostgresTransactions(dataSource), assessor, plainClocks, {
        addresses: [],
        domains: [],
      });
      const silent = { debug: () => undefined, info: () => undefined, warn: console.error };
      const limits = { pageSize: BOOK_PAGE_SIZE, maxItemBytes: 1024 * 1024, leaseMs: 60_000 };
      const desk = new DeliveryDesk(
        (open) => new SourcePoller(open, storer, book, clock, limits, silent, () => undefined, isDatabaseNotServing),
        book,
        clock,
        limits.leaseMs,
      );
      const file = {
        path,
        name: path,
        options: folderOptions.parse({ path, channel: 'review' }),
        pageSize: BOOK_PAGE_SIZE,
        maxItemBytes: limits.maxItemBytes,
        now: clock.now(),
      };
      const { signal } = new AbortController();
      const bareSource = await book.findOrAddPushed(COMPLAINTS_BOOK.kind, 'Bare');
      const importSource = await book.findOrAddPushed(COMPLAINTS_BOOK.kind, 'Imported');
      const bare = await seconds(() => bareInsert(database.url, bareSource));
      const read = await seconds(async () => {
        for await (const page of bookPages(file, new BookReport(), signal)) void page;
      });
      const imported = await seconds(async () => {
        const ledger = await desk.deliver(importSource, bookPages(file, new BookReport(), signal), signal);
        if (ledger.stored !== ROWS) throw new Error(`${ledger.stored} of ${ROWS} rows were stored`);
      });
      const again = await seconds(() => desk.deliver(importSource, bookPages(file, new BookReport(), signal), signal));
      const row = (name: string, took: number): string[] => [
        name,
        took.toFixed(1),
        Math.round(ROWS / took).toString(),
        (bare / took).toFixed(2),
      ];
      const megabytes = (statSync(path).size / 1e6).toFixed(1);
      const head = [`${ROWS} reviews, ${megabytes} MB of CSV`, 'seconds', 'rows a second', 'of the bare insert'];
      const rows = [
        row('bare insert of messages', bare),
        row('dry run', read),
        row('import', imported),
        row('import again, nothing new', again),
      ];
      console.log(markdownTable(head, rows));
      console.log(`\nPeak memory: ${Math.round(peakOf(process.pid))} MiB`);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.close();
    await home.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
