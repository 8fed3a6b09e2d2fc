import {
  InvalidTransition,
  NotFound,
  SourceBook,
  type NewSource,
  type ProvisionedSource,
  type SourceChange,
  type SourceContents,
  type SourceDeedRecord,
  type SourceSettings,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { inTransaction } from './in-transaction.js';
import { lockSeen, recordDeed } from './source-lock.js';
import { refuseTakenName } from './source-names.js';
import { countContents, purgeRemoved, removeSource } from './source-removal.js';

const SETTINGS = `select id, kind, name, options, secrets, poll_interval_seconds as "pollIntervalSeconds",
  read_since as "readSince", state, sample, version, provisioned_by as "provisionedBy",
  provisioned_secrets as "provisionedSecrets", withdrawn_at as "withdrawnAt"
  from sources where removed_at is null`;

/** Any constant will do; all processes must use the same. */
const PROVISIONING_LOCK = 7_402_362;

/**
 * The poll that runs loses its lease, stores nothing more and leaves the source alone: what it reads belongs to the
 * configuration of before.
 */
const END_OF_LEASE = 'lease_holder = null, leased_until = null';

export class PostgresSourceBook extends SourceBook {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async settings(id: string): Promise<SourceSettings> {
    const [found] = await this.dataSource.query<SourceSettings[]>(`${SETTINGS} and id = $1`, [id]);
    if (found === undefined) throw new NotFound('Source', id);
    return found;
  }

  async all(): Promise<readonly SourceSettings[]> {
    return this.dataSource.query<SourceSettings[]>(`${SETTINGS} order by name`);
  }

  async add(source: NewSource, deed: SourceDeedRecord): Promise<string> {
    return inTransaction(this.dataSource, async (sql) => {
      await refuseTakenName(sql, source.name, null);
      const [added] = await sql.query(
        `insert into sources (kind, name, options, secrets, poll_interval_seconds, read_since, next_poll_at, state,
           state_since, state_reason)
         values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8, $7, $9) returning id`,
        [
          source.kind,
          source.name,
          JSON.stringify(source.options),
          bytes(source.secrets),
          source.pollIntervalSeconds,
          source.readSince,
          deed.at,
          source.pausedBecause === null ? 'healthy' : 'paused',
          source.pausedBecause,
        ],
      );
      const id = added?.id as string;
      await recordDeed(sql, 'source.added', id, { kind: source.kind }, deed);
      return id;
    });
  }

  async change(id: string, change: SourceChange, seen: number | null, deed: SourceDeedRecord): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await lockSeen(sql, id, seen);
      if (change.name !== undefined) await refuseTakenName(sql, change.name, id);
      const readsAnew = change.options !== undefined || change.secrets !== undefined;
      await sql.query(
        `update sources set version = version + 1, name = coalesce($2, name), options = coalesce($3::jsonb, options),
           secrets = case when $4 then $5 else secrets end,
           poll_interval_seconds = coalesce($6, poll_interval_seconds),
           read_since = case when $7 then $8 else read_since end,
           next_poll_at = case when $9 then $10 else next_poll_at end,
           consecutive_failures = case when $9 then 0 else consecutive_failures end,
           cursor = case when $11 then null else cursor end,
           waiting_cursor = case when $11 then null else waiting_cursor end
           ${readsAnew ? `, ${END_OF_LEASE}` : ''} where id = $1`,
        [
          id,
          change.name ?? null,
          change.options === undefined ? null : JSON.stringify(change.options),
          change.secrets !== undefined,
          bytes(change.secrets ?? null),
          change.pollIntervalSeconds ?? null,
          change.readSince !== undefined,
          change.readSince ?? null,
          readsAnew,
          deed.at,
          change.forgetCursor === true,
        ],
      );
      await recordDeed(
        sql,
        'source.changed',
        id,
        { what: Object.keys(change).filter((name) => name !== 'forgetCursor') },
        deed,
      );
    });
  }

  async renewSecrets(id: string, secrets: Uint8Array | null): Promise<void> {
    await this.dataSource.query('update sources set secrets = $2 where id = $1', [id, bytes(secrets)]);
  }

  async backfill(id: string, from: Date, deed: SourceDeedRecord): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      const { state } = await lockSeen(sql, id, null);
      if (state === 'paused') throw new InvalidTransition('The source', 'paused', 'backfill', ['resume']);
      await sql.query(
        `update sources set backfilling = true,
           waiting_cursor = case when backfilling then waiting_cursor else cursor end,
           cursor = null, backfill_from = $2, backfill_asked_at = $3,
           next_poll_at = $3, ${END_OF_LEASE} where id = $1`,
        [id, from, deed.at],
      );
      await recordDeed(sql, 'source.backfill', id, { from: from.toISOString() }, deed);
    });
  }

  async contents(id: string): Promise<SourceContents> {
    return inTransaction(this.dataSource, async (sql) => {
      await lockSeen(sql, id, null);
      return countContents(sql, id);
    });
  }

  async remove(id: string, withMessages: boolean, seen: number | null, deed: SourceDeedRecord): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      const contents = await removeSource(sql, id, withMessages, seen, deed.at);
      await recordDeed(sql, 'source.removed', id, { withMessages, ...contents }, deed);
    });
  }

  async purge(limit: number): Promise<boolean> {
    return inTransaction(this.dataSource, (sql) => purgeRemoved(sql, limit));
  }

  async provision(id: string, source: ProvisionedSource, at: Date): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await lockSeen(sql, id, null);
      await sql.query(
        `update sources set version = version + 1, options = $2::jsonb, secrets = $3, poll_interval_seconds = $4,
           read_since = $5, provisioned_by = $6, provisioned_secrets = $7,
           cursor = case when $8 then null else cursor end,
           waiting_cursor = case when $8 then null else waiting_cursor end,
           state = case when withdrawn_at is not null then 'healthy' else state end,
           state_reason = case when withdrawn_at is not null then null else state_reason end,
           state_advice = case when withdrawn_at is not null then null else state_advice end,
           state_since = case when withdrawn_at is not null then $9 else state_since end,
           withdrawn_at = null, next_poll_at = $9, consecutive_failures = 0, ${END_OF_LEASE} where id = $1`,
        [
          id,
          JSON.stringify(source.options),
          bytes(source.secrets),
          source.pollIntervalSeconds,
          source.readSince,
          source.provisionedBy,
          bytes(source.provisionedSecrets),
          source.forgetCursor,
          at,
        ],
      );
      await recordDeed(sql, 'source.provisioned', id, { by: source.provisionedBy }, { actorId: null, at });
    });
  }

  async withdraw(id: string, reason: string, at: Date): Promise<void> {
    await inTransaction(this.dataSource, async (sql) => {
      await lockSeen(sql, id, null);
      await sql.query(
        `update sources set version = version + 1, state = 'paused', state_reason = $2, state_advice = null, state_since = $3,
           consecutive_failures = 0, withdrawn_at = $3, provisioned_by = null, provisioned_secrets = null, ${END_OF_LEASE} where id = $1`,
        [id, reason, at],
      );
      await recordDeed(sql, 'source.withdrawn', id, {}, { actorId: null, at });
    });
  }

  async provisioning<Result>(work: () => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.query('select pg_advisory_lock($1)', [PROVISIONING_LOCK]);
      try {
        return await work();
      } finally {
        await runner.query('select pg_advisory_unlock($1)', [PROVISIONING_LOCK]);
      }
    } finally {
      await runner.release();
    }
  }
}

const bytes = (sealed: Uint8Array | null): Buffer | null => (sealed === null ? null : Buffer.from(sealed));
