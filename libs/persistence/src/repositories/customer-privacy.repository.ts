import {
  CustomerPrivacyStore,
  InvalidInput,
  type CustomerHoldings,
  type PrivacyActor,
  type SeenCustomer,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { exportedPieces } from '../queries/customer-export.js';
import { eraseCustomer, refuseWhileSending } from './customer-erasure.js';
import { requireSeen } from './customer-version.js';
import { countHoldings, findErasable, type ErasableCustomer } from './erasable-customer.js';
import { EXPIRED_CUSTOMERS, findExpiredOfNobody } from './expired-customers.js';
import { inTransaction } from './in-transaction.js';
import { stopIntake } from './stop-intake.js';
import type { Sql } from './sql.js';

export class PostgresCustomerPrivacyStore extends CustomerPrivacyStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  holdings(customerId: string): Promise<CustomerHoldings> {
    return inTransaction(this.dataSource, async (sql) => countHoldings(sql, await findErasable(sql, customerId)));
  }

  erase(seen: SeenCustomer, confirmedName: string, by: PrivacyActor): Promise<CustomerHoldings> {
    return inTransaction(this.dataSource, async (sql) => {
      // A page that is being stored might add to the customer what nobody would find afterwards.
      await stopIntake(sql);
      const { customerIds } = await findErasable(sql, seen.id);
      await sql.query('select from customers where id = any($1::bigint[]) order by id for no key update', [
        customerIds,
      ]);
      await sql.query('select from cases where customer_id = any($1::bigint[]) order by id for update', [customerIds]);
      // What waited for these locks may have changed it.
      const customer = await findErasable(sql, seen.id);
      requireSeen(seen, customer.version);
      if (confirmedName !== customer.name.trim())
        throw new InvalidInput('The request has faults', [
          { path: 'name', message: 'must be the name of the customer as it is shown, letter by letter' },
        ]);
      return takeAway(sql, customer, by, 'customer.erased');
    });
  }

  expire(before: Date, limit: number, at: Date): Promise<number> {
    return inTransaction(this.dataSource, async (sql) => {
      await stopIntake(sql);
      const by = { actorId: null, at };
      const customers = await sql.query(EXPIRED_CUSTOMERS, [before, limit]);
      for (const { id } of customers) {
        const customer = await findErasable(sql, id as string);
        await takeAway(sql, customer, by, 'customer.expired');
      }
      const nobodys = await findExpiredOfNobody(sql, before, limit);
      if (nobodys.messageIds.length > 0) await eraseCustomer(sql, nobodys, by);
      return customers.length + nobodys.messageIds.length;
    });
  }

  async export(customerId: string, by: PrivacyActor): Promise<AsyncIterable<string>> {
    const customer = await inTransaction(this.dataSource, async (sql) => {
      const found = await findErasable(sql, customerId);
      await audit(sql, customerId, by, 'customer.exported', {});
      return found;
    });
    return exportedPieces(this.dataSource, customer, by.at);
  }
}

async function takeAway(
  sql: Sql,
  customer: ErasableCustomer,
  by: PrivacyActor,
  action: 'customer.erased' | 'customer.expired',
): Promise<CustomerHoldings> {
  await refuseWhileSending(sql, customer.caseIds);
  const holdings = await countHoldings(sql, customer);
  await eraseCustomer(sql, customer, by);
  const { name: _, version: __, ...counts } = holdings;
  await audit(sql, customer.id, by, action, counts);
  return holdings;
}

/** Ids and counts only: the log is never erased. */
async function audit(
  sql: Sql,
  customerId: string,
  { actorId, at }: PrivacyActor,
  action: string,
  detail: object,
): Promise<void> {
  await sql.query(
    `insert into audit_events (at, actor_id, action, subject_kind, subject_id, detail)
     values ($1, $2, $3, 'customer', $4, $5)`,
    [at, actorId, action, customerId, JSON.stringify(detail)],
  );
}
