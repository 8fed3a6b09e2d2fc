import {
  Conflict,
  CustomersStore,
  Forbidden,
  NotFound,
  type CustomerActor,
  type CustomerChange,
  type CustomerIdentity,
  type SeenCustomer,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { mergeCustomers, unmergeCustomers } from './customer-merges.js';
import { countUp, requireSeen } from './customer-version.js';
import { inTransaction } from './in-transaction.js';
import type { Sql } from './sql.js';

export class PostgresCustomersStore extends CustomersStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async change(customer: SeenCustomer, { name, groupName, leftAt }: CustomerChange, by: CustomerActor): Promise<void> {
    const changed = Object.entries({ name, group_name: groupName, left_at: leftAt }).filter(([, v]) => v !== undefined);
    if (changed.length === 0) return;
    await this.act(customer, by, 'customer.changed', async (sql) => {
      const set = changed.map(([column], index) => `${column} = $${index + 2}`).join(', ');
      await sql.query(`update customers set ${set} where id = $1`, [customer.id, ...changed.map(([, value]) => value)]);
      return { result: undefined, detail: { fields: changed.map(([column]) => column) } };
    });
  }

  addNote(customer: SeenCustomer, text: string, by: CustomerActor): Promise<string> {
    return this.act(customer, by, 'customer.note_added', async (sql) => {
      const [row] = await sql.query(
        'insert into customer_notes (customer_id, user_id, text, at) values ($1, $2, $3, $4) returning id',
        [customer.id, by.actorId, text, by.at],
      );
      const noteId = row?.id as string;
      return { result: noteId, detail: { noteId } };
    });
  }

  removeNote(customer: SeenCustomer, noteId: string, by: CustomerActor): Promise<void> {
    return this.act(customer, by, 'customer.note_removed', async (sql) => {
      const [note] = await sql.query('select user_id from customer_notes where id = $1 and customer_id = $2', [
        noteId,
        customer.id,
      ]);
      if (note === undefined) throw new NotFound('Note', noteId);
      if (note.user_id !== by.actorId) throw new Forbidden('A note is removed by who wrote it');
      await sql.query('delete from customer_notes where id = $1', [noteId]);
      return { result: undefined, detail: { noteId } };
    });
  }

  addIdentity(customer: SeenCustomer, { namespace, value }: CustomerIdentity, by: CustomerActor): Promise<string> {
    return this.act(customer, by, 'customer.identity_added', async (sql) => {
      await sql.query(
        `insert into customer_identities (customer_id, namespace, value) values ($1, $2, $3)
         on conflict (namespace, value) do nothing`,
        [customer.id, namespace, value],
      );
      const [row] = await sql.query(
        'select id, customer_id from customer_identities where namespace = $1 and value = $2',
        [namespace, value],
      );
      if (row?.customer_id !== customer.id)
        throw new Conflict(`That is customer ${String(row?.customer_id)}: merge the two if they are one`);
      const identityId = row.id as string;
      return { result: identityId, detail: { identityId } };
    });
  }

  removeIdentity(customer: SeenCustomer, identityId: string, by: CustomerActor): Promise<void> {
    return this.act(customer, by, 'customer.identity_removed', async (sql) => {
      const removed = await sql.query(
        'delete from customer_identities where id = $1 and customer_id = $2 returning id',
        [identityId, customer.id],
      );
      if (removed.length === 0) throw new NotFound('Identity', identityId);
      return { result: undefined, detail: { identityId } };
    });
  }

  merge(merged: SeenCustomer, kept: SeenCustomer, by: CustomerActor): Promise<string> {
    return inTransaction(this.dataSource, async (sql) => {
      const mergeId = await mergeCustomers(sql, merged, kept, by);
      await audit(sql, kept.id, by, 'customer.merged', { mergeId, mergedId: merged.id });
      return mergeId;
    });
  }

  undoMerge(kept: SeenCustomer, mergeId: string, by: CustomerActor): Promise<void> {
    return inTransaction(this.dataSource, async (sql) => {
      const mergedId = await unmergeCustomers(sql, kept, mergeId, by);
      await audit(sql, kept.id, by, 'customer.merge_undone', { mergeId, mergedId });
    });
  }

  /** @throws NotFound, Conflict for another version or a customer who was merged into another */
  private act<Result>(
    customer: SeenCustomer,
    by: CustomerActor,
    action: string,
    work: (sql: Sql) => Promise<{ result: Result; detail: Record<string, unknown> }>,
  ): Promise<Result> {
    return inTransaction(this.dataSource, async (sql) => {
      const { id } = customer;
      const [found] = await sql.query(
        'select merged_into, erased_at, version from customers where id = $1 for no key update',
        [id],
      );
      if (found === undefined) throw new NotFound('Customer', id);
      requireSeen(customer, found.version as number);
      if (found.erased_at !== null) throw new Conflict(`Customer ${id} was erased`);
      if (found.merged_into !== null)
        throw new Conflict(`Customer ${id} was merged into customer ${found.merged_into as string}: act there`);
      const { result, detail } = await work(sql);
      await countUp(sql, [id]);
      await audit(sql, id, by, action, detail);
      return result;
    });
  }
}

async function audit(
  sql: Sql,
  customerId: string,
  { actorId, at }: CustomerActor,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await sql.query(
    `insert into audit_events (at, actor_id, action, subject_kind, subject_id, detail)
     values ($1, $2, $3, 'customer', $4, $5)`,
    [at, actorId, action, customerId, JSON.stringify(detail)],
  );
}
