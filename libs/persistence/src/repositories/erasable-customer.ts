import { Conflict, NotFound, OPEN_CASE_STATES, type CustomerHoldings } from '@earshot/domain';
import type { Sql } from './sql.js';

/** A customer with everybody who was merged into them, and what is theirs. */
export interface ErasableCustomer {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly customerIds: readonly string[];
  readonly caseIds: readonly string[];
  readonly messageIds: readonly string[];
  /** Addresses and handles, in lower case. */
  readonly identities: readonly string[];
  /** Every name that they are known by, in lower case. */
  readonly names: readonly string[];
}

/** @throws NotFound, Conflict when the customer was merged into another or erased */
export async function findErasable(sql: Sql, id: string): Promise<ErasableCustomer> {
  const [head] = await sql.query(HEAD, [id]);
  if (head === undefined) throw new NotFound('Customer', id);
  if (head.erased_at !== null) throw new Conflict(`Customer ${id} was erased already`);
  if (head.merged_into !== null)
    throw new Conflict(`Customer ${id} was merged into customer ${head.merged_into as string}: act there`);
  const [whole] = await sql.query(WHOLE, [id]);
  return { id, version: head.version as number, name: head.name as string, ...whole } as unknown as ErasableCustomer;
}

/** What there is to take away. */
export async function countHoldings(sql: Sql, customer: ErasableCustomer): Promise<CustomerHoldings> {
  const [counted] = await sql.query(HOLDINGS, [customer.customerIds, customer.caseIds, customer.messageIds]);
  const quarantined = (await findQuarantined(sql, customer)).length;
  const { version, name } = customer;
  return { version, name, ...counted, quarantined } as unknown as CustomerHoldings;
}

/** A shorter handle stands by chance in many texts of others. */
const SHORTEST_TELLING = 4;

/**
 * The items in quarantine that name an address or handle of the customer. What is encoded (base64, quoted-printable) tells
 * them in its headers only; a name alone would take away what others of that name wrote.
 */
export async function findQuarantined(sql: Sql, { identities }: ErasableCustomer): Promise<readonly string[]> {
  const telling = identities.filter((identity) => identity.length >= SHORTEST_TELLING);
  if (telling.length === 0) return [];
  const rows = await sql.query(
    `select q.id from quarantine q where exists (select from unnest($1::text[]) as known(identity)
       where strpos(lower(encode(q.raw, 'escape')), lower(encode(convert_to(known.identity, 'UTF8'), 'escape'))) > 0
         or strpos(lower(q.detail), known.identity) > 0
         or strpos(lower(coalesce(q.external_id, '')), known.identity) > 0)
     order by q.id`,
    [telling],
  );
  return rows.map((row) => row.id as string);
}

const HEAD = `
  select cu.version, cu.merged_into, cu.erased_at,
    coalesce(cu.name, (select value from customer_identities x where x.customer_id = cu.id order by id limit 1), '') as name
  from customers cu where cu.id = $1`;

/** Messages that came from an address before it was given to the customer are theirs as well. */
const WHOLE = `
  with recursive own as (
    select id, name from customers where id = $1
    union select c.id, c.name from customers c join own on c.merged_into = own.id),
  known as (select namespace, value from customer_identities where customer_id in (select id from own)),
  written as (
    select id, author_name from messages where customer_id in (select id from own)
    union select id, author_name from messages
      where author_address in (select value from known where namespace = 'mailto'))
  select array(select id from own order by id)::text[] as "customerIds",
    array(select id from cases where customer_id in (select id from own) order by id)::text[] as "caseIds",
    array(select id from written order by id)::text[] as "messageIds",
    array(select distinct lower(value) from known) as identities,
    array(select distinct lower(name) from (select name from own union select author_name from written) named
      where btrim(name) <> '') as names`;

const HOLDINGS = `
  select
    (select count(*)::int from customer_identities where customer_id = any($1::bigint[])) as identities,
    cardinality($3::bigint[]) as messages,
    cardinality($2::bigint[]) as cases,
    (select count(*)::int from cases where id = any($2::bigint[]) and merged_into is null
      and state in (${OPEN_CASE_STATES.map((state) => `'${state}'`).join(', ')})) as "openCases",
    (select count(*)::int from seen_replies where case_id = any($2::bigint[]))
      + (select count(*)::int from outgoing_replies where case_id = any($2::bigint[]) and seen_reply_id is null) as answers,
    (select count(*)::int from reply_drafts where case_id = any($2::bigint[])) as drafts,
    (select count(*)::int from reply_attachments a
      left join reply_drafts d on d.id = a.draft_id left join outgoing_replies o on o.id = a.reply_id
      where coalesce(d.case_id, o.case_id) = any($2::bigint[])) as attachments,
    (select count(*)::int from customer_notes where customer_id = any($1::bigint[])) as notes,
    (select count(*)::int from case_calls where case_id = any($2::bigint[])) as calls,
    (select count(*)::int from tasks where case_id = any($2::bigint[]) and kind = 'promise') as promises,
    (select count(*)::int from compensations where case_id = any($2::bigint[])) as compensations,
    (select count(*)::int from verdicts where message_id = any($3::bigint[])) as verdicts`;
