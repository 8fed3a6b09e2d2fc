import { NotFound, type PollLedger, type PollOutcome, type SourceState } from '@earshot/domain';
import type { DataSource } from 'typeorm';

type Ledger = { -readonly [Key in keyof PollLedger]: PollLedger[Key] } & { skipped: Record<string, number> };

export interface SourceRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly state: SourceState;
  readonly stateSince: Date;
  readonly stateReason: string | null;
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

  /** `zone`: whose days the account is split into. @throws NotFound */
  async detail(sourceId: string, zone: string): Promise<SourceDetailRow> {
    const [source] = await this.dataSource.query<(SourceRow & { options: Record<string, unknown> })[]>(
      sourcesSql(', s.options', 'and s.id = $1'),
      [sourceId],
    );
    if (source === undefined) throw new NotFound('Source', sourceId);
    return {
      ...source,
      days: await this.dataSource.query(DAYS, [sourceId, zone, DAYS_SHOWN]),
      polls: await this.dataSource.query<PollRow[]>(POLLS, [sourceId, POLLS_SHOWN]),
      quarantine: await this.dataSource.query<QuarantineRow[]>(QUARANTINE, [sourceId, QUARANTINE_SHOWN]),
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

/** A ledger as JSON from the sums (or the values) of polls. */
const ledgerJson = (of: (column: string) => string, skipped: string): string =>
  `json_build_object('seen', ${of('seen')}, 'stored', ${of('stored')}, 'duplicate', ${of('duplicate')},
     'skipped', coalesce(${skipped}, '{}'), 'quarantined', ${of('quarantined')})`;

const summed = (column: string): string => `coalesce(sum(p.${column}), 0)`;

/** Sums the counts by reason over the polls that `polls` selects. */
const skippedSum = (polls: string): string =>
  `(select json_object_agg(reason, total) from
     (select reason, sum(n::int) as total from polls q, jsonb_each_text(q.skipped) as counted(reason, n)
      where q.skipped_count > 0 and ${polls} group by reason) by_reason)`;

const sourcesSql = (extraColumns = '', where = ''): string => `
  select s.id, s.kind, s.name, s.state, s.state_since as "stateSince", s.state_reason as "stateReason", s.sample,
    s.poll_interval_seconds as "pollIntervalSeconds", s.next_poll_at as "nextPollAt",
    s.last_success_at as "lastSuccessAt", s.consecutive_failures as "consecutiveFailures",
    (select ${ledgerJson(summed, skippedSum('q.source_id = s.id'))} from polls p where p.source_id = s.id) as ledger,
    (select count(*)::int from quarantine i where i.source_id = s.id and i.state = 'open') as "openQuarantine",
    s.version, s.provisioned_by as "provisionedBy", s.withdrawn_at as "withdrawnAt" ${extraColumns}
  from sources s where s.removed_at is null ${where} order by s.name`;

const DAYS = `
  select day::text, ${ledgerJson(
    (column) => column,
    skippedSum(`q.source_id = $1 and (q.started_at at time zone $2)::date = sums.day`),
  )} as ledger
  from (select (p.started_at at time zone $2)::date as day, sum(p.seen) as seen, sum(p.stored) as stored,
          sum(p.duplicate) as duplicate, sum(p.quarantined) as quarantined
        from polls p where p.source_id = $1 and p.started_at > now() - make_interval(days => $3::int)
        group by 1) sums
  order by day desc`;

const POLLS = `
  select p.id, p.started_at as "startedAt", p.finished_at as "finishedAt", p.outcome, p.error,
    ${ledgerJson((column) => `p.${column}`, 'p.skipped::json')} as ledger
  from polls p where p.source_id = $1 order by p.id desc limit $2`;

const QUARANTINE = `
  select id, at, external_id as "externalId", reason, detail, coalesce(length(raw), 0) as "rawBytes"
  from quarantine where source_id = $1 and state = 'open' order by id desc limit $2`;
