import { Conflict, NotFound, type CustomerActor, type SeenCustomer } from '@earshot/domain';
import { ChangesRepository } from './changes.repository.js';
import { countUp, requireSeen } from './customer-version.js';
import { stopIntake } from './stop-intake.js';
import type { Row, Sql } from './sql.js';

/** What goes over with a customer: the column that keeps what moved, the table, and what people call a row of it. */
const MOVED = [
  { kept: 'identity_ids', table: 'customer_identities', what: 'Identity' },
  { kept: 'message_ids', table: 'messages', what: 'Message' },
  { kept: 'case_ids', table: 'cases', what: 'Case' },
  { kept: 'note_ids', table: 'customer_notes', what: 'Note' },
] as const;

/** Resolves to the merge's id. @throws NotFound, Conflict for another version or when one of them was merged already */
export async function mergeCustomers(
  sql: Sql,
  merged: SeenCustomer,
  kept: SeenCustomer,
  by: CustomerActor,
): Promise<string> {
  const [mergedId, keptId] = [merged.id, kept.id];
  for (const customer of await lockCustomers(sql, [merged, kept])) {
    if (customer.erased_at !== null) throw new Conflict(`Customer ${customer.id as string} was erased`);
    if (customer.merged_into !== null)
      throw new Conflict(`Customer ${customer.id as string} was merged into ${customer.merged_into as string} already`);
  }
  const moved: string[][] = [];
  for (const { table } of MOVED) {
    const rows = await sql.query(`select id from ${table} where customer_id = $1 order by id`, [mergedId]);
    moved.push(rows.map((row) => row.id as string));
  }
  const [merge] = await sql.query(
    `insert into customer_merges (merged_id, kept_id, actor_id, at, ${MOVED.map(({ kept }) => kept).join(', ')})
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [mergedId, keptId, by.actorId, by.at, ...moved],
  );
  const mergeId = merge?.id as string;
  await move(sql, moved, keptId, { mergeId, type: 'customer_merged', by });
  await sql.query('update customers set merged_into = $2 where id = $1', [mergedId, keptId]);
  await sql.query(
    'update customers k set name = coalesce(k.name, m.name) from customers m where k.id = $1 and m.id = $2',
    [keptId, mergedId],
  );
  await countUp(sql, [mergedId, keptId]);
  return mergeId;
}

/** Resolves to the id of the customer who is one of their own again. @throws NotFound, Conflict with the obstacle */
export async function unmergeCustomers(
  sql: Sql,
  kept: SeenCustomer,
  mergeId: string,
  by: CustomerActor,
): Promise<string> {
  const keptId = kept.id;
  const [merge] = await sql.query('select * from customer_merges where id = $1 and kept_id = $2', [mergeId, keptId]);
  if (merge === undefined) throw new NotFound(`Merge into customer ${keptId}`, mergeId);
  const mergedId = merge.merged_id as string;
  const customers = await lockCustomers(sql, [{ id: mergedId, version: null }, kept]);
  const moved = MOVED.map(({ kept }) => merge[kept] as string[]);
  const obstacle = await obstacleTo(sql, mergeId, customers, keptId, moved);
  if (obstacle !== null) throw new Conflict(`Merge ${mergeId} cannot be undone. ${obstacle}`);
  await sql.query('update customers set merged_into = null where id = $1', [mergedId]);
  await sql.query('update customer_merges set undone_at = $2 where id = $1', [mergeId, by.at]);
  await move(sql, moved, mergedId, { mergeId, type: 'customer_merge_undone', by });
  await countUp(sql, [mergedId, keptId]);
  return mergedId;
}

/**
 * Intake must not find a customer by an identity that is just going over. Cases are locked in the order of ids; the lock
 * of the customers is one that those who act on such a case, which refers to them, do not wait for.
 */
async function lockCustomers(sql: Sql, seen: readonly SeenCustomer[]): Promise<Row[]> {
  await stopIntake(sql);
  const ids = seen.map(({ id }) => id);
  const customers = await sql.query(
    'select id, merged_into, erased_at, version from customers where id = any($1::bigint[]) order by id for no key update',
    [ids],
  );
  const missing = ids.find((id) => !customers.some((customer) => customer.id === id));
  if (missing !== undefined) throw new NotFound('Customer', missing);
  for (const one of seen) requireSeen(one, customers.find((customer) => customer.id === one.id)?.version as number);
  await sql.query('select from cases where customer_id = any($1::bigint[]) order by id for update', [ids]);
  return customers;
}

/** What has gone on to somebody else cannot come back; what was removed since need not. */
async function obstacleTo(
  sql: Sql,
  mergeId: string,
  customers: readonly Row[],
  keptId: string,
  moved: readonly string[][],
): Promise<string | null> {
  const [merge] = await sql.query('select undone_at from customer_merges where id = $1', [mergeId]);
  if (merge?.undone_at !== null) return 'It was undone already';
  const kept = customers.find((customer) => customer.id === keptId);
  if (kept?.merged_into !== null)
    return `Customer ${keptId} was merged into customer ${kept?.merged_into as string} afterwards: undo that first`;
  for (const [index, { table, what }] of MOVED.entries()) {
    const [gone] = await sql.query(
      `select id, customer_id from ${table} where id = any($1::bigint[]) and customer_id is distinct from $2 limit 1`,
      [moved[index], keptId],
    );
    if (gone !== undefined)
      return `${what} ${gone.id as string} is of ${gone.customer_id === null ? 'nobody' : `customer ${gone.customer_id as string}`} now`;
  }
  return null;
}

async function move(
  sql: Sql,
  moved: readonly string[][],
  customerId: string,
  { mergeId, type, by }: { readonly mergeId: string; readonly type: string; readonly by: CustomerActor },
): Promise<void> {
  for (const [index, { table }] of MOVED.entries()) {
    const counted = table === 'cases' ? ', version = version + 1' : '';
    await sql.query(`update ${table} set customer_id = $1${counted} where id = any($2::bigint[])`, [
      customerId,
      moved[index],
    ]);
  }
  const caseIds = moved[MOVED.findIndex(({ table }) => table === 'cases')] ?? [];
  await sql.query(
    `insert into case_events (case_id, at, actor_id, type, detail)
     select id, $2, $3, $4, $5 from unnest($1::bigint[]) as moved(id)`,
    [caseIds, by.at, by.actorId, type, JSON.stringify({ mergeId, customerId })],
  );
  if (caseIds.length > 0) await new ChangesRepository(sql).announce({ topics: ['cases'], caseIds });
}
