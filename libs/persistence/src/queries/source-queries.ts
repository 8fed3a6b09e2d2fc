import { NotFound, type BudgetScope, type PollLedger, type PollOutcome, type SourceState } from '@earshot/domain';
import type { DataSource } from 'typeorm';

type Ledger = { -readonly [Key in keyof PollLedger]: PollLedger[Key] } & { skipped: Record<string, number> };

/** What ops people need beside the state. Instants are ISO 8601. */
export interface SourceHealthRow {
  /** What happened, and apart from it what to do; `null` when healthy. */
  readonly reason: string | null;
  readonly advice: string | null;
  /** The interval that activity has led to, in seconds; `null` until it was read once. */
  readonly paceSeconds: number | null;
  /** It brings less than its own rhythm lets expect: since its last message, and why that is unusual. */
  readonly silence: { readonly since: string; readonly reason: string } | null;
  /** As the service said last. */
  readonly credentialsExpireAt: string | null;
  /** Until when an allowance that is used up, or the service itself, keeps it from being read; `null` when nothing does. */
  readonly held: {
    readonly until: string;
    readonly reason: string;
    /** The allowance that begins anew last of those that are used up; `null` where none is kept here. */
    readonly budget: Pick<SourceBudgetRow, 'scope' | 'name' | 'host'> | null;
  } | null;
}

/** An account that the source draws on and that has not begun anew since. */
export interface SourceBudgetRow {
  readonly scope: BudgetScope;
  /** `requests`, `posts read`, `told by the service` … */
  readonly name: string;
  /** The host, where it is one of a host. */
  readonly host: string | null;
  readonly allowed: number;
  readonly spent: number;
  readonly resetsAt: Date;
  /** How many sources draw on it. */
  readonly sharedBy: number;
}

export interface SourceRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly state: SourceState;
  readonly stateSince: Date;
  /** What happened and what to do about it. */
  readonly stateReason: string | null;
  readonly health: SourceHealthRow;
  readonly sample: boolean;
  readonly pollIntervalSeconds: number;
  readonly nextPollAt: Date;
  readonly lastSuccessAt: Date | null;
  readonly consecutiveFailures: number;
  readonly ledger: Ledger;
  readonly openQuarantine: number;
  readonly version: number;
  /** The file that configures it. */
  readonly provisionedBy: string | null;
  /** When it was taken out of that file. */
  readonly withdrawnAt: Date | null;
}

export interface PollRow {
  readonly id: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly outcome: PollOutcome;
  readonly error: string | null;
  readonly ledger: Ledger;
}

export interface QuarantineRow {
  readonly id: string;
  readonly at: Date;
  readonly externalId: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly rawBytes: number;
}

export interface SourceDetailRow extends SourceRow {
  readonly options: Record<string, unknown>;
  readonly days: { day: string; ledger: Ledger }[];
  readonly polls: PollRow[];
  readonly quarantine: QuarantineRow[];
  readonly budgets: SourceBudgetRow[];
}

/** What one page of a source has room for. */
const DAYS_SHOWN = 30;
const POLLS_SHOWN = 50;
const QUARANTINE_SHOWN = 200;

/** The sources with the accounts that prove their completeness: seen = stored + duplicate + skipped + quarantined. */
export class SourceQueries {
  constructor(private readonly dataSource: DataSource) {}

  async list(): Promise<SourceRow[]> {
    return this.dataSource.query<SourceRow[]>(sourcesSql());
  }

  /** The days are those of the house. @throws NotFound */
  async detail(sourceId: string): Promise<SourceDetailRow> {
    const [source] = await this.dataSource.query<(SourceRow & { options: Record<string, unknown> })[]>(
      sourcesSql(', s.options', 'and s.id = $1'),
      [sourceId],
    );
    if (source === undefined) throw new NotFound('Source', sourceId);
    return {
      ...source,
      days: await this.dataSource.query(DAYS, [sourceId, DAYS_SHOWN]),
      polls: await this.dataSource.query<PollRow[]>(POLLS, [sourceId, POLLS_SHOWN]),
      quarantine: await this.dataSource.query<QuarantineRow[]>(QUARANTINE, [sourceId, QUARANTINE_SHOWN]),
      budgets: await this.dataSource.query<SourceBudgetRow[]>(BUDGETS, [sourceId]),
    };
  }

  /** The item as it came, `null` when it had no raw form. @throws NotFound */
  async quarantinedRaw(sourceId: string, itemId: string): Promise<Buffer | null> {
    const [item] = await this.dataSource.query<{ raw: Buffer | null }[]>(
      'select raw from quarantine where id = $2 and source_id = $1',
      [sourceId, itemId],
    );
    if (item === undefined) throw new NotFound('Quarantined item', itemId);
    return item.raw;
  }
}

/** As JSON spells instants everywhere else. */
const instant = (value: string): string => `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A ledger as JSON from the sums (or the values) of polls. */
const ledgerJson = (of: (column: string) => string, skipped: string): string =>
  `json_build_object('seen', ${of('seen')}, 'stored', ${of('stored')}, 'duplicate', ${of('duplicate')},
     'skipped', coalesce(${skipped}, '{}'), 'quarantined', ${of('quarantined')})`;

const summed = (column: string): string => `coalesce(sum(p.${column}), 0)`;

/** Sums the counts by reason over the rows that `rows` selects: polls, or days. */
const skippedSum = (rows: string): string =>
  `(select json_object_agg(reason, total) from
     (select reason, sum(n::int) as total
      from (select q.skipped from ${rows} and q.skipped_count > 0) q,
        jsonb_each_text(q.skipped) as counted(reason, n)
      group by reason) by_reason)`;

/**
 * By its last own poll that has ended: what is pushed between two polls has the sender's name, and says nothing about
 * them, and one that runs has found nothing yet.
 */
const HELD = `(
  select json_build_object('until', ${instant('coalesce(b.resets_at, s.next_poll_at)')}, 'reason', p.error,
    'budget', case when b.scope is not null then json_build_object('scope', b.scope, 'name', b.name, 'host', b.host) end)
  from (select error_kind, error from polls where source_id = s.id and delivery_id is null
      and finished_at is not null order by id desc limit 1) p
    left join lateral (
      select r.scope, r.name, case when r.scope = 'host' then r.holder end as host, r.resets_at
      from source_budgets u join rate_budgets r using (scope, holder, name)
      where u.source_id = s.id and r.resets_at > now() and r.spent >= r.allowed
      order by r.resets_at desc limit 1) b on true
  where p.error_kind = 'rate_limited' and s.state <> 'paused' and s.next_poll_at > now())`;

const HEALTH = `json_build_object('reason', s.state_reason, 'advice', s.state_advice, 'paceSeconds', s.pace_seconds,
  'silence', case when s.silent_since is not null
    then json_build_object('since', ${instant('s.silent_since')}, 'reason', s.silence_reason) end,
  'credentialsExpireAt', ${instant('s.credentials_expire_at')}, 'held', ${HELD})`;

const sourcesSql = (extraColumns = '', where = ''): string => `
  select s.id, s.kind, s.name, s.state, s.state_since as "stateSince", 
    nullif(concat_ws('. ', s.state_reason, s.state_advice), '') as "stateReason", ${HEALTH} as health, s.sample,
    s.poll_interval_seconds as "pollIntervalSeconds", s.next_poll_at as "nextPollAt",
    s.last_success_at as "lastSuccessAt", s.consecutive_failures as "consecutiveFailures",
    (select ${ledgerJson(summed, skippedSum('source_days q where q.source_id = s.id'))}
      from source_days p where p.source_id = s.id) as ledger,
    (select count(*)::int from quarantine i where i.source_id = s.id and i.state = 'open') as "openQuarantine",
    s.version, s.provisioned_by as "provisionedBy", s.withdrawn_at as "withdrawnAt" ${extraColumns}
  from sources s where s.removed_at is null ${where} order by s.name`;

const DAYS = `
  select p.day::text, ${ledgerJson((column) => `p.${column}`, 'p.skipped::json')} as ledger
  from source_days p where p.source_id = $1 order by p.day desc limit $2`;

const POLLS = `
  select p.id, p.started_at as "startedAt", p.finished_at as "finishedAt", p.outcome, p.error,
    ${ledgerJson((column) => `p.${column}`, 'p.skipped::json')} as ledger
  from polls p where p.source_id = $1 order by p.id desc limit $2`;

const QUARANTINE = `
  select id, at, external_id as "externalId", reason, detail, coalesce(length(raw), 0) as "rawBytes"
  from quarantine where source_id = $1 and state = 'open' order by id desc limit $2`;

const BUDGETS = `
  select b.scope, b.name, case when b.scope = 'host' then b.holder end as host, b.allowed, b.spent,
    b.resets_at as "resetsAt",
    (select count(*)::int from source_budgets o where (o.scope, o.holder, o.name) = (b.scope, b.holder, b.name))
      as "sharedBy"
  from source_budgets u join rate_budgets b using (scope, holder, name)
  where u.source_id = $1 and b.resets_at > now() order by b.scope, b.name`;
