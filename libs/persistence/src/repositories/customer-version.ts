import { Conflict, type SeenCustomer } from '@earshot/domain';
import type { Sql } from './sql.js';

/** @throws Conflict when their person saw another version than the customer, who is locked, has now */
export function requireSeen({ id, version }: SeenCustomer, inForce: number): void {
  if (version !== null && version !== inForce)
    throw new Conflict(
      `Customer ${id} was changed by somebody else: they are at version ${inForce}, you saw ${version}`,
    );
}

/** Follows every change of what people know of a customer. */
export async function countUp(sql: Sql, customerIds: readonly string[]): Promise<void> {
  await sql.query('update customers set version = version + 1 where id = any($1::bigint[])', [customerIds]);
}
