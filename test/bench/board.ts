/**
 * How long the server takes for a list of 50 cases of the board with 1,000,000 messages in 300,000 cases, 20,000 of them
 * open: every list, every filter, words that are rare and words that everybody writes, a page deep down, and the lengths
 * of all lists. A real embedded PostgreSQL (fsync on), the queries of the product.
 *
 * The machine is warm: each is asked before it is measured.
 */
import { AlertQueries, createDataSource, migrate, openEmbeddedDatabase, type AlertFilter } from '@earshot/persistence';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { markdownTable, medianOf, quantileOf } from '../support/bench/table.js';
import { insertSource } from '../support/case-data.js';
import { createServiceHome } from '../support/service-home.js';
import { addUser } from '../support/sweep-kit.js';

const MESSAGES = 1_000_000;
const CASES = 300_000;
const OPEN = 20_000;
const ROUNDS = 15;
const NOW = new Date('2026-11-20T10:00:00Z');

/** Most words of a text are written by everybody, few are rare: as in any language (Zipf). */
const WORDS = 5_000;
const RARE = 'zanzibar';

interface IndexRow {
  readonly indexdef: string;
}

async function fill(client: Client, sourceId: string, userId: string): Promise<void> {
  const run = (sql: string, parameters: unknown[] = []) => client.query(sql, parameters);
  // A million foreign keys that are right by construction need no check, and an index is made faster than it grows.
  await run(`set session_replication_role = 'replica'`);
  const [words] = (await run(`select indexdef from pg_indexes where indexname = 'messages_words'`)).rows as IndexRow[];
  await run('drop index messages_words');
  await run('select setseed(0.5)');
  await run(
    `create temporary table phrases as
       select n, string_agg(word, ' ') as words from (
         select n, substr(md5((1 + floor($1 * power(random(), 3)))::text), 1, 3 + n % 7) as word
         from generate_series(1, 20000) n, generate_series(1, 18)) w group by n`,
    [WORDS],
  );
  await run('create unique index phrases_n on phrases (n)');
  await run(`insert into customers (name) select 'Customer ' || n from generate_series(1, 100000) n`);
  await run(
    `insert into cases (customer_id, source_id, state, severity, channel, language, topics, subject, owner_id, opened_at,
       last_message_at, flagged_message_id, message_count, due_at, due_kind, answered_at)
     select 1 + n % 100000, $1, case when n % $4 = 0 then 'new' when n % 11 = 0 then 'not_a_complaint' else 'solved' end,
       (array['low', 'medium', 'medium', 'high', 'critical'])[1 + n % 5], 'email', (array['en', 'fi', 'lv', 'sl', 'ru'])[1 + n % 5],
       array[(array['delivery', 'payment', 'refund', 'staff'])[1 + n % 4]], 'About order ' || n, case when n % 3 = 0 then $5::bigint end,
       at, at, n, 3, case when n % $4 = 0 then $3::timestamptz + (n % 977) * interval '1 hour' - interval '200 hours' end,
       case when n % $4 = 0 then 'answer' end, case when n % $4 <> 0 then at + interval '1 day' end
     from (select n, $3::timestamptz - n * interval '2 minutes' as at from generate_series(1, $2::int) n) n`,
    [sourceId, CASES, NOW, CASES / OPEN, userId],
  );
  await run(
    `insert into messages (source_id, external_id, channel, kind, customer_id, case_id, author_name, author_address, sent_at,
       subject, text)
     select $1, 'm' || m, 'email', 'person', 1 + (1 + (m - 1) % $3) % 100000, 1 + (m - 1) % $3, 'Customer ' || m % 100000,
       'c' || m % 100000 || '@example.com', $4::timestamptz - m * interval '40 seconds', 'About order ' || 1 + (m - 1) % $3,
       a.words || case when m % 100000 = 15 then ' ${RARE} ' else ' ' end || b.words
     from generate_series(1, $2::int) m join phrases a on a.n = 1 + m % 20000 join phrases b on b.n = 1 + (m / 7) % 20000`,
    [sourceId, MESSAGES, CASES, NOW],
  );
  await run(
    `insert into assessments (message_id, model, language, language_confidence, probability, verdict, severity, signals)
     select flagged_message_id, 'bench', language, 0.9, 0.9, 'dissatisfied', severity, '[]' from cases`,
  );
  await run(
    `insert into tasks (case_id, kind, state, opened_at, due_at, closed_at)
     select id, case when due_at is not null and id % 40 = 0 then 'promise' when due_at is not null and id % 25 = 0 then 'review'
         else 'answer' end, case when due_at is null then 'done' else 'open' end,
       opened_at, coalesce(due_at, opened_at + interval '3 days'), case when due_at is null then answered_at end
     from cases`,
  );
  await run(
    `insert into escalations (case_id, task_id, step, due_at, tell, fired_at)
     select case_id, id, '1d before', due_at, '{lead}', due_at
     from tasks where state = 'open' and due_at < $1::timestamptz + interval '2 days'`,
    [NOW],
  );
  await run(`set maintenance_work_mem = '256MB'`);
  await run(words?.indexdef ?? '');
  await run('vacuum analyze');
}

interface Measured {
  readonly name: string;
  readonly times: readonly number[];
}

async function measured(name: string, work: () => Promise<unknown>): Promise<Measured> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return { name, times };
}

async function measure(dataSource: DataSource, ownerId: string): Promise<Measured[]> {
  const alerts = new AlertQueries(dataSource);
  const page = (filter: Partial<AlertFilter>) =>
    alerts.page({ list: 'needs_answer', limit: 50, ...filter } satisfies AlertFilter, NOW);
  const frequent = (await page({})).items[0]?.excerpt.text.split(' ')[0] ?? '';
  const questions: [string, Partial<AlertFilter>][] = [
    ['needs an answer', {}],
    ['overdue', { list: 'overdue' }],
    ['at risk', { list: 'at_risk' }],
    ['promises', { list: 'promises' }],
    ['review', { list: 'review' }],
    ['waiting', { list: 'waiting' }],
    ['answered', { list: 'answered' }],
    ['not a complaint', { list: 'not_a_complaint' }],
    ['by owner, severity and language', { owner: ownerId, severity: 'critical', language: 'ru' }],
    ['by topic', { topic: 'refund' }],
    ['by a frequent word', { text: frequent }],
    ['by a rare word', { text: RARE }],
    ['by no word there is', { text: 'xylophonist' }],
    ['by a customer', { text: 'Customer 4711' }],
    ['answered, by a frequent word', { list: 'answered', text: frequent }],
    ['answered, by a rare word', { list: 'answered', text: RARE }],
    ['answered, by no word there is', { list: 'answered', text: 'xylophonist' }],
  ];
  const results: Measured[] = [];
  for (const [name, filter] of questions) results.push(await measured(name, () => page(filter)));
  const deep = await pageAt(alerts, 200);
  results.push(await measured('needs an answer, after 10,000 cases', () => page({ after: deep })));
  results.push(await measured('the lengths of all lists', () => alerts.counts(NOW, 10_000)));
  results.push(
    await measured('a page and the lengths', async () => [await page({}), await alerts.counts(NOW, 10_000)]),
  );
  return results;
}

/** The cursor behind so many pages of 50. */
async function pageAt(alerts: AlertQueries, pages: number): Promise<string | undefined> {
  let after: string | undefined;
  for (let turn = 0; turn < pages; turn += 1) {
    const filter = { list: 'needs_answer', limit: 50, ...(after === undefined ? {} : { after }) } as const;
    after = (await alerts.page(filter, NOW)).next ?? after;
  }
  return after;
}

async function main(): Promise<void> {
  const home = createServiceHome();
  const database = await openEmbeddedDatabase(home.folder);
  try {
    await migrate(database.url);
    const dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    try {
      const ownerId = await addUser(dataSource, 'anna', 'agent');
      const sourceId = await insertSource(dataSource);
      // A connection of its own: those of the product end a statement after 30 s.
      const client = new Client({ connectionString: database.url });
      await client.connect();
      await fill(client, sourceId, ownerId).finally(() => client.end());
      const rows = (await measure(dataSource, ownerId)).map(({ name, times }) => [
        name,
        ...[medianOf(times), quantileOf(times, 0.9), Math.max(...times)].map((ms) => ms.toFixed(1)),
      ]);
      const head = [`${MESSAGES} messages, ${CASES} cases, ${OPEN} open; ms for 50`, 'median', '90 %', 'longest'];
      console.log(markdownTable(head, rows));
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
