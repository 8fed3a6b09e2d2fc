import { InvalidInput, OPEN_CASE_STATES } from '@earshot/domain';
import { containing, SqlParameters } from './sql-parameters.js';

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

/** A way through all customers: `key` and `tie` are the place of one in it, both read downwards. */
interface Order {
  readonly from: string;
  readonly key: string;
  readonly keyType: 'bigint' | 'timestamptz';
  readonly tie: string;
  readonly where: string;
}

const counted = (which: string): Order => ({
  from: `(select k.customer_id as id, count(*) as n from cases k
    where k.customer_id is not null and k.merged_into is null and ${which} group by k.customer_id) held
    join customers cu on cu.id = held.id`,
  key: 'held.n',
  keyType: 'bigint',
  tie: 'cu.id',
  where: 'true',
});

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
 * @throws InvalidInput for a cursor of another order
 */
export function customersOfPage(filter: CustomerFilter, parameters: SqlParameters): string {
  const order = ORDERS[filter.sort];
  const conditions = ['cu.merged_into is null', 'cu.erased_at is null', order.where];
  if (filter.text !== undefined) {
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
