import { InvalidInput, OPEN_CASE_STATES } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { HAS_TRIGRAM } from './cases-with-words.js';
import { inTransaction } from '../repositories/in-transaction.js';
import { containing, type SqlParameters } from './sql-parameters.js';

export interface CustomerFilter {
  /** Looked for in names, addresses and handles. */
  readonly text?: string | undefined;
  /** `open`: with an open case; `repeat`: with more than one case. */
  readonly with?: 'open' | 'repeat' | undefined;
  /** `newest`: known last; `recent`: wrote last; `open` and `cases`: most open cases, most cases. */
  readonly sort: 'newest' | 'recent' | 'open' | 'cases';
  /** The `next` of the page before, of the same order. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const OPEN = `k.state in (${OPEN_CASE_STATES.map((state) => `'${state}'`).join(', ')})`;
/** What somebody dismissed was no complaint. */
const COMPLAINT = `k.state <> 'not_a_complaint'`;

const WITH = {
  open: `exists (select from cases k where k.customer_id = cu.id and k.merged_into is null and ${OPEN})`,
  repeat: `(select count(*) from (select from cases k where k.customer_id = cu.id and k.merged_into is null and ${COMPLAINT}
    limit 2) two) = 2`,
} as const;

/** From here on so many have the text that reading customers in the order of the list meets them soon. */
const MANY = 2_000;

/**
 * Who has the text in their name, an address or a handle; `null` when there is no text, or too many have it. Looked up in
 * the trigram indexes: PostgreSQL cannot tell rare texts from frequent ones beforehand, and guessing wrong costs seconds.
 */
export async function customersNamed(
  dataSource: DataSource,
  text: string | undefined,
): Promise<readonly string[] | null> {
  if (text === undefined || !HAS_TRIGRAM.test(text)) return null;
  return inTransaction(dataSource, async (sql) => {
    await sql.query('set local enable_seqscan = off');
    const rows = await sql.query(
      `select distinct id from (
         (select id from customers where name ilike $1 limit $2)
         union all (select customer_id from customer_identities where value ilike $1 limit $2)) named limit $2`,
      [containing(text), MANY],
    );
    return rows.length < MANY ? rows.map((row) => String(row.id)) : null;
  });
}

/** A way through all customers: `key` and `tie` are the place of one in it, both read downwards. */
interface Order {
  readonly from: string;
  readonly key: string;
  readonly keyType: 'bigint' | 'timestamptz';
  readonly tie: string;
  readonly where: string;
}

/** Counted and sorted before anything is known of the customers: these are looked up only until the page is full. */
const counted = (which: string): Order => ({
  from: `(select k.customer_id as id, count(*) as n from cases k
    where k.customer_id is not null and k.merged_into is null and ${which} group by k.customer_id
    order by n desc, k.customer_id desc) held
    join customers cu on cu.id = held.id`,
  key: 'held.n',
  keyType: 'bigint',
  tie: 'held.id',
  where: 'true',
});

/** Few customers are ordered by themselves, each with one look at the index of the messages of a customer. */
const RECENT_OF_FEW: Order = {
  from: `customers cu join lateral (select sent_at, id from messages where customer_id = cu.id
    order by sent_at desc, id desc limit 1) m on true`,
  key: 'm.sent_at',
  keyType: 'timestamptz',
  tie: 'm.id',
  where: 'true',
};

const ORDERS: Readonly<Record<CustomerFilter['sort'], Order>> = {
  newest: { from: 'customers cu', key: 'cu.id', keyType: 'bigint', tie: 'cu.id', where: 'true' },
  // Along the index of the messages from the newest: only the last message of each customer stops the walk.
  recent: {
    from: 'messages m join customers cu on cu.id = m.customer_id',
    key: 'm.sent_at',
    keyType: 'timestamptz',
    tie: 'm.id',
    where: `not exists (select from messages later
      where later.customer_id = m.customer_id and (later.sent_at, later.id) > (m.sent_at, m.id))`,
  },
  open: counted(OPEN),
  cases: counted(COMPLAINT),
};

/**
 * The statement that finds the customers of a page, one more than asked for, with `id` and the `cursor` that leads on
 * behind each. Who was merged into another or erased is on no page.
 * @param named who has the text of the filter; `null` when that are too many to name
 * @throws InvalidInput for a cursor of another order
 */
export function customersOfPage(
  filter: CustomerFilter,
  named: readonly string[] | null,
  parameters: SqlParameters,
): string {
  const order = named !== null && filter.sort === 'recent' ? RECENT_OF_FEW : ORDERS[filter.sort];
  const conditions = ['cu.merged_into is null', 'cu.erased_at is null', order.where];
  if (named !== null) conditions.push(`cu.id = any(${parameters.add(named)}::bigint[])`);
  else if (filter.text !== undefined) {
    const pattern = parameters.add(containing(filter.text));
    conditions.push(`(cu.name ilike ${pattern}
      or cu.id in (select x.customer_id from customer_identities x where x.value ilike ${pattern}))`);
  }
  if (filter.with !== undefined) conditions.push(WITH[filter.with]);
  if (filter.after !== undefined) {
    const { key, tie } = placeOf(filter.after, order);
    conditions.push(
      `(${order.key}, ${order.tie}) < (${parameters.add(key)}::${order.keyType}, ${parameters.add(tie)}::bigint)`,
    );
  }
  const key =
    order.keyType === 'bigint'
      ? `${order.key}::text`
      : `to_char(${order.key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const downwards = `${order.key} desc, ${order.tie} desc`;
  return `select cu.id, ${key} || '~' || ${order.tie} as cursor, row_number() over (order by ${downwards}) as place
    from ${order.from} where ${conditions.join(' and ')} order by ${downwards} limit ${parameters.add(filter.limit + 1)}`;
}

const PLACES = {
  bigint: /^(\d{1,18})~(\d{1,18})$/,
  timestamptz: /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)~(\d{1,18})$/,
} as const;

function placeOf(after: string, { keyType }: Order): { key: string; tie: string } {
  const [, key, tie] = PLACES[keyType].exec(after) ?? [];
  if (key === undefined || tie === undefined || (keyType === 'timestamptz' && Number.isNaN(Date.parse(key))))
    throw new InvalidInput('The request has a fault', [
      { path: 'after', message: `must be the 'next' of an earlier page of the same order` },
    ]);
  return { key, tie };
}
