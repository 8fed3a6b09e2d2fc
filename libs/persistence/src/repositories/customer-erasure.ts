import { Conflict, OPEN_CASE_STATES } from '@earshot/domain';
import { refreshDeadlines } from './cases.repository.js';
import { ChangesRepository } from './changes.repository.js';
import { findQuarantined, type ErasableCustomer } from './erasable-customer.js';
import { erasedMark } from './erased-items.js';
import type { PrivacyActor } from '@earshot/domain';
import type { Sql } from './sql.js';

/**
 * Takes away everything personal of a customer whose rows are locked. What is left of a message is when it came, from which
 * channel, and how it was judged; of a case, its course; of the customer, a number.
 */
export async function eraseCustomer(
  sql: Sql,
  customer: ErasableCustomer,
  { actorId, at }: PrivacyActor,
): Promise<void> {
  const { caseIds, customerIds, messageIds } = customer;
  const quarantineIds = await findQuarantined(sql, customer);
  await markErased(sql, customer, quarantineIds);
  for (const statement of OF_MESSAGES) await sql.query(statement, [messageIds]);
  await sql.query('update messages set erased_at = $2 where id = any($1::bigint[])', [messageIds, at]);
  for (const statement of OF_CASES) await sql.query(statement, [caseIds]);
  await sql.query(OTHERS_IN_THEIR_CASES, [caseIds, messageIds]);
  for (const statement of OF_CUSTOMERS) await sql.query(statement, [customerIds]);
  await sql.query('update customers set erased_at = $2, version = version + 1 where id = any($1::bigint[])', [
    customerIds,
    at,
  ]);
  await sql.query(OF_QUARANTINE, [quarantineIds, at, actorId]);
  await forgetAnswersToRequests(sql, customer);
  await endCases(sql, caseIds, { actorId, at });
}

/** Whatever may be read again: messages, answers seen and sent, and what could not be read. */
async function markErased(
  sql: Sql,
  { caseIds, messageIds }: ErasableCustomer,
  quarantineIds: readonly string[],
): Promise<void> {
  await sql.query(
    `insert into erased_items (source_id, item_hash)
     select source_id, ${erasedMark('source_id', 'item')} from (
       select source_id, external_id as item from messages where id = any($1::bigint[])
       union select source_id, external_id from seen_replies where case_id = any($2::bigint[])
       union select source_id, unnest(array[external_id, 'earshot-reply:' || external_id])
         from outgoing_replies where case_id = any($2::bigint[])
       union select source_id, unnest(array[item_key, external_id]) from quarantine where id = any($3::bigint[])) items
     where item is not null
     on conflict do nothing`,
    [messageIds, caseIds, quarantineIds],
  );
}

const erasedName = (column: string): string => `'erased:' || encode(${erasedMark('source_id', column)}, 'hex')`;

const OF_MESSAGES = [
  `update messages set external_id = ${erasedName('external_id')}, author_name = null, author_address = null,
     author_handle = null, subject = null, text = '', quoted = null, signature = null, url = null, thread_id = null,
     "references" = '{}', attachments = '[]', tags = '{}' where id = any($1::bigint[])`,
  // Evidence repeats the words that it was found in.
  `update assessments set signals = '[]', escalations = '[]' where message_id = any($1::bigint[])`,
];

const OF_CASES = [
  `delete from seen_reply_answers a using seen_replies r where r.id = a.reply_id and r.case_id = any($1::bigint[])`,
  `update seen_replies set external_id = ${erasedName('external_id')}, thread_id = null, answers = '{}', recipients = '{}',
     subject = null, text = '' where case_id = any($1::bigint[])`,
  `delete from reply_drafts where case_id = any($1::bigint[])`,
  `delete from reply_attachments a using outgoing_replies o where o.id = a.reply_id and o.case_id = any($1::bigint[])`,
  `update outgoing_replies set external_id = ${erasedName('external_id')}, to_address = null, subject = null, text = '',
     error = null, request_key = null, state = case when state = 'sent' then state else 'discarded' end
     where case_id = any($1::bigint[])`,
  `update case_calls set summary = '' where case_id = any($1::bigint[])`,
  `update case_options set text = '' where case_id = any($1::bigint[])`,
  `update compensations set description = '' where case_id = any($1::bigint[])`,
  `update tasks set note = null where case_id = any($1::bigint[])`,
  `update cases set subject = null, subject_key = null, corrective_action = null where id = any($1::bigint[])`,
  // What people wrote beside a step; its codes, ids and instants stay.
  `update case_events set detail = detail - array['note', 'reason', 'text', 'request'] where case_id = any($1::bigint[])`,
  `update watch_events set detail = '{}' where case_id = any($1::bigint[])`,
];

/** Their own words stay; what they quote are those of the erased. */
const OTHERS_IN_THEIR_CASES = `
  update messages set quoted = null where case_id = any($1::bigint[]) and id <> all($2::bigint[]) and quoted is not null`;

const OF_CUSTOMERS = [
  `delete from customer_identities where customer_id = any($1::bigint[])`,
  `delete from customer_notes where customer_id = any($1::bigint[])`,
  `delete from customer_merges where kept_id = any($1::bigint[]) or merged_id = any($1::bigint[])`,
  `update watch_events set detail = '{}' where customer_id = any($1::bigint[])`,
  `update customers set name = null, group_name = null, left_at = null where id = any($1::bigint[])`,
];

const OF_QUARANTINE = `
  update quarantine set raw = null, detail = '', external_id = null, item_key = ${erasedName('item_key')},
    tried_outcome = null, state = case when state = 'open' then 'dismissed' else state end,
    closed_at = coalesce(closed_at, $2), closed_by = case when state = 'open' then $3::bigint else closed_by end,
    closed_reason = 'erased'
  where id = any($1::bigint[])`;

/** Answers that are kept for repeated requests show cases and customers; looks for a search that names them are kept too. */
async function forgetAnswersToRequests(
  sql: Sql,
  { customerIds, caseIds, names, identities }: ErasableCustomer,
): Promise<void> {
  await sql.query(
    `delete from idempotency_keys where body is not null and (
       body @? any(array(select format('$.** ? (@.caseId == "%s")', id)::jsonpath from unnest($1::bigint[]) as c(id)))
       or body @? any(array(select format('$.** ? (@.customerId == "%s")', id)::jsonpath from unnest($2::bigint[]) as c(id)))
       or exists (select from unnest($3::text[]) as known(words) where strpos(lower(body::text), words) > 0))`,
    [caseIds, customerIds, [...names, ...identities]],
  );
  await sql.query(`update saved_views set search = search - 'text' where lower(search->>'text') = any($1::text[])`, [
    [...names, ...identities],
  ]);
}

/** Nobody is left to be answered. */
async function endCases(sql: Sql, caseIds: readonly string[], { actorId, at }: PrivacyActor): Promise<void> {
  if (caseIds.length === 0) return;
  await sql.query(
    `update tasks set state = 'cancelled', closed_at = $2, closed_reason = 'customer-erased', paused_at = null,
       minutes_left = null, next_step_at = null
     where case_id = any($1::bigint[]) and state in ('open', 'paused')`,
    [caseIds, at],
  );
  await sql.query(
    `update cases set version = version + 1, snoozed_until = null,
       state = case when state = any($2::text[]) then 'closed' else state end where id = any($1::bigint[])`,
    [caseIds, OPEN_CASE_STATES],
  );
  await refreshDeadlines(sql, caseIds);
  await sql.query(
    `insert into case_events (case_id, at, actor_id, type, detail)
     select id, $2, $3, 'customer_erased', '{}' from unnest($1::bigint[]) as erased(id)`,
    [caseIds, at, actorId],
  );
  await new ChangesRepository(sql).announce({ topics: ['cases'], caseIds });
}

/** What runs must not be left half done: an answer that is on its way cannot be called back. @throws Conflict */
export async function refuseWhileSending(sql: Sql, caseIds: readonly string[]): Promise<void> {
  const replies = await sql.query(
    'select id, state from outgoing_replies where case_id = any($1::bigint[]) order by id for update',
    [caseIds],
  );
  const sending = replies.find(({ state }) => state === 'sending');
  if (sending !== undefined)
    throw new Conflict(`Answer ${sending.id as string} is just being sent: try again in a minute`);
}
