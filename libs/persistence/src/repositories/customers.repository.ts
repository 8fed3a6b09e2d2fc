import type { Author } from '@earshot/domain';
import { bulkInsert } from './bulk-insert.js';
import type { Sql } from './sql.js';

interface Identity {
  readonly namespace: string;
  readonly value: string;
}

/** An address is the same everywhere; a handle only within its network. Anonymous writers have none. */
export function identityOf(author: Author): Identity | null {
  if (author.address !== null) return { namespace: 'mailto', value: author.address.toLowerCase() };
  if (author.handle !== null) return { namespace: author.namespace ?? '', value: author.handle };
  return null;
}

const keyOf = ({ namespace, value }: Identity) => JSON.stringify([namespace, value]);

/** Finds or makes the customers of a page's authors. Resolves to a look-up by author. */
export async function resolveCustomers(
  sql: Sql,
  authors: readonly Author[],
): Promise<(author: Author) => string | null> {
  const wanted = new Map<string, Identity & { name: string | null }>();
  for (const author of authors) {
    const identity = identityOf(author);
    if (identity !== null) wanted.set(keyOf(identity), { ...identity, name: author.name });
  }
  // In one order everywhere, so that two workers that meet the same new customers do not lock each other out.
  const identities = [...wanted.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const customers = await find(sql, identities);
  const missing = identities.filter((identity) => !customers.has(keyOf(identity)));
  if (missing.length > 0) {
    const created = await create(sql, missing);
    const late = missing.filter((identity) => !created.has(keyOf(identity)));
    for (const [key, id] of [...created, ...(await find(sql, late))]) customers.set(key, id);
  }
  return (author) => {
    const identity = identityOf(author);
    return identity === null ? null : (customers.get(keyOf(identity)) ?? null);
  };
}

async function find(sql: Sql, identities: readonly Identity[]): Promise<Map<string, string>> {
  if (identities.length === 0) return new Map();
  const rows = await sql.query(
    `select i.namespace, i.value, i.customer_id from customer_identities i
     join unnest($1::text[], $2::text[]) as wanted(namespace, value) using (namespace, value)`,
    [identities.map((i) => i.namespace), identities.map((i) => i.value)],
  );
  return new Map(
    rows.map((row) => [
      keyOf({ namespace: row.namespace as string, value: row.value as string }),
      row.customer_id as string,
    ]),
  );
}

/**
 * Another worker may add the same identity first: then its customer is the one, and ours is taken back. Resolves to those
 * that are ours.
 */
async function create(
  sql: Sql,
  missing: readonly (Identity & { name: string | null })[],
): Promise<ReadonlyMap<string, string>> {
  const ids = await sql.newIds('customers', missing.length);
  const rows = missing.map((identity, index) => ({ ...identity, id: ids[index] as string }));
  await bulkInsert(sql, 'customers', { id: ['bigint', (r) => r.id], name: ['text', (r) => r.name] }, rows);
  const added = await bulkInsert(
    sql,
    'customer_identities',
    {
      customer_id: ['bigint', (r) => r.id],
      namespace: ['text', (r) => r.namespace],
      value: ['text', (r) => r.value],
    },
    rows,
    'on conflict (namespace, value) do nothing returning customer_id',
  );
  const kept = new Set(added.map((row) => row.customer_id as string));
  const lost = ids.filter((id) => !kept.has(id));
  if (lost.length > 0) await sql.query('delete from customers where id = any($1::bigint[])', [lost]);
  return new Map(rows.flatMap((row) => (kept.has(row.id) ? [[keyOf(row), row.id]] : [])));
}
