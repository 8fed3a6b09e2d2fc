import { NotFound, type CaseState, type Channel, type Severity } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { customersNamed, customersOfPage, type CustomerFilter } from './customer-list.js';
import { SqlParameters } from './sql-parameters.js';

export interface CustomerIdentityRow {
  readonly id: string;
  readonly namespace: string;
  readonly value: string;
}

export interface CustomerRow {
  readonly id: string;
  readonly version: number;
  /** Their own, else the first identity. */
  readonly name: string;
  readonly group: string | null;
  readonly firstSeenAt: Date;
  readonly leftAt: Date | null;
  readonly identities: CustomerIdentityRow[];
  readonly cases: number;
  readonly openCases: number;
  readonly lastContactAt: Date | null;
}

export interface CustomerDetail extends CustomerRow {
  readonly mergedInto: string | null;
  /** When everything personal was taken away. */
  readonly erasedAt: Date | null;
  readonly promises: {
    readonly taskId: string;
    readonly caseId: string;
    readonly text: string;
    readonly dueAt: Date;
  }[];
  readonly notes: { readonly id: string; readonly author: Ref | null; readonly text: string; readonly at: Date }[];
  readonly history: CustomerCaseRow[];
  readonly compensations: {
    readonly given: number;
    readonly used: number;
    /** Decimal strings by ISO 4217 currency. */
    readonly totals: { readonly currency: string; readonly value: string }[];
  };
  readonly merges: {
    readonly id: string;
    readonly customer: Ref;
    readonly at: Date;
    readonly actor: Ref | null;
    readonly undoneAt: Date | null;
  }[];
}

interface Ref {
  readonly id: string;
  readonly name: string;
}

export interface CustomerCaseRow {
  readonly caseId: string;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly channel: Channel;
  readonly subject: string | null;
  readonly source: Ref;
  readonly openedAt: Date;
  readonly lastMessageAt: Date;
  readonly dueAt: Date | null;
  readonly answeredAt: Date | null;
}

/** Customers who may be one: the same name, and the same handle or beginning of an address. */
export interface LikelySame {
  readonly name: string;
  /** What they share beside the name. */
  readonly shared: string;
  readonly customers: (Ref & { readonly version: number; readonly identities: string[] })[];
}

/** More cases of one customer than anybody reads. */
const MOST_CASES = 200;

/** Customers as people look for them; who was merged into another is found only by their id. */
export class CustomerQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws InvalidInput for a cursor of another order */
  async page(filter: CustomerFilter): Promise<{ items: CustomerRow[]; next: string | null }> {
    const parameters = new SqlParameters();
    const named = await customersNamed(this.dataSource, filter.text);
    const rows = await this.dataSource.query<(CustomerRow & { cursor: string })[]>(
      `with picked as materialized (${customersOfPage(filter, named, parameters)}),
         cu as (select customers.*, picked.cursor, picked.place from picked join customers using (id))
       ${rowsOf('cu.cursor')} order by cu.place`,
      parameters.values,
    );
    const shown = rows.slice(0, filter.limit);
    const next = rows.length > filter.limit ? (shown.at(-1)?.cursor ?? null) : null;
    return { items: shown.map(({ cursor: _, ...row }) => row), next };
  }

  /** @throws NotFound */
  async detail(customerId: string): Promise<CustomerDetail> {
    const ask = <Row>(sql: string) => this.dataSource.query<Row[]>(sql, [customerId]);
    const [head] = await ask<CustomerRow & { mergedInto: string | null; erasedAt: Date | null }>(
      `with cu as materialized (select * from customers where id = $1)
       ${rowsOf('cu.merged_into as "mergedInto", cu.erased_at as "erasedAt"')}`,
    );
    if (head === undefined) throw new NotFound('Customer', customerId);
    const [compensations] = await ask<CustomerDetail['compensations']>(COMPENSATIONS);
    return {
      ...head,
      notes: await ask(NOTES),
      history: await ask(HISTORY),
      promises: await ask(PROMISES),
      compensations: compensations ?? { given: 0, used: 0, totals: [] },
      merges: await ask(MERGES),
    };
  }

  /** `null` when there is no such customer. */
  async versionOf(customerId: string): Promise<number | null> {
    const [row] = await this.dataSource.query<{ version: number }[]>('select version from customers where id = $1', [
      customerId,
    ]);
    return row?.version ?? null;
  }

  /** At most `limit` groups, those with the newest customers first. */
  async likelySame(limit: number): Promise<LikelySame[]> {
    return this.dataSource.query<LikelySame[]>(LIKELY_SAME, [limit]);
  }
}

const NAME = `coalesce(cu.name, (select value from customer_identities x where x.customer_id = cu.id order by id limit 1), '')`;

/** The customers of `cu` with what a list tells of each. */
const rowsOf = (more: string): string => `
  select ${more}, cu.id, cu.version, ${NAME} as name, cu.group_name as "group", cu.first_seen_at as "firstSeenAt", cu.left_at as "leftAt",
    coalesce((select json_agg(json_build_object('id', x.id::text, 'namespace', x.namespace, 'value', x.value) order by x.id)
      from customer_identities x where x.customer_id = cu.id), '[]') as identities,
    coalesce(held.cases, 0) as cases, coalesce(held.open, 0) as "openCases",
    (select max(sent_at) from messages m where m.customer_id = cu.id) as "lastContactAt"
  from cu left join lateral (
    select count(*)::int as cases,
      (count(*) filter (where state in ('new', 'acknowledged', 'waiting', 'reopened')))::int as open
    from cases c where c.customer_id = cu.id and c.merged_into is null) held on true`;

const NOTES = `
  select n.id, n.text, n.at,
    case when u.id is not null then json_build_object('id', u.id::text, 'name', u.name) end as author
  from customer_notes n left join users u on u.id = n.user_id where n.customer_id = $1 order by n.id desc`;

const HISTORY = `
  select c.id as "caseId", c.state, c.severity, c.channel, c.subject,
    json_build_object('id', s.id::text, 'name', s.name) as source, c.opened_at as "openedAt",
    c.last_message_at as "lastMessageAt", c.due_at as "dueAt", c.answered_at as "answeredAt"
  from cases c join sources s on s.id = c.source_id
  where c.customer_id = $1 and c.merged_into is null order by c.last_message_at desc, c.id desc limit ${MOST_CASES}`;

/** What was promised and is still owed. */
const PROMISES = `
  select t.id as "taskId", t.case_id as "caseId", coalesce(t.note, '') as text, t.due_at as "dueAt"
  from tasks t join cases c on c.id = t.case_id
  where c.customer_id = $1 and t.kind = 'promise' and t.state in ('open', 'paused') order by t.due_at, t.id`;

const COMPENSATIONS = `
  with given as (select k.* from compensations k join cases c on c.id = k.case_id where c.customer_id = $1)
  select count(*)::int as given, (count(*) filter (where used_at is not null))::int as used,
    coalesce((select json_agg(json_build_object('currency', currency, 'value', total::text) order by currency)
      from (select currency, sum(value) as total from given where currency is not null group by currency) t), '[]')
      as totals
  from given`;

const MERGES = `
  select m.id, m.at, m.undone_at as "undoneAt",
    json_build_object('id', cu.id::text, 'name', coalesce(cu.name, '')) as customer,
    case when u.id is not null then json_build_object('id', u.id::text, 'name', u.name) end as actor
  from customer_merges m join customers cu on cu.id = m.merged_id left join users u on u.id = m.actor_id
  where m.kept_id = $1 order by m.id desc`;

const LIKELY_SAME = `
  with known as (
    select distinct cu.id, cu.name, lower(btrim(cu.name)) as named,
      lower(split_part(ltrim(i.value, '@'), '@', 1)) as shared
    from customers cu join customer_identities i on i.customer_id = cu.id
    where cu.merged_into is null and btrim(cu.name) <> ''),
  alike as (
    select named, shared, max(id) as newest, array_agg(id order by id) as ids from known
    where shared <> '' group by named, shared having count(*) > 1 order by max(id) desc limit $1)
  select (select name from customers where id = a.newest) as name, a.shared,
    (select json_agg(json_build_object('id', cu.id::text, 'name', cu.name, 'version', cu.version, 'identities',
       (select json_agg(i.value order by i.id) from customer_identities i where i.customer_id = cu.id)) order by cu.id)
     from customers cu where cu.id = any(a.ids)) as customers
  from alike a order by a.newest desc`;
