import { createDataSource, migrate, openEmbeddedDatabase } from '@earshot/persistence';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { insertSource } from '../case-data.js';
import { createServiceHome } from '../service-home.js';
import { addUser } from '../sweep-kit.js';

export const MESSAGES = 1_000_000;
export const CASES = 300_000;
export const OPEN = 20_000;
export const CUSTOMERS = 100_000;
/** When the board is looked at. */
export const NOW = new Date('2026-11-20T10:00:00Z');

/** Most words of a text are written by everybody, few are rare: as in any language (Zipf). */
const WORDS = 5_000;
/** A word of ten messages. */
export const RARE = 'zanzibar';

interface IndexRow {
  readonly indexname: string;
  readonly indexdef: string;
}

/**
 * Runs `work` on a real embedded PostgreSQL (fsync on) with a million messages of a hundred thousand customers, as years of
 * work leave them; an agent owns every third case. The database is gone afterwards.
 */
export async function onAMillion(work: (dataSource: DataSource, ownerId: string) => Promise<void>): Promise<void> {
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
      await work(dataSource, ownerId);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await database.close();
    await home.remove();
  }
}

async function fill(client: Client, sourceId: string, userId: string): Promise<void> {
  const run = (sql: string, parameters: unknown[] = []) => client.query(sql, parameters);
  // A million foreign keys that are right by construction need no check, and an index is made faster than it grows.
  await run(`set session_replication_role = 'replica'`);
  const indexes = (
    await run(
      `select indexname, indexdef from pg_indexes where tablename = 'messages' and indexdef ilike '% using gin %'`,
    )
  ).rows as IndexRow[];
  for (const { indexname } of indexes) await run(`drop index ${indexname}`);
  await run('select setseed(0.5)');
  await run(
    `create temporary table phrases as
       select n, string_agg(word, ' ') as words from (
         select n, substr(md5((1 + floor($1 * power(random(), 3)))::text), 1, 3 + n % 7) as word
         from generate_series(1, 20000) n, generate_series(1, 18)) w group by n`,
    [WORDS],
  );
  await run('create unique index phrases_n on phrases (n)');
  await run(`insert into customers (name) select 'Customer ' || n from generate_series(1, $1::int) n`, [CUSTOMERS]);
  await run(
    `insert into customer_identities (customer_id, namespace, value)
       select n, 'mailto', 'c' || n || '@example.com' from generate_series(1, $1::int) n`,
    [CUSTOMERS],
  );
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
  for (const { indexdef } of indexes) await run(indexdef);
  await run('vacuum analyze');
}
