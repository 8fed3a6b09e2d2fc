/**
 * How long the figures of managers take with 1,000,000 messages of three years, 70,000 of them unhappy and as many cases. A
 * real embedded PostgreSQL (fsync on) on a machine that is warm; the days of the reader's zone are kept ready, and counted
 * once before. Also: how long that first count takes, and what keeping up with a thousand new messages costs.
 */
import { EVERYTHING, insightPeriod, type InsightFilter } from '@earshot/domain';
import {
  createDataSource,
  InsightCaseQueries,
  InsightQueries,
  migrate,
  openEmbeddedDatabase,
  PostgresInsightStore,
} from '@earshot/persistence';
import { InsightDesk } from '@earshot/reporting';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { markdownTable, medianOf, quantileOf } from '../support/bench/table.js';
import { insertSource } from '../support/case-data.js';
import { createServiceHome } from '../support/service-home.js';
import { SetClock, shippedPolicy } from '../support/sweep-kit.js';

const MESSAGES = 1_000_000;
const SOURCES = 5;
/** Of the messages; each opens a case. */
const UNHAPPY_PERCENT = 7;
const LOOKS = 20;
const ZONE = 'Europe/Helsinki';
const NOW = new Date('2026-03-02T06:00:00Z');
const BEGAN = '2023-03-01T00:00:00Z';

/** Messages spread evenly over three years, with judgements, cases, clocks and answers that are right by construction. */
async function fill(client: Client, sourceIds: readonly string[]): Promise<void> {
  const run = (sql: string, parameters: unknown[] = []) => client.query(sql, parameters);
  await run(`set session_replication_role = 'replica'`);
  const at = `$1::timestamptz + n * (($2::timestamptz - $1::timestamptz) / ${MESSAGES})`;
  await run(
    `insert into messages (source_id, external_id, channel, kind, sent_at, received_at, text)
     select ($3::bigint[])[1 + n % ${SOURCES}], n::text, 'email', 'person', ${at}, ${at},
       repeat('Where is it? ', 20) from generate_series(1, ${MESSAGES}) n`,
    [BEGAN, NOW, sourceIds],
  );
  await run(
    `insert into assessments (message_id, model, language, language_confidence, probability, verdict, severity, signals, topics)
     select id, 'm', (array['fi','lv','sl','id','ru','en'])[1 + id % 6], 1, 0.5,
       case when id % 100 < ${UNHAPPY_PERCENT} then 'dissatisfied' else 'not_dissatisfied' end,
       (array['low','medium','high','critical'])[1 + id % 4], '[]',
       array[(array['delivery','payment','refund','staff','waiting','website','price'])[1 + id % 7]] from messages`,
  );
  await run(`insert into customers (name) select 'Customer ' || n from generate_series(1, 40000) n`);
  await run(
    `insert into cases (source_id, customer_id, state, severity, channel, language, topics, opened_at, last_message_at,
       flagged_message_id, cause_stage, cause_kind)
     select m.source_id, 1 + (m.id / 100 * ${UNHAPPY_PERCENT} + m.id % 100) % 40000, 'closed', a.severity, 'email', a.language, a.topics, m.sent_at, m.sent_at, m.id,
       (array['delivery','staff','payment','documents'])[1 + m.id % 4], 'accident'
     from messages m join assessments a on a.message_id = m.id where a.verdict = 'dissatisfied'`,
  );
  await run('update messages m set case_id = c.id from cases c where c.flagged_message_id = m.id');
  await run(
    `insert into tasks (case_id, kind, state, opened_at, due_at, closed_at)
     select id, 'answer', case when id % 50 = 0 then 'open' else 'done' end, opened_at, opened_at + interval '3 days',
       case when id % 50 <> 0 then opened_at + (id % 97) * interval '1 hour' end from cases`,
  );
  await run(
    `insert into commitments (task_id, standard, target_amount, calendar, zone, received_at, due_at, derivation)
     select id, 's', 3, 'FI', 'Europe/Helsinki', opened_at, due_at, '{}' from tasks`,
  );
  await run(
    `insert into case_answers (case_id, task_id, clock, at, seconds, in_time, evidence)
     select case_id, id, 'first_answer', closed_at, 0, closed_at <= due_at, '{}' from tasks where closed_at is not null`,
  );
  await run(`insert into insight_stale_cases (case_id) select id from cases`);
  await run('vacuum analyze');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

interface Look {
  readonly name: string;
  readonly work: () => Promise<unknown>;
}

function looks(dataSource: DataSource, sourceId: string): Look[] {
  const queries = new InsightQueries(dataSource);
  const cases = new InsightCaseQueries(dataSource);
  const period = (firstDay: string, bucket: 'day' | 'week' | 'month') =>
    insightPeriod({ zone: ZONE, bucket, firstDay, lastDay: '2026-03-01' });
  const figures = (
    name: string,
    firstDay: string,
    bucket: 'day' | 'week' | 'month',
    filter: Partial<InsightFilter> = {},
  ) => ({
    name,
    work: () => queries.figures(period(firstDay, bucket), { ...EVERYTHING, ...filter }, NOW),
  });
  return [
    figures('30 days by day', '2026-01-31', 'day'),
    figures('a year by week', '2025-03-02', 'week'),
    figures('three years by month', '2023-03-01', 'month'),
    figures('three years by month, one source', '2023-03-01', 'month', { sourceIds: [sourceId] }),
    figures('three years by month, one topic', '2023-03-01', 'month', { topics: ['delivery'] }),
    figures('a year by week, one language and severity', '2025-03-02', 'week', {
      languages: ['fi'],
      severities: ['high'],
    }),
    {
      name: 'a page of 200 cases that were answered late in a year',
      work: () =>
        cases.page({ set: 'broken', period: period('2025-03-02', 'month'), filter: EVERYTHING, limit: 200 }, NOW),
    },
  ];
}

async function main(): Promise<void> {
  const home = createServiceHome();
  const database = await openEmbeddedDatabase(home.folder);
  try {
    await migrate(database.url);
    const dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    try {
      const sourceIds: string[] = [];
      for (let n = 1; n <= SOURCES; n += 1) sourceIds.push(await insertSource(dataSource, `Source ${n}`));
      // A connection of its own: those of the product end a statement after 30 s.
      const client = new Client({ connectionString: database.url });
      client.on('error', () => undefined);
      await client.connect();
      await fill(client, sourceIds);
      const policy = shippedPolicy(NOW);
      const desk = new InsightDesk(
        new PostgresInsightStore(dataSource),
        () => Promise.resolve(policy),
        ZONE,
        new SetClock(NOW),
      );
      const first = await timed(() => desk.tick());
      await client.query('vacuum analyze');
      await client.query(`set session_replication_role = 'origin'`);
      await client.query(
        `insert into verdicts (message_id, dissatisfied) select id, true from messages order by id desc limit 1000`,
      );
      const keptUp = await timed(() => desk.tick());
      await client.end();
      const rows: (string | number)[][] = [];
      for (const { name, work } of looks(dataSource, sourceIds[0] as string)) {
        await work();
        const times: number[] = [];
        for (let look = 0; look < LOOKS; look += 1) times.push(await timed(work));
        rows.push([name, ...[medianOf(times), quantileOf(times, 0.9), Math.max(...times)].map(Math.round)]);
      }
      rows.push(['counted for the first time, all days of a zone and all cases', Math.round(first), '', '']);
      rows.push(['brought up to date after 1,000 corrections', Math.round(keptUp), '', '']);
      console.log(markdownTable([`${LOOKS} looks, ms`, 'median', '90 %', 'longest'], rows));
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
