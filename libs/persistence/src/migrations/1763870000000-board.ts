import type { MigrationInterface, QueryRunner } from 'typeorm';

const DONE = [
  // A list of one kind of task is read without the tasks of the others; the page and the length of it need no sorting.
  `create index tasks_open_kind on tasks (kind, due_at, id) where state = 'open'`,
  // Which task of a case is due first is asked for every row of several lists.
  `create index tasks_open_case on tasks (case_id, due_at, id, kind) where state = 'open'`,
  // What waits is a handful of all cases.
  `create index cases_waiting on cases (last_message_at, id)
     where merged_into is null and (state = 'waiting' or snoozed_until is not null)`,
  `create index cases_snoozed on cases (id, snoozed_until) where snoozed_until is not null`,
  // Part of what PostgreSQL comes with; whoever owns the database may turn it on.
  `create extension if not exists pg_trgm`,
  `create index messages_words on messages using gin (text gin_trgm_ops, subject gin_trgm_ops, author_name gin_trgm_ops)`,
  `create index customers_words on customers using gin (name gin_trgm_ops)`,
  `create table saved_views (
      id bigint generated always as identity not null,
      owner_id bigint not null,
      name text not null,
      search jsonb not null,
      shared boolean not null default false,
      created_at timestamptz not null default now(),
      constraint saved_views_name unique (owner_id, name),
      constraint saved_views_pkey primary key (id)
    )`,
  `create index saved_views_shared on saved_views (name, id) where shared`,
  `alter table saved_views add constraint saved_views_owner_fkey foreign key (owner_id) references users(id) on delete cascade`,
];

const UNDONE = [
  `drop table saved_views`,
  `drop index customers_words`,
  `drop index messages_words`,
  `drop index cases_snoozed`,
  `drop index cases_waiting`,
  `drop index tasks_open_case`,
  `drop index tasks_open_kind`,
];

/** The board stays quick with a million messages, and people keep the lists that they look at. */
export class Board1763870000000 implements MigrationInterface {
  readonly name = 'Board1763870000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of DONE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDONE) await runner.query(statement);
  }
}
