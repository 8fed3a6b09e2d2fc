import type { ChangeStore, ChangeTopic, TransactionHandle } from '@earshot/domain';

/** The channel on which replicas tell each other that the change log has grown. */
export const CHANGE_CHANNEL = 'earshot_change';

export class ChangesRepository implements ChangeStore {
  constructor(private readonly sql: TransactionHandle) {}

  async announce(change: {
    topics: readonly ChangeTopic[];
    caseIds?: readonly string[];
    sourceIds?: readonly string[];
  }): Promise<void> {
    await this.sql.query(
      `with added as (insert into changes (topics, case_ids, source_ids)
         values ($1::text[], $2::bigint[], $3::bigint[]) returning id)
       select pg_notify('${CHANGE_CHANNEL}', id::text) from added`,
      [change.topics, change.caseIds ?? [], change.sourceIds ?? []],
    );
  }
}
