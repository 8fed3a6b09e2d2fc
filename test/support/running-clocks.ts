import { describeDerivation } from '@earshot/domain';
import type { PolicyFiles } from '@earshot/follow-up';
import type { DataSource } from 'typeorm';
import { insertSource } from './case-data.js';

/**
 * Cases of one customer each, with a running clock for the first answer as a policy promised it. Resolves to their ids,
 * in the order in which they were written: a minute apart.
 */
export async function insertRunning(
  dataSource: DataSource,
  count: number,
  files: PolicyFiles,
  firstAt: Date,
): Promise<string[]> {
  const sourceId = await insertSource(dataSource);
  const policy = files.policyOf(files.document, firstAt);
  const promises = Array.from({ length: count }, (_, i) => {
    const startedAt = new Date(firstAt.getTime() + i * 60_000);
    const promise = policy.commit({ sourceId }, { clock: 'first_answer', severity: null, startedAt });
    if (promise === null) throw new Error('the policy promises no first answer');
    return promise;
  });
  const opened = promises.map(({ startedAt }) => startedAt);
  const due = promises.map(({ dueAt }) => dueAt);
  const cases = await dataSource.query<{ id: string }[]>(
    `insert into cases (source_id, state, severity, channel, language, opened_at, last_message_at, flagged_message_id,
       due_at, due_kind)
     select $1, 'new', 'medium', 'email', 'en', n.opened, n.opened, 1, n.due, 'answer'
     from unnest($2::timestamptz[], $3::timestamptz[]) as n(opened, due) returning id`,
    [sourceId, opened, due],
  );
  const ids = cases.map(({ id }) => id);
  const tasks = await dataSource.query<{ id: string }[]>(
    `insert into tasks (case_id, kind, state, opened_at, due_at)
     select n.id, 'answer', 'open', n.opened, n.due
     from unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[]) as n(id, opened, due) returning id`,
    [ids, opened, due],
  );
  await dataSource.query(
    `insert into commitments (task_id, standard, clock, target_unit, target_amount, calendar, zone, received_at, due_at,
       derivation)
     select n.id, n.standard, 'first_answer', n.unit, n.amount, n.calendar, n.zone, n.opened, n.due,
       array(select jsonb_array_elements_text(n.derivation::jsonb))
     from unnest($1::bigint[], $2::text[], $3::text[], $4::float8[], $5::text[], $6::text[], $7::timestamptz[],
       $8::timestamptz[], $9::text[]) as n(id, standard, unit, amount, calendar, zone, opened, due, derivation)`,
    [
      tasks.map(({ id }) => id),
      promises.map(({ standardName }) => standardName),
      promises.map(({ target }) => target.unit),
      promises.map(({ target }) => target.amount),
      promises.map(({ calendarName }) => calendarName),
      promises.map(({ zone }) => zone),
      opened,
      due,
      promises.map(({ derivation }) => JSON.stringify(describeDerivation(derivation.steps))),
    ],
  );
  return ids;
}
