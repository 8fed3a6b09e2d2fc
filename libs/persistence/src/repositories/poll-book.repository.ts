import {
  Conflict,
  NotFound,
  PollBook,
  takenNameFault,
  type HandOnMail,
  type PollLedger,
  type PollOutcome,
  type SourceOutcome,
  type SourceToPoll,
  type StoredDelivery,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { CHANGE_CHANNEL } from './changes.repository.js';
import { inTransaction } from './in-transaction.js';
import { alikeName } from './source-names.js';
import { tellOperators } from './source-notices.js';
import { Sql, type Row } from './sql.js';

/**
 * A backfill that begins after the last reading begins there instead: some services give each message only once, and what
 * it left aside would never be read.
 */
const COLUMNS = `id, kind, name, options, secrets, state, state_since, state_reason, state_advice, cursor, poll_interval_seconds,
  pace_seconds, trouble_told, next_poll_at, last_success_at, consecutive_failures, sample,
  case when backfilling then least(backfill_from, last_success_at) else read_since end as read_since`;

interface EndedPoll {
  readonly id: string;
  readonly outcome: Exclude<PollOutcome, 'running'>;
  readonly errorKind: string | null;
  readonly error: string | null;
}

/**
 * A source that a person paused during the poll stays paused, with the count of failures that tells it from one that a poll
 * paused. When a backfill has ended, well or not, the ordinary polls go
 * on from their own position: what the backfill passed over as too old may be new to them.
 */
const FINISH = `
  with ended as (update polls set outcome = $2, error_kind = $3, error = $4, finished_at = $5
    where id = $1 and outcome = 'running'),
  noted as (update sources set
    state = case when state = 'paused' then state else $8 end,
    state_since = case when state in ('paused', $8) then state_since else $5 end,
    state_reason = case when state = 'paused' then state_reason else $9 end,
    state_advice = case when state = 'paused' then state_advice else $10 end,
    next_poll_at = $11, pace_seconds = $12, lease_holder = null, leased_until = null,
    last_success_at = case when $13 then $5 else last_success_at end,
    consecutive_failures = case when state = 'paused' then consecutive_failures else $14 end,
    cursor = case when backfilling and $2 in ('succeeded', 'failed') then waiting_cursor when $15 then null else cursor end,
    waiting_cursor = case when $2 in ('succeeded', 'failed') then null else waiting_cursor end,
    backfilling = backfilling and $2 not in ('succeeded', 'failed'),
    silent_since = case when $16 then null else silent_since end,
    silence_reason = case when $16 then null else silence_reason end,
    credentials_expire_at = coalesce($17, credentials_expire_at)
    where id = $6 and lease_holder = $7 returning id, name, state),
  changed as (insert into changes (topics, source_ids) select '{sources}', array_agg(id) from noted having count(*) > 0
    returning id),
  announced as (select pg_notify('${CHANGE_CHANNEL}', id::text) from changed)
  select noted.name, noted.state from noted left join announced on true`;

function finishParameters(
  poll: EndedPoll,
  source: { readonly id: string; readonly leaseHolder: string },
  outcome: SourceOutcome,
  at: Date,
): unknown[] {
  return [
    poll.id,
    poll.outcome,
    poll.errorKind,
    poll.error,
    at,
    source.id,
    source.leaseHolder,
    outcome.state,
    outcome.stateReason,
    outcome.stateAdvice,
    outcome.nextPollAt,
    outcome.paceSeconds,
    outcome.succeeded,
    outcome.consecutiveFailures,
    outcome.forgetCursor,
    outcome.heard,
    outcome.credentialsExpireAt,
  ];
}

export class PostgresPollBook extends PollBook {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async claimDue(leaseHolder: string, now: Date, leasedUntil: Date, limit: number): Promise<readonly SourceToPoll[]> {
    const rows = await this.query(
      `update sources set lease_holder = $1, leased_until = $3
       where id in (select id from sources
                    where state <> 'paused' and next_poll_at <= $2 and (leased_until is null or leased_until <= $2)
                    order by next_poll_at limit $4 for update skip locked)
       returning ${COLUMNS}`,
      [leaseHolder, now, leasedUntil, limit],
    );
    return rows.map(sourceToPoll);
  }

  async claim(sourceId: string, leaseHolder: string, now: Date, leasedUntil: Date): Promise<SourceToPoll | null> {
    const [row] = await this.query(
      `update sources set lease_holder = $2, leased_until = $4
       where id = $1 and removed_at is null and (leased_until is null or leased_until <= $3) returning ${COLUMNS}`,
      [sourceId, leaseHolder, now, leasedUntil],
    );
    if (row !== undefined) return sourceToPoll(row);
    await this.find(sourceId);
    return null;
  }

  async find(sourceId: string): Promise<SourceToPoll> {
    const [row] = await this.query(`select ${COLUMNS} from sources where id = $1 and removed_at is null`, [sourceId]);
    if (row === undefined) throw new NotFound('Source', sourceId);
    return sourceToPoll(row);
  }

  async renew(sourceId: string, leaseHolder: string, leasedUntil: Date): Promise<boolean> {
    const rows = await this.query(
      'update sources set leased_until = $3 where id = $1 and lease_holder = $2 returning id',
      [sourceId, leaseHolder, leasedUntil],
    );
    return rows.length === 1;
  }

  async begin(sourceId: string, at: Date): Promise<string> {
    const [row] = await this.query(
      `with broken_off as (update polls set outcome = 'interrupted', finished_at = $2
         where source_id = $1 and outcome = 'running')
       insert into polls (source_id, started_at, outcome) values ($1, $2, 'running') returning id`,
      [sourceId, at],
    );
    return row?.id as string;
  }

  async finish(
    poll: EndedPoll,
    source: { id: string; leaseHolder: string; outcome: SourceOutcome | null },
    at: Date,
    mail: HandOnMail | null = null,
  ): Promise<void> {
    const { outcome } = source;
    if (outcome === null) return this.finishAside(poll, source, at);
    const { notice } = outcome;
    if (notice === null) {
      await this.query(FINISH, finishParameters(poll, source, outcome, at));
      return;
    }
    await inTransaction(this.dataSource, async (sql) => {
      const [noted] = await sql.query(FINISH, finishParameters(poll, source, outcome, at));
      // Taken over by another worker, or paused by a person meanwhile.
      if (noted?.state !== outcome.state) return;
      const { stateReason: reason, stateAdvice: advice } = outcome;
      await tellOperators(sql, [{ sourceId: source.id, name: noted.name as string, notice, reason, advice }], at, mail);
      await sql.query('update sources set trouble_told = $2 where id = $1', [
        source.id,
        notice.event === 'source_trouble' ? outcome.state : null,
      ]);
    });
  }

  private async finishAside(poll: EndedPoll, source: { id: string; leaseHolder: string }, at: Date): Promise<void> {
    await this.query(
      `with ended as (update polls set outcome = $2, error_kind = $3, error = $4, finished_at = $5
         where id = $1 and outcome = 'running')
       update sources set lease_holder = null, leased_until = null where id = $6 and lease_holder = $7`,
      [poll.id, poll.outcome, poll.errorKind, poll.error, at, source.id, source.leaseHolder],
    );
  }

  async findOrAddPushed(kind: string, name: string): Promise<string> {
    const row = (await this.named(name)) ?? (await this.addPushed(kind, name)) ?? (await this.named(name));
    if (row?.kind !== kind) throw new Conflict(`The source '${name}' is of the kind ${String(row?.kind)}, not ${kind}`);
    return row.id as string;
  }

  private async named(name: string): Promise<Row | null> {
    const [row] = await this.query('select id, kind from sources where name = $1', [name]);
    return row ?? null;
  }

  /** `null` when somebody else has added it at the same moment. @throws Conflict when another name looks the same */
  private async addPushed(kind: string, name: string): Promise<Row | null> {
    return inTransaction(this.dataSource, async (sql) => {
      const other = await alikeName(sql, name, null);
      if (other === name) return null;
      if (other !== null) throw new Conflict(takenNameFault(name, other));
      const [row] = await sql.query(
        `insert into sources (kind, name, options, poll_interval_seconds) values ($1, $2, '{}', 86400)
         returning id, kind`,
        [kind, name],
      );
      return row ?? null;
    });
  }

  async findDelivery(sourceId: string, deliveryId: string): Promise<StoredDelivery | null> {
    const [row] = await this.query(
      `select seen, stored, duplicate, skipped, quarantined, delivery_hash from polls
       where source_id = $1 and delivery_id = $2 order by id limit 1`,
      [sourceId, deliveryId],
    );
    if (row === undefined) return null;
    const { delivery_hash: hash, ...ledger } = row;
    return { ledger: ledger as unknown as PollLedger, hash: hash as Uint8Array | null };
  }

  async saveSecrets(sourceId: string, secrets: Uint8Array): Promise<void> {
    await this.query('update sources set secrets = $2 where id = $1', [sourceId, Buffer.from(secrets)]);
  }

  async active(kinds: readonly string[]): Promise<readonly SourceToPoll[]> {
    const rows = await this.query(
      `select ${COLUMNS} from sources where state <> 'paused' and kind = any($1::text[]) order by id`,
      [kinds],
    );
    return rows.map(sourceToPoll);
  }

  async releaseAll(): Promise<void> {
    await this.query('update sources set lease_holder = null, leased_until = null where leased_until is not null', []);
  }

  private async query(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await new Sql(runner).query(sql, parameters);
    } finally {
      await runner.release();
    }
  }
}

function sourceToPoll(row: Row): SourceToPoll {
  return {
    id: row.id as string,
    kind: row.kind as string,
    name: row.name as string,
    options: row.options as Record<string, unknown>,
    secrets: row.secrets as Uint8Array | null,
    state: row.state as SourceToPoll['state'],
    stateSince: row.state_since as Date,
    stateReason: row.state_reason as string | null,
    stateAdvice: row.state_advice as string | null,
    cursor: row.cursor,
    pollIntervalSeconds: row.poll_interval_seconds as number,
    nextPollAt: row.next_poll_at as Date,
    lastSuccessAt: row.last_success_at as Date | null,
    consecutiveFailures: row.consecutive_failures as number,
    sample: row.sample as boolean,
    readSince: row.read_since as Date | null,
    paceSeconds: row.pace_seconds as number | null,
    troubleTold: row.trouble_told as SourceToPoll['troubleTold'],
  };
}
