import {
  Conflict,
  CustomersStore,
  Forbidden,
  NotFound,
  type CustomerActor,
  type CustomerChange,
  type CustomerIdentity,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { mergeCustomers, unmergeCustomers } from './customer-merges.js';
import { inTransaction } from './in-transaction.js';
import type { Sql } from './sql.js';

export class PostgresCustomersStore extends CustomersStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async change(customerId: string, { name, groupName, leftAt }: CustomerChange, by: CustomerActor): Promise<void> {
    const changed = Object.entries({ name, group_name: groupName, left_at: leftAt }).filter(([, v]) => v !== undefined);
    if (changed.length === 0) return;
    await this.act(customerId, by, 'customer.changed', async (sql) => {
      const set = changed.map(([column], index) => `${column} = $${index + 2}`).join(', ');
      await sql.query(`update customers set ${set} where id = $1`, [customerId, ...changed.map(([, value]) => value)]);
      return { result: undefined, detail: { fields: changed.map(([column]) => column) } };
    });
  }

  addNote(customerId: string, text: string, by: CustomerActor): Promise<string> {
    return this.act(customerId, by, 'customer.note_added', async (sql) => {
      const [row] = await sql.query(
        'insert into customer_notes (customer_id, user_id, text, at) values ($1, $2, $3, $4) returning id',
        [customerId, by.actorId, text, by.at],
      );
      const noteId = row?.id as string;
      return { result: noteId, detail: { noteId } };
    });
  }

  removeNote(customerId: string, noteId: string, by: CustomerActor): Promise<void> {
    return this.act(customerId, by, 'customer.note_removed', async (sql) => {
      const [note] = await sql.query('select user_id from customer_notes where id = $1 and customer_id = $2', [
        noteId,
        customerId,
      ]);
      if (note === undefined) throw new NotFound('Note', noteId);
      if (note.user_id !== by.actorId) throw new Forbidden('A note is removed by who wrote it');
      await sql.query('delete from customer_notes where id = $1', [noteId]);
      return { result: undefined, detail: { noteId } };
    });
  }

  addIdentity(customerId: string, { namespace, value }: CustomerIdentity, by: CustomerActor): Promise<string> {
    return this.act(customerId, by, 'customer.identity_added', async (sql) => {
      await sql.query(
        `insert into customer_identities (customer_id, namespace, value) values ($1, $2, $3)
         on conflict (namespace, value) do nothing`,
        [customerId, namespace, value],
      );
      const [row] = await sql.query(
        'select id, customer_id from customer_identities where namespace = $1 and value = $2',
        [namespace, value],
      );
      if (row?.customer_id !== customerId)
        throw new Conflict(`That is customer ${String(row?.customer_id)}: merge the two if they are one`);
      const identityId = row.id as string;
      return { result: identityId, detail: { identityId } };
    });
  }

  removeIdentity(customerId: string, identityId: string, by: CustomerActor): Promise<void> {
    return this.act(customerId, by, 'customer.identity_removed', async (sql) => {
      const removed = await sql.query(
        'delete from customer_identities where id = $1 and customer_id = $2 returning id',
        [identityId, customerId],
      );
      if (removed.length === 0) throw new NotFound('Identity', identityId);
      return { result: undefined, detail: { identityId } };
    });
  }

  merge(mergedId: string, keptId: string, by: CustomerActor): Promise<string> {
    return inTransaction(this.dataSource, async (sql) => {
      const mergeId = await mergeCustomers(sql, mergedId, keptId, by);
      await audit(sql, keptId, by, 'customer.merged', { mergeId, mergedId });
      return mergeId;
    });
  }

  undoMerge(keptId: string, mergeId: string, by: CustomerActor): Promise<void> {
    return inTransaction(this.dataSource, async (sql) => {
      const mergedId = await unmergeCustomers(sql, keptId, mergeId, by);
      await audit(sql, keptId, by, 'customer.merge_undone', { mergeId, mergedId });
    });
  }

  /** @throws NotFound, Conflict for a customer who was merged into another */
  private act<Result>(
    customerId: string,
    by: CustomerActor,
    action: string,
    work: (sql: Sql) => Promise<{ result: Result; detail: Record<string, unknown> }>,
  ): Promise<Result> {
    return inTransaction(this.dataSource, async (sql) => {
      const [found] = await sql.query('select merged_into from customers where id = $1 for no key update', [
        customerId,
      ]);
      if (found === undefined) throw new NotFound('Customer', customerId);
      if (found.merged_into !== null)
        throw new Conflict(`Customer ${customerId} was merged into customer ${found.merged_into as string}: act there`);
      const { result, detail } = await work(sql);
      await audit(sql, customerId, by, action, detail);
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
