/**
 * How long a look at all deadlines takes with 1,000,000 tasks of which 20,000 are open: when no step is due, and when 100
 * are told. A real embedded PostgreSQL (fsync on), the sweep of the product with the steps that are shipped.
 *
 * The machine is warm: the looks that are measured come after others. Each look with 100 due tasks tells another hundred,
 * and with it writes 100 escalations, 300 notifications and 100 lines of timelines in one transaction.
 */
import { EscalationDesk } from '@earshot/follow-up';
import { createDataSource, migrate, openEmbeddedDatabase, PostgresEscalationStore } from '@earshot/persistence';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { CLAIM_DUE_TASKS } from '../../libs/persistence/src/repositories/escalations.repository.js';
import { markdownTable, medianOf, quantileOf } from '../support/bench/table.js';
import { insertSource } from '../support/case-data.js';
import { createServiceHome } from '../support/service-home.js';
import { addUser, SetClock, shippedPolicy } from '../support/sweep-kit.js';

const TASKS = 1_000_000;
const OPEN = 20_000;
const DUE_AT_ONCE = 100;
const TOLD_BEFORE = 100_000;
const LOOKS = 50;
const WARMING = 5;

const WRITTEN = '2026-03-02T08:00:00Z';
const DEADLINE = '2026-03-05T15:00:00Z';
/** The deadline has passed, so that every open task has a step to tell. */
const NOW = new Date('2026-03-06T10:00:00Z');

/** One case a task; every fiftieth task is open, the others were answered in time. */
async function fill(client: Client, sourceId: string): Promise<void> {
  const run = (sql: string, parameters: unknown[] = []) => client.query(sql, parameters);
  // A million foreign keys that are right by construction need no check.
  await run(`set session_replication_role = 'replica'`);
  await run(
    `insert into cases (source_id, state, severity, channel, language, opened_at, last_message_at, flagged_message_id, due_at, due_kind)
     select $1, 'acknowledged', 'medium', 'email', 'en', $2, $2, n, case when n % $4 = 0 then $3::timestamptz end,
       case when n % $4 = 0 then 'answer' end
     from generate_series(1, $5::int) n`,
    [sourceId, WRITTEN, DEADLINE, TASKS / OPEN, TASKS],
  );
  await run(
    `insert into tasks (case_id, kind, state, opened_at, due_at, closed_at)
     select id, 'answer', case when due_at is null then 'done' else 'open' end, $1, $2, case when due_at is null then $2::timestamptz end
     from cases`,
    [WRITTEN, DEADLINE],
  );
  await run(
    `insert into commitments (task_id, standard, target_amount, calendar, zone, received_at, due_at, derivation)
     select id, 'Answer within three working days', 3, 'FI', 'Europe/Helsinki', opened_at, due_at, '{Mon day 0,"Thu day 3, due 17:00"}'
     from tasks`,
  );
  // What is open waits for a step of tomorrow.
  await run(`update tasks set next_step_at = $1 where state = 'open'`, ['2026-03-09T07:00:00Z']);
  // The house has been warned for years.
  await run(
    `insert into escalations (case_id, task_id, step, due_at, tell, fired_at)
     select case_id, id, '1d before', due_at, '{lead}', due_at from tasks where state = 'done' limit $1`,
    [TOLD_BEFORE],
  );
  await run(
    `insert into notifications (user_id, event, severity, case_id, escalation_id, created_at, read_at)
     select u.id, 'warning', 'medium', e.case_id, e.id, e.fired_at, e.fired_at from escalations e, users u`,
  );
  await run('vacuum analyze');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function measure(dataSource: DataSource): Promise<{ nothing: number[]; hundred: number[] }> {
  const policy = shippedPolicy(NOW);
  const fails = { warn: (fields: object, message: string) => console.error(message, fields) };
  const desk = new EscalationDesk(
    new PostgresEscalationStore(dataSource),
    () => policy,
    null,
    new SetClock(NOW),
    fails,
  );
  const nothing: number[] = [];
  const hundred: number[] = [];
  for (let look = -WARMING; look < LOOKS; look += 1) {
    const quiet = await timed(() => desk.tick());
    // Spread over the whole table, as deadlines are.
    await dataSource.query(
      `update tasks set next_step_at = $1 where id in (
         select t.id from tasks t left join escalations e on e.task_id = t.id
         where t.state = 'open' and e.id is null order by md5(t.id::text) limit $2)`,
      [NOW, DUE_AT_ONCE],
    );
    let told = 0;
    const busy = await timed(async () => (told = await desk.tick()));
    if (told !== DUE_AT_ONCE) throw new Error(`${told} steps were told instead of ${DUE_AT_ONCE}`);
    if (look < 0) continue;
    nothing.push(quiet);
    hundred.push(busy);
  }
  return { nothing, hundred };
}

async function planOfClaim(dataSource: DataSource): Promise<string> {
  const rows = await dataSource.query<{ 'QUERY PLAN': string }[]>(
    `explain (analyze, costs off, buffers, summary off) ${CLAIM_DUE_TASKS.replace('$1', `'${NOW.toISOString()}'`).replace('$2', '500')}`,
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

async function main(): Promise<void> {
  const home = createServiceHome();
  const database = await openEmbeddedDatabase(home.folder);
  try {
    await migrate(database.url);
    const dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    try {
      for (const name of ['anna', 'liisa', 'leo']) await addUser(dataSource, name, 'lead');
      const sourceId = await insertSource(dataSource);
      // A connection of its own: those of the product end a statement after 30 s.
      const client = new Client({ connectionString: database.url });
      await client.connect();
      await fill(client, sourceId).finally(() => client.end());
      const { nothing, hundred } = await measure(dataSource);
      const row = (name: string, times: number[]): (string | number)[] => [
        name,
        ...[medianOf(times), quantileOf(times, 0.9), Math.max(...times)].map((ms) => ms.toFixed(1)),
      ];
      const head = [`${TASKS} tasks, ${OPEN} open; ms a look, ${LOOKS} looks`, 'median', '90 %', 'longest'];
      console.log(markdownTable(head, [row('nothing is due', nothing), row(`${DUE_AT_ONCE} steps are told`, hundred)]));
      console.log(`\n\`\`\`\n${await planOfClaim(dataSource)}\n\`\`\``);
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
