import type { SourceContents } from '@earshot/domain';
import { ChangesRepository } from './changes.repository.js';
import { lockSeen } from './source-lock.js';
import { stopIntake } from './stop-intake.js';
import type { Sql } from './sql.js';

/** Cases that hold nothing of another source, the shells that were merged away included. */
const OWN_CASES = `
  select c.id, c.state from cases c
  where (c.source_id = $1 or exists (select from messages m where m.case_id = c.id and m.source_id = $1))
    and not exists (select from messages m where m.case_id = c.id and m.source_id <> $1)`;

const SHARED_CASES = `
  select distinct m.case_id as id from messages m
  where m.source_id = $1 and m.case_id is not null
    and exists (select from messages o where o.case_id = m.case_id and o.source_id <> $1)
  union select c.id from cases c
  where c.source_id = $1 and exists (select from messages o where o.case_id = c.id and o.source_id <> $1)`;

export async function countContents(sql: Sql, sourceId: string): Promise<SourceContents> {
  const [counted] = await sql.query(
    `with own as (${OWN_CASES})
     select (select count(*)::int from messages where source_id = $1) as messages,
       (select count(*)::int from quarantine where source_id = $1 and state = 'open') as "openQuarantine",
       (select count(*)::int from own) as "ownCases",
       (select count(*)::int from own where state not in ('closed', 'not_a_complaint')) as "openOwnCases",
       (select count(*)::int from (${SHARED_CASES}) shared) as "sharedCases"`,
    [sourceId],
  );
  return counted as unknown as SourceContents;
}

/**
 * Takes a source off every list and gives up its name, its secrets and its options. With its messages, its own cases go
 * now, and cases that hold messages of other sources go on without those of this one.
 */
export async function removeSource(
  sql: Sql,
  id: string,
  withMessages: boolean,
  seen: number | null,
  at: Date,
): Promise<SourceContents> {
  // A page of another source may be adding to a case of this one.
  if (withMessages) await stopIntake(sql);
  const { name } = await lockSeen(sql, id, seen);
  const contents = await countContents(sql, id);
  if (withMessages) await removeCases(sql, id);
  await sql.query(
    `update sources set version = version + 1, removed_at = $2, removed_with_messages = $3, state = 'paused',
       state_since = $2, state_reason = null, state_advice = null, options = '{}', secrets = null, cursor = null, waiting_cursor = null,
       watch = '{}',
       provisioned_by = null, provisioned_secrets = null, lease_holder = null, leased_until = null,
       name = $4 where id = $1`,
    [id, at, withMessages, await nameOfRemoved(sql, id, String(name), at)],
  );
  return contents;
}

/** Its cases still name it, and its name is free for another. */
async function nameOfRemoved(sql: Sql, id: string, name: string, at: Date): Promise<string> {
  const marked = `${name} (removed ${at.toISOString().slice(0, 10)})`;
  const [taken] = await sql.query('select id from sources where name = $1', [marked]);
  return taken === undefined ? marked : `${marked} ${id}`;
}

async function removeCases(sql: Sql, sourceId: string): Promise<void> {
  const gone = await sql.query(`delete from cases where id in (select id from (${OWN_CASES}) own) returning id`, [
    sourceId,
  ]);
  const shared = (await sql.query(SHARED_CASES, [sourceId])).map((row) => row.id as string);
  await sql.query('update messages set case_id = null where source_id = $1 and case_id is not null', [sourceId]);
  await sql.query(
    `update cases c set version = c.version + 1, source_id = first.source_id, channel = first.channel,
       message_count = rest.n, last_message_at = rest.newest,
       flagged_message_id = coalesce(flagged.id, first.id)
     from cases k
       join lateral (select id, source_id, channel from messages where case_id = k.id order by sent_at, id limit 1) first
         on true
       join lateral (select count(*)::int as n, max(sent_at) as newest from messages
                     where case_id = k.id and superseded_at is null) rest on true
       left join lateral (select m.id from messages m
                          where m.case_id = k.id and exists (select from assessments a
                            where a.message_id = m.id and a.verdict <> 'not_dissatisfied')
                          order by (m.id = k.flagged_message_id) desc, m.sent_at desc limit 1) flagged on true
     where c.id = k.id and k.id = any($1::bigint[])`,
    [shared],
  );
  if (gone.length + shared.length > 0)
    await new ChangesRepository(sql).announce({ topics: ['cases'], caseIds: shared });
}

/** Deletes up to `limit` messages of a removed source, with customers of whom nothing else is known; at last its row. */
export async function purgeRemoved(sql: Sql, limit: number): Promise<boolean> {
  const [source] = await sql.query(
    'select id from sources where removed_with_messages order by id limit 1 for update skip locked',
  );
  if (source === undefined) return false;
  const deleted = await sql.query(
    `delete from messages where id in (select id from messages where source_id = $1 limit $2) returning customer_id`,
    [source.id, limit],
  );
  const customerIds = [...new Set(deleted.flatMap((row) => (row.customer_id === null ? [] : [row.customer_id])))];
  await removeStrangers(sql, customerIds);
  if (deleted.length < limit) await sql.query('delete from sources where id = $1', [source.id]);
  return true;
}

/** Customers of whom no message, case, note, group or merge is left. */
async function removeStrangers(sql: Sql, customerIds: readonly unknown[]): Promise<void> {
  await sql.query(
    `delete from customers c where c.id = any($1::bigint[]) and c.group_name is null and c.left_at is null
       and c.merged_into is null
       and not exists (select from messages where customer_id = c.id)
       and not exists (select from cases where customer_id = c.id)
       and not exists (select from customer_notes where customer_id = c.id)
       and not exists (select from watch_events where customer_id = c.id)
       and not exists (select from customer_merges where kept_id = c.id or merged_id = c.id)`,
    [customerIds],
  );
}
