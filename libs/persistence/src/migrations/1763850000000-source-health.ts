import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The entities say what each is for. */
const STATEMENTS = [
  `alter table sources add column state_advice text`,
  `alter table sources add column pace_seconds integer`,
  `alter table sources add column trouble_told text`,
  `alter table sources add column silent_since timestamptz`,
  `alter table sources add column silence_reason text`,
  `alter table sources add column credentials_expire_at timestamptz`,
  `alter table sources add column credentials_told_for timestamptz`,
  `alter table messages add column removed_at timestamptz`,
  `create table source_days (
      source_id bigint not null,
      day date not null,
      seen integer not null default '0',
      stored integer not null default '0',
      duplicate integer not null default '0',
      skipped jsonb not null default '{}',
      skipped_count integer not null default '0',
      quarantined integer not null default '0',
      constraint source_days_ledger check (seen = stored + duplicate + skipped_count + quarantined),
      constraint source_days_pkey primary key (source_id, day),
      constraint source_days_source_fkey foreign key (source_id) references sources(id) on delete cascade
    )`,
  // The house's zone is not known here: what was read before this release is split by the days of UTC.
  `insert into source_days (source_id, day, seen, stored, duplicate, skipped, skipped_count, quarantined)
   with polls_of_day as (select *, (started_at at time zone 'UTC')::date as day from polls),
   reasons as (
     select source_id, day, jsonb_object_agg(reason, n) as skipped
     from (select source_id, day, reason, sum(count::int) as n
           from polls_of_day, jsonb_each_text(skipped) as counted(reason, count) group by 1, 2, 3) summed
     group by 1, 2)
   select p.source_id, p.day, sum(p.seen), sum(p.stored), sum(p.duplicate), coalesce(r.skipped, '{}'),
     sum(p.skipped_count), sum(p.quarantined)
   from polls_of_day p left join reasons r on r.source_id = p.source_id and r.day = p.day
   group by p.source_id, p.day, r.skipped`,
  `create table source_hours (
      source_id bigint not null,
      hour timestamptz not null,
      messages integer not null,
      constraint source_hours_pkey primary key (source_id, hour),
      constraint source_hours_source_fkey foreign key (source_id) references sources(id) on delete cascade
    )`,
  `insert into source_hours (source_id, hour, messages)
   select source_id, date_trunc('hour', sent_at, 'UTC'), count(*) from messages where revision_number = 1 group by 1, 2`,
  `create table rate_budgets (
      scope text not null,
      holder text not null,
      name text not null,
      allowed integer not null,
      spent integer not null default '0',
      resets_at timestamptz not null,
      constraint rate_budgets_scope check (scope in ('host', 'credential', 'source')),
      constraint rate_budgets_pkey primary key (scope, holder, name)
    )`,
  `create table source_budgets (
      source_id bigint not null,
      scope text not null,
      holder text not null,
      name text not null,
      constraint source_budgets_pkey primary key (source_id, scope, holder, name),
      constraint source_budgets_source_fkey foreign key (source_id) references sources(id) on delete cascade,
      constraint source_budgets_budget_fkey foreign key (scope, holder, name)
        references rate_budgets(scope, holder, name) on delete cascade
    )`,
];

/** Sources know their rhythm, their budgets and how long their credentials last; each day has its own account. */
export class SourceHealth1763850000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['source_budgets', 'rate_budgets', 'source_hours', 'source_days'])
      await queryRunner.query(`drop table ${table}`);
    await queryRunner.query('alter table messages drop column removed_at');
    for (const column of [
      'state_advice',
      'pace_seconds',
      'trouble_told',
      'silent_since',
      'silence_reason',
      'credentials_expire_at',
      'credentials_told_for',
    ])
      await queryRunner.query(`alter table sources drop column ${column}`);
  }
}
