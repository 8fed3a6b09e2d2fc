import {
  NotFound,
  SourceActionsStore,
  type SourceDecision,
  type SourceDeed,
  type SourceUnderAction,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { ChangesRepository } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';

export class PostgresSourceActionsStore extends SourceActionsStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async act(
    sourceId: string,
    deed: SourceDeed,
    actorId: string | null,
    at: Date,
    decide: (found: SourceUnderAction) => SourceDecision | null,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      const [found] = await sql.query(
        `select kind, state, state_reason as "stateReason", next_poll_at as "nextPollAt",
           consecutive_failures as "consecutiveFailures"
         from sources where id = $1 and removed_at is null for no key update`,
        [sourceId],
      );
      if (found === undefined) throw new NotFound('Source', sourceId);
      const decision = decide(found as unknown as SourceUnderAction);
      if (decision === null) return;
      await sql.query(
        `update sources set state_since = case when state = $2 then state_since else $6 end,
           state = $2, state_advice = case when state_reason is distinct from $3 then null else state_advice end,
           state_reason = $3, next_poll_at = $4, consecutive_failures = $5 where id = $1`,
        [sourceId, decision.state, decision.stateReason, decision.nextPollAt, decision.consecutiveFailures, at],
      );
      await sql.query(
        `insert into audit_events (at, actor_id, action, subject_kind, subject_id) values ($1, $2, $3, 'source', $4)`,
        [at, actorId, `source.${deed}`, sourceId],
      );
      await new ChangesRepository(sql).announce({ topics: ['sources'], sourceIds: [sourceId] });
    });
  }
}
