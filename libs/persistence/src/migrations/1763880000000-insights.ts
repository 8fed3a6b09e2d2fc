import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The entities say what each is for. */
const TABLES = [
  `create table insight_days (
      zone text not null,
      topic text not null,
      day date not null,
      source_id bigint not null,
      language text not null,
      severity text not null,
      received integer not null,
      unhappy integer not null,
      constraint insight_days_pkey primary key (zone, topic, day, source_id, language, severity)
    )`,
  `create index insight_days_source on insight_days (source_id)`,
  `create table insight_zones (
      zone text not null,
      count_from date,
      constraint insight_zones_pkey primary key (zone)
    )`,
  `create table insight_state (
      id integer not null,
      as_of timestamptz,
      constraint insight_state_one check (id = 1),
      constraint insight_state_pkey primary key (id)
    )`,
  `insert into insight_state (id) values (1)`,
  `create table insight_stale_hours (
      id bigint generated always as identity not null,
      at timestamptz not null,
      constraint insight_stale_hours_pkey primary key (id)
    )`,
  `create table insight_stale_cases (
      id bigint generated always as identity not null,
      case_id bigint not null,
      constraint insight_stale_cases_pkey primary key (id)
    )`,
  `create table insight_cases (
      case_id bigint not null,
      source_id bigint not null,
      language text not null,
      severity text not null,
      topics text array not null,
      owner_id bigint,
      customer_id bigint,
      opened_at timestamptz not null,
      previous_at timestamptz,
      cause_stage text,
      cause_kind text,
      due_at timestamptz,
      answered_at timestamptz,
      in_time boolean,
      settled_at timestamptz,
      elapsed_seconds integer,
      working_minutes double precision,
      solved_at timestamptz,
      checked_at timestamptz,
      recovered boolean,
      constraint insight_cases_pkey primary key (case_id)
    )`,
  `create index insight_cases_opened on insight_cases (opened_at, case_id)`,
  `create index insight_cases_answered on insight_cases (answered_at, case_id) where answered_at is not null`,
  `create index insight_cases_settled on insight_cases (settled_at, case_id) where settled_at is not null`,
  `create index insight_cases_checked on insight_cases (checked_at, case_id) where checked_at is not null`,
  `create index insight_cases_customer on insight_cases (customer_id) where customer_id is not null`,
  `create table spikes (
      id bigint generated always as identity not null,
      kind text not null,
      key text not null,
      started_at timestamptz not null,
      last_seen_at timestamptz not null,
      ended_at timestamptz,
      hours integer not null,
      count integer not null,
      usual double precision not null,
      weeks integer not null,
      message_ids bigint array not null default '{}',
      acknowledged_at timestamptz,
      acknowledged_by bigint,
      constraint spikes_kind check (kind in ('source', 'topic', 'word')),
      constraint spikes_pkey primary key (id)
    )`,
  `create unique index spikes_one_at_a_time on spikes (kind, key) where ended_at is null`,
  `alter table insight_days add constraint insight_days_source_fkey foreign key (source_id) references sources(id) on delete cascade`,
  `alter table insight_cases add constraint insight_cases_case_fkey foreign key (case_id) references cases(id) on delete cascade`,
  `alter table spikes add constraint spikes_acknowledged_by_fkey foreign key (acknowledged_by) references users(id) on delete set null`,
  `create index messages_sent on messages (sent_at, id)`,
];

/**
 * What is to be counted anew is marked where it changes, so that no writer can forget it, by rows that are only ever added:
 * two transactions never wait for each other because of a mark, and a mark is there exactly when its change is.
 */
const TRIGGERS = [
  `create function insight_mark_judged() returns trigger language plpgsql as $$ begin
      insert into insight_stale_hours (at) select distinct date_trunc('hour', m.sent_at, 'UTC')
        from changed join messages m on m.id = changed.message_id;
      return null;
    end $$`,
  `create trigger insight_judged after insert on assessments referencing new table as changed
      for each statement execute function insight_mark_judged()`,
  `create trigger insight_corrected after insert on verdicts referencing new table as changed
      for each statement execute function insight_mark_judged()`,
  `create function insight_mark_message() returns trigger language plpgsql as $$ begin
      insert into insight_stale_hours (at) values (date_trunc('hour', old.sent_at, 'UTC'));
      return null;
    end $$`,
  `create trigger insight_edited after update on messages for each row
      when (old.superseded_at is distinct from new.superseded_at or old.kind <> new.kind)
      execute function insight_mark_message()`,
  `create trigger insight_erased after delete on messages for each row execute function insight_mark_message()`,
  `create function insight_mark_case() returns trigger language plpgsql as $$ begin
      insert into insight_stale_cases (case_id) values (new.id);
      return null;
    end $$`,
  `create trigger insight_case after insert or update on cases for each row execute function insight_mark_case()`,
  `create function insight_mark_case_of() returns trigger language plpgsql as $$ begin
      insert into insight_stale_cases (case_id) values (new.case_id);
      return null;
    end $$`,
  `create trigger insight_task after insert or update on tasks for each row
      when (new.kind in ('answer', 'recovery_check')) execute function insight_mark_case_of()`,
  `create trigger insight_answer after insert or update on case_answers for each row
      when (new.clock = 'first_answer') execute function insight_mark_case_of()`,
  `insert into insight_stale_cases (case_id) select id from cases`,
];

const UNDONE = [
  `drop trigger insight_answer on case_answers`,
  `drop trigger insight_task on tasks`,
  `drop trigger insight_case on cases`,
  `drop trigger insight_erased on messages`,
  `drop trigger insight_edited on messages`,
  `drop trigger insight_corrected on verdicts`,
  `drop trigger insight_judged on assessments`,
  `drop function insight_mark_case_of`,
  `drop function insight_mark_case`,
  `drop function insight_mark_message`,
  `drop function insight_mark_judged`,
  `drop index messages_sent`,
  `drop table spikes`,
  `drop table insight_cases`,
  `drop table insight_stale_cases`,
  `drop table insight_stale_hours`,
  `drop table insight_state`,
  `drop table insight_zones`,
  `drop table insight_days`,
];

/** The figures of the response standard, kept ready by day and case, and what rises unusually. */
export class Insights1763880000000 implements MigrationInterface {
  readonly name = 'Insights1763880000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...TRIGGERS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDONE) await runner.query(statement);
  }
}
